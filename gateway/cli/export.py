"""`gongkai export`: the stored reports of each year as a data package, with checksums."""

from pathlib import Path
from typing import Annotated

import typer

from gateway.cli.harvest import spelled_out

NOTHING = 1
SUMS = "SHA256SUMS"


def export(
    out: Annotated[Path, typer.Option(help="存放的目录。 Folder to put them in.")] = Path(),
    years: Annotated[
        str | None, typer.Option(help="报告年度，如 2019-2023,2025，缺省为全部。 Years, all by default.")
    ] = None,
    data: Annotated[Path | None, typer.Option(help="数据目录。 Folder of documents and database.")] = None,
    database: Annotated[str | None, typer.Option(help="数据库地址。 Database URL.")] = None,
) -> None:
    """每个年度导出一个数据包（zip），并写出 SHA256SUMS。 Write a data package a year, and their checksums."""
    from gateway.export.from_store import StoreDumper  # noqa: PLC0415
    from gateway.observe.log import set_up_logs  # noqa: PLC0415
    from gateway.settings import load_settings  # noqa: PLC0415
    from gateway.store.store import open_store  # noqa: PLC0415

    asked = None if years is None else spelled_out(years)
    settings = load_settings(data=data, database_url=database)
    set_up_logs("warning")
    store = open_store(settings)
    try:
        dumper = StoreDumper(store.engine, settings.public_url)
        held = [year for year in dumper.years() if asked is None or year in asked]
        out.mkdir(parents=True, exist_ok=True)
        dumps = [dump for year in held if (dump := dumper.write(year, out)) is not None]
    finally:
        store.close()
    lines = [f"{dump.sha256}  {dump.path.name}" for dump in dumps]
    (out / SUMS).write_text("".join(f"{line}\n" for line in lines), "utf-8")
    for line in lines:
        typer.echo(line)
    if not dumps:
        typer.echo("gongkai: no stored report is about these years; see /v1/dump, or harvest first", err=True)
        raise typer.Exit(NOTHING)
