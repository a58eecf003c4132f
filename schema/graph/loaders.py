"""Reader → one DataLoader a batch method, so that every level of a query is one read.

Arguments stand in the key. What one read brings is put into the loaders beside it, so that an
up-edge (the report of a statistic) costs nothing.
"""

from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from strawberry.dataloader import DataLoader

from schema.enums import ReportScope
from schema.ports import Keyed, Page, Reader, ReportFilter
from schema.records.finding import Finding
from schema.records.portal import PortalStatus
from schema.records.report import Report
from schema.records.statistic import Statistic

K = TypeVar("K", bound=Hashable)
R = TypeVar("R")
T = TypeVar("T")

ReportKey = tuple[str, int, ReportScope]
PageKey = tuple[str, ReportFilter, int, str | None]


class Loaders:
    """The loaders of one request. What is loaded stays for that request only."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.report = DataLoader(_plain(reader.reports))
        self.report_at = DataLoader(self._reports_at)
        self.report_page = DataLoader(self._report_pages)
        self.statistic = DataLoader(_plain(reader.statistics))
        self.statistics_of = DataLoader(self._statistics_of)
        self.figures_of = DataLoader(_plain(reader.figures_of))
        self.sections_of = DataLoader(_plain(reader.sections_of))
        self.revisions_of = DataLoader(_plain(reader.revisions_of))
        self.finding = DataLoader(_plain(reader.findings))
        self.findings_of = DataLoader(self._findings_of)
        self.checks_of = DataLoader(_plain(reader.checks_of))
        self.portal = DataLoader(self._portals)
        self.portal_of = DataLoader(_plain(reader.portals_of))

    def know_reports(self, reports: Iterable[Report | None]) -> None:
        """Keep reports that came by another way, for the edges that lead back to them."""
        self.report.prime_many({report.id: report for report in reports if report is not None})

    async def _reports_at(self, keys: list[ReportKey]) -> Sequence[Report | None]:
        reports = await self._reader.reports_at(keys)
        self.know_reports(reports)
        return reports

    async def _report_pages(self, keys: list[PageKey]) -> Sequence[Page[Report] | BaseException]:
        """One read for all places that ask for the same years, scope and page."""
        pages: dict[PageKey, Page[Report] | BaseException] = {}
        for same in _by(lambda key: key[1:], keys):
            pages.update(zip(same, await self._pages_alike(same), strict=True))
        return [pages[key] for key in keys]

    async def _pages_alike(self, keys: list[PageKey]) -> Sequence[Page[Report] | BaseException]:
        _, where, first, after = keys[0]
        try:
            pages = await self._reader.report_pages([key[0] for key in keys], where, first, after)
        except ValueError as broken_cursor:  # concerns these keys, not the others of the batch
            return [broken_cursor] * len(keys)
        for page in pages:
            self.know_reports(page.items)
        return pages

    async def _statistics_of(self, report_ids: list[str]) -> Sequence[Sequence[Keyed[Statistic]]]:
        found = await self._reader.statistics_of(report_ids)
        self.statistic.prime_many({keyed.id: keyed for group in found for keyed in group})
        return found

    async def _findings_of(self, report_ids: list[str]) -> Sequence[Sequence[Keyed[Finding]]]:
        found = await self._reader.findings_of(report_ids)
        self.finding.prime_many({keyed.id: keyed for group in found for keyed in group})
        return found

    async def _portals(self, codes: list[str]) -> Sequence[PortalStatus | None]:
        portals = {portal.code: portal for portal in await self._reader.portals()}
        return [portals.get(code) for code in codes]


def unplaced(where: ReportFilter) -> ReportFilter:
    """The filter as it stands in a page's key: its places are the key's own."""
    return replace(where, places=None)


def _plain(
    read: Callable[[Sequence[K]], Awaitable[Sequence[R]]],
) -> Callable[[list[K]], Awaitable[Sequence[R | BaseException]]]:
    async def load(keys: list[K]) -> Sequence[R | BaseException]:
        return await read(keys)

    return load


def _by(group: Callable[[T], Hashable], items: Iterable[T]) -> list[list[T]]:
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(group(item), []).append(item)
    return list(groups.values())
