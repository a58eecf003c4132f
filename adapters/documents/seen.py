"""A letter that was recognised in a picture. What `Glyph` is to letters that a file names."""

from dataclasses import dataclass

from adapters.documents.pdf_ink import Glyph

# What a number may be written with, signs and scales too: of these every one must be sure.
NUMERALS = frozenset("0123456789０１２３４５６７８９.,．，%％‰+-−零〇○一二两三四五六七八九十百千万亿")


@dataclass(frozen=True, slots=True)
class Seen(Glyph):
    """`sure`, from 0 to 1, is how sure the recogniser is of it."""

    sure: float = 1.0
