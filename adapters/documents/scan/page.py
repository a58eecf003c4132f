"""The picture of one page → its ink, as if a PDF had said it: letters with their boxes, ruled lines."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np

from adapters.documents.pdf.ink import Glyph, Ink
from adapters.documents.pdf.lattice import Lattice, lattices
from adapters.documents.scan.doubt import beyond_doubt
from adapters.documents.scan.engine import Engine, Letter, Picture
from adapters.documents.scan.lines import Strip, at_boxes, in_cells
from adapters.documents.scan.rules import Mask, ink_of, rules
from adapters.documents.scan.upright import straight, turned

_PAPER = (595.0, 842.0)  # the width of a page in points, upright and on its side
_SEARCHED = 1280  # pixels of the longer side of the picture in which lines are looked for
_FULL = 0.92  # of a letter's size is ink
_NARROW = 0.25  # of its size lies on each side of a letter's middle, at most


def read_page(picture: Picture, number: int, engine: Engine) -> Ink:
    """`picture` is grey, 0 black."""
    upright = straight(turned(picture, engine))
    height, width = upright.shape
    scale = width / _PAPER[width > height]
    ink = ink_of(upright, scale)
    across, down, lines = rules(ink, scale)
    ink[lines > 0], upright[lines > 0] = 0, 255
    strips = list(_strips(upright, ink, list(lattices(across, down)), scale, engine))
    read = beyond_doubt(strips, engine.read([strip.picture for strip in strips]), engine)
    glyphs = [
        glyph for strip, line in zip(strips, read, strict=True) for glyph in _glyphs(strip, line, scale)
    ]
    return Ink(number, width / scale, height / scale, list(glyphs), across, down)


def _strips(
    picture: Picture, ink: Mask, found: Sequence[Lattice], scale: float, engine: Engine
) -> Iterator[Strip]:
    """Those in tables, the inner ones first, then those beside them. What was taken is blotted out."""
    for lattice in sorted(found, key=lambda each: (each.xs[-1] - each.xs[0]) * (each.ys[-1] - each.ys[0])):
        yield from in_cells(lattice, picture, ink, scale)
        left, right = round(lattice.xs[0] * scale), round(lattice.xs[-1] * scale)
        top, bottom = round(lattice.ys[0] * scale), round(lattice.ys[-1] * scale)
        picture[top:bottom, left:right], ink[top:bottom, left:right] = 255, 0
    share = min(1.0, _SEARCHED / max(picture.shape))
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    boxes = [
        (a / share, b / share, c / share, d / share)
        for a, b, c, d in engine.find(np.asarray(small, np.uint8))
    ]
    yield from at_boxes(boxes, picture, ink, scale)


def _glyphs(strip: Strip, line: Sequence[Letter], scale: float) -> Iterator[Glyph]:
    """Letters that follow each other touch, so that no number is cut; a space keeps them apart."""
    tall = (strip.bottom - strip.top) / _FULL
    middle = (strip.top + strip.bottom) / 2
    wide = strip.right - strip.left
    at = [strip.left + letter.at * wide for letter in line]
    between = [(a + b) / 2 for a, b in pairwise(at)]
    for index, letter in enumerate(line):
        if not letter.text.strip():
            continue
        left = between[index - 1] if index and line[index - 1].text.strip() else at[index] - _NARROW * tall
        last = index + 1 == len(line) or not line[index + 1].text.strip()
        right = at[index] + _NARROW * tall if last else between[index]
        yield Glyph(
            letter.text,
            left / scale,
            right / scale,
            (middle - tall / 2) / scale,
            (middle + tall / 2) / scale,
            0,
            letter.sure,
        )
