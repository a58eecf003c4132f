"""A drawn path of a PDF → the straight lines in it. Under `pdf.page`.

Makers draw a table's lines as strokes, as thin filled boxes or pictures, as rows of dots, as stroked boxes
round each cell, or as one path for a whole grid; all come out as segments here. White paint is no line. The
edges of painted areas are lines of a second kind (`painted`): some tables have no others.
"""

import ctypes
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2.raw as pdfium

from adapters.documents.limits import MAX_POINTS, Overfull
from adapters.documents.pdf.colour import Colour, Shades

Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
Segment = tuple[Point, Point]
Box = tuple[float, float, float, float]  # left, bottom, right, top
PLAIN: Matrix = (1, 0, 0, 1, 0, 0)
_THIN = 3.0
_FAINT = 245
_STRAIGHT = 0.5
_LEAST = 1.0
_CORNERS = 5


def segments(path: pdfium.FPDF_PAGEOBJECT, outer: Matrix, colour: Colour) -> Iterator[tuple[Segment, bool]]:
    """Only segments along an axis, each with whether it is the edge of a painted area.

    `outer` is the matrix of the form that the path stands in. A dot is a segment without length.
    """
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, fill, stroke):
        return
    stroked = bool(stroke.value) and _is_visible(colour.of_stroke(path))
    filled = bool(fill.value) and _is_visible(colour.of_fill(path))
    if not (stroked or fill.value):
        return
    for points in _subpaths(path, times(matrix_of(path), outer)):
        line = _thin(points)
        if line and (stroked or filled):
            yield line, False
        elif line is None and (stroked or _is_box(points)):
            yield from ((pair, not stroked) for pair in pairwise(points) if _along_axis(*pair))


def thin_box(box: Box) -> Segment | None:
    """The middle line of a box that is much longer than wide; its middle if it is a dot."""
    left, low, right, high = box
    wide, tall = right - left, high - low
    if tall <= _THIN and wide > 2 * tall:
        return (left, (low + high) / 2), (right, (low + high) / 2)
    if wide <= _THIN and tall > 2 * wide:
        return ((left + right) / 2, low), ((left + right) / 2, high)
    middle = ((left + right) / 2, (low + high) / 2)
    return (middle, middle) if wide <= _THIN and tall <= _THIN else None


def matrix_of(thing: pdfium.FPDF_PAGEOBJECT) -> Matrix:
    own = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(thing, own)
    return own.a, own.b, own.c, own.d, own.e, own.f


def times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def moved(box: Box, matrix: Matrix) -> Box:
    """The box round a box that a matrix has moved."""
    left, bottom, right, top = box
    a, b, c, d, e, f = matrix
    (x, y), (u, v) = ((a * p + c * q + e, b * p + d * q + f) for p, q in ((left, bottom), (right, top)))
    return min(x, u), min(y, v), max(x, u), max(y, v)


def _is_visible(colour: Shades | None) -> bool:
    return colour is None or (colour[3] > 0 and min(colour[:3]) < _FAINT)


def _subpaths(path: pdfium.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[list[Point]]:
    count = pdfium.FPDFPath_CountSegments(path)
    if count > MAX_POINTS:
        raise Overfull(f"a drawn path has {count} points, more than {MAX_POINTS}")
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    for index in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(path, index)
        if pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = []
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        points.append((a * x.value + c * y.value + e, b * x.value + d * y.value + f))
        if pdfium.FPDFPathSegment_GetClose(segment) and points[-1] != points[0]:
            points.append(points[0])
    if len(points) > 1:
        yield points


def _thin(points: list[Point]) -> Segment | None:
    across, up = [x for x, _ in points], [y for _, y in points]
    return thin_box((min(across), min(up), max(across), max(up)))


def _is_box(points: list[Point]) -> bool:
    return (
        len(points) == _CORNERS
        and points[0] == points[-1]
        and all(_along_axis(*each) for each in pairwise(points))
    )


def _along_axis(first: Point, second: Point) -> bool:
    wide, tall = abs(first[0] - second[0]), abs(first[1] - second[1])
    return min(wide, tall) <= _STRAIGHT and max(wide, tall) > _LEAST
