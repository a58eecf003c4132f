"""The parts of reading a picture that need no model: ruled lines, skew, lines of text, what is in doubt."""

# ruff: noqa: E402 - what is tested cannot be imported before it is known to be installed

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

cv2 = pytest.importorskip("cv2", reason="the extra ocr is not installed")
pytest.importorskip("rapidocr", reason="the extra ocr is not installed")

from adapters.documents.pdf.lattice import lattices
from adapters.documents.scan.doubt import UNKNOWN, _struck
from adapters.documents.scan.engine import Letter
from adapters.documents.scan.lines import Strip, blobs, is_dash, points
from adapters.documents.scan.rules import ink_of, rules
from adapters.documents.scan.upright import straight

Picture = NDArray[np.uint8]
SCALE = 300 / 72


def paper(tall: int = 900, wide: int = 1600) -> Picture:
    return np.full((tall, wide), 255, np.uint8)


def table(rows: Sequence[int], columns: Sequence[int]) -> Picture:
    picture = paper()
    for y in rows:
        picture[y : y + 3, columns[0] : columns[-1] + 3] = 0
    for x in columns:
        picture[rows[0] : rows[-1] + 3, x : x + 3] = 0
    return picture


def written(text: str) -> Picture:
    """The ink of digits as a drawing library sets them, 255 where it is."""
    ink = np.zeros((60, 60 * len(text)), np.uint8)
    cv2.putText(ink, text, (5, 50), cv2.FONT_HERSHEY_SIMPLEX, 1.5, 255, 3)
    return np.where(ink > 127, 255, 0).astype(np.uint8)


def strip(ink: Picture) -> Strip:
    return Strip(0, 0, ink.shape[1], ink.shape[0], 255 - ink, ink)


def struck(text: str, *doubtful: int) -> str:
    line = [Letter(each, 0.5, 0.6 if at in doubtful else 1.0) for at, each in enumerate(text)]
    return "".join(letter.text for letter in _struck(line)).replace(UNKNOWN, "?")


def test_ruled_lines_make_the_lattice_that_is_drawn() -> None:
    ink = ink_of(table((100, 200, 300, 400), (100, 500, 900, 1300)), SCALE)
    across, down, _ = rules(ink, SCALE)
    (lattice,) = lattices(across, down)
    assert (len(across), len(down), len(lattice.regions)) == (4, 4, 9)
    assert [round(x * SCALE) for x in lattice.xs] == pytest.approx([101, 501, 901, 1301], abs=2)


def test_strokes_of_letters_side_by_side_are_no_ruled_line_and_keep_their_ink() -> None:
    picture = table((100, 200, 300), (100, 700, 1300))
    picture[140:144, 200:400] = 0  # as long as a short rule, but touching none
    across, down, lines = rules(ink_of(picture, SCALE), SCALE)
    assert (len(across), len(down), int(lines[142, 300])) == (3, 3, 0)


@pytest.mark.parametrize("degrees", [-2.5, -0.4, 0.0, 1.3])
def test_a_page_that_lies_askew_is_turned_straight(degrees: float) -> None:
    drawn = table((100, 200, 300, 400, 500), (100, 500, 900, 1300))
    turn = cv2.getRotationMatrix2D((800, 450), degrees, 1.0)
    askew = cv2.warpAffine(drawn, turn, (1600, 900), borderValue=255)
    dark = (straight(askew) < 128).sum(axis=1)
    assert int((dark > 1000).sum()) >= 5


def test_digits_and_points_are_counted_in_the_ink() -> None:
    ink = written("25.1")
    assert (blobs(ink, 0, ink.shape[1]), points(ink, 0, ink.shape[1])) == (3, 1)
    assert (blobs(written("1000"), 0, 240), points(written("1000"), 0, 240)) == (4, 0)


def test_a_dash_is_told_by_its_shape_and_no_number_is_taken_for_one() -> None:
    dash = np.zeros((60, 120), np.uint8)
    dash[28:33, 20:100] = 255
    assert is_dash(strip(dash))
    assert not any(is_dash(strip(written(text))) for text in ("1", "77777", "425724", "1,111"))


def test_a_number_with_one_doubtful_numeral_is_struck_whole_and_its_neighbours_stay() -> None:
    assert struck("收到1234件，办结5件", 3) == "收到????件，办结5件"
    assert struck("收到一百二十件", 3) == "收到????件"
    assert struck("收到12件", 0) == "收到12件"


def test_a_number_beside_a_stroke_that_may_be_a_digit_is_struck() -> None:
    assert struck("7]") == "??"
    assert struck("|8") == "??"
    assert struck("22（其中修订6件）") == "22（其中修订6件）"
    assert struck("/") == "/"
