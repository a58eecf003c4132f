"""`gongkai identify`: a list of addresses and titles → whose report of which year. Nothing is fetched."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from gateway.errors import ListUnreadable

REFUSED = 2
# What a column may be called in the file's first line.
COLUMNS = {
    "url": ("url", "address", "link", "网址", "链接", "地址"),
    "title": ("title", "title_shown", "标题", "名称"),
    "publisher": ("publisher", "source", "发布机构", "发布单位", "来源", "信息来源"),
    "publish_date": ("publish_date", "published_on", "date", "发布日期", "发布时间"),
    "site": ("site", "site_name", "sitename", "网站名称"),
    "site_code": ("site_code", "siteidcode", "网站标识码"),
    "column": ("column", "breadcrumb", "header_fields", "栏目", "当前位置"),
}
NEEDED = ("url", "title")
SHOWN = ("url", "is_report", "reason", "jurisdiction", "place", "organ", "scope", "year", "evidence")


def identify(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE.tsv",
            help="制表符分隔的清单，首行列名，须有 url、title。 Tab-separated, with a header line.",
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json/--tsv", help="JSON，或制表符分隔。 JSON, or TSV.")] = False,
    encoding: Annotated[str, typer.Option(help="文件编码。 Encoding of the file.")] = "utf-8",
) -> None:
    """按标题认出每一行是谁、哪一年的年度报告，或为什么不是。 Tell whose report of which year each row is."""
    try:
        rows = [_identified(row) for row in read_list(file, encoding)]
    except ListUnreadable as error:
        typer.echo(f"gongkai: {error}", err=True)
        raise typer.Exit(REFUSED) from None
    lines = _json(rows) if as_json else _tsv(rows)
    sys.stdout.writelines(f"{line}\n" for line in lines)


def read_list(file: Path, encoding: str = "utf-8") -> list[dict[str, str]]:
    """The rows by our names of the columns. Raises ListUnreadable: no such file, encoding, columns."""
    header, *lines = _lines(file, encoding) or [""]
    names = [cell.strip().lower() for cell in header.split("\t")]
    at = {
        column: next((names.index(alias) for alias in aliases if alias in names), None)
        for column, aliases in COLUMNS.items()
    }
    if missing := [column for column in NEEDED if at[column] is None]:
        raise ListUnreadable(
            f"{file}: the first line names no column {' and no column '.join(missing)}; it has "
            f"{', '.join(filter(None, names)) or 'none'}; name the columns, separated by tabs"
        )
    places = {column: place for column, place in at.items() if place is not None}
    return [_row(line.split("\t"), places) for line in lines if line.strip()]


def _lines(file: Path, encoding: str) -> list[str]:
    try:
        text = file.read_bytes().decode(encoding)
    except OSError as error:
        raise ListUnreadable(f"{file}: cannot be read: {error.strerror}; give a file that is there") from None
    except LookupError:
        raise ListUnreadable(f"{encoding} is no encoding; give utf-8, gb18030 or utf-16") from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ListUnreadable(
            f"{file}, line {line}: not {encoding}; save it as UTF-8 or name its encoding: --encoding gb18030"
        ) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _row(cells: list[str], places: Mapping[str, int]) -> dict[str, str]:
    return {column: _cell(cells[place]) if place < len(cells) else "" for column, place in places.items()}


def _cell(printed: str) -> str:
    """Spreadsheets set quotation marks around cells that hold some."""
    cell = printed.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"')
    return cell


def _identified(row: Mapping[str, str]) -> dict[str, Any]:
    from adapters.identify import identify as identified  # noqa: PLC0415
    from schema.places.registry import path_name  # noqa: PLC0415

    found = identified(row["title"], row)
    title, place = found.title, found.place
    values = (
        row["url"],
        title is not None,
        found.reason,
        place.code if place else None,
        path_name(place) if place else None,
        title.organ if title else None,
        title.scope.value if title else None,
        found.year,
        "; ".join(found.evidence) or None,
    )
    return dict(zip(SHOWN, values, strict=True))


def _json(rows: list[dict[str, Any]]) -> Iterator[str]:
    """One array, one object a line."""
    yield "["
    for number, row in enumerate(rows, 1):
        yield json.dumps(row, ensure_ascii=False) + ("," if number < len(rows) else "")
    yield "]"


def _tsv(rows: list[dict[str, Any]]) -> Iterator[str]:
    yield "\t".join(SHOWN)
    for row in rows:
        yield "\t".join(map(_printed, row.values()))


def _printed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
