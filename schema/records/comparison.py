"""A comparison: places × years × indicators. Plain slotted classes, because the API reads thousands."""

from collections.abc import Sequence
from dataclasses import dataclass

from schema.enums import Absence, Applicant, Comparability, JurisdictionLevel, Normalization
from schema.records.indicator import Indicator
from schema.records.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareSpec:
    """What is asked: resolved places and indicators, years in ascending order."""

    places: tuple[Place, ...]
    years: tuple[int, ...]
    indicators: tuple[Indicator, ...]
    applicant: Applicant = Applicant.TOTAL
    normalize: Normalization = Normalization.NONE


@dataclass(slots=True, kw_only=True)
class Point:
    """One place, one indicator, one year.

    `rank` 1 is the largest among the compared places that year, ties share a rank. `change` is a
    fraction of the year before. `note` says why where `comparability` is not SAME. `statistic_id`
    finds the printed figure, None for derived and absent values.
    """

    year: int
    value: float | None
    absence: Absence | None
    rank: int | None
    change: float | None
    comparability: Comparability
    note: str | None
    statistic_id: str | None


@dataclass(slots=True, kw_only=True)
class Series:
    """One place, one indicator; `values` and `points` stand in the order of the comparison's years."""

    jurisdiction: Place
    indicator: Indicator
    values: Sequence[float | None]
    points: Sequence[Point]


@dataclass(slots=True, kw_only=True)
class Summary:
    """One indicator in one year over the compared places; `reporting` counts those with a value."""

    indicator: Indicator
    year: int
    reporting: int
    sum: float | None
    mean: float | None
    median: float | None
    min: float | None
    max: float | None


@dataclass(slots=True, kw_only=True)
class Comparison:
    """Series are ordered by place, then indicator; summaries by indicator, then year."""

    years: Sequence[int]
    indicators: Sequence[Indicator]
    jurisdictions: Sequence[Place]
    series: Sequence[Series]
    summary: Sequence[Summary]
    csv_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSpec:
    """Whose reports are looked for: all places of `level` within `within` (the next level down if None)."""

    within: str
    level: JurisdictionLevel | None
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCell:
    """A place and a year: the report's id, or why there is none; `late` is None when it cannot be known."""

    jurisdiction: Place
    year: int
    report_id: str | None
    absence: Absence | None
    late: bool | None
