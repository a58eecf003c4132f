"""Store → records, in the order of the keys: the `Reader` that the contract asks for.

Every method sends one statement (one for each 6,000 keys) in a thread, so the event loop never waits
for the disk. `reads` counts the statements, so that a test can hold a query to its number.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Any, TypeVar

import anyio.to_thread
from sqlalchemy import Engine, Select

from gateway.observe.metrics import STORE_READS
from gateway.store import paging, queries, rows, version
from gateway.store.engine import reading
from gateway.store.offices import own_office
from gateway.store.runs import run_of
from gateway.store.snippet import snippet
from schema.enums import ReportScope
from schema.ports import FindingFilter, Keyed, Page, ReportFilter, SectionHit, statistic_id
from schema.records.check import Check
from schema.records.finding import Finding
from schema.records.portal import PortalStatus, RunRecord
from schema.records.report import Report, Revision, Section
from schema.records.statistic import Figure, Statistic

K = TypeVar("K")
T = TypeVar("T")

# SQLite binds at most 32,766 values in a statement; the widest key takes five.
CHUNK = 6_000


class StoreReader:
    """Implements `schema.ports.Reader`. Holds no state but the number of `reads`."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.reads = 0

    def data_version(self) -> int:
        """The number that every committed change moves. Blocks for one row."""
        with reading(self._engine) as connection:
            return version.data_version(connection)

    async def reports(self, ids: Sequence[str]) -> Sequence[Report | None]:
        lines = await self._all(queries.reports_by_id, ids)
        found = {line.id: rows.report_of(line) for line in lines}
        return [found.get(key) for key in ids]

    async def reports_at(self, keys: Sequence[tuple[str, int, ReportScope]]) -> Sequence[Report | None]:
        lines = await self._all(queries.reports_at, keys)
        groups = _grouped(lines, lambda line: (line.jurisdiction, line.year, ReportScope(line.scope)))
        found = {key: _standing(key[2], groups.get(key, [])) for key in set(keys)}
        return [None if found[key] is None else rows.report_of(found[key]) for key in keys]

    async def report_page(self, where: ReportFilter, first: int, after: str | None) -> Page[Report]:
        order = paging.BY_YEAR if where.updated_since is None else paging.BY_UPDATE
        return await self._page(queries.reports_where(where), order, first, after, rows.report_of)

    async def report_pages(
        self, places: Sequence[str], where: ReportFilter, first: int, after: str | None
    ) -> Sequence[Page[Report]]:
        order, cursor = paging.BY_YEAR, paging.decode(after, paging.BY_YEAR)

        def pages(chunk: Sequence[str]) -> Select[Any]:
            wanted = ReportFilter(
                places=frozenset(chunk), years=where.years, format=where.format, scope=where.scope
            )
            return paging.page_each(queries.reports_where(wanted), "jurisdiction", order, first, cursor)

        groups = _grouped(await self._all(pages, places), lambda line: line.jurisdiction)
        return [paging.page_of(groups.get(p, []), order, first, cursor, rows.report_of) for p in places]

    async def statistics(self, ids: Sequence[str]) -> Sequence[Keyed[Statistic] | None]:
        keys = [key for text in ids if (key := _statistic_key(text)) is not None]
        found = {one.id: one for one in map(_statistic, await self._all(queries.statistics_by_key, keys))}
        return [found.get(key) for key in ids]

    async def statistics_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Keyed[Statistic]]]:
        return await self._parts(queries.STATISTIC, report_ids, _statistic)

    async def figures_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Figure]]:
        return await self._parts(queries.FIGURE, report_ids, rows.figure_of)

    async def sections_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Section]]:
        return await self._parts(queries.SECTION, report_ids, rows.section_of)

    async def revisions_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Revision]]:
        lines = await self._all(queries.revisions, report_ids)
        groups = _grouped(lines, lambda line: line.report_id)
        return [_revisions(groups.get(key, [])) for key in report_ids]

    async def findings(self, ids: Sequence[str]) -> Sequence[Keyed[Finding] | None]:
        lines = await self._all(lambda keys: queries.findings().where(queries.FINDING.c.key.in_(keys)), ids)
        found = {line.key: _finding(line) for line in lines}
        return [found.get(key) for key in ids]

    async def findings_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Keyed[Finding]]]:
        def of_reports(chunk: Sequence[str]) -> Select[Any]:
            return queries.findings().where(queries.REPORT.c.id.in_(chunk)).order_by(queries.FINDING.c.id)

        groups = _grouped(await self._all(of_reports, report_ids), lambda line: line.of_report)
        return [[_finding(line) for line in groups.get(key, [])] for key in report_ids]

    async def checks_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Check]]:
        lines = await self._all(queries.assessments, report_ids)
        found = {line.of_report: rows.checks_of(line) for line in lines}
        return [found.get(key, ()) for key in report_ids]

    async def finding_page(self, where: FindingFilter, first: int, after: str | None) -> Page[Keyed[Finding]]:
        query = queries.findings_where(where)
        return await self._page(query, paging.FINDINGS_BY_YEAR, first, after, _finding)

    async def search(self, text: str, where: ReportFilter, first: int, after: str | None) -> Page[SectionHit]:
        """Sections that hold all words of `text`, which are set apart by spaces; none for no words."""
        words = text.split()
        if not words:
            return Page(items=(), cursors=(), has_next=False, has_previous=False, total=0)

        def hit(line: Any) -> SectionHit:
            found = snippet(line.text, words)
            return SectionHit(report_id=line.of_report, section=rows.section_of(line), snippet=found)

        query = queries.sections_holding(words, where)
        return await self._page(query, paging.SECTIONS_BY_YEAR, first, after, hit)

    async def portals(self) -> Sequence[PortalStatus]:
        years = _grouped(await self._send(queries.years_stored()), lambda line: line.portal)
        return [
            rows.portal_of(line, [one.year for one in years.get(line.code, ())])
            for line in await self._send(queries.portals())
        ]

    async def portals_of(self, report_ids: Sequence[str]) -> Sequence[str | None]:
        found = {line.id: line.portal for line in await self._all(queries.portals_of, report_ids)}
        return [found.get(key) for key in report_ids]

    async def run_page(self, first: int, after: str | None) -> Page[RunRecord]:
        page = await self._page(queries.runs(), paging.RUNS_BY_START, first, after, lambda line: line)
        ids = [line.id for line in page.items]
        visits = _grouped(await self._all(queries.portal_runs, ids), lambda line: line.run_id)
        failures = _grouped(await self._all(queries.run_failures, ids), lambda line: line.run_id)
        runs = [run_of(line, visits.get(line.id, ()), failures.get(line.id, ())) for line in page.items]
        return replace(page, items=runs)

    async def _parts(
        self, part: Any, report_ids: Sequence[str], read: Callable[[Any], T]
    ) -> Sequence[Sequence[T]]:
        lines = await self._all(lambda chunk: queries.parts(part, chunk), report_ids)
        groups = _grouped(lines, lambda line: line.of_report)
        return [[read(line) for line in groups.get(key, [])] for key in report_ids]

    async def _page(
        self,
        query: Select[Any],
        order: paging.Order,
        first: int,
        after: str | None,
        read: Callable[[Any], T],
    ) -> Page[T]:
        cursor = paging.decode(after, order)
        lines = await self._send(paging.one_page(query, order, first, cursor))
        return paging.page_of(lines, order, first, cursor, read)

    async def _all(self, query: Callable[[Sequence[K]], Select[Any]], keys: Iterable[K]) -> Sequence[Any]:
        """All lines for the keys, each key asked for once."""
        once = list(dict.fromkeys(keys))
        chunks = [once[start : start + CHUNK] for start in range(0, len(once), CHUNK)]
        return [line for chunk in chunks for line in await self._send(query(chunk))]

    async def _send(self, query: Select[Any]) -> Sequence[Any]:
        self.reads += 1
        STORE_READS.inc()
        return await anyio.to_thread.run_sync(self._execute, query)

    def _execute(self, query: Select[Any]) -> Sequence[Any]:
        with reading(self._engine) as connection:
            return connection.execute(query).all()


