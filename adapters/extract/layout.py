"""`layouts/tables_*.toml` → one `Layout`: how the official tables name their rows and columns.

All forms are merged, because real reports mix them; `marks` tell which form a table follows.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from schema.enums import Applicant, ReportFormat

FOLDER = Path(__file__).parent / "layouts"
GROUPS = ("requests", "disputes", "disclosure")
_NUMBERING = re.compile(
    r"^\s*(?:\([一二三四五六七八九十]{1,2}\)|[一二三四五六七八九十]{1,2}[、.,]|\d{1,2}[、.,)])\s*"
)
_LABEL = 120  # characters; labels come again in every report, longer texts do not
_REMARK = re.compile(r"\([^)]*\)?")
# Marks of footnotes, and of lists in place of a number: they would become digits.
_CIRCLED = re.compile("[\u2460-\u24ff\u2776-\u2793\u00b9\u00b2\u00b3\u2070-\u2079]")
_OTHER_SIGNS = re.compile(r"[^\w]+|_")


@dataclass(frozen=True, slots=True)
class Layout:
    """`columns` and `rows` map the key of a printed label to its name in the form, by group of tables.

    `cells` gives the code of a disclosure cell by (row, column), `codes` that of a request row,
    `blocks` those of the dispute table in the form's order. `sequences` are the columns of a group
    in the form's order, for tables that have lost part of their headings.
    """

    columns: Mapping[str, Mapping[str, str]]
    rows: Mapping[str, Mapping[str, str]]
    sequences: Mapping[str, tuple[tuple[str, ...], ...]]
    cells: Mapping[tuple[str, str], str]
    codes: Mapping[str, str]
    applicants: Mapping[str, Applicant]
    blocks: Mapping[str, str]
    results: Mapping[str, str]
    marks: Mapping[str, ReportFormat]
    groups: tuple[str, ...]

    def row_name(self, group: str, label: str) -> str | None:
        """The form's name of the row that a label stands for, the words of its group before it or not."""
        names, key = self.rows[group], label_key(label)
        while key not in names:
            begun = next((word for word in self.groups if key.startswith(word)), None)
            if begun is None:
                return None
            key = key[len(begun) :].lstrip("0123456789")
        return names[key]

    def group_of(self, code: str) -> str | None:
        """The group of tables that a code belongs to."""
        if code in self.codes.values():
            return "requests"
        if code.rpartition(".")[0] in self.blocks.values():
            return "disputes"
        return "disclosure" if code in self.cells.values() else None


def label_key(text: str) -> str:
    """A printed label without numbering, remarks in brackets, spaces and punctuation."""
    return _known_key(text) if len(text) <= _LABEL else _key(text)


@lru_cache(maxsize=8192)
def _known_key(text: str) -> str:
    return _key(text)


def _key(text: str) -> str:
    plain = unicodedata.normalize("NFKC", _CIRCLED.sub("", text))
    return _OTHER_SIGNS.sub("", _REMARK.sub("", _NUMBERING.sub("", plain, count=1)))


def column_names(text: str) -> tuple[tuple[str, str], ...]:
    """The form's names of the column that a cell heads, by group; none for a value and for any other text."""
    return () if not text or text.isdecimal() or len(text) > _LABEL else _known_columns(text)


@lru_cache(maxsize=8192)
def _known_columns(text: str) -> tuple[tuple[str, str], ...]:
    key = label_key(text)
    return tuple((group, name) for group in GROUPS if (name := _column_name(group, key)))


def _column_name(group: str, key: str) -> str | None:
    """By the whole label; a label that carries its group before it (申请人情况自然人) by its end."""
    names = layout().columns[group]
    if key in names:
        return names[key]
    if not key or key.isdecimal() or not key.endswith(tuple(names)):
        return None
    ends = (key[at:] for at in range(1, len(key) - 2))
    return next((names[end] for end in ends if end in names), None)


@cache
def layout() -> Layout:
    """Everything under `layouts/tables_*.toml`, merged."""
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("tables_*.toml"))]
    common = next(data for data in files if "disputes" in data)
    blocks = {
        label_key(name): entry["code"] for entry in common["disputes"]["blocks"] for name in _wordings(entry)
    }
    return Layout(
        columns={group: _names(files, group, "columns") for group in GROUPS},
        rows={group: _names(files, group, "rows") for group in GROUPS},
        sequences=_sequences(files),
        cells=_cells(files),
        codes={entry["name"]: entry["code"] for entry in _entries(files, "requests", "rows")},
        applicants={entry["name"]: Applicant(entry["applicant"]) for entry in common["requests"]["columns"]},
        blocks=blocks,
        results={entry["name"]: entry["code"] for entry in common["disputes"]["columns"]},
        marks={mark: ReportFormat(data["format"]) for data in files for mark in data.get("marks", ())},
        groups=tuple(common["requests"]["groups"]),
    )


def _entries(files: list[dict[str, Any]], group: str, kind: str) -> list[dict[str, Any]]:
    return [entry for data in files for entry in data.get(group, {}).get(kind, ())]


def _wordings(entry: Mapping[str, Any]) -> list[str]:
    return [entry["name"], *entry.get("also", ())]


def _names(files: list[dict[str, Any]], group: str, kind: str) -> dict[str, str]:
    return {
        label_key(wording): entry["name"]
        for entry in _entries(files, group, kind)
        for wording in _wordings(entry)
    }


def _sequences(files: list[dict[str, Any]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    given = tuple(tuple(names) for data in files for names in data.get("disclosure", {}).get("sequences", ()))
    requests = tuple(entry["name"] for entry in _entries(files, "requests", "columns"))
    results = tuple(entry["name"] for entry in _entries(files, "disputes", "columns"))
    blocks = len(_entries(files, "disputes", "blocks"))
    return {"disclosure": given, "requests": (requests,), "disputes": (results * blocks,)}


def _cells(files: list[dict[str, Any]]) -> dict[tuple[str, str], str]:
    return {
        (row, column): code
        for data in files
        for row, columns in data.get("disclosure", {}).get("cells", {}).items()
        for column, code in columns.items()
    }
