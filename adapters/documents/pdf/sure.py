"""How sure the letters of a text are that was recognised in a picture. Under `pdf.lines` and `scan.doubt`."""

from collections.abc import Iterable, Sequence
from statistics import fmean

from adapters.documents.pdf.ink import UNKNOWN, Glyph

# What a number is written with, signs and scales too. Of these every one must be sure.
NUMERALS = frozenset("0123456789０１２３４５６７８９%％‰+-−零〇○一二两三四五六七八九十百千万亿")


def how_sure(glyphs: Sequence[Glyph]) -> float | None:
    """Of the least sure numeral, else of all letters on the average; None of a text that the file says."""
    if not glyphs or glyphs[0].sure is None:
        return None
    said = [(glyph.text, glyph.sure or 0.0) for glyph in glyphs if glyph.text != UNKNOWN]
    numerals = [sure for text, sure in said if text in NUMERALS]
    return min(numerals) if numerals else fmean([sure for _, sure in said] or [0.0])


def least(several: Iterable[float | None]) -> float | None:
    """Of several pieces of a text; None where none was recognised."""
    return min((each for each in several if each is not None), default=None)
