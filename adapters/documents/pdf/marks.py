"""Letters of a PDF page without those that are none of its text: note signs and watermarks. Under `from_pdf`.

Read as digits they would lengthen the number before them: 26 with a small raised 1 is no 261. After a label
they would make another one of it.
"""

from collections.abc import Iterable, Iterator
from statistics import median

from adapters.documents.pdf.ink import Glyph
from adapters.documents.pdf.size import em_of

_SIGNS = frozenset("0123456789*[]()〔〕［］（）①②③④⑤⑥⑦⑧⑨⑩注")
# Of the height of the number that they follow, and of that of a word.
_SMALL = 0.9
_RAISED = 0.12
_SMALL_AT_WORD = 0.85
_RAISED_AT_WORD = 0.25
_NEAR = 0.5
_LARGE = 24.0
_LARGEST = 2.6  # of the page's letters


def without_marks(glyphs: list[Glyph]) -> list[Glyph]:
    """The letters in the order of the file."""
    return list(_without_notes(_without_watermark(glyphs)))


def _without_watermark(glyphs: list[Glyph]) -> list[Glyph]:
    """Letters far larger than most, if any of them lies upon others."""
    large = {glyph for glyph in glyphs if glyph.bottom - glyph.top > _LARGE}
    if not large:
        return glyphs
    most = _LARGEST * median(map(em_of, glyphs))
    large = {glyph for glyph in large if em_of(glyph) > most}
    if not any(_lies_upon(each, glyph) for each in large for glyph in glyphs if glyph not in large):
        return glyphs
    return [glyph for glyph in glyphs if glyph not in large]


def _lies_upon(large: Glyph, other: Glyph) -> bool:
    x, y = (other.left + other.right) / 2, (other.top + other.bottom) / 2
    return bool(other.text.strip()) and large.left < x < large.right and large.top < y < large.bottom


def _without_notes(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    base: Glyph | None = None
    last: Glyph | None = None
    for glyph in glyphs:
        if base and last and glyph.text in _SIGNS and _is_raised(base, last, glyph):
            last = glyph
            continue
        base = glyph if glyph.turn == 0 and glyph.text.isalnum() else None
        last = glyph
        yield glyph


def _is_raised(base: Glyph, last: Glyph, glyph: Glyph) -> bool:
    height = base.bottom - base.top
    is_number = base.text.isdigit()
    return (
        glyph.turn == 0
        and glyph.bottom - glyph.top <= (_SMALL if is_number else _SMALL_AT_WORD) * height
        and base.bottom - glyph.bottom >= (_RAISED if is_number else _RAISED_AT_WORD) * height
        and glyph.bottom > base.top
        and -_NEAR * height < glyph.left - last.right < _NEAR * height
    )
