"""`gongkai portal status`: how the portals are doing, as the last runs found them."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from schema.records.portal import PortalStatus

HEADER = (
    "code",
    "state",
    "cause",
    "last_success",
    "age_days",
    "failed_runs",
    "reports",
    "expected",
    "missing_years",
    "error",
)
UNWELL = 1


def portal_status(
    portals: Annotated[
        list[str] | None, typer.Argument(metavar="[PORTAL]…", help="只要这些门户。 Only these portals.")
    ] = None,
    unwell: Annotated[
        bool, typer.Option("--unwell", help="只列不正常的。 Only those that are unwell.")
    ] = False,
    data: Annotated[Path | None, typer.Option(help="数据目录。 Folder of documents and database.")] = None,
    database: Annotated[str | None, typer.Option(help="数据库地址。 Database URL.")] = None,
) -> None:
    """门户采集状况，每行一个，以制表符分隔。 How portals are doing; exits 1 when one of them is unwell."""
    import asyncio  # noqa: PLC0415

    from gateway.settings import load_settings  # noqa: PLC0415
    from gateway.store.reader import StoreReader  # noqa: PLC0415
    from gateway.store.store import open_store  # noqa: PLC0415

    store = open_store(load_settings(data=data, database_url=database))
    try:
        known = asyncio.run(StoreReader(store.engine).portals())
    finally:
        store.close()
    chosen = [one for one in known if not portals or one.code in portals]
    if strangers := sorted(set(portals or ()) - {one.code for one in known}):
        raise typer.BadParameter(f"never harvested: {', '.join(strangers)}; see `gongkai portal list`")
    typer.echo("\t".join(HEADER))
    for one in chosen:
        if one.healthy is False or not unwell:
            typer.echo("\t".join(_cells(one)))
    if any(one.healthy is False for one in chosen):
        raise typer.Exit(UNWELL)


def _cells(one: "PortalStatus") -> list[str]:
    state = {True: "well", False: "unwell", None: "not yet"}[one.healthy]
    success = one.last_success_at
    return [
        one.code,
        state,
        one.cause.value if one.cause else "",
        success.isoformat(timespec="seconds") if success else "",
        str((datetime.now(UTC) - success).days) if success else "",
        str(one.failed_runs),
        str(one.reports),
        "" if one.expected_reports is None else str(one.expected_reports),
        ",".join(map(str, one.missing_years)),
        " ".join((one.last_error or "").split()),
    ]
