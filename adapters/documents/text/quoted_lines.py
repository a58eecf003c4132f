"""Cells in quotes that go on over lines, as spreadsheets write them → the same rows, a line each.

Called by `from_text`.
"""

import re
from collections.abc import Sequence

_OPENS = re.compile(r'(?:^|[,;\t])"(?:[^"]|"")*$')
_CLOSES = re.compile(r'(?:[^"]|"")*"(?:[,;\t]|$)')
_MOST = 8  # lines of one cell


def whole_rows(lines: Sequence[str]) -> list[str]:
    """All other lines are left as they are, and so are those behind a quote that nothing closes."""
    kept: list[str] = []
    index = 0
    while index < len(lines):
        end = _end_of_row(lines, index)
        kept.append("".join(lines[index:end]))
        index = end
    return kept


def _end_of_row(lines: Sequence[str], start: int) -> int:
    """Behind the last line of the row that begins here."""
    line, end = lines[start], start + 1
    while '"' in line and _OPENS.search(line):
        found = (at for at in range(end, min(len(lines), end + _MOST)) if '"' in lines[at])
        at = next(found, None)
        if at is None or not _CLOSES.match(lines[at]):
            return start + 1
        line, end = lines[at].partition('"')[2], at + 1
    return end
