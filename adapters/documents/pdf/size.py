"""How high a letter of a PDF stands, and its size. Under `pdf.lines`."""

import unicodedata
from functools import lru_cache

from adapters.documents.pdf.ink import Glyph

NARROW_EM = 0.75


def middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def em_of(glyph: Glyph) -> float:
    """The boxes of Latin letters are taller than their size."""
    height = glyph.bottom - glyph.top
    if height < 1:
        height = 1.0
    return height * NARROW_EM if is_narrow(glyph.text) else height


@lru_cache(maxsize=4096)
def is_narrow(letter: str) -> bool:
    """Whether a letter takes half of a Chinese one's width, as digits do."""
    return unicodedata.east_asian_width(letter) not in "WFA"
