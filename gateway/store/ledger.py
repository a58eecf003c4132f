"""The ledger of harvests: runs, what each did at each portal, and how the portals are doing since."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, select, update
from sqlmodel import Session

from gateway.store import rows, version
from gateway.store.engine import reading, writing
from gateway.store.harvest_tables import (
    HarvestFailureRow,
    HarvestPortalRow,
    HarvestRunRow,
    PortalRow,
)
from gateway.store.runs import COUNTS
from gateway.store.store import Store
from gateway.store.tables import table
from schema.enums import RunKind
from schema.records.portal import HarvestProgress, PortalStatus

_RUN, _AT_PORTAL = table(HarvestRunRow), table(HarvestPortalRow)
_USUAL_RUNS = 3
# A run that was cut off longer ago than this is not taken up again: portals change meanwhile.
_REMEMBERED = timedelta(hours=24)
_OF_RUNS = (
    "healthy",
    "last_success_at",
    "last_new_report_at",
    "last_error",
    "last_error_code",
    "last_attempt_at",
    "last_full_at",
    "failed_runs",
)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something gave no report: the address, the stable code of the error, and its message."""

    url: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalResult:
    """What a run did at one portal. `error` is what kept the portal as a whole from being harvested.

    `listed` counts all reports that its lists led to. `full` is a run that left no year out. One that does
    not judge says nothing about how the portal is doing: another run was there, or nothing was fetched.
    """

    portal: str
    counts: HarvestProgress
    failures: tuple[Failure, ...] = ()
    error: Failure | None = None
    listed: int | None = None
    full: bool = True
    judges: bool = True

    @property
    def healthy(self) -> bool:
        return self.error is None


def register(store: Store, statuses: Iterable[PortalStatus]) -> None:
    """Let portals be known before their first run; what is known of how they are doing stays."""
    with writing(store.engine) as connection, Session(connection) as session:
        for status in statuses:
            session.merge(_known(session, status))
        if session.new or any(session.is_modified(row) for row in session.dirty):
            session.flush()
            version.move(connection)


def start_run(
    store: Store,
    run: str,
    *,
    kind: RunKind = RunKind.ASKED,
    years: Collection[int] | None = None,
    at: datetime | None = None,
) -> None:
    now = at or datetime.now(UTC)
    row = HarvestRunRow(
        id=run, started_at=now, alive_at=now, kind=kind.value, years=sorted(years) if years else None
    )
    with writing(store.engine) as connection, Session(connection) as session:
        session.add(row)
        session.flush()


def still_alive(store: Store, run: str) -> None:
    """Said by a run that is under way, so that it can be told from one that was cut off."""
    with writing(store.engine) as connection:
        connection.execute(update(_RUN).where(_RUN.c.id == run).values(alive_at=datetime.now(UTC)))


def finish_run(store: Store, run: str, at: datetime | None = None) -> None:
    with writing(store.engine) as connection:
        finished = update(_RUN).where(_RUN.c.id == run)
        connection.execute(finished.values(finished_at=at or datetime.now(UTC)))


def arrive(store: Store, run: str, portal: str) -> datetime | None:
    """Write down that a run is at a portal now. Gives the moment from which on earlier runs that were cut
    off there have left work done, None where the last one came to its end.
    """
    now = datetime.now(UTC)
    with writing(store.engine) as connection, Session(connection) as session:
        since = _cut_off_since(connection, portal, now)
        counts: dict[str, Any] = dict.fromkeys(COUNTS, 0)
        session.add(HarvestPortalRow(run_id=run, portal=portal, started_at=now, **counts))
        row = session.get(PortalRow, portal)
        if row is not None:
            row.last_attempt_at = now
        session.flush()
    return since


