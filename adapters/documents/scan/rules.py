"""The picture of a page → its ruled lines, and the picture without them. Under `scan.page`.

A ruled line is a long thin run of ink along an axis; letters have none as long.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from adapters.documents.pdf.ink import Rule
from adapters.documents.scan.engine import Picture

Mask = NDArray[np.uint8]
# In points.
_SHORTEST = 16.0
_THICKEST = 4.0
_BREAK = 1.0
_LEAST_WIDE, _LEAST_TALL = 100.0, 30.0  # of a table


def ink_of(picture: Picture, scale: float) -> Mask:
    """255 where there is ink, by the light around it, so that shadows are none. `scale`: pixels a point."""
    window = int(12 * scale) | 1
    paper = cv2.medianBlur(cv2.dilate(picture, np.ones((5, 5), np.uint8)), min(window, 255))
    light = cv2.divide(cv2.GaussianBlur(picture, (3, 3), 0), paper, scale=255)
    return np.where(light < 190, 255, 0).astype(np.uint8)


def rules(ink: Mask, scale: float) -> tuple[list[Rule], list[Rule], Mask]:
    """The lines across and down of tables, in points, and the ink that is theirs.

    Only lines that touch others count, and only where these make something of the size of a table: strokes
    of letters that stand side by side are as long and thin as a short line, but touch none.
    """
    across, level = _along(ink, scale)
    down, upright = _along(np.ascontiguousarray(ink.T), scale)
    lines = np.maximum(level, upright.T)
    tables = _tables(lines, scale)
    return (
        [_rule(run, scale) for run in across if _within(run, tables)],
        [_rule(run, scale) for run in down if _within(run, tables.T)],
        np.where(tables, lines, 0).astype(np.uint8),
    )


Run = tuple[int, int, int, int]  # left, top, width, height


def _along(ink: Mask, scale: float) -> tuple[list[Run], Mask]:
    """Lines that run along the rows of `ink`. A line that wavers by a pixel is still one."""
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, max(int(_BREAK * scale), 1)), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, int(_SHORTEST * scale)), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened)
    found: list[Run] = []
    held = np.zeros_like(ink)
    for left, top, wide, tall, _ in stats[1:count].tolist():
        if tall <= _THICKEST * scale + 2:
            found.append((left, top, wide, tall))
            held[top : top + tall, left : left + wide] = opened[top : top + tall, left : left + wide]
    return found, held


def _tables(lines: Mask, scale: float) -> NDArray[np.bool_]:
    """Where lines hang together over the size of a table."""
    joined = cv2.dilate(lines, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    wide = stats[:, cv2.CC_STAT_WIDTH] >= _LEAST_WIDE * scale
    tall = stats[:, cv2.CC_STAT_HEIGHT] >= _LEAST_TALL * scale
    large = wide & tall
    large[0] = False
    return np.asarray(large[labels], np.bool_)


def _within(run: Run, tables: NDArray[np.bool_]) -> bool:
    left, top, wide, tall = run
    return bool(tables[top : top + tall, left : left + wide].any())


def _rule(run: Run, scale: float) -> Rule:
    left, top, wide, tall = run
    return Rule((top + tall / 2) / scale, left / scale, (left + wide) / scale)
