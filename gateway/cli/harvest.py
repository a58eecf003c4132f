"""`gongkai harvest`: fetch portals' reports now, or read what is at hand."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from gateway.harvest.due import Due
    from gateway.harvest.runner import HarvestSummary
    from gateway.settings import Settings
    from gateway.store.store import Store

UNWELL = 1


def harvest(  # noqa: PLR0917 - the options of a command
    portals: Annotated[
        list[str] | None, typer.Argument(metavar="[PORTAL]…", help="门户代码。 Codes of portals.")
    ] = None,
    years: Annotated[
        str | None, typer.Option(help="报告年度，如 2019-2023,2025。 Years reported on.")
    ] = None,
    every: Annotated[
        bool, typer.Option("--all", help="所有已配置的门户。 Every portal with a profile.")
    ] = False,
    due: Annotated[
        bool,
        typer.Option("--due", help="现在该采的：当季新年报、更正、缺漏、重试。 What is due now."),
    ] = False,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help="与 --due 合用，只列出不采集。 With --due: only tell."),
    ] = False,
    again: Annotated[
        bool,
        typer.Option(
            "--reread",
            help="用现在的程序重读库存原件，不访问网络。 Read stored documents again, offline.",
        ),
    ] = False,
    inbox: Annotated[
        Path | None,
        typer.Option(help="读入此目录中人工下载的文件。 Read the downloaded files in this folder."),
    ] = None,
    data: Annotated[Path | None, typer.Option(help="数据目录。 Folder of documents and database.")] = None,
    database: Annotated[str | None, typer.Option(help="数据库地址。 Database URL.")] = None,
) -> None:
    """采集门户的年度报告。 Fetch the reports of portals; exits 1 when one of them is unwell."""
    if [bool(portals) and not again, every, due, again, inbox is not None].count(True) != 1:
        raise typer.BadParameter("give one of: codes of portals, --all, --due, --reread, --inbox")
    if dry_run and not due:
        raise typer.BadParameter("--dry-run goes with --due")
    from gateway.cli.begin import begin  # noqa: PLC0415
    from gateway.settings import load_settings  # noqa: PLC0415
    from gateway.store.store import open_store  # noqa: PLC0415

    asked = None if years is None else spelled_out(years)
    settings = load_settings(data=data, database_url=database)
    begin(settings)
    store = open_store(settings)
    try:
        if due and dry_run:
            _tell_due(_what_is_due(store))
            return
        if again or inbox is not None:
            summaries = _at_hand(store, portals, inbox)
        else:
            summaries = _fetched(store, settings, portals, asked, every=every, due=due)
    finally:
        store.close()
    _tell(summaries)
    if not all(summary.healthy for summary in summaries) or (
        inbox and any(s.counts.failed for s in summaries)
    ):
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


def _fetched(
    store: "Store",
    settings: "Settings",
    portals: Sequence[str] | None,
    years: frozenset[int] | None,
    *,
    every: bool,
    due: bool,
) -> list["HarvestSummary"]:
    from adapters.profiles import load_profiles  # noqa: PLC0415
    from gateway.cli.chosen import chosen_profiles  # noqa: PLC0415
    from gateway.cli.gather import gather  # noqa: PLC0415

    if due:
        found = _what_is_due(store)
        wanted = {
            one.profile.code: one.years if years is None else (one.years or years) & years for one in found
        }
        return gather([one.profile for one in found], store, settings, wanted)
    chosen = load_profiles() if every else chosen_profiles(portals or ())
    return gather(chosen, store, settings, years)


def _at_hand(store: "Store", portals: Sequence[str] | None, inbox: Path | None) -> list["HarvestSummary"]:
    from gateway.cli.gather import read_inbox, read_kept_again  # noqa: PLC0415

    return [read_inbox(inbox, store) if inbox is not None else read_kept_again(portals, store)]


def _what_is_due(store: "Store") -> list["Due"]:
    import asyncio  # noqa: PLC0415

    from adapters.profiles import load_profiles  # noqa: PLC0415
    from gateway.harvest.due import due_now  # noqa: PLC0415
    from gateway.store.reader import StoreReader  # noqa: PLC0415

    known = {one.code: one for one in asyncio.run(StoreReader(store.engine).portals())}
    return due_now(load_profiles(), known)


def _tell_due(found: Sequence["Due"]) -> None:
    """One line a portal: code, why, years."""
    for one in found:
        years = "all" if one.years is None else ",".join(map(str, sorted(one.years)))
        typer.echo(f"{one.profile.code}\t{one.why}\t{years}")


def _tell(summaries: Sequence["HarvestSummary"]) -> None:
    """One line a portal on stdout, tab-separated: code, counts, what went wrong."""
    for result in (result for summary in summaries for result in summary.portals):
        counts = result.counts
        numbers = f"{counts.discovered}\t{counts.stored}\t{counts.unchanged}\t{counts.failed}"
        typer.echo(f"{result.portal}\t{numbers}\t{result.error.message if result.error else ''}")
        for failure in result.failures:
            typer.echo(f"  {failure.url}: {failure.message}", err=True)
