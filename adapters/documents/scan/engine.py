"""Pictures of lines of text → their letters, by RapidOCR with the models that its wheel brings.

Only in the process of `scan.worker`, and only where the extra `ocr` is installed. The paths of the models
are given, so that none is looked for anywhere else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rapidocr
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Box = tuple[float, float, float, float]  # left, top, right, bottom

_MODELS = Path(rapidocr.__file__).parent / "models"
_DETECTOR = _MODELS / "PP-OCRv6_det_small.onnx"
_RECOGNISER = _MODELS / "PP-OCRv6_rec_small.onnx"


@dataclass(frozen=True, slots=True)
class Letter:
    """`at` is its middle as a share of the picture's width, `sure` from 0 to 1 how sure the model is."""

    text: str
    at: float
    sure: float


class Engine:
    """The two models, loaded when first used. Threads: one, for other processes work too."""

    def __init__(self) -> None:
        self._models = rapidocr.RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.use_cls": False,
                "Global.return_word_box": True,
                "Det.model_path": str(_DETECTOR),
                "Rec.model_path": str(_RECOGNISER),
                "Rec.rec_img_shape": [3, 48, 48],  # the least width: a lone digit needs no more
                "EngineConfig.onnxruntime.intra_op_num_threads": 1,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )

    def find(self, picture: Picture) -> list[Box]:
        """Where lines of text stand in a picture."""
        found = self._models(_coloured(picture), use_det=True, use_rec=False)
        boxes = [] if found.boxes is None else found.boxes
        return [(*box.min(axis=0).tolist(), *box.max(axis=0).tolist()) for box in boxes]

    def read(self, pictures: Sequence[Picture]) -> list[list[Letter]]:
        """The letters of each line, from left to right; spaces are letters too."""
        if not pictures:
            return []
        read = self._models.recognize_txt([_coloured(each) for each in pictures])
        return [list(_letters(text, how)) for text, how in zip(read.txts, read.word_results, strict=True)]


def _letters(text: str, how: object) -> Iterator[Letter]:
    """The model tells the columns of letters only, but how sure it is of spaces too."""
    columns = [column for word in getattr(how, "word_cols", None) or () for column in word]
    width = getattr(how, "line_txt_len", 0) or 1
    last = 0.0
    for letter, sure in zip(text, getattr(how, "confs", None) or (), strict=False):
        if letter.strip():
            last = (columns.pop(0) + 0.5) / width
        yield Letter(letter, min(last, 1.0), float(sure))


def _coloured(picture: Picture) -> Picture:
    return np.repeat(picture[:, :, None], 3, axis=2)
