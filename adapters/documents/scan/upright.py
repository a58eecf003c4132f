"""The picture of a page → the same picture upright: turned by quarters, and by the degree it lies askew."""

from collections.abc import Sequence

import cv2
import numpy as np

from adapters.documents.scan.engine import Box, Engine, Picture

_MOST = 4.0  # degrees
_SKEW_AT, _LOOKED_AT = 1600, 640  # pixels of the longer side
_TALL = 1.5
_LINES = 2
_LONGEST = 8  # of a line's height
_SURE = 0.9


def straight(picture: Picture) -> Picture:
    """Turned by the few degrees at which its lines are sharpest."""
    angle = _skew(picture)
    if abs(angle) < 0.03:
        return picture
    height, width = picture.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    straightened = cv2.warpAffine(picture, turn, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return np.asarray(straightened, np.uint8)


def _skew(picture: Picture) -> float:
    share = min(1.0, _SKEW_AT / max(picture.shape))
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    ys, xs = np.nonzero(small < np.median(small) * 0.75)
    if not len(ys):
        return 0.0
    best = 0.0
    for step, reach in ((0.2, _MOST), (0.04, 0.2)):
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _sharpness(xs, ys, float(angle))))
    return best


def _sharpness(xs: np.ndarray, ys: np.ndarray, angle: float) -> float:
    """How unevenly the ink falls on the rows of the page turned by `angle` degrees."""
    rows = np.round(ys - xs * np.tan(np.radians(angle))).astype(np.int64)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float(np.square(np.diff(counts)).sum())


def turned(picture: Picture, engine: Engine) -> Picture:
    """Turned by the quarters after which its longest lines are read surely; as it is where none are."""
    boxes = _found(picture, engine)
    if _lies(boxes):
        picture = _quarters(picture, 1)
        boxes = _found(picture, engine)
    if not boxes or _how_sure(picture, boxes, engine) >= _SURE:
        return picture
    over = _quarters(picture, 2)
    return max((picture, over), key=lambda each: _how_sure(each, _found(each, engine), engine))


def _lies(boxes: Sequence[Box]) -> bool:
    """Whether lines run down the picture, by their length: a lone digit is as tall as it is wide."""
    sizes = [(right - left, bottom - top) for left, top, right, bottom in boxes]
    down = sum(tall for wide, tall in sizes if tall > _TALL * wide)
    return down > sum(wide for wide, tall in sizes if wide > _TALL * tall)


def _quarters(picture: Picture, count: int) -> Picture:
    return np.ascontiguousarray(np.rot90(picture, count))


def _found(picture: Picture, engine: Engine) -> Sequence[Box]:
    """Where lines stand, by a small copy of the picture."""
    share = min(1.0, _LOOKED_AT / max(picture.shape))
    small = cv2.resize(picture, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    return [(a / share, b / share, c / share, d / share) for a, b, c, d in engine.find(small)]


def _how_sure(picture: Picture, boxes: Sequence[Box], engine: Engine) -> float:
    """The median over the letters of the longest lines."""
    longest = sorted(boxes, key=lambda box: box[2] - box[0], reverse=True)[:_LINES]
    crops = [
        picture[int(top) : int(bottom) + 1, int(left) : int(min(right, left + _LONGEST * (bottom - top))) + 1]
        for left, top, right, bottom in longest
    ]
    letters = [letter for line in engine.read(crops) for letter in line]
    return float(np.median([letter.sure for letter in letters])) if letters else 0.0
