"""Letters of a PDF → lines of text, by where they stand. Under `from_pdf` and `pdf.table`.

The order in the file is not trusted, nor its spaces: makers put them between 2023 and 年 and leave them
out between two numbers. Places decide; a digit is dropped only where it is printed twice on one spot.
"""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from statistics import median

from adapters.documents.pdf.ink import UNKNOWN, Glyph
from adapters.documents.pdf.runs import by_runs
from adapters.documents.pdf.size import NARROW_EM, em_of, is_narrow, middle
from adapters.documents.pdf.sure import how_sure
from adapters.documents.spaces import squeeze

_SAME_LINE = 0.45
_CROWDED = 0.95  # less than this from line to line, the columns of a table have lines of their own
_SAME_SPOT = 0.6
_RUN_INTO = 0.5
# Gaps in ems: where two words or numbers part, and where a maker has set a space of its own.
_WORD_GAP = 0.16
_LEAST_GAP = 0.04
_SET_GAP = 0.9
_FIGURE_GAP = 0.55
_CELL_GAP = 0.3
_FEW = 3
_FIGURE = re.compile(r"[-+−－—/／0-9０-９.,，%％\s]*")
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
    letters: tuple[Glyph, ...] = ()


def lines(glyphs: Iterable[Glyph], page: int = 0) -> list[Line]:
    """From top to bottom; letters set sideways are not among them."""
    upright = sorted((g for g in glyphs if g.turn == 0), key=middle)
    rows: list[list[Glyph]] = []
    level = -math.inf
    crowded = False
    for glyph in upright:
        at = middle(glyph)
        below = (at - level) / em_of(glyph) if at > level else 0.0
        if below > _SAME_LINE:
            crowded = crowded or below < _CROWDED
            rows.append([])
            level = at
        rows[-1].append(glyph)
    if crowded:
        rows = list(by_runs(rows))
    return [line for row in rows if (line := _line(row, page)).text]


def words(line: Line, between: Sequence[tuple[float, float]] = ()) -> list[Line]:
    """What stands apart on a line, as lines of their own; in stretches `between` a small gap parts too."""
    found: list[list[Glyph]] = []
    for letter in line.letters:
        last = found[-1][-1] if found else None
        if last and not _part(last, letter, between):
            found[-1].append(letter)
        else:
            found.append([letter])
    return [_line(each, line.page) for each in found] if len(found) > 1 else [line]


def _part(first: Glyph, second: Glyph, between: Sequence[tuple[float, float]]) -> bool:
    if second.left - first.right <= _WORD_GAP * NARROW_EM:
        return False
    apart = (second.left - first.right) / max(em_of(first), em_of(second))
    figures = first.text in _DIGITS and second.text in _DIGITS
    return apart > (_FIGURE_GAP if figures else _SET_GAP) or (
        apart > _WORD_GAP and any(first.right < end and start < second.left for start, end in between)
    )


def split(line: Line, at: float) -> tuple[Line | None, Line | None]:
    """What stands left and right of a place."""
    left = [letter for letter in line.letters if letter.right <= at]
    right = [letter for letter in line.letters if letter.right > at]
    return (_line(left, line.page) if left else None), (_line(right, line.page) if right else None)


def parted(word: Line) -> list[Line]:
    """A word at gaps that are wider than those between its other letters: of cells that stand close."""
    if len(word.letters) < _FEW:
        return [word]
    gaps = [_apart(first, second, word.em) for first, second in pairwise(word.letters)]
    least = sorted(gaps)[(len(gaps) - 1) // 2] + _CELL_GAP
    cuts = [0, *(at for at, gap in enumerate(gaps, 1) if gap > least), len(word.letters)]
    if len(cuts) == 2:
        return [word]
    return [_line(list(word.letters[start:end]), word.page) for start, end in pairwise(cuts)]


def _apart(first: Glyph, second: Glyph, em: float) -> float:
    """The gap in ems; boxes that hold but the ink of a letter count as wide as the letter is."""
    bare = [em - (glyph.right - glyph.left) for glyph in (first, second) if not is_narrow(glyph.text)]
    return (second.left - first.right - sum(max(each, 0.0) for each in bare) / 2) / em


def is_figure(text: str) -> bool:
    """Whether a cell holds a number or a sign for none, as the forms print them."""
    return bool(_FIGURE.fullmatch(text))


def is_count(word: Line) -> bool:
    """Whether it holds a number, not only a sign for none."""
    return is_figure(word.text) and any(letter.isdigit() for letter in word.text)


def run(first: Glyph, second: Glyph) -> bool:
    """Whether two letters that follow each other in the file are of one printed number."""
    return (
        first.text in _DIGITS
        and second.text in _DIGITS
        and first.turn == second.turn == 0
        and abs(first.top - second.top) < 1
        and -0.1 * em_of(second) < second.left - first.right < _WORD_GAP * em_of(second)
    )


def _line(row: list[Glyph], page: int) -> Line:
    row.sort(key=attrgetter("left"))
    inked = [glyph for glyph in row if glyph.text.strip()]
    if not inked:
        return Line("", 0, 0, 0, 0, 1)
    return Line(
        text=_text(row),
        left=inked[0].left,
        right=max([glyph.right for glyph in inked]),
        top=min([glyph.top for glyph in inked]),
        bottom=max([glyph.bottom for glyph in inked]),
        em=median(map(em_of, [glyph for glyph in inked if not is_narrow(glyph.text)] or inked)),
        page=page,
        sure=how_sure(inked),
        letters=tuple(inked),
    )


def _text(row: Sequence[Glyph]) -> str:
    said: list[str] = []
    last: Glyph | None = None
    spaced = False
    for glyph in row:
        if not glyph.text.strip():
            spaced = True
            continue
        letter = glyph.text
        if last and glyph.left >= last.right:
            letter = _gap(last, glyph, spaced=spaced) + letter
        elif last and _printed_twice(last, glyph):
            continue
        elif last and _printed_over(last, glyph):
            letter = UNKNOWN
        said.append(letter)
        last, spaced = glyph, False
    return squeeze("".join(said))


def _gap(first: Glyph, second: Glyph, *, spaced: bool) -> str:
    """Between words and numbers a small gap parts; the space of the file itself may be smaller still."""
    apart = second.left - first.right
    if apart <= _LEAST_GAP * NARROW_EM:
        return ""
    em = max(em_of(first), em_of(second))
    narrow = is_narrow(first.text) and is_narrow(second.text)
    least = (_LEAST_GAP if spaced else _WORD_GAP) if narrow else _SET_GAP
    return " " if apart > least * em else ""


def _printed_twice(first: Glyph, second: Glyph) -> bool:
    """Some makers print a letter again, a hair aside, to make it bold."""
    shared = first.right - second.left
    return first.text == second.text and shared > _SAME_SPOT * (second.right - second.left)


def _printed_over(first: Glyph, second: Glyph) -> bool:
    """Two letters on one spot: a number has run into the next, or a line into another."""
    shared = first.right - second.left
    return (
        first.text.isalnum() and second.text.isalnum() and shared > _RUN_INTO * (second.right - second.left)
    )


def upright(glyph: Glyph) -> Glyph:
    """A letter set sideways, as if its cell were turned to be read."""
    x, y = {
        1: ((-glyph.bottom, -glyph.top), (glyph.left, glyph.right)),
        2: ((-glyph.right, -glyph.left), (-glyph.bottom, -glyph.top)),
        3: ((glyph.top, glyph.bottom), (-glyph.right, -glyph.left)),
    }[glyph.turn]
    return Glyph(glyph.text, *x, *y)
