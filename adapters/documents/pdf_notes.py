"""Letters of a PDF without the small raised ones after a number: they point to a note. Under `from_pdf`.

Read as digits they would lengthen the number: 26 with a raised 1 is no 261.
"""

from collections.abc import Iterable, Iterator

from adapters.documents.pdf_ink import Glyph

_SIGNS = frozenset("0123456789*[]()〔〕［］（）①②③④⑤⑥⑦⑧⑨⑩注")
_SMALL = 0.9
_RAISED = 0.12
_NEAR = 0.5


def without_notes(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """The letters in the order of the file."""
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
