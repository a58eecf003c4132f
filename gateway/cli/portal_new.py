"""`gongkai portal new`: an address → the profile of its portal, found out on the portal itself."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from adapters.profile import Profile
    from adapters.scout.draft import Draft, Wishes
    from adapters.scout.scout import Scouted

REFUSED = 2


def new_portal(
    urls: Annotated[
        list[str],
        typer.Argument(
            metavar="URL…",
            help="门户首页、栏目或年报的网址；没有列表时可给多篇年报。 Home page, column or reports.",
        ),
    ],
    *,
    write: Annotated[
        bool, typer.Option("--write", help="写入 adapters/portals/。 Write it to adapters/portals/.")
    ] = False,
    out: Annotated[
        Path | None, typer.Option(help="写入此文件或目录。 Write it to this file or folder.")
    ] = None,
    place: Annotated[
        str | None, typer.Option(help="只要该地区的年报（代码或名称）。 Only this place's reports.")
    ] = None,
    organ: Annotated[
        str | None, typer.Option(help="只要该机关的年报。 Only the reports of this organ.")
    ] = None,
    code: Annotated[str | None, typer.Option(help="门户代码。 Code of the portal.")] = None,
    legacy_tls: Annotated[
        bool, typer.Option("--legacy-tls", help="允许过时的 TLS（仍校验证书）。 Put up with outdated TLS.")
    ] = False,
) -> None:
    """探测门户的系统、地区和年报栏目，写出可直接采集的配置。

    Find out a portal's system, place and column, and print a profile that harvests as it is.
    """
    from adapters.errors import AdapterError  # noqa: PLC0415
    from gateway.observe.log import set_up_logs  # noqa: PLC0415
    from schema.errors import SchemaError  # noqa: PLC0415

    set_up_logs("warning")
    try:
        wishes = replace(_wishes(place, organ, code, out), legacy_tls=legacy_tls)
        scouted, drafted = _look([url if "://" in url else f"https://{url}" for url in urls], wishes)
        path = _target(drafted.profile.code, write=write, out=out)
        text = _sound(drafted.profile)
    except (AdapterError, SchemaError) as error:
        typer.echo(f"gongkai: {' '.join(str(error).split())}", err=True)
        raise typer.Exit(REFUSED) from None
    for line in told(scouted, drafted):
        typer.echo(line, err=True)
    if path is None:
        sys.stdout.write(text)
    else:
        path.write_text(text, "utf-8")
        typer.echo(path)


def told(scouted: "Scouted", drafted: "Draft") -> list[str]:
    """What was found and on what evidence, for people; one line a thing."""
    profile, placed = drafted.profile, drafted.placed
    column, found = scouted.column, scouted.column.found
    years = profile.expect.years
    span = f"{years[0]}-{years[1]}" if years else "not said in the list"
    lines = [
        f"栏目 column: {column.candidate.url or 'none known'}",
        f"系统 family: {profile.family} ({column.candidate.trace}){_quoted(column.candidate.quote)}",
        f"年报 reports: {len(found)}, years {span}",
    ]
    if placed is None:
        lines.append(f"地区 place: {profile.place} (given)")
    else:
        lines.append(f"地区 place: {profile.place} ({placed.sureness.lower()})")
        lines += [f"  {each.kind}: {each.place}, {each.words}" for each in placed.witnesses]
        if len(placed.bodies) > 1:
            shared = ", ".join(f"{code} ({times})" for code, times in placed.bodies)
            lines.append(f"共用 the column is shared: {shared}; narrow it with --place or --organ")
    lines += [f"已有 there is {each.code} with this list already" for each in _known(profile)]
    lines += [f"未取 not had: {failure}" for failure in scouted.failures]
    return lines


def _known(profile: "Profile") -> "list[Profile]":
    """Profiles of that column that the gateway has already."""
    from adapters.profiles import load_profiles  # noqa: PLC0415

    return [each for each in load_profiles() if set(each.lists) & set(profile.lists)]


def _quoted(words: str) -> str:
    return f": {words}" if words else ""


def _look(urls: list[str], wishes: "Wishes") -> "tuple[Scouted, Draft]":
    """Raises AdapterError, UnknownPlace."""
    import anyio  # noqa: PLC0415

    from adapters.scout.draft import draft  # noqa: PLC0415
    from adapters.scout.scout import Scout, around  # noqa: PLC0415
    from gateway.serve.fetchers import fetcher_for_url  # noqa: PLC0415
    from gateway.settings import load_settings  # noqa: PLC0415

    settings = load_settings()

    async def look() -> "Scouted":
        legacy_tls = around(urls[0]) if wishes.legacy_tls else ()
        async with fetcher_for_url(urls[0], settings, legacy_tls) as fetcher:
            return await Scout(fetcher, *urls).find()

    scouted = anyio.run(look)
    return scouted, draft(scouted, wishes, date.today())  # noqa: DTZ011 - a note's day


def _wishes(place: str | None, organ: str | None, code: str | None, out: Path | None) -> "Wishes":
    """The file that is written must be called after the code. Raises UnknownPlace, AmbiguousPlace."""
    from adapters.scout.draft import Wishes  # noqa: PLC0415
    from schema.places import registry  # noqa: PLC0415

    found = None if place is None else registry.resolve(place).code
    return Wishes(place=found, organ=organ, code=code or (out.stem if out and not out.is_dir() else None))


def _sound(profile: "Profile") -> str:
    """The text of the file, known to be read back. Raises ProfileError for what a profile must not say."""
    from adapters.errors import ProfileError  # noqa: PLC0415
    from adapters.profile_toml import profile_toml  # noqa: PLC0415
    from adapters.profiles import read_profile  # noqa: PLC0415
    from adapters.typed_table import Malformed  # noqa: PLC0415

    text = profile_toml(profile)
    try:
        read_profile(text, profile.code)
    except Malformed as error:
        raise ProfileError(f"{profile.code}: {error}; say more with --place, --organ or --code") from error
    return text


def _target(code: str, *, write: bool, out: Path | None) -> Path | None:
    """Raises ProfileError where a profile of that name is there already, or both ways are asked for."""
    from adapters.errors import ProfileError  # noqa: PLC0415
    from adapters.profiles import BUNDLED  # noqa: PLC0415

    if write and out is not None:
        raise ProfileError("give --write or --out, not both")
    folder = BUNDLED if write else out
    path = folder / f"{code}.toml" if folder and folder.is_dir() else out
    if path is not None and path.exists():
        raise ProfileError(f"{path} is there already; give another --code or --out")
    return path
