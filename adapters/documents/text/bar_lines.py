"""Lines on which a tool has written one cell each, between bars → the same lines with the bars in place.

Such tools fill up short rows with bars on a line of their own, which are no cells; some begin each row
with a bar, some put the bar that ends a cell under it. Called by `from_text`.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

_BAR = "|"
_FILLED_UP = re.compile(r"\|{2,}")
_ROW_ENDS = re.compile(r"\S.*\|{2,}")
# A row of several cells whose last one is not ended yet: a blank cell may break its line.
_ROW_GOES_ON = re.compile(r"[^|\s][^|]*\|.*\|")
_NUMBER = re.compile(r"[\d\s/／\-—–－.,]*\|?")
# Of the rows that end in several bars, so many are followed by a bar where rows begin with one.
_MOST = 0.8


def bars_in_place(lines: Sequence[str]) -> list[str]:
    """A line of one bar that is left is a blank cell."""
    begun = _begins_rows(lines)
    breaks = not begun and any(_ROW_ENDS.fullmatch(line.strip()) for line in lines)
    kept: list[str] = []
    for at, line in enumerate(lines):
        bare = line.strip()
        if breaks and bare.startswith(_BAR) and kept and _ROW_GOES_ON.fullmatch(kept[-1].strip()):
            kept[-1] += f" {bare}"
        elif _FILLED_UP.fullmatch(bare) or (bare == _BAR and begun and _is_words(lines, at + 1)):
            continue
        elif bare == _BAR and kept and _is_open(kept[-1]):
            kept[-1] += " |"
        else:
            kept.append(line)
    return kept


def _begins_rows(lines: Sequence[str]) -> bool:
    followed = [
        following.strip() == _BAR for line, following in pairwise(lines) if _ROW_ENDS.fullmatch(line.strip())
    ]
    return bool(followed) and followed.count(True) >= _MOST * len(followed)


def _is_words(lines: Sequence[str], at: int) -> bool:
    return at < len(lines) and not _NUMBER.fullmatch(lines[at].strip())


def _is_open(line: str) -> bool:
    """A cell whose own bar has not come yet."""
    return bool(line.strip()) and _BAR not in line
