"""Lines of the ledger → runs as the API shows them. Pure; `reader` sends the queries."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from schema.enums import RunKind, RunState
from schema.records.portal import HarvestProgress, PortalRun, RunRecord, Unread, cause_of

COUNTS = ("discovered", "fetched", "stored", "unchanged", "failed")
# A run says so often that it is alive; one that was silent for longer is taken for cut off.
ALIVE_EVERY_S = 20.0
SILENT = timedelta(seconds=6 * ALIVE_EVERY_S)


def run_of(run: Any, visits: Iterable[Any], failures: Iterable[Any]) -> RunRecord:
    """From the line of a run and the lines of what it did."""
    failed = list(failures)
    return RunRecord(
        id=run.id,
        kind=RunKind(run.kind or RunKind.ASKED),
        state=state_of(run, datetime.now(UTC)),
        started_at=run.started_at,
        finished_at=run.finished_at,
        years=tuple(run.years) if run.years else None,
        portals=tuple(
            _portal_run(visit, [one for one in failed if one.portal == visit.portal]) for visit in visits
        ),
    )


def state_of(run: Any, now: datetime) -> RunState:
    if run.finished_at is not None:
        return RunState.FINISHED
    alive = run.alive_at or run.started_at
    return RunState.RUNNING if now - alive < SILENT else RunState.CUT_OFF


def _portal_run(visit: Any, failures: Iterable[Any]) -> PortalRun:
    counts = {name: getattr(visit, name) for name in COUNTS}
    return PortalRun(
        portal=visit.portal,
        counts=HarvestProgress(**counts, done=visit.finished_at is not None),
        listed=visit.listed,
        started_at=visit.started_at,
        finished_at=visit.finished_at,
        cause=cause_of(visit.error_code) if visit.error_code else None,
        error=visit.error,
        failures=tuple(Unread(url=one.url, code=one.code, message=one.message) for one in failures),
    )
