"""Dictionaries → the ports of `schema.ports`, for tests. `calls` tells what was read, in order."""

import base64
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from schema.checks.assess import assess
from schema.enums import Disposition, ReportScope
from schema.ports import FindingFilter, Keyed, Page, ReportFilter, SectionHit, statistic_id
from schema.records.check import Check
from schema.records.comparison import (
    CompareSpec,
    Comparison,
    CoverageCell,
    CoverageSpec,
    Lateness,
    LatenessSpec,
)
from schema.records.extraction import Extraction
from schema.records.finding import Finding
from schema.records.portal import HarvestProgress, PortalStatus, RunRecord
from schema.records.report import Report, Revision, Section
from schema.records.statistic import Figure, Statistic

T = TypeVar("T")
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class DictReader:
    """A Reader over what some extractions hold; findings are keyed `<report>/<position>`."""

    def __init__(
        self,
        extractions: Iterable[Extraction] = (),
        portals: Sequence[PortalStatus] = (),
        revisions: dict[str, Sequence[Revision]] | None = None,
        runs: Sequence[RunRecord] = (),
    ) -> None:
        self._held = {one.report.id: one for one in extractions}
        self._portals = portals
        self._runs = runs
        self._revisions = revisions or {}
        self.calls: list[str] = []

    # -- by key

    async def reports(self, ids: Sequence[str]) -> Sequence[Report | None]:
        self.calls.append("reports")
        return [self._held[key].report if key in self._held else None for key in ids]

    async def reports_at(self, keys: Sequence[tuple[str, int, ReportScope]]) -> Sequence[Report | None]:
        self.calls.append("reports_at")
        known = {(one.jurisdiction, one.year, one.scope): one for one in self._newest_first()}
        return [known.get(key) for key in keys]

    async def statistics(self, ids: Sequence[str]) -> Sequence[Keyed[Statistic] | None]:
        self.calls.append("statistics")
        known = {keyed.id: keyed for report in self._held for keyed in self._keyed_statistics(report)}
        return [known.get(key) for key in ids]

    async def findings(self, ids: Sequence[str]) -> Sequence[Keyed[Finding] | None]:
        self.calls.append("findings")
        known = {keyed.id: keyed for report in self._held for keyed in self._keyed_findings(report)}
        return [known.get(key) for key in ids]

    # -- by report

    async def statistics_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Keyed[Statistic]]]:
        self.calls.append("statistics_of")
        return [self._keyed_statistics(key) for key in report_ids]

    async def findings_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Keyed[Finding]]]:
        self.calls.append("findings_of")
        return [self._keyed_findings(key) for key in report_ids]

    async def checks_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Check]]:
        self.calls.append("checks_of")
        return [assess(self._held[key]).checks if key in self._held else () for key in report_ids]

    async def figures_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Figure]]:
        self.calls.append("figures_of")
        return [self._held[key].figures if key in self._held else () for key in report_ids]

    async def sections_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Section]]:
        self.calls.append("sections_of")
        return [self._held[key].sections if key in self._held else () for key in report_ids]

    async def revisions_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Revision]]:
        self.calls.append("revisions_of")
        return [self._revisions.get(key, ()) for key in report_ids]

    # -- pages

    async def report_page(self, where: ReportFilter, first: int, after: str | None) -> Page[Report]:
        self.calls.append("report_page")
        fitting = [one for one in self._newest_first() if fits(one, where)]
        if where.updated_since is not None:
            fitting.sort(key=lambda one: (one.updated_at or NEVER, one.id))
        return cut(fitting, lambda one: one.id, first, after)

    async def report_pages(
        self, places: Sequence[str], where: ReportFilter, first: int, after: str | None
    ) -> Sequence[Page[Report]]:
        self.calls.append("report_pages")
        fitting = [one for one in self._newest_first() if fits(one, where)]
        each = ([one for one in fitting if one.jurisdiction == place] for place in places)
        return [cut(reports, lambda one: one.id, first, after) for reports in each]

    async def finding_page(self, where: FindingFilter, first: int, after: str | None) -> Page[Keyed[Finding]]:
        self.calls.append("finding_page")
        around = ReportFilter(places=where.places, years=where.years)
        found = [
            keyed
            for report in self._newest_first()
            if fits(report, around)
            for keyed in self._keyed_findings(report.id)
            if where.rule in {None, keyed.record.rule} and where.severity in {None, keyed.record.severity}
        ]
        return cut(found, lambda keyed: keyed.id, first, after)

    async def search(self, text: str, where: ReportFilter, first: int, after: str | None) -> Page[SectionHit]:
        self.calls.append("search")
        hits = [
            SectionHit(report_id=report.id, section=section, snippet=text)
            for report in self._newest_first()
            if fits(report, where)
            for section in self._held[report.id].sections
            if text in section.text
        ]
        return cut(hits, lambda hit: f"{hit.report_id}/{hit.section.number}", first, after)

    async def portals_of(self, report_ids: Sequence[str]) -> Sequence[str | None]:
        self.calls.append("portals_of")
        return [self._portals[0].code if self._portals and key in self._held else None for key in report_ids]

    async def run_page(self, first: int, after: str | None) -> Page[RunRecord]:
        self.calls.append("run_page")
        return cut(self._runs, lambda run: run.id, first, after)

    async def portals(self) -> Sequence[PortalStatus]:
        self.calls.append("portals")
        return self._portals

    # -- what is held, with its keys

    def _newest_first(self) -> list[Report]:
        return sorted((one.report for one in self._held.values()), key=lambda one: (-one.year, one.id))

    def _keyed_statistics(self, report: str) -> list[Keyed[Statistic]]:
        if report not in self._held:
            return []
        seen: dict[str, int] = {}
        keyed = []
        for one in self._held[report].statistics:
            base = statistic_id(report, one.indicator, one.applicant)
            position = seen[base] = seen.get(base, -1) + 1
            key = statistic_id(report, one.indicator, one.applicant, position)
            keyed.append(Keyed(key, report, one))
        return keyed

    def _keyed_findings(self, report: str) -> list[Keyed[Finding]]:
        found = self._held[report].findings if report in self._held else ()
        return [Keyed(f"{report}/{position}", report, one) for position, one in enumerate(found)]


