"""Letters of a PDF → lines of text, by where they stand. Under `from_pdf` and `pdf_table`.

The order in the file is not trusted, nor its spaces: makers put them between 2023 and 年 and leave them
out between two numbers. Places decide; a digit is dropped only where it is printed twice on one spot.
"""

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

from adapters.documents.pdf_ink import Glyph
from adapters.documents.spaces import join_lines, squeeze
from adapters.documents.sure import how_sure

_SAME_LINE = 0.45
_SAME_SPOT = 0.6
# Gaps in ems: where two words or numbers part, and where a maker has set a space of its own.
_WORD_GAP = 0.16
_LEAST_GAP = 0.04
_SET_GAP = 0.9
_NARROW_EM = 0.75
_DIGITS = frozenset("0123456789.,%")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line. `em` is the size of its letters, `sure` as of `how_sure`."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    em: float
    page: int = 0
    sure: float | None = None


def lines(glyphs: Iterable[Glyph], page: int = 0) -> list[Line]:
    """From top to bottom; letters set sideways are not among them."""
    upright = sorted((g for g in glyphs if g.turn == 0), key=_middle)
    rows: list[list[Glyph]] = []
    level = -math.inf
    for glyph in upright:
        if _middle(glyph) - level > _SAME_LINE * _em(glyph):
            rows.append([])
            level = _middle(glyph)
        rows[-1].append(glyph)
    return [line for row in rows if (line := _line(row, page)).text]


def cell_text(glyphs: Sequence[Glyph]) -> str:
    """All lines of a cell as one, those set sideways too."""
    said = [line.text for line in lines(glyphs)]
    for turn in (1, 2, 3):
        if turned := [_upright(glyph) for glyph in glyphs if glyph.turn == turn]:
            said.extend(line.text for line in lines(turned))
    return join_lines(said)


def run(first: Glyph, second: Glyph) -> bool:
    """Whether two letters that follow each other in the file are of one printed number."""
    return (
        first.text in _DIGITS
        and second.text in _DIGITS
        and first.turn == second.turn == 0
        and abs(first.top - second.top) < 1
        and -0.1 * _em(second) < second.left - first.right < _WORD_GAP * _em(second)
    )


def _line(row: list[Glyph], page: int) -> Line:
    row.sort(key=lambda glyph: glyph.left)
    inked = [glyph for glyph in row if glyph.text.strip()]
    if not inked:
        return Line("", 0, 0, 0, 0, 1)
    return Line(
        text=_text(row),
        left=inked[0].left,
        right=max(glyph.right for glyph in inked),
        top=min(glyph.top for glyph in inked),
        bottom=max(glyph.bottom for glyph in inked),
        em=median(map(_em, [glyph for glyph in inked if not _is_narrow(glyph.text)] or inked)),
        page=page,
        sure=how_sure(inked),
    )


def _text(row: Sequence[Glyph]) -> str:
    said: list[str] = []
    last: Glyph | None = None
    spaced = False
    for glyph in row:
        if not glyph.text.strip():
            spaced = True
        elif last is None or not _printed_twice(last, glyph):
            said.append((_gap(last, glyph, spaced=spaced) if last else "") + glyph.text)
            last, spaced = glyph, False
    return squeeze("".join(said))


def _gap(first: Glyph, second: Glyph, *, spaced: bool) -> str:
    """Between words and numbers a small gap parts; the space of the file itself may be smaller still."""
    apart = second.left - first.right
    if apart <= _LEAST_GAP * _NARROW_EM:
        return ""
    em = max(_em(first), _em(second))
    narrow = _is_narrow(first.text) and _is_narrow(second.text)
    least = (_LEAST_GAP if spaced else _WORD_GAP) if narrow else _SET_GAP
    return " " if apart > least * em else ""


def _printed_twice(first: Glyph, second: Glyph) -> bool:
    """Some makers print a letter again, a hair aside, to make it bold."""
    shared = first.right - second.left
    return first.text == second.text and shared > _SAME_SPOT * (second.right - second.left)


def _upright(glyph: Glyph) -> Glyph:
    x, y = {
        1: ((-glyph.bottom, -glyph.top), (glyph.left, glyph.right)),
        2: ((-glyph.right, -glyph.left), (-glyph.bottom, -glyph.top)),
        3: ((glyph.top, glyph.bottom), (-glyph.right, -glyph.left)),
    }[glyph.turn]
    return Glyph(glyph.text, *x, *y)


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _em(glyph: Glyph) -> float:
    """The boxes of Latin letters are taller than their size."""
    height = max(glyph.bottom - glyph.top, 1.0)
    return height * _NARROW_EM if _is_narrow(glyph.text) else height


@lru_cache(maxsize=4096)
def _is_narrow(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) not in "WFA"
