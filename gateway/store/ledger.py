"""The ledger of harvests: runs, what each did at each portal, and how the portals are doing since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import func, select, update
from sqlmodel import Session

from gateway.store import rows, version
from gateway.store.engine import reading, writing
from gateway.store.harvest_tables import (
    HarvestFailureRow,
    HarvestPortalRow,
    HarvestRunRow,
    PortalRow,
)
from gateway.store.store import Store
from gateway.store.tables import table
from schema.records.portal import HarvestProgress, PortalStatus

_RUN, _AT_PORTAL = table(HarvestRunRow), table(HarvestPortalRow)
_COUNTS = ("discovered", "fetched", "stored", "unchanged", "failed")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why something gave no report: the address, the stable code of the error, and its message."""

    url: str
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalResult:
    """What a run did at one portal. `error` is what kept the portal as a whole from being harvested."""

    portal: str
    counts: HarvestProgress
    failures: tuple[Failure, ...] = ()
    error: Failure | None = None

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


def start_run(store: Store, run: str, at: datetime | None = None) -> None:
    with writing(store.engine) as connection, Session(connection) as session:
        session.add(HarvestRunRow(id=run, started_at=at or datetime.now(UTC)))
        session.flush()


def finish_run(store: Store, run: str, at: datetime | None = None) -> None:
    with writing(store.engine) as connection:
        finished = update(_RUN).where(_RUN.c.id == run)
        connection.execute(finished.values(finished_at=at or datetime.now(UTC)))


def record(store: Store, run: str, result: PortalResult, at: datetime | None = None) -> None:
    """Write down what a run did at a portal, and how the portal is doing now."""
    with writing(store.engine) as connection, Session(connection) as session:
        session.add(_at_portal(run, result))
        session.add_all(_failure_rows(run, result))
        portal = session.get(PortalRow, result.portal)
        if portal is not None:
            _note(portal, result, at or datetime.now(UTC))
        session.flush()
        version.move(connection)


def finished_counts(store: Store, run: str) -> HarvestProgress | None:
    """The counts of a run that was finished; None for one that was cut off or never was."""
    sums = (func.coalesce(func.sum(_AT_PORTAL.c[name]), 0).label(name) for name in _COUNTS)
    with reading(store.engine) as connection:
        finished = select(_RUN.c.finished_at).where(_RUN.c.id == run)
        if connection.execute(finished).scalar() is None:
            return None
        line = connection.execute(select(*sums).where(_AT_PORTAL.c.run_id == run)).one()
    return HarvestProgress(**{name: int(getattr(line, name)) for name in _COUNTS}, done=True)


def total(results: Iterable[PortalResult]) -> HarvestProgress:
    """The counts of several portals together; `done` is left open."""
    sums = HarvestProgress()
    for result in results:
        counts = {name: getattr(sums, name) + getattr(result.counts, name) for name in _COUNTS}
        sums = replace(sums, **counts)
    return sums


def _known(session: Session, status: PortalStatus) -> PortalRow:
    known = session.get(PortalRow, status.code)
    row = rows.portal_row(status)
    row.expected_reports = status.expected_reports
    if known is not None:
        for name in ("healthy", "last_success_at", "last_new_report_at", "last_error", "last_error_code"):
            setattr(row, name, getattr(known, name))
    return row


def _note(portal: PortalRow, result: PortalResult, now: datetime) -> None:
    portal.healthy = result.healthy
    troubles: Sequence[Failure] = [result.error] if result.error else result.failures
    portal.last_error = troubles[0].message if troubles else None
    portal.last_error_code = troubles[0].code if troubles else None
    if result.healthy:
        portal.last_success_at = now
    if result.counts.stored:
        portal.last_new_report_at = now


def _at_portal(run: str, result: PortalResult) -> HarvestPortalRow:
    counts = {name: getattr(result.counts, name) for name in _COUNTS}
    error = result.error
    return HarvestPortalRow(
        run_id=run,
        portal=result.portal,
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
