"""The picture of a page without its ruled lines → pictures of lines of text, each with its place.

In the cells of a table the lines are found by their ink, so that no lone digit is overlooked; elsewhere
by the model that finds text. Places are in pixels.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from adapters.documents.pdf_lattice import Lattice
from adapters.documents.scan_engine import Box, Picture
from adapters.documents.scan_rules import Mask

# In points.
_SPECK = 1.2
_GAP = 0.7
_LOWEST = 2.0
_MARGIN = 1.5


@dataclass(frozen=True, slots=True)
class Strip:
    """A line of text: its place, the picture of it with a margin, its ink."""

    left: int
    top: int
    right: int
    bottom: int
    picture: Picture
    ink: Mask


def in_cells(lattice: Lattice, picture: Picture, ink: Mask, scale: float) -> Iterator[Strip]:
    """The lines of every cell. `ink` is without the ruled lines."""
    for region in lattice.regions:
        left, right = lattice.xs[region.column], lattice.xs[region.column + region.column_span]
        top, bottom = lattice.ys[region.row], lattice.ys[region.row + region.row_span]
        box = (left * scale, top * scale, right * scale, bottom * scale)
        yield from _lines_in(box, picture, ink, scale)


def _lines_in(box: Box, picture: Picture, ink: Mask, scale: float) -> Iterator[Strip]:
    left, top, right, bottom = (round(each) for each in box)
    inside = _without_specks(ink[top:bottom, left:right], scale)
    for first, last in _runs(np.asarray(inside.any(axis=1)), int(_GAP * scale)):
        if last - first < _LOWEST * scale and not _is_dash(inside[first:last], scale):
            continue
        columns = np.flatnonzero(inside[first:last].any(axis=0))
        yield _strip(
            (left + int(columns[0]), top + first, left + int(columns[-1]) + 1, top + last),
            (left, top, right, bottom),
            picture,
            ink,
            scale,
        )


def _is_dash(ink: Mask, scale: float) -> bool:
    columns = np.flatnonzero(ink.any(axis=0))
    return bool(len(columns)) and columns[-1] - columns[0] >= _LOWEST * scale


def at_boxes(boxes: Iterable[Box], picture: Picture, ink: Mask, scale: float) -> Iterator[Strip]:
    """The lines at places that were found; a place without ink has none."""
    height, width = ink.shape
    for left, top, right, bottom in boxes:
        room = (max(int(left), 0), max(int(top), 0), min(int(right) + 1, width), min(int(bottom) + 1, height))
        inside = _without_specks(ink[room[1] : room[3], room[0] : room[2]], scale)
        rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        if len(rows):
            place = (
                room[0] + columns[0],
                room[1] + rows[0],
                room[0] + columns[-1] + 1,
                room[1] + rows[-1] + 1,
            )
            yield _strip(
                (int(place[0]), int(place[1]), int(place[2]), int(place[3])), room, picture, ink, scale
            )


Place = tuple[int, int, int, int]


def _strip(place: Place, room: Place, picture: Picture, ink: Mask, scale: float) -> Strip:
    """With a margin of the paper round it, as far as there is room; beyond that the margin is white."""
    margin = int(_MARGIN * scale)
    left, top, right, bottom = place
    a, b = max(left - margin, room[0]), max(top - margin, room[1])
    c, d = min(right + margin, room[2]), min(bottom + margin, room[3])
    edges = (b - top + margin, bottom + margin - d, a - left + margin, right + margin - c)
    shown = cv2.copyMakeBorder(picture[b:d, a:c], *edges, cv2.BORDER_CONSTANT, value=255)
    inked = cv2.copyMakeBorder(ink[b:d, a:c], *edges, cv2.BORDER_CONSTANT, value=0)
    return Strip(left - margin, top, right + margin, bottom, shown, inked)


def _without_specks(ink: Mask, scale: float) -> Mask:
    count, labels, stats, _ = cv2.connectedComponentsWithStats(np.ascontiguousarray(ink))
    small = (stats[:, cv2.CC_STAT_WIDTH] < _SPECK * scale) & (stats[:, cv2.CC_STAT_HEIGHT] < _SPECK * scale)
    small[0] = True
    return np.where(small[labels], 0, 255).astype(np.uint8) if count > 1 else np.zeros_like(ink)


def _runs(filled: NDArray[np.bool_], gap: int) -> Iterator[tuple[int, int]]:
    """From where to where there is something, gaps up to `gap` bridged."""
    at = np.flatnonzero(filled)
    if not len(at):
        return
    breaks = np.flatnonzero(np.diff(at) > max(gap, 1))
    for first, last in zip([at[0], *at[breaks + 1]], [*at[breaks], at[-1]], strict=True):
        yield int(first), int(last) + 1


def blobs(ink: Mask, start: float, end: float) -> int:
    """How many letters of ink that gaps keep apart lie between two columns, or on them."""
    return sum(first <= end and last > start for first, last in _letters(ink))


def edges(ink: Mask, start: float, end: float) -> tuple[int, int]:
    """Where the ink begins and ends of the letters whose middle is between two columns."""
    held = [(first, last) for first, last in _letters(ink) if start <= (first + last) / 2 <= end]
    first = min((each[0] for each in held), default=int(start))
    last = max((each[1] for each in held), default=int(end) + 1)
    return first, max(last, first + 1)


def _letters(ink: Mask) -> list[tuple[int, int]]:
    """Runs of columns that hold ink, but for specks lower than a third of the line."""
    filled = np.asarray(ink.any(axis=0))
    tall = np.flatnonzero(ink.any(axis=1))
    least = (tall[-1] - tall[0] + 1) / 3 if len(tall) else 0
    found = []
    for first, last in _runs(filled, 1):
        rows = np.flatnonzero(ink[:, first:last].any(axis=1))
        if rows[-1] - rows[0] + 1 >= least:
            found.append((first, last))
    return found
