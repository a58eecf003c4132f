"""`gongkai extract`: documents → what they say; with `--check`, what is wrong with them. Stores nothing."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from schema.records.extraction import Extraction

WITH_ERRORS, REFUSED = 1, 2
COLUMNS = ("indicator", "applicant", "qualifier", "value", "unit")


def extract(
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|URL...",
            help="文件或网址；多份时每行一个 JSON。 Files or addresses; of several, a line of JSON each.",
        ),
    ],
    portal: Annotated[
        str | None,
        typer.Option(help="所属门户，决定地区。 The portal it belongs to, which decides the place."),
    ] = None,
    as_json: Annotated[
        bool | None,
        typer.Option(
            "--json/--text",
            help="JSON（缺省），或便于阅读的列表（--check 的缺省）。 JSON, or a list to read (with --check).",
        ),
    ] = None,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="发布前核对：列出各条提示及原文，有错误时退出码为 1。 Check a draft; exits 1 on errors.",
        ),
    ] = False,
    ocr: Annotated[
        bool | None,
        typer.Option(
            "--ocr/--no-ocr",
            help="识别扫描件和图片（缺省依 GONGKAI_OCR）。 Recognise the letters of pictures.",
        ),
    ] = None,
) -> None:
    """读取年度报告，打印每个数据及其出处。 Read reports and print their figures with their sources."""
    from gateway.cli.begin import recognise_pictures  # noqa: PLC0415
    from gateway.observe.log import set_up_logs  # noqa: PLC0415
    from gateway.settings import load_settings  # noqa: PLC0415

    set_up_logs("warning")
    recognise_pictures(on=load_settings(ocr=ocr).ocr)
    shown_as_json = as_json or (as_json is None and not check)
    shape = (_json_line if sources[1:] else _json) if shown_as_json else _lines_to_check if check else _lines
    code = max(_tell(source, portal, shape, check=check) for source in sources)
    if code:
        raise typer.Exit(code)


def _tell(source: str, portal: str | None, shape: Callable[[dict[str, Any]], str], *, check: bool) -> int:
    """Prints what one document says, or why it says nothing, and returns the exit code for it alone."""
    from adapters.errors import AdapterError  # noqa: PLC0415
    from adapters.extract.to_json import to_json  # noqa: PLC0415
    from gateway.check.told import checked, has_errors  # noqa: PLC0415
    from schema.errors import SchemaError  # noqa: PLC0415

    try:
        read = _read(source, portal)
    except (AdapterError, SchemaError) as error:
        typer.echo(f"gongkai: {' '.join(str(error).split())}", err=True)
        return REFUSED
    told = checked(read) if check else to_json(read)
    sys.stdout.write(shape(told) + "\n")
    return WITH_ERRORS if check and has_errors(told) else 0


def _read(source: str, portal: str | None) -> Extraction:
    from adapters.pipeline import read_file  # noqa: PLC0415

    place = None if portal is None else _place(portal)
    if urlsplit(source).scheme in {"http", "https"}:
        return _fetched(source, place)
    return read_file(Path(source), place=place)


def _place(portal: str) -> str:
    """The place of a portal by its code. Raises ProfileError for an unknown one."""
    from gateway.cli.chosen import chosen_profiles  # noqa: PLC0415

    (profile,) = chosen_profiles([portal])
    return profile.place


def _fetched(url: str, place: str | None) -> Extraction:
    import asyncio  # noqa: PLC0415

    from adapters.fetch.client import Fetcher  # noqa: PLC0415
    from adapters.pipeline import read_url  # noqa: PLC0415
    from gateway.settings import load_settings  # noqa: PLC0415

    async def fetch() -> Extraction:
        async with Fetcher(contact=load_settings().contact) as fetcher:
            return (await read_url(url, fetcher, place=place)).extraction

    return asyncio.run(fetch())


def _json(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False, indent=1)


def _json_line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False)


def _lines_to_check(told: dict[str, Any]) -> str:
    from gateway.check.told import lines  # noqa: PLC0415

    return "\n".join(lines(told))


def _lines(told: dict[str, Any]) -> str:
    """The report in lines of tab-separated cells: heading, figures, findings."""
    heading = [
        f"{name}\t{told.get(name) or ''}" for name in ("title", "jurisdiction", "year", "format", "scope")
    ]
    figures = ["\t".join(map(_shown, map(one.get, COLUMNS))) for one in told["statistics"]]
    findings = [f"{one['severity']}\t{one['rule']}\t{one['message']}" for one in told["findings"]]
    return "\n".join((*heading, *figures, *findings))


def _shown(value: object) -> str:
    return "" if value is None else str(value)
