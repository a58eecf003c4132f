"""A year of reports → an answer with everything that is kept of them. `from_store` makes a file of it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeVar

from gateway.export import rows
from gateway.export.answer import About, Answer, Table, at_hand, table
from gateway.export.reported import each_page
from gateway.export.shape import Row
from gateway.export.words import FOUND
from schema.dictionary.indicators import all_indicators
from schema.places.registry import all_places
from schema.ports import Reader, ReportFilter
from schema.records.check import Check
from schema.records.report import Report, Revision

T = TypeVar("T")
# A report has some two hundred figures: rows come by the thousand.
REPORTS_AT_ONCE = 50
FOLDER = "/v1/dump"


@dataclass(frozen=True, slots=True)
class Dump:
    """A file, and what `sha256sum` says of it."""

    path: Path
    sha256: str
    version: int


class Dumper(Protocol):
    """Whoever can put a year into a file. Both calls block."""

    def years(self) -> Sequence[int]:
        """The years that can be dumped, ascending."""
        ...

    def write(self, year: int, folder: Path) -> Dump | None:
        """The year's file in `folder`, None where no report is about it."""
        ...


def dump_name(year: int) -> str:
    return f"gongkai-{year}.zip"


def dump_answer(year: int, reader: Reader, about: About, doubtful: Container[str] = ()) -> Answer:
    """Every table is a pass over the year's reports."""
    where = ReportFilter(years=(year,))
    parts = _Parts(where, reader, doubtful)
    tables = (
        table("reports", parts.reports),
        parts.table("statistics", reader.statistics_of, _keyed(rows.statistic)),
        parts.table("findings", reader.findings_of, _keyed(rows.finding)),
        parts.table("checks", reader.checks_of, _checks),
        parts.table("figures", reader.figures_of, _numbered(rows.figure)),
        parts.table("sections", reader.sections_of, _numbered(rows.section)),
        parts.table("revisions", reader.revisions_of, _revisions),
        at_hand("places", map(rows.place, all_places())),
        at_hand("indicators", map(rows.indicator, all_indicators())),
        at_hand("equivalents", rows.equivalents(all_indicators())),
        at_hand("rules", rows.rules()),
    )
    return Answer(name=f"dump-{year}", about=about, tables=tables, notes=FOUND)


class _Parts:
    """The reports of a filter, a page at a time, with one kind of their parts."""

    def __init__(self, where: ReportFilter, reader: Reader, doubtful: Container[str]) -> None:
        self._where, self._reader, self._doubtful = where, reader, doubtful

    async def reports(self) -> AsyncIterator[Sequence[Row]]:
        async for reports in self._pages():
            yield [rows.report(one, self._doubtful) for one in reports]

    def table(
        self,
        name: str,
        read: Callable[[Sequence[str]], Awaitable[Sequence[Sequence[T]]]],
        told: Callable[[Report, Sequence[T]], Iterable[Row]],
    ) -> Table:
        """`read` gives the parts of some reports, `told` the rows of one report's."""

        async def batches() -> AsyncIterator[Sequence[Row]]:
            async for reports in self._pages():
                found = await read([one.id for one in reports])
                yield [row for one, parts in zip(reports, found, strict=True) for row in told(one, parts)]

        return table(name, batches)

    def _pages(self) -> AsyncIterator[Sequence[Report]]:
        return each_page(self._where, self._reader, REPORTS_AT_ONCE)


def _keyed(row: Callable[[T, Report], Row]) -> Callable[[Report, Sequence[T]], Iterable[Row]]:
    return lambda one, parts: [row(part, one) for part in parts]


def _checks(one: Report, found: Sequence[Check]) -> Iterable[Row]:
    return (rows.check(one.id, each) for each in found)


def _revisions(one: Report, found: Sequence[Revision]) -> Iterable[Row]:
    return (row for each in found for row in rows.revision(one.id, each))


def _numbered(row: Callable[[str, int, T], Row]) -> Callable[[Report, Sequence[T]], Iterable[Row]]:
    return lambda one, parts: [row(one.id, nth, part) for nth, part in enumerate(parts, 1)]
