"""Numbers that a narrow column has broken over two lines → marked as such. Called by `aligned`.

`101` comes out as `10` with a `1` below it; whether that `1` belongs there or to a row whose label is
missing is not certain, and so the cell is not one number.
"""

import re
from collections.abc import Callable, Sequence

from adapters.documents.spaces import width

_TOKEN = re.compile(r"\S+")
_NUMBER = re.compile(r"\d[\d,.，．]*")
# What is left of a label or the name of a group, left of all values; names of rows are none.
_REST = re.compile(r"[一-龥]{1,4}")
_ROWS = frozenset({"其他", "其它", "总计", "规章"})
_BROKEN = "…"


def broken_values(above: str, line: str, values: Sequence[str]) -> list[str] | None:
    """The values of the row `above` with what stands right below some of them; None if that is no such line.

    Fewer numbers than the row has and no label, each of them under a value. Some tools count two columns
    for a Chinese character, some one.
    """
    tokens = list(_TOKEN.finditer(above))[-len(values) :]
    if [token.group() for token in tokens] != list(values):
        return None
    below = list(_TOKEN.finditer(line))
    while below and _REST.fullmatch(below[0].group()) and below[0].group() not in _ROWS:
        below = below[1:]
    if not 0 < len(below) < len(values) or not all(_NUMBER.fullmatch(each.group()) for each in below):
        return None
    for wide in (len, width):
        spans = [_span(above, token, wide) for token in tokens]
        places = [_place(spans, _span(line, each, wide)) for each in below]
        if all(at is not None and _NUMBER.fullmatch(values[at]) for at in places):
            said = {at: each.group() for at, each in zip(places, below, strict=True)}
            return [value + (_BROKEN + said[at] if at in said else "") for at, value in enumerate(values)]
    return None


def _span(line: str, token: re.Match[str], wide: Callable[[str], int]) -> tuple[int, int]:
    start = wide(line[: token.start()])
    return start, start + wide(token.group())


def _place(spans: Sequence[tuple[int, int]], span: tuple[int, int]) -> int | None:
    """The first of `spans` that stands over `span`, or touches it."""
    return next((at for at, (start, end) in enumerate(spans) if start <= span[1] and span[0] <= end), None)
