"""Tables whose columns a rule shows (`-----  -----`), and rows with cells between commas → lines with bars.

Pandoc and reStructuredText write the first, spreadsheets the second. Called by `from_text`, which then
reads all of them as tables between bars.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from adapters.documents.spaces import squeeze, width

_RULE = re.compile(r"\s*(?:-{2,}|={2,})(?:\s+(?:-{2,}|={2,}))+\s*")
_WHOLE_RULE = re.compile(r"\s*(?:-{4,}|={4,})\s*")
_LONGEST_TABLE = 400  # lines
_VALUE = re.compile(r"[+\-－]?[\d０-９][\d０-９.]*%?|[/／\-—]+|无")
_SEPARATORS = (",", ";")
_SENTENCE_ENDS = ("。", "；", "：")
# Bars or tabs part the cells, or nothing parts a label from its number, and commas stand within numbers.
_OTHERWISE_PARTED = re.compile(r"[|\t]|[一-龥）)]\d{1,3},\d{3}")
_QUOTED = re.compile(r'"[^"]*"')
# What may be one number, or two.
_GROUPS = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?![\d.])")
_LONGEST_CELL = 60
_LEAST_ROWS = 2
_WIDE = 4  # cells, the same number in every line, under several lines of heading


def with_bars(lines: Sequence[str]) -> list[str]:
    """All other lines are left as they are."""
    return list(_separated(list(_ruled(lines))))


def _ruled(lines: Sequence[str]) -> Iterator[str]:
    rules = [_columns_ruled(line) for line in lines]
    index = 0
    while index < len(lines):
        end = _end_of_table(rules, index) if rules[index] > 1 else None
        if end is None:
            yield lines[index]
            index += 1
            continue
        yield from _rows(lines[index + 1 : end], _columns(lines[index]))
        index = end + 1


def _columns_ruled(line: str) -> int:
    """How many columns a line parts if it is nothing but a rule; 0 for any other line."""
    if _WHOLE_RULE.fullmatch(line):
        return 1
    return len(_columns(line)) if _RULE.fullmatch(line) else 0


def _end_of_table(rules: Sequence[int], start: int) -> int | None:
    """The last rule of a table; its heading may have a rule of its own below it."""
    stop = min(len(rules), start + _LONGEST_TABLE)
    ends = (at for at in range(start + 1, stop) if rules[at] in {1, rules[start]})
    return next((at for at in reversed(list(islice(ends, 2))) if at > start + 1), None)


def _columns(rule: str) -> list[tuple[int, int]]:
    """From and to of each column; the last one goes on to the end of the line."""
    found = [each.span() for each in re.finditer(r"-+|=+", rule)]
    starts = [start for start, _ in found]
    return list(zip(starts, [*starts[1:], 10_000], strict=True))


def _rows(lines: Sequence[str], columns: Sequence[tuple[int, int]]) -> Iterator[str]:
    """A row a line; where blank lines part rows, all lines between them are one row."""
    filled = [line for line in lines if not (_RULE.fullmatch(line) or _WHOLE_RULE.fullmatch(line))]
    if any(not line.strip() for line in filled[1:-1]):
        blocks = "\n".join(filled).split("\n\n")
        rows = [[_cut(line, columns) for line in block.split("\n") if line.strip()] for block in blocks]
        cells = [["".join(parts) for parts in zip(*row, strict=True)] for row in rows if row]
    else:
        cells = [_cut(line, columns) for line in filled]
    yield from (_barred(row) for row in cells)


def _cut(line: str, columns: Sequence[tuple[int, int]]) -> list[str]:
    cells = [""] * len(columns)
    at = 0
    for char in line:
        column = next((index for index, (start, end) in enumerate(columns) if start <= at < end), 0)
        cells[column] += char
        at += width(char)
    return [squeeze(cell) for cell in cells]


def _barred(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', ' ') for cell in cells)} |"


def _separated(lines: Sequence[str]) -> Iterator[str]:
    index = 0
    while index < len(lines):
        rows, end = _separated_rows(lines, index)
        end = max(end, index + 1)
        yield from (_barred(row) if row else line for row, line in zip(rows, lines[index:end], strict=True))
        index = end


def _separated_rows(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """Neighbouring lines between commas most of which end in a value, and where they end; none of prose.

    A line that may be a row in two ways has no cells.
    """
    seen = start
    for separator in _SEPARATORS:
        end = start
        rows: list[list[str]] = []
        while end < len(lines) and (row := _cells(lines[end], separator)):
            rows.append(row)
            end += 1
        values = sum(_ends_in_value(row) for row in rows)
        wide = len({len(row) for row in rows}) == 1 and len(rows[0]) >= _WIDE
        if len(rows) >= _LEAST_ROWS and (2 * values >= len(rows) or (values and wide)):
            return _grouped(lines[start:end], rows) if separator == "," else rows, end
        seen = max(seen, end)
    return [[]] * (max(seen, start + 1) - start), seen


def _grouped(lines: Sequence[str], rows: Sequence[list[str]]) -> list[list[str]]:
    """Commas within numbers (`规章,15,095`) part nothing: known by how many values the other rows have."""
    bare = [_QUOTED.sub('""', line) for line in lines]
    doubtful = [_GROUPS.search(line) is not None for line in bare]
    if not any(doubtful) or (not all(doubtful) and len(set(map(len, rows))) == 1):
        return list(rows)
    usual = [row for row, doubt in zip(rows, doubtful, strict=True) if not doubt]
    return [
        _certain(row, _GROUPS.sub(lambda found: found[0].replace(",", ""), line), usual) if doubt else row
        for row, line, doubt in zip(rows, lines, doubtful, strict=True)
    ]


def _certain(row: list[str], joined: str, usual: Sequence[list[str]]) -> list[str]:
    """The reading with as many cells and values as other rows have; none where both are, or neither."""
    lengths, counts = set(map(len, usual)), set(map(_count_values, usual))
    readings = (row, _cells(joined, ","))
    fitting = [each for each in readings if len(each) in lengths and _count_values(each) in counts]
    return fitting[0] if len(fitting) == 1 else []


def _count_values(row: Sequence[str]) -> int:
    """How many cells stand behind the last one of words."""
    return next((at for at, cell in enumerate(reversed(row)) if cell and not _VALUE.fullmatch(cell)), 0)


def _ends_in_value(row: Sequence[str]) -> bool:
    """A value before whatever is blank; a sentence may end in a comma, blank cells come in numbers."""
    last = next((cell for cell in reversed(row) if cell), "")
    return _VALUE.fullmatch(last) is not None or (len(row) > _LEAST_ROWS and not any(row[-2:]))


def _cells(line: str, separator: str) -> list[str]:
    """Empty for a line that is no row: a sentence, a line with bars, one without the separator."""
    ends = _SENTENCE_ENDS if separator == ";" else (*_SENTENCE_ENDS, ";")
    if separator not in line or _OTHERWISE_PARTED.search(line) or line.rstrip().endswith(ends):
        return []
    cells = next(csv.reader([line], delimiter=separator, skipinitialspace=True), [])
    short = all(len(cell) <= _LONGEST_CELL and "。" not in cell for cell in cells)
    return [squeeze(cell) for cell in cells] if len(cells) > 1 and short else []
