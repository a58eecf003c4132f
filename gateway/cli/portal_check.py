"""`gongkai portal check`: what portals show now, against what their profiles expect. Nothing is stored."""

import json
import sys
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from adapters.fetch.client import Fetcher
    from adapters.profile import Profile
    from adapters.survey import Missing, Shown, Survey

UNWELL = 1
HEADER = ("year", "state", "format", "values", "figures", "findings", "days late", "title, or why not")


def check_portals(
    portals: Annotated[
        list[str] | None,
        typer.Argument(metavar="[CODE|FILE.toml]…", help="门户代码或配置文件，缺省为全部。 Codes or files."),
    ] = None,
    samples: Annotated[
        bool, typer.Option(help="没有给出代码时检查示例门户。 Without codes: the sample portals.")
    ] = False,
    years: Annotated[
        str | None, typer.Option(help="报告年度，如 2019-2023,2025。 Years reported on.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json/--table", help="JSON，或表格。 JSON, or a table.")] = False,
) -> None:
    """读取门户上的年报，逐年列出结果、缺失及原因；有缺失或读不出时退出码为 1。

    Read what portals show and name each expected year that is missing, with the cause; exits 1 then.
    """
    from adapters.errors import ProfileError  # noqa: PLC0415
    from gateway.cli.chosen import chosen_profiles  # noqa: PLC0415
    from gateway.cli.harvest import spelled_out  # noqa: PLC0415
    from gateway.observe.log import set_up_logs  # noqa: PLC0415

    set_up_logs("error")
    asked = None if years is None else spelled_out(years)
    try:
        profiles = chosen_profiles(portals) if portals else _all(samples=samples)
    except ProfileError as error:
        typer.echo(f"gongkai: {error}", err=True)
        raise typer.Exit(2) from None
    surveys = _surveys(profiles, asked, None if as_json else _print)
    if as_json:
        sys.stdout.write(json.dumps([as_dict(each) for each in surveys], ensure_ascii=False, indent=1) + "\n")
    if not all(each.well for each in surveys):
        raise typer.Exit(UNWELL)


def table(found: "Survey") -> list[str]:
    """The portal's line, then a line for each report shown and each year missing, newest first."""
    from gateway.cli.aligned import aligned  # noqa: PLC0415

    profile = found.profile
    lines = [f"{profile.code} {profile.name} ({profile.family}): {'well' if found.well else 'UNWELL'}"]
    stands_for = profile.stands_for
    if stands_for is not None:
        lines.append(f"  stands for {stands_for.place}, of which no own column is known ({stands_for.level})")
    rows = sorted([*map(_shown, found.shown), *map(_missing, found.missing)], key=lambda row: row[0])[::-1]
    if rows:
        lines += [f"  {line}" for line in aligned([HEADER, *rows])]
    troubles = [str(found.error)] if found.error else []
    troubles += [found.problem] if found.problem else []
    return [*lines, *(f"  ! {trouble}" for trouble in troubles), ""]


def as_dict(found: "Survey") -> dict[str, Any]:
    """The same for programs."""
    return {
        "portal": found.profile.code,
        "well": found.well,
        "reports": [dict(zip(_KEYS, _shown(each), strict=True), url=each.ref.url) for each in found.shown],
        "missing": [
            {
                "year": each.year,
                "due": each.due and each.due.isoformat(),
                "overdue": each.overdue,
                "reason": each.reason,
            }
            for each in found.missing
        ],
        "error": str(found.error) if found.error else None,
        "problem": found.problem,
    }


_KEYS = ("year", "state", "format", "values", "figures", "findings", "days_late", "text")


def _shown(each: "Shown") -> tuple[str, ...]:
    year = str(each.year or "?")
    if each.extraction is None:
        return (year, "unread", "", "", "", "", "", f"{each.ref.title}: {each.error}")
    read = each.extraction
    kinds = Counter(finding.severity.value for finding in read.findings)
    findings = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items())) or "none"
    counts = (str(len(read.statistics)), str(len(read.figures)))
    late = "" if each.late is None else str(max(each.late, 0))
    return (year, "read", read.report.format.value, *counts, findings, late, read.report.title)


def _missing(each: "Missing") -> tuple[str, ...]:
    return (str(each.year), "MISSING" if each.overdue else "not due", "", "", "", "", "", each.reason)


def _all(*, samples: bool) -> "list[Profile]":
    from adapters.profiles import load_profiles  # noqa: PLC0415
    from gateway.samples.portals import sample_profiles  # noqa: PLC0415

    return list(sample_profiles() if samples else load_profiles())


def _print(found: "Survey") -> None:
    sys.stdout.writelines(f"{line}\n" for line in table(found))
    sys.stdout.flush()


def _surveys(
    profiles: "Sequence[Profile]", years: frozenset[int] | None, on_done: "Callable[[Survey], None] | None"
) -> "list[Survey]":
    """All of them in their order, several portals side by side; one fetcher keeps the pace of each host."""
    import anyio  # noqa: PLC0415

    from adapters.survey import survey  # noqa: PLC0415
    from gateway.cli.begin import recognise_pictures  # noqa: PLC0415
    from gateway.serve.fetchers import fetchers, is_sample  # noqa: PLC0415
    from gateway.settings import load_settings  # noqa: PLC0415

    settings = load_settings()
    recognise_pictures(on=settings.ocr)
    found: dict[str, Survey] = {}
    told: list[Survey] = []

    async def look(profile: "Profile", fetcher: "Fetcher", turns: anyio.Semaphore) -> None:
        async with turns:
            found[profile.code] = await survey(profile, fetcher, today=date.today(), years=years)  # noqa: DTZ011
        while len(told) < len(profiles) and profiles[len(told)].code in found:
            told.append(found[profiles[len(told)].code])
            if on_done is not None:
                on_done(told[-1])

    async def work() -> None:
        turns = anyio.Semaphore(settings.harvest_portals)
        for group in ([p for p in profiles if is_sample(p)], [p for p in profiles if not is_sample(p)]):
            if group:
                async with fetchers(settings)(group[0]) as fetcher, anyio.create_task_group() as portals:
                    for profile in group:
                        portals.start_soon(look, profile, fetcher, turns)

    anyio.run(work)
    return told
