"""Portals and harvest runs as the API shows them."""

from dataclasses import dataclass
from datetime import datetime

from schema.enums import PortalCause, ReportScope, RunKind, RunState


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalStatus:
    """A portal that the gateway fetches from, and how it is doing. `healthy` is None before the first run.

    `scope` is that of its reports. `last_full_at` is the last run that went well and left nothing out.
    `failed_runs` counts the runs in a row that did not go well, `expected_years` are the first and last
    year that its profile names, `missing_years` those of them that no stored report of this portal is on.
    """

    code: str
    jurisdiction: str
    name: str
    url: str
    adapter: str
    healthy: bool | None = None
    last_success_at: datetime | None = None
    last_new_report_at: datetime | None = None
    last_error: str | None = None
    reports: int = 0
    expected_reports: int | None = None
    scope: ReportScope = ReportScope.JURISDICTION
    cause: PortalCause | None = None
    last_attempt_at: datetime | None = None
    last_full_at: datetime | None = None
    failed_runs: int = 0
    expected_years: tuple[int, int] | None = None
    stored_years: tuple[int, ...] = ()

    @property
    def stale_since(self) -> datetime | None:
        """Since when nothing of what is served from it was confirmed; None while it is well."""
        return self.last_success_at if self.healthy is False else None

    @property
    def missing_years(self) -> list[int]:
        first, last = self.expected_years or (1, 0)
        return [year for year in range(first, last + 1) if year not in self.stored_years]


def cause_of(code: str) -> PortalCause:
    """The cause for the stable code of an error."""
    name = code.upper()
    return PortalCause(name) if name in PortalCause.__members__ else PortalCause.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestProgress:
    """Counts of one run so far; `done` when nothing more will come."""

    discovered: int = 0
    fetched: int = 0
    stored: int = 0
    unchanged: int = 0
    failed: int = 0
    done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A listed report that gave none: its address, the stable code of the error, and what it said."""

    url: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalRun:
    """What one run did at one portal. `listed` counts all reports of its lists, `counts` those that were
    due; without `finished_at` the run is still there, or was cut off there.
    """

    portal: str
    counts: HarvestProgress
    listed: int | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    cause: PortalCause | None = None
    error: str | None = None
    failures: tuple[Unread, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """One harvest as the ledger has it; `years` are those asked for, None for all."""

    id: str
    kind: RunKind
    state: RunState
    started_at: datetime
    finished_at: datetime | None = None
    years: tuple[int, ...] | None = None
    portals: tuple[PortalRun, ...] = ()


def together(run: RunRecord) -> HarvestProgress:
    """The counts of a run's portals, added up."""
    counts = [one.counts for one in run.portals]
    return HarvestProgress(
        discovered=sum(one.discovered for one in counts),
        fetched=sum(one.fetched for one in counts),
        stored=sum(one.stored for one in counts),
        unchanged=sum(one.unchanged for one in counts),
        failed=sum(one.failed for one in counts),
        done=run.state is not RunState.RUNNING,
    )
