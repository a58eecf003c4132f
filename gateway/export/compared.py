"""A comparison → an answer: a table to read, every cell, the printed figures, their reports, what to know."""

import asyncio
from collections.abc import AsyncIterator, Container, Iterable, Iterator, Mapping, Sequence

from gateway.export import cell_rows, rows
from gateway.export.answer import About, Answer, Table, at_hand, batched, table
from gateway.export.shape import Field, Kind, Row, Shape
from gateway.export.words import ABSENCES, COMPARED
from schema.ports import Keyed, Reader
from schema.records.comparison import CompareSpec, Comparison, Point, Series
from schema.records.report import Report, report_id
from schema.records.statistic import Statistic

Cell = tuple[Series, Point]


def comparison_answer(
    compared: Comparison,
    spec: CompareSpec,
    reader: Reader,
    about: About,
    doubtful: Container[str] = (),
) -> Answer:
    """Everything there is to say about a comparison, read while it is sent."""
    cells = _Cells(compared, spec, reader, doubtful)
    return Answer(
        name="compare",
        about=about,
        tables=(
            _overview(compared, spec),
            table("values", cells.values),
            at_hand("summary", (cell_rows.summary(one, spec.normalize) for one in compared.summary)),
            at_hand("comparability", cells.noted()),
            table("statistics", cells.statistics),
            table("reports", cells.reports),
            table("findings", cells.findings),
            at_hand("indicators", map(rows.indicator, compared.indicators)),
            at_hand("equivalents", rows.equivalents(compared.indicators)),
            at_hand("places", map(rows.place, compared.jurisdictions)),
        ),
        notes=(*COMPARED, *compared.remarks),
    )


class _Cells:
    """The cells of a comparison, by place, indicator and year, with what the store has on them."""

    def __init__(
        self, compared: Comparison, spec: CompareSpec, reader: Reader, doubtful: Container[str]
    ) -> None:
        self._compared, self._spec, self._reader, self._doubtful = compared, spec, reader, doubtful

    async def values(self) -> AsyncIterator[Sequence[Row]]:
        for cells in batched(self._cells()):
            printed, reports = await asyncio.gather(self._printed(cells), self._reports_of(cells))
            yield [
                cell_rows.value(
                    series, point, self._spec, _record(printed, point), reports.get(_source(series, point))
                )
                for series, point in cells
            ]

    async def statistics(self) -> AsyncIterator[Sequence[Row]]:
        for cells in batched(cell for cell in self._cells() if cell[1].statistic_id):
            printed, reports = await asyncio.gather(self._printed(cells), self._reports_of(cells))
            yield [
                rows.statistic(one, reports[one.report_id])
                for one in printed.values()
                if one.report_id in reports
            ]

    async def reports(self) -> AsyncIterator[Sequence[Row]]:
        async for reports in self._each_report():
            yield [rows.report(one, self._doubtful) for one in reports]

    async def findings(self) -> AsyncIterator[Sequence[Row]]:
        async for reports in self._each_report():
            found = await self._reader.findings_of([one.id for one in reports])
            pairs = zip(reports, found, strict=True)
            yield [rows.finding(one, about) for about, findings in pairs for one in findings]

    def noted(self) -> Iterator[Row]:
        return (cell_rows.comparability(series, point) for series, point in self._cells() if point.note)

    def _cells(self) -> Iterator[Cell]:
        return ((series, point) for series in self._compared.series for point in series.points)

    async def _printed(self, cells: Iterable[Cell]) -> Mapping[str, Keyed[Statistic]]:
        keys = [point.statistic_id for _, point in cells if point.statistic_id]
        return {one.id: one for one in await self._reader.statistics(keys) if one is not None}

    async def _reports_of(self, cells: Iterable[Cell]) -> Mapping[str, Report]:
        keys = dict.fromkeys(_source(series, point) for series, point in cells if point.absence is None)
        return {one.id: one for one in await self._reader.reports(list(keys)) if one is not None}

    async def _each_report(self) -> AsyncIterator[Sequence[Report]]:
        """Every report that stands behind a cell or beside it, once, by place and year."""
        keys = dict.fromkeys(_source(series, point) for series, point in self._cells())
        for some in batched(keys):
            found = await self._reader.reports(some)
            yield [one for one in found if one is not None]


def _source(series: Series, point: Point) -> str:
    """The id of the report behind a cell: the one that prints the figure, else that of the place and year."""
    if point.statistic_id is not None:
        return point.statistic_id.partition("/")[0]
    place = point.reported_by or series.jurisdiction
    return report_id(place.code, point.year)


def _record(printed: Mapping[str, Keyed[Statistic]], point: Point) -> Statistic | None:
    keyed = printed.get(point.statistic_id or "")
    return keyed.record if keyed else None


def _overview(compared: Comparison, spec: CompareSpec) -> Table:
    """A line a place and indicator, a column a year: how a person looks at a comparison."""
    told = [
        Field("place", Kind.TEXT, "地区", "Place"),
        Field("indicator", Kind.TEXT, "指标", "Indicator"),
        Field("unit", Kind.TEXT, "单位", "Unit"),
    ]
    years = [Field(str(year), Kind.CELL, f"{year} 年", str(year)) for year in compared.years]
    shape = Shape(
        name="overview",
        zh="一览",
        en="Overview",
        about_zh="每行一地一指标，每列一年；没有数值处写明原因。",
        about_en="A line a place and indicator, a column a year; where there is no value, why.",
        key=("place", "indicator"),
        fields=(*told, *years),
    )

    async def batches() -> AsyncIterator[Sequence[Row]]:
        for some in batched(compared.series, 100):
            yield [_line(series, spec) for series in some]

    return Table(shape=shape, batches=batches, reading=True)


def _line(series: Series, spec: CompareSpec) -> Row:
    unit = cell_rows.unit_of(series.indicator.unit, spec.normalize)
    return (series.jurisdiction.name, series.indicator.name, unit, *map(_shown, series.points))


def _shown(point: Point) -> object:
    return point.value if point.absence is None else ABSENCES[point.absence]
