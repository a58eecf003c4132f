"""Letters of a PDF page without those that are none of its text: note signs and watermarks. Under `from_pdf`.

Read as digits they would lengthen the number before them: 26 with a small raised 1 is no 261.
"""

from collections.abc import Iterable, Iterator
from statistics import median

from adapters.documents.pdf.ink import Glyph
from adapters.documents.pdf.size import em_of

_SIGNS = frozenset("0123456789*[]()〔〕［］（）①②③④⑤⑥⑦⑧⑨⑩注")
# Of the height of the number that they follow.
_SMALL = 0.9
_RAISED = 0.12
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
    number: Glyph | None = None
    last: Glyph | None = None
    for glyph in glyphs:
        if number and last and glyph.text in _SIGNS and _is_raised(number, last, glyph):
            last = glyph
            continue
        number = glyph if glyph.text.isdigit() and glyph.turn == 0 else None
        last = glyph
        yield glyph


def _is_raised(number: Glyph, last: Glyph, glyph: Glyph) -> bool:
    height = number.bottom - number.top
    return (
        glyph.turn == 0
        and glyph.bottom - glyph.top <= _SMALL * height
        and number.bottom - glyph.bottom >= _RAISED * height
        and glyph.bottom > number.top
        and -_NEAR * height < glyph.left - last.right < _NEAR * height
    )
