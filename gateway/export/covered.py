"""Coverage and lateness → answers: the matrix of places and years with every cell, and the league."""

from collections.abc import AsyncIterator, Mapping, Sequence

from gateway.export import cell_rows, rows
from gateway.export.answer import About, Answer, Table, at_hand, batched, table
from gateway.export.shape import Field, Kind, Row, Shape
from gateway.export.words import ABSENCES, COVERED, LATE
from schema.ports import Reader
from schema.records.comparison import CoverageCell, Lateness
from schema.records.place import Place
from schema.records.report import Report


def coverage_answer(cells: Sequence[CoverageCell], reader: Reader, about: About) -> Answer:
    """Cells stand by place, then year."""
    places = {cell.jurisdiction.code: cell.jurisdiction for cell in cells}

    async def batches() -> AsyncIterator[Sequence[Row]]:
        for some in batched(cells):
            reports = await _reports(some, reader)
            yield [cell_rows.coverage(cell, reports.get(cell.report_id or "")) for cell in some]

    tables = (
        _matrix(cells, places),
        table("coverage", batches),
        at_hand("places", map(rows.place, places.values())),
    )
    return Answer(name="coverage", about=about, tables=tables, notes=COVERED)


async def _reports(cells: Sequence[CoverageCell], reader: Reader) -> Mapping[str, Report]:
    keys = [cell.report_id for cell in cells if cell.report_id]
    return {one.id: one for one in await reader.reports(keys) if one is not None}


def _matrix(cells: Sequence[CoverageCell], places: Mapping[str, Place]) -> Table:
    years = sorted({cell.year for cell in cells})
    shape = Shape(
        name="overview",
        zh="一览",
        en="Overview",
        about_zh="每行一地，每列一年。",
        about_en="A line a place, a column a year.",
        key=("place",),
        fields=(
            Field("place", Kind.TEXT, "地区", "Place"),
            *(Field(str(year), Kind.CELL, f"{year} 年", str(year)) for year in years),
        ),
    )
    shown = {(cell.jurisdiction.code, cell.year): _shown(cell) for cell in cells}

    async def batches() -> AsyncIterator[Sequence[Row]]:
        for some in batched(places.values()):
            yield [(one.name, *(shown.get((one.code, year)) for year in years)) for one in some]

    return Table(shape=shape, batches=batches, reading=True)


def lateness_answer(places: Sequence[Lateness], about: About) -> Answer:
    """The league, the latest on average first."""
    tables = (
        at_hand("lateness", map(cell_rows.lateness, places)),
        at_hand("places", (rows.place(one.jurisdiction) for one in places)),
    )
    return Answer(name="lateness", about=about, tables=tables, notes=LATE)


def _shown(cell: CoverageCell) -> str:
    if cell.absence is not None:
        return ABSENCES[cell.absence]
    days = "" if not cell.late else f" {cell.days_late}"
    return {True: "迟发 late", False: "按期 in time", None: "在库 held"}[cell.late] + days
