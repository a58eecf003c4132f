"""One PDF page → its letters with their boxes, as PDFium gives them. Under `pdf.page`."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

import pypdfium2.raw as pdfium

from adapters.documents.limits import MAX_GLYPHS, Overfull
from adapters.documents.pdf.ink import UNKNOWN
from adapters.documents.pdf.lost import address
from adapters.documents.pdf.rules import Box, Matrix, moved

_QUARTER = math.pi / 2
_UPRIGHT = math.radians(8)
_SMALL = 5.0
_LARGE = 40.0
_BELOW = 0.12  # of a letter's size, under the line that it stands on
_PLAUSIBLE = 3.0
_SPACE = 0x20
_SAME_SPOT = 0.5
# Fonts of some makers name 行 as the radical ⾏; no digit is among these.
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
}

Letter = tuple[str, int, Box]


def read_letters(
    page: pdfium.FPDF_PAGE, pale: set[int], inner: Mapping[int, Matrix]
) -> tuple[list[Letter], int]:
    """The letters that stand straight, each with its quarter turn, and the turn that most of them have.

    Without those of the text objects in `pale`; `inner` are those in forms, with the form's matrix. Raises
    Overfull.
    """
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return [], 0
    try:
        letters = list(_all(text, pale, inner))
    finally:
        pdfium.FPDFText_ClosePage(text)
    turns = Counter(turn for _, turn, _ in letters)
    return letters, turns.most_common(1)[0][0] if turns else 0


def _all(text: pdfium.FPDF_TEXTPAGE, pale: set[int], inner: Mapping[int, Matrix]) -> Iterator[Letter]:
    count = pdfium.FPDFText_CountChars(text)
    if count > MAX_GLYPHS:
        raise Overfull(f"page has {count} letters, more than {MAX_GLYPHS}")
    box = pdfium.FS_RECTF()
    for index in range(count):
        own = address(pdfium.FPDFText_GetTextObject(text, index)) if pale or inner else 0
        letter = None if own in pale else _letter(text, index, box)
        if letter:
            yield _placed(text, index, letter, inner[own]) if own in inner else letter


def _placed(text: pdfium.FPDF_TEXTPAGE, index: int, letter: Letter, form: Matrix) -> Letter:
    """Of letters that stand for several, PDFium forgets that their form lies elsewhere on the page."""
    own = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, own)
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    left, bottom, *_ = moved((x.value, y.value, x.value, y.value), form)
    where = (own.e, own.f)
    if math.dist((left, bottom), where) > _SAME_SPOT or math.dist((x.value, y.value), where) <= _SAME_SPOT:
        return letter
    said, turn, sides = letter
    return said, turn, moved(sides, form)


def _letter(text: pdfium.FPDF_TEXTPAGE, index: int, box: pdfium.FS_RECTF) -> Letter | None:
    """None for spaces that PDFium made up, and for slanting letters: those are watermarks."""
    code = pdfium.FPDFText_GetUnicode(text, index)
    if code <= _SPACE and pdfium.FPDFText_IsGenerated(text, index) == 1:
        return None
    angle = pdfium.FPDFText_GetCharAngle(text, index)
    turn = round(angle / _QUARTER)
    if angle and _leans(text, index):
        angle = turn = 0
    if abs(angle - turn * _QUARTER) > _UPRIGHT:
        return None
    sides = _sides(text, index, box)
    if not math.isfinite(sum(sides)):
        return None
    return _character(text, index, code), -turn % 4, sides  # PDFium counts clockwise


def _leans(text: pdfium.FPDF_TEXTPAGE, index: int) -> bool:
    """Whether a letter that PDFium takes for turned only leans, as italics do."""
    own = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, own)
    return bool(own.a > 0 and abs(own.b) <= math.sin(_UPRIGHT) * own.a)


def _sides(text: pdfium.FPDF_TEXTPAGE, index: int, box: pdfium.FS_RECTF) -> Box:
    """The box of a letter's font, so that all letters of a line are of one height.

    For fonts that write downwards PDFium forgets the scale of that box; then it is the box of the ink.
    """
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    sides = (box.left, box.bottom, box.right, box.top)
    height = box.top - box.bottom
    if _SMALL <= height <= _LARGE:
        return sides
    scale = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, scale)
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(scale.c, scale.d)
    if height < _SMALL:
        return _raised(text, index, sides, size) if scale.b == scale.c == 0 else sides
    if height <= _PLAUSIBLE * size:
        return sides
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _raised(text: pdfium.FPDF_TEXTPAGE, index: int, sides: Box, size: float) -> Box:
    """Some fonts give only the box of the ink: a full stop is as high there as its dot."""
    left, bottom, right, top = sides
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(text, index, x, y)
    return left, min(bottom, y.value - _BELOW * size), right, max(top, y.value + (1 - _BELOW) * size)


def _character(text: pdfium.FPDF_TEXTPAGE, index: int, code: int) -> str:
    """A letter whose font does not say what it means is UNKNOWN, so that no number loses a digit."""
    if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or not _SPACE <= code < 0x110000:
        return UNKNOWN
    return UNKNOWN if 0xD800 <= code < 0xE000 else _RADICALS.get(code, chr(code))
