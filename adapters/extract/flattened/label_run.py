"""Text without cells → the labels of the official form in it, and what stands after each. Under `flattened`.

A label is known by its words whatever signs stand between them; what follows is its value only if
the next thing is again part of the form, the end of the line or of the text.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from adapters.extract.layout import FOLDER, layout

COUNTS = r"\d\s|/／\-—–－−"
AMOUNTS = COUNTS + r".,，+万亿元件个项条宗部增减少加无"
_REMARK = r"[”\"’'」』》]*(?:\s*[（(][^（()）]{0,240}[）)]){0,2}"
_OWN_LINE = re.compile(r"[ \t]*(?:\n|\||$)")
_BORDER = re.compile(r"[ \t]*(?:\|[ \t]*(?:\n[ \t]*\|?)?|\n[ \t]*\|?)[ \t]*")
_NUMBERING = re.compile(r"\s*[.．、)）]\s*(?:[^\d\s]|$)")
_FORM_GOES_ON = re.compile(r"\s*(?:$|[（(]|第|[一二三四五六七八九十]{1,3}\s*[、.．])|[^\S\n]*\n")
_NUMBERS = re.compile(r"\d[\d.,]*(?: +\d[\d.,]*)+")
# A cell that holds more than its number; what it is, and where those after it stand, is not certain.
_SPOILT = re.compile(r"\d[\d\s]*[（(…*%]")
# A row of a table that begins with a blank cell, or holds a few numbers between bars: the label outside the
# table need not be its own.
_OTHER_ROW = re.compile(
    r"[ \t]*\n[ \t]*(?:\|[^\d\n]*\d[^\n]*[ |]\d|\d+[ \t]*(?:\|[ \t]*\d+[ \t]*){1,5}(?:\n|$))"
)
_MARKS = re.compile(r"\d+|[/／\-—–－−]")


@dataclass(frozen=True, slots=True)
class Label:
    """A label of the form: its name there, and where it stands in the text, its remark included."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Run:
    """What stands between a label and `end`. `text` is None where that is no plain value.

    `parted` holds the cells where lines or bars keep their borders; else borders are lost or half lost.
    `blanks_kept` tells whether its blank cells are all that the row has: not where two numbers stood in one
    cell, for a tool that loses borders loses cells as well.
    """

    label: Label
    end: int
    text: str | None
    parted: tuple[str, ...] | None = None
    blanks_kept: bool = True

    @property
    def tokens(self) -> list[str]:
        """The cells if every space were a border, and every mark of a blank cell a cell."""
        return _MARKS.findall(self.text or "") if self.parted is None else list(self.parted)


def labels_in(text: str, start: int, end: int, names: Mapping[str, str]) -> list[Label]:
    """`names` maps the key of a wording to its name in the form; of two wordings the longer one wins."""
    found = _pattern(tuple(sorted(names, key=lambda key: (-len(key), key)))).finditer(text, start, end)
    return [Label(names[_key(each["label"])], each.start(), each.end()) for each in found]


def runs_after(text: str, labels: Sequence[Label], end: int, signs: str) -> list[Run]:
    """What follows each label, up to the next one or to `end`; `signs` are those a value may have."""
    stops = [*labels, Label("", end, end)]
    return [run_after(text, label, following.start, signs) for label, following in pairwise(stops)]


def run_after(text: str, label: Label, stop: int, signs: str) -> Run:
    gap = text[label.end : stop]
    if _OWN_LINE.match(gap):
        if _OTHER_ROW.match(gap):
            return Run(label, label.end, None)
        cells, length = _parted(gap, signs)
        if _SPOILT.match(gap[length:].lstrip(" \t\n|")):
            return Run(label, label.end + length, None)
        if len(cells) != 1:
            parts = _each_number(cells)
            whole = all(len(cell.split()) < 2 for cell in parts)
            return Run(label, label.end + length, "" if whole else None, parts, parts == cells)
        return Run(label, label.end + length, cells[0])
    found = _on_the_line(gap, signs)
    if found is None:
        return Run(label, label.end, None)
    return Run(label, label.end + len(found.rstrip()), plain(found).replace("|", " ").strip())


def _on_the_line(gap: str, signs: str) -> str | None:
    """The value right after the label, or None where something else follows it than the form.

    A value may be broken over two lines; what the next line adds counts only if the form goes on there.
    """
    for pattern in (rf"[{signs}]*", rf"\s*(?:(?!\n)[{signs}])*"):
        found = re.match(pattern, gap)
        value = found.group() if found else ""
        rest = gap[len(value) :]
        if value[-1:].isdigit() and _NUMBERING.match(rest):
            return value[:-1]
        if _goes_on(rest):
            return value
    return None


def _goes_on(rest: str) -> bool:
    return bool(_FORM_GOES_ON.match(rest) or _form_words().match(rest))


def _parted(gap: str, signs: str) -> tuple[tuple[str, ...], int]:
    """The cells after a label as far as they hold nothing but values, and how far they reach.

    Where a value stands between bars on the line of the label, the end of that line ends the row.
    """
    cells: list[str] = []
    at = length = 0
    on_the_line = in_line = False
    for border in [*_BORDER.finditer(gap), None]:
        piece = gap[at : border.start() if border else len(gap)].strip()
        if not re.fullmatch(rf"[{signs}]*", piece):
            break
        on_the_line = on_the_line or (in_line and bool(piece))
        in_line = border is not None and "\n" not in border.group() and (in_line or not cells)
        cells.append(plain(piece))
        if piece:
            length = at + len(piece)
        at = border.end() if border else len(gap)
        if on_the_line and border and "\n" in border.group():
            break
    else:
        cells = cells if cells[-1] else cells[:-1]
    return tuple(cells[1:]), length


def _each_number(cells: Sequence[str]) -> tuple[str, ...]:
    """Two numbers on one of the lines are two cells; what else stands there with a blank stays one."""
    alone = (_NUMBERS.fullmatch(cell) is not None for cell in cells)
    parts = ((cell.split() if numbers else [cell]) for cell, numbers in zip(cells, alone, strict=True))
    return tuple(part for cell in parts for part in cell)


def without_filling(cells: Sequence[str], width: int) -> list[str]:
    """Without the blank cells past the last column with which tools fill up a row."""
    last = max((at + 1 for at, cell in enumerate(cells) if cell), default=0)
    return list(cells[: max(width, last)])


def plain(text: str) -> str:
    """Full-width digits and signs as the plain ones, character by character."""
    return unicodedata.normalize("NFKC", text)


def loose(words: Iterable[str]) -> str:
    """A pattern for words between whose characters spaces and punctuation may stand."""
    return r"[^\w|]{0,4}".join(map(re.escape, words))


@cache
def flat_words() -> Mapping[str, Any]:
    """The words of `layouts/flattened.toml`: lists by name, and `beside` by group of tables."""
    return tomllib.loads((FOLDER / "flattened.toml").read_text("utf-8"))


@cache
def _pattern(keys: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?P<label>{'|'.join(map(_whole, keys))}){_REMARK}")


def _whole(key: str) -> str:
    return loose(key) + (r"(?![一-龥])" if key in flat_words()["begin"] else "")


@cache
def _form_words() -> re.Pattern[str]:
    words = [*flat_words()["between"], *layout().rows["requests"], *layout().rows["disclosure"]]
    return re.compile(rf"\s*(?:{'|'.join(map(loose, words))})")


def _key(text: str) -> str:
    return re.sub(r"[\W_]", "", text)
