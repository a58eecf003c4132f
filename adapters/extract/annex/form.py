"""`layouts/annex_*.toml` → the forms that reports before 2019 attach: which label is which indicator.

Called by annex. The national form and each province's are one file; a new one needs no Python.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

LAYOUTS = Path(__file__).parents[1] / "layouts"
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]?")
_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d{1,2}\s*[.．、:]|[①-⑳]|其中|[:：，,、.．\s])+"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a form. `under` is the head it belongs to, `head` marks a line that opens parts.

    A `spare` row gives way to another row of the same indicator with a value (电子邮件 to 网上申请).
    `number` is the arabic numeral that the form prints before the label.
    """

    labels: frozenset[str]
    indicator: str
    under: str | None = None
    head: bool = False
    spare: bool = False
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A layout file. `columns` are headers to read, best first; `{year}` stands for the report's year."""

    name: str
    national: bool
    anchor: re.Pattern[str]
    least: int
    columns: tuple[str, ...]
    never_columns: re.Pattern[str]
    rows: tuple[Row, ...]
    examples: tuple[str, ...]
    refuses: tuple[str, ...]

    def row(self, label: str, head: str | None) -> Row | None:
        """The line that a printed label stands for, below the last head that was seen."""
        bare = bare_label(label)
        fitting = [row for row in self.rows if bare in row.labels]
        return next((row for row in fitting if row.under == head), None) or next(
            (row for row in fitting if row.under is None), None
        )

    def heads_of(self, row: Row) -> frozenset[str]:
        """The heads under which the words of a row stand; empty where they stand only once."""
        if row.under is None:
            return frozenset()
        return frozenset(each.under for each in self.rows if each.under and each.labels & row.labels)


def bare_label(label: str) -> str:
    """Without blanks, numbering, 其中 and what stands in brackets."""
    text = _BRACKETS.sub("", _NUMBERING.sub("", "".join(label.split())))
    return _NUMBERING.sub("", text).rstrip(":：").translate(_QUOTES)


_QUOTES = str.maketrans("", "", '《》〈〉“”"、，,')


@lru_cache(maxsize=1)
def load_forms(folder: Path = LAYOUTS) -> tuple[Form, ...]:
    """The shipped forms, the national one first."""
    paths = sorted(folder.glob("annex_*.toml"))
    return tuple(_form(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in paths)


def _form(name: str, data: Mapping[str, Any]) -> Form:
    rows = tuple(
        Row(**{**entry, "labels": frozenset(map(bare_label, entry["labels"]))}) for entry in data["rows"]
    )
    return Form(
        name=name,
        national=data["national"],
        anchor=re.compile(data["anchor"]),
        least=data["least"],
        columns=tuple(data["columns"]),
        never_columns=re.compile("|".join(data["never_columns"])),
        rows=rows,
        examples=tuple(data["examples"]),
        refuses=tuple(data["refuses"]),
    )
