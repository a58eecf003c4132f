"""`gongkai harvest`: fetch portals' reports now."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gateway.harvest.runner import HarvestSummary

UNWELL = 1


def harvest(
    portals: Annotated[
        list[str] | None, typer.Argument(metavar="[PORTAL]…", help="门户代码。 Codes of portals.")
    ] = None,
    years: Annotated[
        str | None, typer.Option(help="报告年度，如 2019-2023,2025。 Years reported on.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="所有已配置的门户。 Every portal with a profile.")
    ] = False,
    data: Annotated[Path | None, typer.Option(help="数据目录。 Folder of documents and database.")] = None,
    database: Annotated[str | None, typer.Option(help="数据库地址。 Database URL.")] = None,
) -> None:
    """采集门户的年度报告。 Fetch the reports of portals; exits 1 when one of them is unwell."""
    if bool(portals) == every:
        raise typer.BadParameter("name portals, or give --all")
    from adapters.profiles import load_profiles  # noqa: PLC0415
    from gateway.cli.chosen import chosen_profiles  # noqa: PLC0415
    from gateway.cli.gather import gather  # noqa: PLC0415
    from gateway.observe.log import set_up_logs  # noqa: PLC0415
    from gateway.settings import load_settings  # noqa: PLC0415
    from gateway.store.store import open_store  # noqa: PLC0415

    chosen = load_profiles() if every else chosen_profiles(portals or ())
    asked = None if years is None else spelled_out(years)
    settings = load_settings(data=data, database_url=database)
    set_up_logs(settings.log_level, settings.log_format)
    store = open_store(settings)
    try:
        summaries = gather(chosen, store, settings, asked)
    finally:
        store.close()
    _tell(summaries)
    if not all(summary.healthy for summary in summaries):
        raise typer.Exit(UNWELL)


def spelled_out(years: str) -> frozenset[int]:
    """`2019-2021,2023` → the four years. Raises typer.BadParameter."""
    found: set[int] = set()
    for part in years.split(","):
        first, dash, last = part.strip().partition("-")
        if not (first.isdecimal() and (last if dash else first).isdecimal()):
            raise typer.BadParameter(f"{part!r} is not a year or a span of years such as 2019-2023")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


def _tell(summaries: list["HarvestSummary"]) -> None:
    """One line a portal on stdout, tab-separated: code, counts, what went wrong."""
    for result in (result for summary in summaries for result in summary.portals):
        counts = result.counts
        numbers = f"{counts.discovered}\t{counts.stored}\t{counts.unchanged}\t{counts.failed}"
        typer.echo(f"{result.portal}\t{numbers}\t{result.error.message if result.error else ''}")
        for failure in result.failures:
            typer.echo(f"  {failure.url}: {failure.message}", err=True)
