"""`gongkai portal list`: which portals there are profiles for, and how they are doing."""

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from adapters.profile import Profile
    from gateway.settings import Settings
    from schema.records.portal import PortalStatus

HEADER = (
    "code", "place", "name", "family", "scope", "column", "stands_for", "years", "expected", "reports",
    "health", "cause", "last_success", "age_days", "failed_runs", "missing_years", "url", "last_error",
)  # fmt: skip
UNKNOWN = "unknown"


def list_portals(
    samples: Annotated[bool, typer.Option(help="也列出示例门户。 The sample portals too.")] = False,
    unwell: Annotated[bool, typer.Option("--unwell", help="只列不正常的。 Only the unwell.")] = False,
    data: Annotated[Path | None, typer.Option(help="数据目录。 Folder of documents and database.")] = None,
    database: Annotated[str | None, typer.Option(help="数据库地址。 Database URL.")] = None,
) -> None:
    """列出已配置的门户及其状况，每行一个，以制表符分隔（终端上对齐）。

    The portals that have a profile and how they are doing: tab-separated, aligned on a terminal.
    """
    from adapters.profiles import load_profiles  # noqa: PLC0415
    from gateway.cli.aligned import aligned  # noqa: PLC0415
    from gateway.samples.portals import sample_profiles  # noqa: PLC0415
    from gateway.settings import load_settings  # noqa: PLC0415

    known = _statuses(load_settings(data=data, database_url=database))
    profiles = (*load_profiles(), *(sample_profiles() if samples else ()))
    if unwell:
        profiles = tuple(one for one in profiles if one.code in known and known[one.code].healthy is False)
    rows = [HEADER, *(row(profile, known.get(profile.code)) for profile in profiles)]
    lines = aligned(rows) if sys.stdout.isatty() else map("\t".join, rows)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def row(profile: "Profile", status: "PortalStatus | None") -> tuple[str, ...]:
    """The cells under HEADER; what is not known is empty, health before the first run `unknown`."""
    years = profile.expect.years
    health = {None: UNKNOWN, True: "well", False: "unwell"}[status.healthy if status else None]
    success = status.last_success_at if status else None
    return (
        profile.code,
        profile.place,
        profile.name,
        profile.family,
        profile.scope.value,
        profile.column.value,
        profile.stands_for.place if profile.stands_for else "",
        f"{years[0]}-{years[1]}" if years else "",
        str(profile.expect.min_reports),
        str(status.reports) if status else "",
        health,
        status.cause.value if status and status.cause else "",
        success.isoformat(timespec="minutes") if success else "",
        str((datetime.now(UTC) - success).days) if success else "",
        str(status.failed_runs) if status else "",
        ",".join(map(str, status.missing_years)) if status else "",
        profile.url,
        " ".join((status.last_error or "").split()) if status else "",
    )


def _statuses(settings: "Settings") -> "Mapping[str, PortalStatus]":
    """What the store knows of portals; nothing where there is no store yet, which is not made for this."""
    import anyio  # noqa: PLC0415

    from gateway.errors import StoreError  # noqa: PLC0415
    from gateway.settings import DATABASE_FILE  # noqa: PLC0415
    from gateway.store.engine import open_engine  # noqa: PLC0415
    from gateway.store.migrate import check  # noqa: PLC0415
    from gateway.store.reader import StoreReader  # noqa: PLC0415

    if settings.database_url is None and not (settings.data / DATABASE_FILE).exists():
        return {}
    engine = open_engine(settings.store_url)
    try:
        check(engine)
        statuses = anyio.run(StoreReader(engine).portals)
    except StoreError as error:
        typer.echo(f"gongkai: {error}; portals are listed without their health", err=True)
        return {}
    finally:
        engine.dispose()
    return {status.code: status for status in statuses}
