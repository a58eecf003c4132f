"""A table, or a table run into one paragraph → the lines of an annex: label, unit, the year's value.

Called by annex. A form has one column to read (本年, 全区域, 统计数); 历年累计 is never read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from adapters.documents.document import Cell, Table
from adapters.extract.annex.form import Form
from adapters.extract.unit import load_units

_UNIT_HEADER = re.compile(r"单位")
_UNIT = re.compile(r"[^\W\d]{1,3}")
_VALUE = r"(?:[\d０-９][\d０-９,，.．]*|[-－—–/／]+|无)"


@lru_cache(maxsize=1)
def _run() -> re.Pattern[str]:
    """One line of a run-on form: words, unit, values."""
    unit = load_units().pattern
    return re.compile(rf"\s*(?P<label>\S.*?)\s+(?P<unit>{unit})(?P<values>(?:\s+{_VALUE})+)(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """One line as printed. `start` to `end` is where it stands in the document's text.

    `inferred` where its value has run into the number of the next line.
    """

    label: str
    unit: str
    value: str
    column: str
    start: int
    end: int
    table: int | None = None
    page: int | None = None
    inferred: bool = False


def table_lines(table: Table, form: Form, year: int) -> list[Line]:
    """The lines of a table, empty when it has no column that may be read.

    A form in two halves side by side is read half by half, one that lies on its side row by row.
    """
    grid = _upright(table.grid, form)
    at = next((row for row, cells in enumerate(grid) if any(_is_anchor(cell, form) for cell in cells)), None)
    if at is None:
        return []
    halves = [
        columns for span in _halves(grid[at], form) if (columns := _columns(grid[at], span, form, year))
    ]
    return [
        line
        for columns in halves
        for row in grid[at + 1 :]
        if (line := _row_line(row, columns, table)) is not None
    ]


def _is_anchor(cell: Cell | None, form: Form) -> bool:
    return cell is not None and form.anchor.search(cell.text) is not None


def _upright(grid: Sequence[Sequence[Cell | None]], form: Form) -> Sequence[Sequence[Cell | None]]:
    """The rows; the columns where the units stand in a row of their own below the names."""
    names = next((row for row in grid if row and _is_anchor(row[0], form)), None)
    below = grid[grid.index(names) + 1 :] if names else ()
    turned = any(row[0] and _UNIT_HEADER.fullmatch("".join(row[0].text.split())) for row in below)
    return list(zip(*grid, strict=True)) if turned else grid


def _halves(header: Sequence[Cell | None], form: Form) -> list[range]:
    """From where to where each heading of the form reaches; a cell that spans several columns is one."""
    starts = [
        at
        for at, cell in enumerate(header)
        if _is_anchor(cell, form) and (at == 0 or cell is not header[at - 1])
    ]
    return [range(start, end) for start, end in pairwise([*starts, len(header)])]


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where label, unit and value stand; `unit` is None where the form has no column for it."""

    label: int
    unit: int | None
    value: int
    title: str


def _columns(header: Sequence[Cell | None], span: range, form: Form, year: int) -> _Columns | None:
    titles = ["".join(cell.text.split()) if cell else "" for cell in header]
    label = span.start
    units = (i for i in span if i != label and _UNIT_HEADER.search(titles[i]))
    unit = next(units, None)
    first = (label if unit is None else unit) + 1
    value = best_column(titles, range(first, span.stop), form, year)
    return None if value is None else _Columns(label, unit, value, titles[value])


def _row_line(row: Sequence[Cell | None], columns: _Columns, table: Table) -> Line | None:
    named = _last_named(row, columns.value if columns.unit is None else columns.unit, columns.label)
    amount = row[columns.value]
    counted = row[columns.unit] if columns.unit is not None else None
    unit = counted.text if counted is not None and counted is not named else ""
    if named is None or amount is named or (amount is None and not _UNIT.fullmatch(unit)):
        return None
    return Line(
        label=named.text,
        unit=unit,
        value=amount.text if amount else "",  # some tools leave out blank cells
        column=columns.title,
        start=named.start,
        end=amount.start + len(amount.text) if amount else named.start + len(named.text),
        table=table.number,
        page=table.page,
    )


def _last_named(row: Sequence[Cell | None], stop: int, label: int) -> Cell | None:
    """The cell nearest to the unit: where numbering has a column of its own, the words stand right of it."""
    filled = [cell for cell in row[label:stop] if cell is not None and cell.text.strip()]
    return filled[-1] if filled else None


def best_column(titles: Sequence[str], among: Sequence[int], form: Form, year: int) -> int | None:
    """The column whose header comes first in the form's list; the only one if none is named there."""
    allowed = [i for i in among if not form.never_columns.search(titles[i]) and not _other(titles[i], year)]
    for wanted in form.columns:
        pattern = re.compile(wanted.format(year=year))
        for i in allowed:
            if pattern.search(titles[i]):
                return i
    return allowed[0] if len(allowed) == 1 else None


def _other(title: str, year: int) -> bool:
    named = re.search(r"20\d{2}", title)
    return named is not None and int(named[0]) != year


def run_lines(text: str, start: int, form: Form, year: int) -> Iterator[Line]:
    """The lines of a form whose cells stand one after the other in `text`, which begins at `start`."""
    anchor = form.anchor.search(text)
    header = re.compile(r"\S*单位").search(text, anchor.end()) if anchor else None
    if header is None:
        return
    first = _run().match(text, header.end())
    if first is None:
        return
    width = len(first["values"].split())
    titles = first["label"].split()[:width]
    value = best_column(titles, range(len(titles)), form, year) if len(titles) == width else None
    if value is None:
        return
    at = first.start("label") + _width(first["label"], width)
    while (match := _run().match(text, at)) and len(match["values"].split()) == width:
        amounts = list(re.finditer(r"\S+", match["values"]))
        begin = match.start("values")
        yield Line(
            label=match["label"],
            unit=match["unit"],
            value=amounts[value][0],
            column=titles[value],
            start=start + match.start("label"),
            end=start + begin + amounts[value].end(),
        )
        at = match.end()


def _width(label: str, tokens: int) -> int:
    """Characters of the first `tokens` words: the header that runs into the first label."""
    words = list(re.finditer(r"\S+", label))
    return words[tokens - 1].end() if len(words) >= tokens else 0
