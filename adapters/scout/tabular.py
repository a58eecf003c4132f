"""A file of open data → how its columns map onto places, years and indicators, as far as their names say.

A column of figures is read as a report would say it (`主动公开（条）` over 812: 主动公开812条), by the
phrases that read reports; so every wording they know is known here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from adapters.documents.open import open_document
from adapters.errors import LayoutChanged, NotAReport
from adapters.extract.extract import extract
from adapters.families.answers import read_json
from adapters.families.rows import Row, read_rows
from adapters.families.upstream_options import OpenDataOptions
from adapters.fetch.snapshot import Snapshot
from adapters.scout.mapping import lists_in
from adapters.scout.placed import common_place
from schema.dictionary.indicators import all_indicators
from schema.places.registry import longest_place_in

# What a column may be called, key by key of `[open_data]`.
_CALLED = {
    "place": ("地区", "行政区", "行政区划", "区划", "城市", "市州", "place", "jurisdiction", "region"),
    "year": ("年度", "年份", "报告年度", "年", "year"),
    "organ": ("机关", "单位", "部门", "机构", "行政机关", "organ"),
    "title": ("标题", "报告名称", "title"),
    "published": ("发布日期", "公开日期", "发布时间", "公布日期", "published", "published_on"),
    "publisher": ("发布机构", "发布单位", "publisher"),
}
_TOTALS = frozenset({"合计", "总计", "小计", "全省", "全市", "total"})
_LABEL = re.compile(r"(?P<name>[^（(]+)(?:[（(](?P<unit>[^）)]*)[）)])?")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def columns_of_file(page: Snapshot) -> tuple[dict[str, Any], tuple[str, ...]] | None:
    """Keys of `[open_data]`, and the columns of numbers that they leave out; None for what is no table with
    a year and at least one known figure.
    """
    try:
        records = _records(page)
        rows = read_rows(page, _AnyColumns(records=records, of_year=2000, indicators={"": "disclosed"}))
    except LayoutChanged:
        return None
    names = list(dict.fromkeys(name for row in rows for name in row.cells))
    said = {key: found for key, called in _CALLED.items() if (found := _called(names, called))}
    figures = {name: code for name in names if name not in said.values() and (code := _meaning(name, rows))}
    if "year" not in said or not figures:
        return None
    skip = sorted({row.said(said.get("place", "")) for row in rows} & _TOTALS)
    left = tuple(
        name for name in names if name not in figures and name not in said.values() and _number(name, rows)
    )
    return {**said, "indicators": figures, "skip": tuple(skip), "records": records}, left


class _AnyColumns(OpenDataOptions):
    """Reads a file whose columns are not known yet."""

    @property
    def columns(self) -> tuple[str, ...]:
        return ()


def place_of_file(page: Snapshot, options: OpenDataOptions) -> str | None:
    """The place that all places of its rows lie in, None where they name none."""
    cells = {row.said(options.place) for row in read_rows(page, options)} - {""}
    found = [match for cell in cells if (match := longest_place_in(cell)) and len(match.places) == 1]
    return common_place(match.places[0].code for match in found)


def _records(page: Snapshot) -> str:
    """The path to the list in a JSON file, empty for any other."""
    if page.body.lstrip()[:1] not in {b"{", b"["}:
        return ""
    return next((path for path, _ in lists_in(read_json(page), "")), "")


def _called(names: Sequence[str], called: Sequence[str]) -> str | None:
    return next((name for name in names if name.strip().lower() in called), None)


def _meaning(name: str, rows: Sequence[Row]) -> str | None:
    """The code of the indicator that a column is about, None where its name does not say it."""
    label = _LABEL.match(name)
    value = _number(name, rows)
    if label is None or value is None:
        return None
    plain = label["name"].strip()
    exact = (each.code for each in all_indicators() if plain in {each.code, each.name, each.name_en})
    return next(exact, None) or _as_said(plain, value, label["unit"] or "")


def _number(name: str, rows: Sequence[Row]) -> str | None:
    """The first number in a column, None where it holds none."""
    return next((cell for row in rows if _NUMBER.fullmatch(cell := row.said(name))), None)


def _as_said(label: str, value: str, unit: str) -> str | None:
    """What a report would mean that says so."""
    number = value.replace(",", "")
    text = f"<h1>某市2016年政府信息公开工作年度报告</h1><p>一、概述</p><p>{label}{number}{unit}。</p>"
    document = open_document(text.encode(), url="column.html", media_type="text/html", charset="utf-8")
    try:
        read = extract(document, place="510500").statistics
    except NotAReport:
        return None
    codes = [code for code, said in _values(read) if said == float(number)]
    return codes[0] if len(codes) == 1 else None


def _values(statistics: Sequence[Any]) -> Iterator[tuple[str, float]]:
    for each in statistics:
        if each.value is not None and each.indicator is not None:
            yield str(each.indicator), float(each.value)
