"""Recognised pages → the same, of which those that are not clear state no number.

A page that is too small or too faint gives numbers that are in doubt so often that the others cannot be
trusted either. Its words stay, so that a person sees what stands there; if no page is clear, the file
is refused. Shared by `from_pdf` and `from_picture`.
"""

from collections.abc import Sequence
from dataclasses import replace

from adapters.documents.pdf.ink import UNKNOWN, Ink
from adapters.documents.pdf.sure import NUMERALS
from adapters.errors import DocumentUnreadable

FEW_LETTERS = 20  # a page of text has more
_MOST_DOUBTFUL = 0.2  # of the numerals of a page


def cleared(inks: Sequence[Ink], url: str, *, alone: bool) -> list[Ink]:
    """`alone` tells that the file has no other text. Raises DocumentUnreadable where nothing is clear."""
    unclear = [ink for ink in inks if _is_unclear(ink)]
    letters = sum(len(ink.glyphs) for ink in inks)
    if alone and (letters < FEW_LETTERS or len(unclear) == len(inks)):
        raise DocumentUnreadable(
            f"this picture is not clear enough: {letters} letters were recognised, its numbers are in doubt; "
            "scan it again at 300 dpi, or find the report as a page or text",
            url=url,
        )
    return [_struck(ink) if ink in unclear else ink for ink in inks]


def _is_unclear(ink: Ink) -> bool:
    letters = [glyph.text for glyph in ink.glyphs]
    doubtful, numerals = letters.count(UNKNOWN), sum(letter in NUMERALS for letter in letters)
    return doubtful > max(FEW_LETTERS, _MOST_DOUBTFUL * (doubtful + numerals))


def _struck(ink: Ink) -> Ink:
    glyphs = [each._replace(text=UNKNOWN) if each.text in NUMERALS else each for each in ink.glyphs]
    return replace(ink, glyphs=glyphs)
