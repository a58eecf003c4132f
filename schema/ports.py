"""What the contract needs from whoever keeps the data. Batch in, same order out.

`gateway.store` implements `Reader`, `gateway.compare` `Comparer`, `gateway.harvest` `Harvester`;
tests put dictionaries behind the same protocols. Places and indicators are not here: they are data
of this package (`schema.places`, `schema.dictionary`).
"""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from schema.enums import Applicant, Disposition, ReportFormat, ReportScope, Severity
from schema.records.check import Check
from schema.records.comparison import (
    CompareSpec,
    Comparison,
    CoverageCell,
    CoverageSpec,
    Lateness,
    LatenessSpec,
)
from schema.records.finding import Finding
from schema.records.portal import HarvestProgress, PortalStatus, RunRecord
from schema.records.report import Report, Revision, Section
from schema.records.statistic import Figure, Statistic

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Keyed(Generic[T]):
    """A stored record with its key: `id` is unique for its kind, `report_id` the report it belongs to."""

    id: str
    report_id: str
    record: T


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """A slice in the reader's order. `cursors` stand beside `items`; `total` counts without paging."""

    items: Sequence[T]
    cursors: Sequence[str]
    has_next: bool
    has_previous: bool
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFilter:
    """Every None means no restriction. `places` are codes (already expanded from `within`).

    With `updated_since` a page holds what the store has changed since then, that moment included, in the
    order of the changes: a later change moves a report behind all cursors given out, so none is missed.
    """

    places: frozenset[str] | None = None
    years: tuple[int, ...] | None = None
    format: ReportFormat | None = None
    scope: ReportScope | None = None
    updated_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Every None means no restriction."""

    places: frozenset[str] | None = None
    years: tuple[int, ...] | None = None
    rule: str | None = None
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionHit:
    """A section that contains the searched words; `snippet` is the text around the first of them."""

    report_id: str
    section: Section
    snippet: str


class Reader(Protocol):
    """Batch reads of what is stored. Unknown keys answer None or an empty sequence, in place."""

    async def reports(self, ids: Sequence[str]) -> Sequence[Report | None]: ...
    async def reports_at(self, keys: Sequence[tuple[str, int, ReportScope]]) -> Sequence[Report | None]:
        """The report of a place in a year; for scope ORGAN the government's own office, if it is stored."""
        ...

    async def report_page(self, where: ReportFilter, first: int, after: str | None) -> Page[Report]: ...
    async def report_pages(
        self, places: Sequence[str], where: ReportFilter, first: int, after: str | None
    ) -> Sequence[Page[Report]]:
        """One page a place, newest year first; `where.places` is ignored."""
        ...

    async def statistics(self, ids: Sequence[str]) -> Sequence[Keyed[Statistic] | None]: ...
    async def statistics_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Keyed[Statistic]]]: ...
    async def figures_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Figure]]: ...
    async def sections_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Section]]: ...
    async def revisions_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Revision]]: ...
    async def findings(self, ids: Sequence[str]) -> Sequence[Keyed[Finding] | None]: ...
    async def findings_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Keyed[Finding]]]: ...
    async def checks_of(self, report_ids: Sequence[str]) -> Sequence[Sequence[Check]]:
        """What every rule says of each report, none where it was not audited yet."""
        ...

    async def finding_page(
        self, where: FindingFilter, first: int, after: str | None
    ) -> Page[Keyed[Finding]]: ...
    async def search(
        self, text: str, where: ReportFilter, first: int, after: str | None
    ) -> Page[SectionHit]: ...
    async def portals(self) -> Sequence[PortalStatus]: ...
    async def portals_of(self, report_ids: Sequence[str]) -> Sequence[str | None]:
        """The code of the portal that each report was fetched from; None for a person's file."""
        ...

    async def run_page(self, first: int, after: str | None) -> Page[RunRecord]:
        """Harvests, the newest first."""
        ...


class Comparer(Protocol):
    """Answers comparisons, coverage and punctuality from memory."""

    def compare(self, spec: CompareSpec) -> Comparison: ...
    def coverage(self, spec: CoverageSpec) -> Sequence[CoverageCell]: ...
    def lateness(self, spec: LatenessSpec) -> Sequence[Lateness]:
        """One entry a place, the latest on average first."""
        ...

    def doubtful_dates(self) -> frozenset[str]:
        """The ids of reports whose day of publication is most likely that of a portal's move."""
        ...


class Harvester(Protocol):
    """Effects behind the mutations."""

    async def start(self, portal: str, years: Sequence[int] | None) -> str:
        """The id of the run that was started. Raises LookupError for an unknown portal."""
        ...

    def progress(self, run: str) -> AsyncIterator[HarvestProgress]:
        """Counts as they change, the last one done. Raises LookupError for an unknown run."""
        ...

    async def dispose(self, finding: str, disposition: Disposition, note: str | None) -> Keyed[Finding]:
        """Record what a person decided. Raises LookupError for an unknown finding."""
        ...


def statistic_id(report_id: str, indicator: str, applicant: Applicant, position: int = 0) -> str:
    """The key of a statistic; `position` tells apart the entries of an open breakdown."""
    base = f"{report_id}/{indicator}/{applicant}"
    return f"{base}/{position}" if position else base
