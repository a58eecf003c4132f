"""The picture of a page → its ruled lines, and the picture without them. Under `scan_page`.

A ruled line is a long thin run of ink along an axis; letters have none as long.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from adapters.documents.pdf_ink import Rule
from adapters.documents.scan_engine import Picture

Mask = NDArray[np.uint8]
# In points.
_SHORTEST = 16.0
_THICKEST = 4.0
_BREAK = 1.5


def ink_of(picture: Picture, scale: float) -> Mask:
    """255 where there is ink, by the light around it, so that shadows are none. `scale`: pixels a point."""
    window = int(12 * scale) | 1
    paper = cv2.medianBlur(cv2.dilate(picture, np.ones((5, 5), np.uint8)), min(window, 255))
    light = cv2.divide(cv2.GaussianBlur(picture, (3, 3), 0), paper, scale=255)
    return np.where(light < 190, 255, 0).astype(np.uint8)


def rules(ink: Mask, scale: float) -> tuple[list[Rule], list[Rule], Mask]:
    """The lines across and down, in points, and the ink that is theirs."""
    across, level = _along(ink, scale)
    down, upright = _along(np.ascontiguousarray(ink.T), scale)
    return across, down, np.maximum(level, upright.T)


def _along(ink: Mask, scale: float) -> tuple[list[Rule], Mask]:
    """Lines that run along the rows of `ink`. A line that wavers by a pixel is still one."""
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, max(int(_BREAK * scale), 1)), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, int(_SHORTEST * scale)), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(opened)
    found: list[Rule] = []
    held = np.zeros_like(ink)
    for left, top, wide, tall, _ in stats[1:count].tolist():
        if tall <= _THICKEST * scale + 2:
            found.append(Rule((top + tall / 2) / scale, left / scale, (left + wide) / scale))
            held[top : top + tall, left : left + wide] = opened[top : top + tall, left : left + wide]
    return found, held
