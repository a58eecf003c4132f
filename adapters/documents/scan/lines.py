"""The picture of a page without its ruled lines → pictures of lines of text, each with its place.

In the cells of a table the lines are found by their ink, so that no lone digit is overlooked; elsewhere
by the model that finds text. Places are in pixels.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from adapters.documents.pdf.lattice import Lattice, Region
from adapters.documents.scan.engine import Box, Picture
from adapters.documents.scan.rules import Mask

# In points.
_SPECK = 1.2
_LOW, _TALLEST = 5.0, 30.0  # letters
_GAP = 0.7
_LOWEST = 2.0
_MARGIN = 1.5
_MOST_OVERLOOKED = 200
# In the usual height of a line.
_HALF, _FOLD = 0.6, 0.25
_POINT, _FOOT = 0.1, 0.65
_LONG, _SLIM = 2.5, 0.8  # width to height of a dash, of a nought
_SOLID = 0.7  # of its box is ink in a dash, in letters at most half

Place = tuple[int, int, int, int]  # left, top, right, bottom


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
    rooms = [_room(lattice, region, scale) for region in lattice.regions]
    inside = [_without_specks(ink[top:bottom, left:right], scale) for left, top, right, bottom in rooms]
    runs = [[*_runs(np.asarray(cell.any(axis=1)), int(_GAP * scale))] for cell in inside]
    heights = [last - first for cell in runs for first, last in cell if last - first >= _LOWEST * scale]
    usual = median(heights) if heights else 0.0
    for room, cell, found in zip(rooms, inside, runs, strict=True):
        for first, last in _whole(found, usual):
            if last - first >= _LOWEST * scale or _is_dash(cell[first:last], scale):
                columns = np.flatnonzero(cell[first:last].any(axis=0))
                left, right = room[0] + int(columns[0]), room[0] + int(columns[-1]) + 1
                yield _strip((left, room[1] + first, right, room[1] + last), room, picture, ink, scale)


def _room(lattice: Lattice, region: Region, scale: float) -> Place:
    return (
        round(lattice.xs[region.column] * scale),
        round(lattice.ys[region.row] * scale),
        round(lattice.xs[region.column + region.column_span] * scale),
        round(lattice.ys[region.row + region.row_span] * scale),
    )


def _whole(runs: Sequence[tuple[int, int]], usual: float) -> list[tuple[int, int]]:
    """Lines of which a fold or a faint stroke has made two are one: no half of a digit is read as a digit."""
    lines: list[tuple[int, int]] = []
    for first, last in runs:
        low = lines and min(last - first, lines[-1][1] - lines[-1][0]) < _HALF * usual
        if low and first - lines[-1][1] < _FOLD * usual:
            lines[-1] = (lines[-1][0], last)
        else:
            lines.append((first, last))
    return lines


def _is_dash(ink: Mask, scale: float) -> bool:
    columns = np.flatnonzero(ink.any(axis=0))
    return bool(len(columns)) and columns[-1] - columns[0] >= _LOWEST * scale


def at_boxes(boxes: Iterable[Box], picture: Picture, ink: Mask, scale: float) -> Iterator[Strip]:
    """The lines at places that were found, and those that were overlooked. `ink` is used up."""
    rooms = [_room_of(box, ink.shape) for box in boxes]
    yield from _at(rooms, picture, ink, scale)
    margin = int(_MARGIN * scale)
    for left, top, right, bottom in rooms:
        ink[max(top - margin, 0) : bottom + margin, max(left - margin, 0) : right + margin] = 0
    yield from _at([*_overlooked(ink, scale)][:_MOST_OVERLOOKED], picture, ink, scale)


def _room_of(box: Box, shape: tuple[int, ...]) -> Place:
    left, top, right, bottom = box
    return max(int(left), 0), max(int(top), 0), min(int(right) + 1, shape[1]), min(int(bottom) + 1, shape[0])


def _at(rooms: Iterable[Place], picture: Picture, ink: Mask, scale: float) -> Iterator[Strip]:
    """A place without ink has no line."""
    for room in rooms:
        inside = _without_specks(ink[room[1] : room[3], room[0] : room[2]], scale)
        rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
        if len(rows):
            left, right = room[0] + int(columns[0]), room[0] + int(columns[-1]) + 1
            top, bottom = room[1] + int(rows[0]), room[1] + int(rows[-1]) + 1
            yield _strip((left, top, right, bottom), room, picture, ink, scale)


def _overlooked(ink: Mask, scale: float) -> Iterator[Place]:
    """Where ink of the size of letters is left, side by side in one place."""
    joined = cv2.dilate(ink, np.ones((1, int(_TALLEST * scale / 3)), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    for left, top, wide, tall, _ in stats[1:count].tolist():
        if _LOW * scale <= tall <= _TALLEST * scale:
            yield left, top, left + wide, top + tall


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


def points(ink: Mask, start: float, end: float) -> int:
    """How many marks of the size of a point or comma stand by themselves at the foot of the line, between two
    columns. What hangs over or under a digit is a piece of it.
    """
    rows = np.flatnonzero(ink.any(axis=1))
    if not len(rows):
        return 0
    high, foot = int(rows[-1] - rows[0]) + 1, rows[0] + _FOOT * (rows[-1] - rows[0] + 1)
    count = 0
    for first, last in _runs(np.asarray(ink.any(axis=0)), 1):
        held = np.flatnonzero(ink[:, first:last].any(axis=1))
        low = held[-1] - held[0] + 1 < high / 3 and (held[0] + held[-1]) / 2 > foot
        large = min(last - first, int(held[-1] - held[0]) + 1) >= _POINT * high
        count += bool(low and large and start < (first + last) / 2 < end)
    return count


def is_dash(strip: Strip) -> bool:
    """Whether all ink of a line is one level stroke: much longer than thick, and without gaps."""
    rows, columns = (np.flatnonzero(strip.ink.any(axis=axis)) for axis in (1, 0))
    if not len(rows):
        return False
    tall, wide = int(rows[-1] - rows[0]) + 1, int(columns[-1] - columns[0]) + 1
    count, _ = cv2.connectedComponents(strip.ink)
    solid = int(np.count_nonzero(strip.ink)) >= _SOLID * wide * tall
    return solid and wide >= _LONG * tall and int(count) == 2  # the paper is the other


def is_narrow(strip: Strip) -> bool:
    """Whether its ink is clearly higher than wide."""
    rows, columns = (np.flatnonzero(strip.ink.any(axis=axis)) for axis in (1, 0))
    return len(rows) > 0 and columns[-1] - columns[0] < _SLIM * (rows[-1] - rows[0])


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
