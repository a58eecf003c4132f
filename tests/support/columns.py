"""Reports and figures written out → columns, without a store."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from support.reports import format_of

from gateway.compare.build import build
from gateway.compare.columns import Columns
from gateway.compare.engine import ColumnComparer
from gateway.compare.source import DateRow, PortalRow, Readings, ReportRow, ValueRow
from schema.dictionary import indicators
from schema.enums import Applicant, Normalization, Qualifier, ReportFormat
from schema.places import registry
from schema.records.comparison import CompareSpec, Comparison, Point
from schema.records.report import report_id


@dataclass
class Figures:
    """A source of columns that a test fills; `report` and `state` can be chained."""

    version: int = 1
    unavailable: frozenset[str] = frozenset()
    reports: list[ReportRow] = field(default_factory=list)
    values: list[ValueRow] = field(default_factory=list)
    dates: list[DateRow] = field(default_factory=list)
    portals: list[PortalRow] = field(default_factory=list)

    def report(
        self, place: str, year: int, form: ReportFormat | None = None, published: date | None = None
    ) -> "Figures":
        """A whole-place report, in the form of its year unless another is given."""
        self.reports.append(ReportRow(report_id(place, year), place, year, form or format_of(year)))
        return self.out(place, year, published)

    def out(
        self,
        place: str,
        year: int,
        published: date | None,
        organ: str | None = None,
        portal: str | None = None,
    ) -> "Figures":
        """When a report came out, of a place or of one of its organs."""
        self.dates.append(DateRow(report_id(place, year, organ), place, year, organ, published, portal))
        return self

    def state(  # noqa: PLR0917 - reads like the row of a table
        self,
        place: str,
        year: int,
        indicator: str,
        value: float,
        unit: str = "件",
        applicant: Applicant = Applicant.TOTAL,
        qualifier: Qualifier = Qualifier.EXACT,
    ) -> "Figures":
        """A figure of a report, which is added where it is not there."""
        if not any((row.place, row.year) == (place, year) for row in self.reports):
            self.report(place, year)
        self.values.append(ValueRow(place, year, indicator, applicant, value, unit, qualifier))
        return self

    def data_version(self) -> int:
        return self.version

    @contextmanager
    def readings(self) -> Iterator[Readings]:
        yield Readings(
            version=self.version,
            reports=self.reports,
            values=self.values,
            unavailable=self.unavailable,
            dates=self.dates,
            portals=self.portals,
        )

    def columns(self) -> Columns:
        with self.readings() as readings:
            return build(readings)

    def compare(
        self,
        places: list[str],
        years: list[int],
        codes: list[str],
        applicant: Applicant = Applicant.TOTAL,
        normalize: Normalization = Normalization.NONE,
        *,
        crosswalk: bool = False,
    ) -> Comparison:
        """The answer to a question about these figures."""
        asked = question(places, years, codes, applicant, normalize, crosswalk=crosswalk)
        return ColumnComparer(self.columns).compare(asked)

    def points(self, place: str, years: list[int], code: str, **rest: object) -> list[Point]:
        """The points of one series."""
        (series,) = self.compare([place], years, [code], **rest).series  # type: ignore[arg-type]
        return list(series.points)


def question(
    places: list[str],
    years: list[int],
    codes: list[str],
    applicant: Applicant = Applicant.TOTAL,
    normalize: Normalization = Normalization.NONE,
    *,
    crosswalk: bool = False,
) -> CompareSpec:
    """The spec that the contract would make of it."""
    return CompareSpec(
        places=tuple(registry.place(code) for code in places),
        years=tuple(years),
        indicators=tuple(indicators.indicator(code) for code in codes),
        applicant=applicant,
        normalize=normalize,
        crosswalk=crosswalk,
    )
