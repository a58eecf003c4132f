"""The letters of one cell of a PDF's table → its text. Under `pdf.table`.

Letters set apart are one word again, and so are the digits of a number that is set apart or, being too long
for its cell, broken over lines. Where two numbers might be one, neither is made.
"""

from collections.abc import Sequence
from itertools import pairwise

from adapters.documents.pdf.ink import Glyph
from adapters.documents.pdf.lines import Line, is_figure, lines, upright
from adapters.documents.pdf.size import em_of, is_narrow
from adapters.documents.spaces import join_lines

_PADDING = 6.0  # points between a cell's line and its text, at most; in ems for large letters
_ALIKE = 1.05
# In ems.
_WIDE = 0.9
_WIDEST = 0.8
_EVEN = 0.12
_EVEN_WORD = 0.3


def cell_text(glyphs: Sequence[Glyph], *, whole: bool = False) -> str:
    """All lines of a cell as one, those set sideways too. `whole`: its lines are the digits of one number."""
    said = [said_of(line) for line in lines(glyphs)]
    for turn in (1, 2, 3):
        if turned := [upright(glyph) for glyph in glyphs if glyph.turn == turn]:
            said.extend(said_of(line) for line in lines(turned))
    return "".join(said) if whole else join_lines(said)


def is_broken_number(glyphs: Sequence[Glyph], width: float) -> bool:
    """Whether a cell of this width holds digits alone, in lines that have no room for one more digit."""
    if not glyphs or all(glyph.top < glyphs[0].bottom and glyphs[0].top < glyph.bottom for glyph in glyphs):
        return False
    held = _digits(glyphs)
    if len(held) < 2 or max(line.em for line in held) > _ALIKE * min(line.em for line in held):
        return False
    return all(_is_full(line, width) for line in held[:-1])


def is_full(glyphs: Sequence[Glyph], width: float) -> bool:
    """Whether a cell of this width holds digits alone, and no room for one more."""
    held = _digits(glyphs)
    return bool(held) and all(_is_full(line, width) for line in held)


def _digits(glyphs: Sequence[Glyph]) -> list[Line]:
    """The lines of a cell, if they are all of digits."""
    if not all(glyph.text.isdigit() or not glyph.text.strip() for glyph in glyphs):
        return []
    return [line for line in lines(glyphs) if line.text.isdigit()]


def _is_full(line: Line, width: float) -> bool:
    digit = (line.right - line.left) / len(line.text)
    return line.right - line.left + digit > width - 2 * max(_PADDING, _WIDE * line.em)


def said_of(line: Line) -> str:
    """The line without the gaps between letters that are all set apart alike."""
    if " " not in line.text:
        return line.text
    gaps = [(b.left - a.right) / max(em_of(a), em_of(b)) for a, b in pairwise(line.letters)]
    if min(gaps) <= 0:
        return line.text
    uneven = max(gaps) - min(gaps)
    if is_figure(line.text):
        return line.text.replace(" ", "") if max(gaps) <= _WIDEST and uneven <= _EVEN else line.text
    spread = uneven <= _EVEN_WORD and not all(is_narrow(letter.text) for letter in line.letters)
    return line.text.replace(" ", "") if spread else line.text
