"""Rows that a program has printed as lists (`["规章", "3"]`, JSON or Python, one or many) → lines with bars.

Called by `from_text`, which then reads them as tables between bars.
"""

import ast
import json
from collections.abc import Iterator, Sequence

from adapters.documents.spaces import squeeze

_OPENS = frozenset(["[", "[["])
_LONGEST_LIST = 6_000  # lines
_LONGEST_LINE = 100_000  # characters


def with_list_rows(lines: Sequence[str]) -> list[str]:
    """All other lines are left as they are, and so are lists of anything but words and numbers."""
    return list(_lines(lines))


def _lines(lines: Sequence[str]) -> Iterator[str]:
    index = 0
    while index < len(lines):
        end = _end_of_list(lines, index)
        rows = _rows("\n".join(lines[index:end])) if end > index else []
        if rows:
            yield from map(_barred, rows)
            index = end
        else:
            yield lines[index]
            index += 1


def _end_of_list(lines: Sequence[str], start: int) -> int:
    """Behind the last line of a list that begins here; `start` where none does."""
    bare = lines[start].strip()
    if bare.startswith("[") and bare.rstrip(",").endswith("]"):
        return start + 1
    if bare not in _OPENS:
        return start
    stop = min(len(lines), start + _LONGEST_LIST)
    indent = lines[start].partition("[")[0]
    closed = (at for at in range(start + 1, stop) if lines[at].rstrip(",") in {f"{indent}]", f"{indent}]]"})
    return next(closed, start - 1) + 1


def _rows(text: str) -> list[list[str]]:
    """Empty for what is no list of cells, nor a list of such lists."""
    bare = text.strip().rstrip(",")
    if len(bare) > _LONGEST_LINE:
        return []
    try:
        told = json.loads(bare)
    except (ValueError, RecursionError):
        try:
            told = ast.literal_eval(bare)
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            return []
    rows = told if isinstance(told, list) and told and isinstance(told[0], list) else [told]
    return [[_cell(each) for each in row] for row in rows] if all(map(_is_row, rows)) else []


def _is_row(row: object) -> bool:
    plain = (str, int, float, type(None))
    return isinstance(row, list) and len(row) > 0 and all(isinstance(each, plain) for each in row)


def _cell(value: str | float | None) -> str:
    return "" if value is None else squeeze(str(value)).replace("|", " ")


def _barred(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