class DictComparer:
    """A Comparer that answers what it was given; `specs` tells what was asked."""

    def __init__(
        self,
        compare: Callable[[CompareSpec], Comparison] | None = None,
        coverage: Callable[[CoverageSpec], Sequence[CoverageCell]] | None = None,
        lateness: Callable[[LatenessSpec], Sequence[Lateness]] | None = None,
        doubtful: frozenset[str] = frozenset(),
    ) -> None:
        self._compare, self._coverage, self._lateness = compare, coverage, lateness
        self._doubtful = doubtful
        self.specs: list[CompareSpec | CoverageSpec | LatenessSpec] = []

    def compare(self, spec: CompareSpec) -> Comparison:
        self.specs.append(spec)
        return self._compare(spec) if self._compare else empty_comparison(spec)

    def coverage(self, spec: CoverageSpec) -> Sequence[CoverageCell]:
        self.specs.append(spec)
        return self._coverage(spec) if self._coverage else []

    def lateness(self, spec: LatenessSpec) -> Sequence[Lateness]:
        self.specs.append(spec)
        return self._lateness(spec) if self._lateness else []

    def doubtful_dates(self) -> frozenset[str]:
        return self._doubtful


class DictHarvester:
    """A Harvester over runs and findings at hand; `asked` tells what was asked of it."""

    def __init__(
        self,
        runs: dict[str, Sequence[HarvestProgress]] | None = None,
        findings: dict[str, Keyed[Finding]] | None = None,
        portals: Sequence[str] = (),
    ) -> None:
        self._runs, self._findings, self._portals = runs or {}, findings or {}, portals
        self.asked: list[tuple[object, ...]] = []

    async def start(self, portal: str, years: Sequence[int] | None) -> str:
        self.asked.append(("start", portal, years))
        if portal not in self._portals:
            raise LookupError(portal)
        return f"run-{portal}"

    async def progress(self, run: str) -> AsyncIterator[HarvestProgress]:
        for progress in self._runs[run]:
            yield progress

    async def dispose(self, finding: str, disposition: Disposition, note: str | None) -> Keyed[Finding]:
        self.asked.append(("dispose", finding, disposition, note))
        return self._findings[finding]


def empty_comparison(spec: CompareSpec) -> Comparison:
    return Comparison(
        years=spec.years,
        indicators=spec.indicators,
        jurisdictions=spec.places,
        series=[],
        summary=[],
        csv_url="/v1/compare.csv",
    )


def fits(report: Report, where: ReportFilter) -> bool:
    return (
        (where.places is None or report.jurisdiction in where.places)
        and (where.years is None or report.year in where.years)
        and where.format in {None, report.format}
        and where.scope in {None, report.scope}
        and (where.updated_since is None or (report.updated_at or NEVER) >= where.updated_since)
    )


def cut(items: Sequence[T], key: Callable[[T], str], first: int, after: str | None) -> Page[T]:
    """Raises ValueError for a cursor that no page of these items gave."""
    cursors = [base64.b64encode(key(item).encode()).decode() for item in items]
    start = 0 if after is None else cursors.index(after) + 1
    return Page(
        items=items[start : start + first],
        cursors=cursors[start : start + first],
        has_next=start + first < len(items),
        has_previous=start > 0,
        total=len(items),
    )
