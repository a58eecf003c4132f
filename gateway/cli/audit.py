"""`gongkai audit`: hold what is stored against what stands around it."""

from pathlib import Path
from typing import Annotated

import typer


def audit_reports(
    places: Annotated[
        list[str] | None, typer.Argument(help="地区代码或名称，缺省为有变动者。 Places by code or name.")
    ] = None,
    *,
    every: Annotated[bool, typer.Option("--all", help="全部年报。 Every stored report.")] = False,
    data: Annotated[Path | None, typer.Option(help="数据目录。 Data folder.")] = None,
    database: Annotated[str | None, typer.Option(help="数据库地址。 Database URL.")] = None,
) -> None:
    """核对已入库的年报，缺省只核对有变动者。 Judge what changed since the last audit, or all."""
    from gateway.audit import audit  # noqa: PLC0415
    from gateway.observe.log import set_up_logs  # noqa: PLC0415
    from gateway.settings import load_settings  # noqa: PLC0415
    from gateway.store.store import open_store  # noqa: PLC0415

    codes = _codes(places) if places else None
    if codes is not None and every:
        raise typer.BadParameter("name places, or give --all")
    settings = load_settings(data=data, database_url=database)
    set_up_logs(settings.log_level, settings.log_format)
    store = open_store(settings)
    try:
        summary = audit(store, codes, everything=every)
    finally:
        store.close()
    typer.echo(f"{summary.checked} reports judged, {summary.findings} findings")


def _codes(names: list[str]) -> frozenset[str]:
    """The places and all that lies in them. Raises typer.BadParameter for what is no place."""
    from schema.errors import SchemaError  # noqa: PLC0415
    from schema.places import registry  # noqa: PLC0415

    found: set[str] = set()
    for name in names:
        try:
            place = registry.resolve(name)
        except SchemaError as error:
            raise typer.BadParameter(str(error)) from None
        found |= {place.code, *registry.descendants(place.code)}
    return frozenset(found)