def record(store: Store, run: str, result: PortalResult, at: datetime | None = None) -> None:
    """Write down what a run did at a portal, and how the portal is doing now."""
    now = at or datetime.now(UTC)
    with writing(store.engine) as connection, Session(connection) as session:
        before = session.get(HarvestPortalRow, (run, result.portal))
        row = _at_portal(run, result, now)
        row.started_at = before.started_at if before is not None else None
        session.merge(row)
        session.add_all(_failure_rows(run, result))
        portal = session.get(PortalRow, result.portal)
        if portal is not None and result.judges:
            _note(portal, result, now)
        session.flush()
        version.move(connection)


def usual_listing(store: Store, portal: str) -> int:
    """How many reports the portal's lists led to at most in its last runs; 0 where none is known."""
    last = (
        select(_AT_PORTAL.c.listed)
        .where(_AT_PORTAL.c.portal == portal, _AT_PORTAL.c.listed > 0, _AT_PORTAL.c.finished_at.is_not(None))
        .order_by(_AT_PORTAL.c.started_at.desc())
        .limit(_USUAL_RUNS)
    )
    with reading(store.engine) as connection:
        return max(connection.execute(last).scalars(), default=0)


def finished_counts(store: Store, run: str) -> HarvestProgress | None:
    """The counts of a run that was finished; None for one that was cut off or never was."""
    sums = (func.coalesce(func.sum(_AT_PORTAL.c[name]), 0).label(name) for name in COUNTS)
    with reading(store.engine) as connection:
        finished = select(_RUN.c.finished_at).where(_RUN.c.id == run)
        if connection.execute(finished).scalar() is None:
            return None
        line = connection.execute(select(*sums).where(_AT_PORTAL.c.run_id == run)).one()
    return HarvestProgress(**{name: int(getattr(line, name)) for name in COUNTS}, done=True)


def total(results: Iterable[PortalResult]) -> HarvestProgress:
    """The counts of several portals together; `done` is left open."""
    sums = HarvestProgress()
    for result in results:
        counts = {name: getattr(sums, name) + getattr(result.counts, name) for name in COUNTS}
        sums = replace(sums, **counts)
    return sums


def _cut_off_since(connection: Connection, portal: str, now: datetime) -> datetime | None:
    newest_first = (
        select(_AT_PORTAL.c.started_at, _AT_PORTAL.c.finished_at)
        .where(_AT_PORTAL.c.portal == portal, _AT_PORTAL.c.started_at > now - _REMEMBERED)
        .order_by(_AT_PORTAL.c.started_at.desc())
    )
    since = None
    for line in connection.execute(newest_first):
        if line.finished_at is not None:
            break
        since = line.started_at
    return since


def _known(session: Session, status: PortalStatus) -> PortalRow:
    known = session.get(PortalRow, status.code)
    row = rows.portal_row(status)
    if known is not None:
        for name in _OF_RUNS:
            setattr(row, name, getattr(known, name))
    return row


def _note(portal: PortalRow, result: PortalResult, now: datetime) -> None:
    portal.healthy = result.healthy
    troubles: Sequence[Failure] = [result.error] if result.error else result.failures
    portal.last_error = troubles[0].message if troubles else None
    portal.last_error_code = troubles[0].code if troubles else None
    portal.failed_runs = 0 if result.healthy else (portal.failed_runs or 0) + 1
    portal.last_attempt_at = now
    if result.healthy:
        portal.last_success_at = now
        portal.last_full_at = now if result.full else portal.last_full_at
    if result.counts.stored:
        portal.last_new_report_at = now


def _at_portal(run: str, result: PortalResult, now: datetime) -> HarvestPortalRow:
    counts = {name: getattr(result.counts, name) for name in COUNTS}
    error = result.error
    return HarvestPortalRow(
        run_id=run,
        portal=result.portal,
        listed=result.listed,
        finished_at=now,
        error_code=error.code if error else None,
        error=error.message if error else None,
        **counts,
    )


def _failure_rows(run: str, result: PortalResult) -> list[HarvestFailureRow]:
    return [
        HarvestFailureRow(
            run_id=run, portal=result.portal, url=failure.url, code=failure.code, message=failure.message
        )
        for failure in result.failures
    ]
