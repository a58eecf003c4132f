"""Readings → arrays over place × year, one for each indicator and applicant. The read model of comparing.

Only whole-place reports (scope JURISDICTION) are here: an organ's figures never stand in for its
place's. Every array has one row and one column more than there are places and years; they stay
empty, so that index -1, which unknown places and years get, reads "nothing there" without a branch.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from gateway.compare.lateness import Punctuality
from gateway.compare.source import PortalRow
from schema.enums import Applicant, Qualifier, ReportFormat

Floats = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int8]
Index = npt.NDArray[np.intp]

FORMATS: tuple[ReportFormat | None, ...] = (None, *ReportFormat)
FORMAT_CODES: Mapping[ReportFormat, int] = {form: code for code, form in enumerate(FORMATS) if form}
QUALIFIERS: tuple[Qualifier, ...] = (Qualifier.EXACT, *(q for q in Qualifier if q is not Qualifier.EXACT))
QUALIFIER_CODES: Mapping[Qualifier, int] = {qualifier: code for code, qualifier in enumerate(QUALIFIERS)}

ColumnKey = tuple[str, Applicant]


@dataclass(slots=True, kw_only=True)
class Column:
    """One indicator of one applicant: values in the indicator's unit, NaN where there is none.

    `hedges` holds qualifier codes and is None where every figure is exact. `derived` marks the cells
    that no report prints, `crossed` those that the crosswalk gives.
    """

    values: Floats
    hedges: Codes | None = None
    derived: npt.NDArray[np.bool_] | None = None
    crossed: npt.NDArray[np.bool_] | None = None


@dataclass(slots=True, kw_only=True)
class Columns:
    """All comparable figures at one data version, which `moved_at` made. Filled once, then only read.

    `formats` holds the form of each report, 0 where there is none. `punctuality` is by report id, also of
    organs' reports, `doubtful` the ids of those whose date says nothing. `organ_reports` leads from
    place and year to an organ's report, `portals` are those of each place.
    `printed` is what reports state; `worked_out` caches what follows from it, `bridged` what does by the
    crosswalk.
    """

    version: int
    places: Mapping[str, int]
    years: range
    formats: Codes
    report_ids: Mapping[tuple[int, int], str]
    unavailable: frozenset[str]
    printed: dict[ColumnKey, Column]
    moved_at: datetime | None = None
    punctuality: Mapping[str, Punctuality] = field(default_factory=dict)
    doubtful: frozenset[str] = frozenset()
    organ_reports: Mapping[tuple[str, int], str] = field(default_factory=dict)
    portals: Mapping[str, Sequence[PortalRow]] = field(default_factory=dict)
    worked_out: dict[ColumnKey, Column | None] = field(default_factory=dict)
    bridged: dict[ColumnKey, Column | None] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, int]:
        """Places and years, each with the empty one at the end."""
        return len(self.places) + 1, len(self.years) + 1

    def rows(self, codes: Sequence[str]) -> Index:
        """Row of each place, -1 where it never reported."""
        return np.fromiter((self.places.get(code, -1) for code in codes), np.intp, len(codes))

    def cols(self, years: Sequence[int]) -> Index:
        """Column of each year, -1 outside the years that anyone reported on."""
        first, stop = self.years.start, self.years.stop
        return np.fromiter((y - first if first <= y < stop else -1 for y in years), np.intp, len(years))

    def report_at(self, place: str, year: int) -> str | None:
        """The id of the whole-place report."""
        return self.report_ids.get((self.places.get(place, -1), year))


def empty_floats(shape: tuple[int, int]) -> Floats:
    """An array of places × years that states nothing."""
    return np.full(shape, np.nan)


def empty_codes(shape: tuple[int, int]) -> Codes:
    """An array of places × years of code 0."""
    return np.zeros(shape, np.int8)
