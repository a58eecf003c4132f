"""An Excel workbook → the rows and columns of each sheet that it hides. Under `from_xlsx`.

What a filter or a person has hidden is not what the sheet says: last year's column, a row to be checked.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape

_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class Hidden:
    """Counted from nought."""

    rows: frozenset[int] = field(default_factory=frozenset)
    columns: frozenset[int] = field(default_factory=frozenset)


def hidden_places(body: bytes) -> Mapping[str, Hidden]:
    """By the name of the sheet; sheets that hide nothing are left out."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        names = set(archive.namelist())
        found = {
            name: _hidden(archive.read(part))
            for name, part in _parts(archive, names).items()
            if part in names
        }
    return {name: places for name, places in found.items() if places.rows or places.columns}


def _parts(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    """The part of the archive that holds each sheet."""
    book, relations = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    if not {book, relations} <= names:
        return {}
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target")
        for tag in _RELATION.findall(archive.read(relations).decode("utf-8", "replace"))
    }
    sheets = _SHEET.findall(archive.read(book).decode("utf-8", "replace"))
    held = {_attribute(tag, "name"): targets.get(_attribute(tag, r"\w+:id"), "") for tag in sheets}
    return {
        name: target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        for name, target in held.items()
    }


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\s{name}\s*=\s*"([^"]*)"', tag)
    return unescape(found[1]) if found else ""


def _hidden(sheet: bytes) -> Hidden:
    rows = [tag.decode("ascii", "replace") for tag in _ROW.findall(sheet) if b"hidden" in tag]
    columns = [tag.decode("ascii", "replace") for tag in _COLUMN.findall(sheet) if b"hidden" in tag]
    return Hidden(
        frozenset(
            int(at) - 1 for tag in rows if _is_hidden(tag) and (at := _attribute(tag, "r")).isdecimal()
        ),
        frozenset(at for tag in columns if _is_hidden(tag) for at in _range(tag)),
    )


def _is_hidden(tag: str) -> bool:
    return _attribute(tag, "hidden") in {"1", "true"}


def _range(tag: str) -> range:
    first, last = _attribute(tag, "min"), _attribute(tag, "max")
    if not (first.isdecimal() and last.isdecimal()):
        return range(0)
    return range(int(first) - 1, min(int(last), _LAST_COLUMN))
