"""The data version: one number that every committed change moves. It keys columns, answers and ETags."""

from sqlalchemy import Connection, select, update

from gateway.store.tables import DataVersionRow, table

_VERSION = table(DataVersionRow)


def data_version(connection: Connection) -> int:
    return int(connection.execute(select(_VERSION.c.value)).scalar_one())


def move(connection: Connection) -> int:
    """The next version. To be called inside `writing`, whose lock makes versions rise with commits."""
    return int(
        connection.execute(
            update(_VERSION).values(value=_VERSION.c.value + 1).returning(_VERSION.c.value)
        ).scalar_one()
    )


def audited_version(connection: Connection) -> int:
    """The version up to which the audit across years has looked at everything."""
    return int(connection.execute(select(_VERSION.c.audited)).scalar_one())


def set_audited(connection: Connection, version: int) -> None:
    connection.execute(update(_VERSION).values(audited=version))
