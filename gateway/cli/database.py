"""`gongkai db upgrade`: bring the tables to this version."""

from typing import Annotated

import typer


def upgrade_database(
    database: Annotated[
        str | None, typer.Option(help="数据库地址，缺省为 GONGKAI_DATABASE_URL。 Database URL.")
    ] = None,
) -> None:
    """升级数据表到当前版本。 Upgrade the tables to this version."""
    from gateway.settings import load_settings  # noqa: PLC0415
    from gateway.store.engine import open_engine  # noqa: PLC0415
    from gateway.store.migrate import head, upgrade  # noqa: PLC0415

    settings = load_settings(database_url=database)
    changed = upgrade(open_engine(settings.store_url))
    typer.echo(f"{'upgraded to' if changed else 'already at'} {head()}")
