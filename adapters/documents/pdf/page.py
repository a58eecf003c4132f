"""One PDF page → its ink. Under `pdf.file`.

All that is asked of PDFium of a page is asked here and in `pdf.letters`, `pdf.rules` and `pdf.lost`. A table
set sideways is turned upright.
"""

import ctypes
from collections.abc import Iterator, Sequence

import pypdfium2.raw as pdfium

from adapters.documents.limits import MAX_OBJECTS, Overfull
from adapters.documents.pdf.clipped import without_cut_numbers
from adapters.documents.pdf.colour import Colour, Shades
from adapters.documents.pdf.ink import Glyph, Ink
from adapters.documents.pdf.letters import read_letters
from adapters.documents.pdf.lost import address, check_turned
from adapters.documents.pdf.rules import PLAIN, Box, Matrix, matrix_of, moved, segments, thin_box, times
from adapters.documents.pdf.ruling import Frame, Ruling

_PICTURE_SHARE = 0.5
# Of 255.
_OPAQUE = 200
_GREY = 12
_LIGHT = (176, 236)
_HIDDEN = 3  # text render mode of PDF: neither filled nor stroked
Thing = tuple[int, pdfium.FPDF_PAGEOBJECT, Matrix]
"""A drawn object: its kind, itself, and the matrix of the form that it stands in."""


def read_ink(page: pdfium.FPDF_PAGE, number: int) -> Ink:
    """Raises Overfull for a page past the limits of letters or objects."""
    things = list(_things(page))
    texts = [(thing, matrix) for kind, thing, matrix in things if kind == pdfium.FPDF_PAGEOBJ_TEXT]
    inner = {address(thing): matrix for thing, matrix in texts if matrix is not PLAIN}
    letters, turn = read_letters(page, _pale([thing for thing, _ in texts]), inner)
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    frame = Frame(box.left, box.bottom, box.right, box.top, turn)
    ink = Ink(number, *frame.size)
    ink.glyphs = [Glyph(text, *frame.box(*sides), (angle - turn) % 4) for text, angle, sides in letters]
    _draw(page, things, frame, ink)
    ink.glyphs = without_cut_numbers(ink, ((thing, matrix) for _, thing, matrix in things), frame)
    return ink


def _pale(texts: Sequence[pdfium.FPDF_PAGEOBJECT]) -> set[int]:
    """The text that is light grey or lets the page shine through, if not all is: watermarks."""
    colour = Colour()
    pale = {address(each) for each in texts if _is_pale(colour.of_fill(each))}
    return pale if 2 * len(pale) < len(texts) else set()


def _is_pale(colour: Shades | None) -> bool:
    """White is none: it stands on coloured ground."""
    if colour is None:
        return False
    *shades, alpha = colour
    dark = min(shades)
    return alpha < _OPAQUE or (_LIGHT[0] <= dark <= _LIGHT[1] and max(shades) - dark <= _GREY)


def _draw(page: pdfium.FPDF_PAGE, things: Sequence[Thing], frame: Frame, ink: Ink) -> None:
    """Puts the ruled lines of the page into `ink`, and looks whether it is a picture of a page."""
    hidden = 0
    texts: list[pdfium.FPDF_PAGEOBJECT] = []
    images = 0.0
    ruling = Ruling(frame, ink)
    colour = Colour()
    for kind, thing, matrix in things:
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(thing) == _HIDDEN:
                hidden += 1
            else:
                texts.append(thing)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _bounds(thing, matrix)
            images += (box[2] - box[0]) * (box[3] - box[1])
            if line := thin_box(box):
                ruling.add(line)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            for segment, painted in segments(thing, matrix, colour):
                ruling.add(segment, painted=painted)
    covered = images >= _PICTURE_SHARE * ink.width * ink.height
    ink.picture = covered and (not ink.glyphs or hidden > len(texts))
    check_turned(page, texts)


def _things(page: pdfium.FPDF_PAGE) -> Iterator[Thing]:
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


def _bounds(thing: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> Box:
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(thing, *sides)
    left, bottom, right, top = (side.value for side in sides)
    return moved((left, bottom, right, top), matrix)
