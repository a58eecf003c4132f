"""One PDF page → its ink: letters with their boxes, ruled lines, and whether it is a picture.

All that is asked of PDFium is asked here. Coordinates are points from the upper left corner of the
page as it is read: a table set sideways is turned upright first.
"""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import pypdfium2.raw as pdfium

from adapters.documents.limits import MAX_GLYPHS, MAX_OBJECTS, MAX_RULES, Overfull
from adapters.documents.pdf_lost import check_turned
from adapters.documents.pdf_rules import PLAIN, Matrix, Point, Segment, matrix_of, segments, times

_QUARTER = math.pi / 2
_UPRIGHT = math.radians(8)
_PICTURE_SHARE = 0.5
_LARGE = 40.0
_PLAUSIBLE = 3.0
_HIDDEN = 3  # text render mode of PDF: neither filled nor stroked
_SPACE = 0x20
UNKNOWN = "\ufffd"
# Fonts of some makers name 行 as the radical ⾏; no digit is among these.
_RADICALS = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00))
}


class Glyph(NamedTuple):
    """A letter and its box. `turn` is its angle to the page's own text in quarters: 0 upright.

    `sure`, from 0 to 1, tells how sure a letter is that was recognised in a picture; None of all others.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    turn: int = 0
    sure: float | None = None


class Rule(NamedTuple):
    """A ruled line: where it lies (`at`) and from where to where it runs on the other axis."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Ink:
    """What is printed on one page. `picture`: it is the image of a page, its text at best a guess."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    picture: bool = False


def read_ink(page: pdfium.FPDF_PAGE, number: int) -> Ink:
    """Raises Overfull for a page past the limits of letters or objects."""
    letters, turn = _letters(page)
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    frame = _Frame(box.left, box.bottom, box.right, box.top, turn)
    ink = Ink(number, *frame.size)
    ink.glyphs = [Glyph(text, *frame.box(*sides), (angle - turn) % 4) for text, angle, sides in letters]
    _draw(page, frame, ink)
    return ink


class _Frame:
    """The page's own corners, and the quarters by which it must be turned to be read."""

    def __init__(self, left: float, bottom: float, right: float, top: float, turn: int) -> None:
        size = (right - left, top - bottom)
        self.size: Point = (size[1], size[0]) if turn % 2 else size
        self._read: Matrix = (
            (1, 0, 0, -1, -left, top),
            (0, 1, 1, 0, -bottom, -left),
            (-1, 0, 0, 1, right, -bottom),
            (0, -1, -1, 0, top, right),
        )[turn]

    def place(self, x: float, y: float) -> Point:
        a, b, c, d, e, f = self._read
        return a * x + c * y + e, b * x + d * y + f

    def box(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Left, right, top, bottom as read."""
        (a, b), (c, d) = self.place(left, bottom), self.place(right, top)
        return min(a, c), max(a, c), min(b, d), max(b, d)


Sides = tuple[float, float, float, float]  # left, bottom, right, top
Letter = tuple[str, int, Sides]


def _letters(page: pdfium.FPDF_PAGE) -> tuple[list[Letter], int]:
    """The letters that stand straight, each with its quarter turn, and the turn that most of them have."""
    text = pdfium.FPDFText_LoadPage(page)
    if not text:
        return [], 0
    try:
        count = pdfium.FPDFText_CountChars(text)
        if count > MAX_GLYPHS:
            raise Overfull(f"page has {count} letters, more than {MAX_GLYPHS}")
        box = pdfium.FS_RECTF()
        letters = [letter for index in range(count) if (letter := _letter(text, index, box))]
    finally:
        pdfium.FPDFText_ClosePage(text)
    turns = Counter(turn for _, turn, _ in letters)
    return letters, turns.most_common(1)[0][0] if turns else 0


def _letter(text: pdfium.FPDF_TEXTPAGE, index: int, box: pdfium.FS_RECTF) -> Letter | None:
    """None for spaces that PDFium made up, and for slanting letters: those are watermarks."""
    code = pdfium.FPDFText_GetUnicode(text, index)
    if code <= _SPACE and pdfium.FPDFText_IsGenerated(text, index) == 1:
        return None
    angle = pdfium.FPDFText_GetCharAngle(text, index)
    turn = round(angle / _QUARTER)
    if abs(angle - turn * _QUARTER) > _UPRIGHT:
        return None
    sides = _sides(text, index, box)
    if not math.isfinite(sum(sides)):
        return None
    return _character(text, index, code), -turn % 4, sides  # PDFium counts clockwise


def _sides(text: pdfium.FPDF_TEXTPAGE, index: int, box: pdfium.FS_RECTF) -> Sides:
    """The box of a letter's font, so that all letters of a line are of one height.

    For fonts that write downwards PDFium forgets the scale of that box; then it is the box of the ink.
    """
    pdfium.FPDFText_GetLooseCharBox(text, index, box)
    sides = (box.left, box.bottom, box.right, box.top)
    height = box.top - box.bottom
    if height <= _LARGE:
        return sides
    scale = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text, index, scale)
    size = pdfium.FPDFText_GetFontSize(text, index) * math.hypot(scale.c, scale.d)
    if height <= _PLAUSIBLE * size:
        return sides
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


def _character(text: pdfium.FPDF_TEXTPAGE, index: int, code: int) -> str:
    """A letter whose font does not say what it means is UNKNOWN, so that no number loses a digit."""
    if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1 or not _SPACE <= code < 0x110000:
        return UNKNOWN
    return UNKNOWN if 0xD800 <= code < 0xE000 else _RADICALS.get(code, chr(code))


def _draw(page: pdfium.FPDF_PAGE, frame: _Frame, ink: Ink) -> None:
    """Puts the ruled lines of the page into `ink`, and looks whether it is a picture of a page."""
    hidden = 0
    texts: list[pdfium.FPDF_PAGEOBJECT] = []
    images = 0.0
    for kind, thing, matrix in _things(page):
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(thing) == _HIDDEN:
                hidden += 1
            else:
                texts.append(thing)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            images += _area(thing, matrix)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            for segment in segments(thing, matrix):
                _add_rule(segment, frame, ink)
    covered = images >= _PICTURE_SHARE * ink.width * ink.height
    ink.picture = covered and (not ink.glyphs or hidden > len(texts))
    check_turned(page, texts)


def _add_rule(segment: Segment, frame: _Frame, ink: Ink) -> None:
    (x, y), (u, v) = (frame.place(*point) for point in segment)
    if abs(y - v) <= abs(x - u):
        ink.across.append(Rule((y + v) / 2, min(x, u), max(x, u)))
    else:
        ink.down.append(Rule((x + u) / 2, min(y, v), max(y, v)))
    if len(ink.across) + len(ink.down) > MAX_RULES:
        raise Overfull(f"page has more than {MAX_RULES} ruled lines")


def _things(page: pdfium.FPDF_PAGE) -> Iterator[tuple[int, pdfium.FPDF_PAGEOBJECT, Matrix]]:
    """The page's objects and those in its forms, each with its kind and the matrix of its form."""
    waiting = [
        (pdfium.FPDFPage_GetObject(page, index), PLAIN)
        for index in range(_bounded(pdfium.FPDFPage_CountObjects(page)))
    ]
    seen = len(waiting)
    while waiting:
        thing, matrix = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind != pdfium.FPDF_PAGEOBJ_FORM:
            yield kind, thing, matrix
            continue
        inner = times(matrix_of(thing), matrix)
        count = pdfium.FPDFFormObj_CountObjects(thing)
        seen = _bounded(seen + max(count, 0))
        waiting.extend((pdfium.FPDFFormObj_GetObject(thing, index), inner) for index in range(count))


def _bounded(count: int) -> int:
    if count > MAX_OBJECTS:
        raise Overfull(f"page has {count} drawn objects, more than {MAX_OBJECTS}")
    return count


def _area(thing: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> float:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return (right - left) * (top - bottom) * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2])
