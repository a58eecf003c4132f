"""Empty or older database → the tables of this version. Called when a command opens the store.

Steps go forward only. A database that a newer version has upgraded is refused rather than written to.
"""

from importlib.resources import files
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine
from sqlmodel import SQLModel

from gateway.errors import MigrationPending, UnknownRevision
from gateway.store import harvest_tables, tables
from gateway.store.engine import migrating, reading

__all__ = ["METADATA", "check", "head", "revision", "upgrade"]

METADATA = SQLModel.metadata
# Both modules fill METADATA when they are imported.
_FILLED_BY = (tables, harvest_tables)


def upgrade(engine: Engine) -> bool:
    """Bring the tables up to this version; True if anything was to be done. Raises UnknownRevision."""
    if revision(engine) == head():
        return False
    with migrating(engine) as connection:
        known(engine, _current(connection))
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True


def check(engine: Engine) -> None:
    """Raises MigrationPending or UnknownRevision where the tables are not those of this version."""
    found = revision(engine)
    known(engine, found)
    if found != head():
        raise MigrationPending(f"tables are at {found or 'nothing'}, not {head()}; run `gongkai db upgrade`")


def known(engine: Engine, found: str | None) -> None:
    """Raises UnknownRevision for a step that this version does not have."""
    steps = {step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()}
    if found is not None and found not in steps:
        where = engine.url.render_as_string(hide_password=True)
        raise UnknownRevision(f"tables are at {found}, made by a newer gongkai; install that one ({where})")


def revision(engine: Engine) -> str | None:
    """The step at which the tables are, None for an empty database."""
    with reading(engine) as connection:
        return _current(connection)


def head() -> str:
    """The last step that this version has."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None, "there is always a first step"
    return found


def _current(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(str(files("gateway.store"))) / "migrations"))
    return config
