"""Digits at the right edge of what a PDF page shows: others may have stood beyond it. Under `pdf.page`.

A table that is wider than the page is printed as far as it goes: 298 becomes 2. What lies beyond the edge is
left out of the file; only the clip paths of what crosses it tell where the edge is.
"""

import ctypes
from collections.abc import Iterable, Iterator

import pypdfium2.raw as pdfium

from adapters.documents.pdf.ink import UNKNOWN, Glyph, Ink
from adapters.documents.pdf.rules import Box, Matrix, moved
from adapters.documents.pdf.ruling import Frame

_OPEN = 8.0  # points that level lines reach beyond the last upright one
_NEAR = 12.0
_FEW = 3
_TALL = 60.0  # the clips of single cells are lower
_MOST = 8  # points of a path
# Of a digit's height.
_ROOM = 0.15
_BEYOND = 1.0

Objects = Iterable[tuple[pdfium.FPDF_PAGEOBJECT, Matrix]]
"""What is drawn, each with the matrix of its form."""


def without_cut_numbers(ink: Ink, objects: Objects, frame: Frame) -> list[Glyph]:
    """The letters; a digit with no room for another before an edge is unknown."""
    if not _is_open(ink):
        return ink.glyphs
    edges = {frame.box(*box) for box in _clips(objects)}
    if not edges:
        return ink.glyphs
    return [glyph._replace(text=UNKNOWN) if _is_cut(glyph, edges) else glyph for glyph in ink.glyphs]


def _is_open(ink: Ink) -> bool:
    """Whether no upright line closes the level lines, or without any lines figures end under each other."""
    if ink.across:
        last = max((rule.at for rule in ink.down), default=0.0)
        return max(rule.end for rule in ink.across) > last + _OPEN
    digits = [glyph.right for glyph in ink.glyphs if glyph.text.isdigit()]
    return bool(digits) and sum(right > max(digits) - _NEAR for right in digits) > _FEW


def _is_cut(glyph: Glyph, edges: Iterable[Box]) -> bool:
    height = glyph.bottom - glyph.top
    return (
        glyph.turn == 0
        and glyph.text.isdigit()
        and any(
            top < (glyph.top + glyph.bottom) / 2 < bottom
            and edge - _ROOM * height < glyph.right < edge + _BEYOND * height
            for _, edge, top, bottom in edges
        )
    )


def _clips(objects: Objects) -> Iterator[Box]:
    """The tall boxes that cut off what is drawn; of what lies within its clip PDFium forgets it."""
    for thing, matrix in objects:
        clip = pdfium.FPDFPageObj_GetClipPath(thing)
        for path in range(max(pdfium.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
            points = list(_points(clip, path))
            if len(points) > 1:
                across, up = [x for x, _ in points], [y for _, y in points]
                box = moved((min(across), min(up), max(across), max(up)), matrix)
                if box[3] - box[1] >= _TALL:
                    yield box


def _points(clip: pdfium.FPDF_CLIPPATH, path: int) -> Iterator[tuple[float, float]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    count = pdfium.FPDFClipPath_CountPathSegments(clip, path)
    for at in range(count if count <= _MOST else 0):
        segment = pdfium.FPDFClipPath_GetPathSegment(clip, path, at)
        if pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            yield x.value, y.value