def _standing(scope: ReportScope, lines: Sequence[Any]) -> Any:
    """The line that stands for a place, year and scope; None where none does."""
    if scope is ReportScope.ORGAN:
        return own_office(lines)
    return lines[0] if lines else None


def _grouped(lines: Iterable[Any], key: Callable[[Any], K]) -> dict[K, list[Any]]:
    groups: dict[K, list[Any]] = defaultdict(list)
    for line in lines:
        groups[key(line)].append(line)
    return groups


def _statistic_key(text: str) -> tuple[str, str, str, int] | None:
    """An id of `schema.ports.statistic_id` taken apart; None for anything else."""
    match text.split("/"):
        case [report, indicator, applicant]:
            return report, indicator, applicant, 0
        case [report, indicator, applicant, entry] if entry.isascii() and entry.isdigit() and len(entry) < 9:
            return report, indicator, applicant, int(entry)
    return None


def _statistic(line: Any) -> Keyed[Statistic]:
    statistic = rows.statistic_of(line)
    key = statistic_id(line.of_report, statistic.indicator, statistic.applicant, line.entry)
    return Keyed(id=key, report_id=line.of_report, record=statistic)


def _finding(line: Any) -> Keyed[Finding]:
    return Keyed(id=line.key, report_id=line.of_report, record=rows.finding_of(line))


def _revisions(lines: Sequence[Any]) -> list[Revision]:
    groups = _grouped(lines, lambda line: line.id)
    return [
        Revision(
            content_hash=group[0].content_hash,
            retrieved_at=group[0].retrieved_at,
            changes=tuple(rows.change_of(line) for line in group if line.position is not None),
        )
        for group in groups.values()
    ]
