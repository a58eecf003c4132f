"""URL → engine, and the two ways to use it: `reading` and `writing`. Dialects are told apart here only.

SQLite: write-ahead log, so that readers never wait for the writer; a writer takes its lock when it
begins, so that two of them queue instead of failing half way. PostgreSQL: a writer locks the one row
of `data_version`. Either way writers follow each other and versions rise in the order of commits.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError

from gateway.errors import StoreBusy, StoreError, StoreUnavailable

BUSY_TIMEOUT_S = 30
_WRITES = "gongkai_writes"
_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_S * 1000}",
)


def open_engine(url: str) -> Engine:
    """An engine for a SQLite or PostgreSQL URL; the folder of a SQLite file is made. Raises StoreError."""
    try:
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            return _open_sqlite(url, address.database)
        return create_engine(address, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreUnavailable(f"database URL cannot be used: {error}; see GONGKAI_DATABASE_URL") from error


def _open_sqlite(url: str, database: str | None) -> Engine:
    if not database or database == ":memory:":
        raise StoreUnavailable("the store needs a SQLite file, not a database in memory")
    try:
        Path(database).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreUnavailable(f"folder of the database cannot be made: {error}") from error
    engine = create_engine(url)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver would begin transactions on its own, too late to take the write lock first.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection whose SELECTs all see the same state, whatever is committed. Raises StoreError."""
    with _translated(engine), engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            # SQLite's transactions do that of their own.
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """The one writer's transaction: committed at the end, undone by any exception. Raises StoreError."""
    with _translated(engine), engine.connect() as connection:
        connection = connection.execution_options(**{_WRITES: True})  # noqa: PLW2901
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT value FROM data_version FOR UPDATE"))
            yield connection


@contextmanager
def migrating(engine: Engine) -> Iterator[Connection]:
    """A transaction that may make tables; two processes that start together follow each other."""
    with _translated(engine), engine.connect() as connection:
        connection = connection.execution_options(**{_WRITES: True})  # noqa: PLW2901
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(2260)"))
            yield connection


@contextmanager
def _translated(engine: Engine) -> Iterator[None]:
    where = engine.url.render_as_string(hide_password=True)
    try:
        yield
    except OperationalError as error:
        reason = str(error.orig)
        if "locked" in reason or "busy" in reason:
            raise StoreBusy(f"another writer held the database for {BUSY_TIMEOUT_S} s ({where})") from error
        raise StoreUnavailable(f"database cannot be used: {reason.strip()} ({where})") from error
    except DBAPIError as error:
        raise StoreError(f"database refused a statement: {str(error.orig).strip()} ({where})") from error
    except SQLAlchemyError as error:
        raise StoreError(f"database could not be asked: {error} ({where})") from error
