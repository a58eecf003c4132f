"""Names of tables → their columns, as data: `columns.toml`. What every export and its guide rest on."""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("columns.toml")
Row = tuple[object, ...]


class Kind(StrEnum):
    """What a column holds. CELL is a number or a word: a cell of a table made to be read."""

    TEXT = "text"
    WHOLE = "whole"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    MOMENT = "moment"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Field:
    """One column."""

    name: str
    kind: Kind
    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A table without its rows; the columns in `key` tell its rows apart."""

    name: str
    zh: str
    en: str
    about_zh: str
    about_en: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(field.name for field in self.fields)

    def row(self, **cells: object) -> Row:
        """The cells in the order of the columns. Raises KeyError where one is missing or too many."""
        if len(cells) != len(self.fields):
            raise KeyError(f"{self.name}: {sorted(cells.keys() ^ set(self.names))}")
        return tuple([cells[field.name] for field in self.fields])


@cache
def shapes() -> dict[str, Shape]:
    """Every table there is, by name."""
    tables = tomllib.loads(FILE.read_text("utf-8"))
    return {name: _shape(name, table) for name, table in tables.items()}


def shape(name: str) -> Shape:
    return shapes()[name]


def _shape(name: str, table: dict[str, Any]) -> Shape:
    zh, en = table["title"]
    about_zh, about_en = table["about"]
    fields = tuple(Field(column, Kind(kind), *said) for column, kind, *said in table["columns"])
    return Shape(
        name=name,
        zh=zh,
        en=en,
        about_zh=about_zh,
        about_en=about_en,
        key=tuple(table["key"]),
        fields=fields,
    )
