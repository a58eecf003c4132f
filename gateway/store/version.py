"""The data version: one number that every committed change moves. It keys columns, answers and ETags.

With the number goes the moment. Moments rise with the numbers even where the clock is set back, so that
who asks for what changed since the last moment seen misses nothing.
"""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, select, update

from gateway.store.tables import DataVersionRow, ReportRow, table

_VERSION, _REPORT = table(DataVersionRow), table(ReportRow)
_NEXT = timedelta(microseconds=1)


def data_version(connection: Connection) -> int:
    return int(connection.execute(select(_VERSION.c.value)).scalar_one())


def moved_at(connection: Connection) -> datetime | None:
    """When the data last changed; None where nothing was ever stored."""
    moment: datetime | None = connection.execute(select(_VERSION.c.moved_at)).scalar_one()
    return moment


def move(connection: Connection, reports: Collection[str] = ()) -> int:
    """The next version; `reports` are those that changed.

    To be called inside `writing`, whose lock makes versions and moments rise with commits.
    """
    before, now = moved_at(connection), datetime.now(UTC)
    moment = now if before is None else max(now, before + _NEXT)
    if reports:
        connection.execute(update(_REPORT).where(_REPORT.c.id.in_(reports)).values(updated_at=moment))
    return int(
        connection.execute(
            update(_VERSION).values(value=_VERSION.c.value + 1, moved_at=moment).returning(_VERSION.c.value)
        ).scalar_one()
    )


def audited_version(connection: Connection) -> int:
    """The version up to which the audit across years has looked at everything."""
    return int(connection.execute(select(_VERSION.c.audited)).scalar_one())


def set_audited(connection: Connection, version: int) -> None:
    connection.execute(update(_VERSION).values(audited=version))
