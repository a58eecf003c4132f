"""`schema/data/indicators.tsv` → what a code means. Read by checks, comparisons and the graph.

indicator("requests.received").name  → 本年新收政府信息公开申请数量
children("outcome.refused")          → the eight reasons, in the order of the form
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from schema.enums import ReportFormat
from schema.errors import DataError, UnknownIndicator
from schema.records.indicator import Indicator

FILE = Path(__file__).parents[1] / "data" / "indicators.tsv"
COLUMNS = (
    "code",
    "parent",
    "name_zh",
    "name_en",
    "definition_zh",
    "definition_en",
    "unit",
    "formats",
    "dimension",
    "formula",
    "rank_base",
    "rank_minimum",
    "note",
)
OPTIONAL = {"parent", "dimension", "formula", "rank_base", "rank_minimum", "note"}
FORMATS = {
    "N": ReportFormat.NARRATIVE_2008,
    "A": ReportFormat.ANNEX_2014,
    "F19": ReportFormat.TABLES_2019,
    "F21": ReportFormat.TABLES_2021,
}
# `label`: an open breakdown, whose entries only their printed label tells apart.
DIMENSIONS = {"", "applicant", "label"}


@dataclass(frozen=True, slots=True)
class RankGuard:
    """A rate is ranked only where its base (a formula) is at least `minimum`."""

    base: str
    minimum: int


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Everything read once, each in the order of the file."""

    by_code: dict[str, Indicator]
    children: dict[str | None, tuple[Indicator, ...]]
    guards: dict[str, RankGuard]
    open_codes: frozenset[str]


def indicator(code: str) -> Indicator:
    """Raises UnknownIndicator, which offers the nearest codes."""
    try:
        return _dictionary().by_code[code]
    except KeyError:
        near = get_close_matches(code, _dictionary().by_code, n=3, cutoff=0.5)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise UnknownIndicator(f"no indicator has the code {code[:60]!r}{hint}") from None


def all_indicators() -> tuple[Indicator, ...]:
    return tuple(_dictionary().by_code.values())


def children(code: str) -> tuple[Indicator, ...]:
    """Those directly below, in the order of the dictionary. Raises UnknownIndicator."""
    return _dictionary().children.get(indicator(code).code, ())


def parent(code: str) -> Indicator | None:
    """The nearest one above that has a row of its own. Raises UnknownIndicator."""
    above = indicator(code).parent
    return None if above is None else indicator(above)


def search(text: str) -> tuple[Indicator, ...]:
    """Those whose code, names or definitions contain every word; matches in code and name come first."""
    words = text.casefold().split()
    if not words:
        return ()
    ranked = [(_rank(found, words), found) for found in all_indicators()]
    return tuple(found for rank, found in sorted(ranked, key=lambda one: one[0]) if rank < NO_MATCH)


def in_format(report_format: ReportFormat) -> tuple[Indicator, ...]:
    return tuple(found for found in all_indicators() if report_format in found.formats)


def is_open(code: str) -> bool:
    """Whether one report may hold many entries of it, told apart by their printed label."""
    return code in _dictionary().open_codes


def rank_guard(code: str) -> RankGuard | None:
    """How large the base of a rate must be before places are ranked by it; None where any will do."""
    return _dictionary().guards.get(code)


NO_MATCH = 9


def _rank(found: Indicator, words: list[str]) -> int:
    names = f"{found.code} {found.name} {found.name_en}".casefold()
    everything = f"{names} {found.definition} {found.definition_en}".casefold()
    if len(words) == 1 and words[0] in {found.code, found.name.casefold(), found.name_en.casefold()}:
        return 0
    if all(word in names for word in words):
        return 1
    return 2 if all(word in everything for word in words) else NO_MATCH


@cache
def _dictionary() -> Dictionary:
    return parse(FILE.read_text(encoding="utf-8"), FILE.name)


def parse(text: str, name: str) -> Dictionary:
    """The text of a dictionary file. Raises DataError naming file, line and what to do."""
    rows = dict(_rows(text, name))
    by_code = {code: _indicator(row, rows) for code, row in rows.items()}
    below: dict[str | None, list[Indicator]] = {}
    for found in by_code.values():
        below.setdefault(found.parent, []).append(found)
    return Dictionary(
        by_code=by_code,
        children={code: tuple(found) for code, found in below.items()},
        guards={
            code: RankGuard(row["rank_base"], int(row["rank_minimum"]))
            for code, row in rows.items()
            if row["rank_base"]
        },
        open_codes=frozenset(code for code, row in rows.items() if row["dimension"] == "label"),
    )


def _rows(text: str, name: str) -> Iterator[tuple[str, dict[str, str]]]:
    reader = csv.DictReader(text.splitlines(), delimiter="\t", restval="")
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise DataError(f"{name}, line 1: the columns must be {', '.join(COLUMNS)}, in this order")
    seen: set[str] = set()
    for line, row in enumerate(reader, start=2):
        if trouble := _trouble(row, seen):
            raise DataError(f"{name}, line {line}: {trouble}")
        seen.add(row["code"])
        yield row["code"], row


def _trouble(row: dict[str, str], seen: set[str]) -> str | None:
    """The first thing that is wrong with a row, and what to do about it."""
    empty = [column for column in COLUMNS if column not in OPTIONAL and not row[column]]
    unknown = sorted(set(row["formats"].split(",")) - FORMATS.keys())
    checks = (
        (len(row) > len(COLUMNS), "more cells than columns; remove the surplus tabs"),
        (bool(empty), f"{', '.join(empty)} is empty; fill it"),
        (row["code"] in seen, f"code {row['code']} stands twice; keep one row"),
        (bool(unknown), f"unknown format {', '.join(unknown)}; use {', '.join(FORMATS)}"),
        (row["dimension"] not in DIMENSIONS, "unknown dimension; use applicant, label or nothing"),
        (
            bool(row["rank_base"]) != row["rank_minimum"].isdigit(),
            "rank_base and rank_minimum go together, the minimum a whole number",
        ),
    )
    return next((advice for wrong, advice in checks if wrong), None)


def _indicator(row: dict[str, str], rows: dict[str, dict[str, str]]) -> Indicator:
    return Indicator(
        code=row["code"],
        parent=_nearest_row(row["parent"], rows),
        name=row["name_zh"],
        name_en=row["name_en"],
        definition=row["definition_zh"],
        definition_en=row["definition_en"],
        unit=row["unit"],
        formats=tuple(FORMATS[letter] for letter in row["formats"].split(",")),
        by_applicant=row["dimension"] == "applicant",
        formula=row["formula"] or None,
        note=row["note"] or None,
    )


def _nearest_row(group: str, rows: dict[str, dict[str, str]]) -> str | None:
    """Groups such as `requests` or `disclosed.channel` name what belongs together; not all have a row."""
    while group and group not in rows:
        group = group.rpartition(".")[0]
    return group or None
