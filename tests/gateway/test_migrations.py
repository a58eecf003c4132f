"""The steps lead from nothing to the tables that the code speaks of, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text
from support.stored import DIALECTS, database

from gateway.errors import MigrationPending, StoreError, StoreUnavailable, UnknownRevision
from gateway.store.engine import open_engine, reading, writing
from gateway.store.migrate import METADATA, check, head, revision, upgrade


@pytest.fixture(params=DIALECTS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with database(request.param, tmp_path) as url:
        engine = open_engine(url)
        yield engine
        engine.dispose()


def test_an_upgraded_database_has_exactly_the_tables_of_the_code(engine: Engine) -> None:
    assert upgrade(engine) is True

    with reading(engine) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert compare_metadata(context, METADATA) == []
    assert revision(engine) == head()


def test_at_most_one_reading_of_a_report_is_current_by_the_database_itself(engine: Engine) -> None:
    upgrade(engine)

    indexes = {index["name"]: index for index in inspect(engine).get_indexes("extraction")}

    assert indexes["ix_extraction_current"]["unique"]
    assert indexes["ix_extraction_current"]["column_names"] == ["report_id"]


def test_upgrading_again_does_nothing(engine: Engine) -> None:
    upgrade(engine)

    assert upgrade(engine) is False
    check(engine)


def test_two_processes_that_start_together_upgrade_once(engine: Engine) -> None:
    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(upgrade, engine) for _ in range(2)]:
            done.result()

    with reading(engine) as connection:
        assert connection.execute(text("SELECT id, value, audited FROM data_version")).all() == [(1, 0, 0)]


def test_an_empty_database_is_pending_until_it_is_upgraded(engine: Engine) -> None:
    with pytest.raises(MigrationPending, match=r"tables are at nothing, not .*; run `gongkai db upgrade`"):
        check(engine)


def test_a_database_of_a_newer_version_is_refused_and_left_alone(engine: Engine) -> None:
    upgrade(engine)
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    for refused in (upgrade, check):
        with pytest.raises(UnknownRevision, match="tables are at 9999, made by a newer gongkai"):
            refused(engine)
    assert revision(engine) == "9999"


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("sqlite://", "needs a SQLite file"),
        ("nonsense", "database URL cannot be used"),
        ("oracle+none://x/y", "database URL cannot be used"),
    ],
)
def test_an_address_that_no_store_can_be_at_is_an_error_of_the_store(url: str, reason: str) -> None:
    with pytest.raises(StoreUnavailable, match=reason):
        open_engine(url)


def test_a_file_that_is_no_database_is_an_error_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"not a database, but long enough to look for a header in it" * 20)
    engine = open_engine(f"sqlite:///{tmp_path / 'x.db'}")

    with pytest.raises(StoreError, match="file is not a database"):
        upgrade(engine)
    engine.dispose()
