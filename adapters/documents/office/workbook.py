"""The sheets of an Excel file → paragraphs and tables. Under `from_xlsx` and `from_xls`.

A sheet holds a report's tables with its captions between them: a row of one cell that reads like a
caption or a sentence is a paragraph, an empty row ends a table.
"""

import io
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from adapters.documents.assemble import Part, Piece
from adapters.documents.limits import MAX_FILLED, MAX_POSITIONS, MAX_SHEETS, Overfull
from adapters.documents.office.xlsx_hidden import Hidden
from adapters.documents.spaces import join_lines, squeeze

_CAPTION = re.compile(r"[一二三四五六七八九十]{1,3}、.*(?:情况|事项|问题)|.*(?:报告|年报)")
_LONGEST_LABEL = 60
_SIGNIFICANT = 15  # digits that a sheet keeps

Value = int | float | str | bool | date | datetime | time | timedelta
Rows = list[dict[int, str]]
Span = tuple[int, int]


def sheet_parts(body: bytes, hidden: Mapping[str, Hidden] | None = None) -> Iterator[Part]:
    """Sheets in their order; hidden ones and charts are left out, and what is `hidden` in the others."""
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(body))
    shown = [
        each.name
        for each in workbook.sheets_metadata
        if each.visible == SheetVisibleEnum.Visible and each.typ == SheetTypeEnum.WorkSheet
    ]
    if len(shown) > MAX_SHEETS:
        raise Overfull(f"it has {len(shown)} sheets, more than {MAX_SHEETS}")
    left = MAX_FILLED
    for name in shown:
        sheet = workbook.get_sheet_by_name(name)
        rows = _rows(sheet, left)
        left -= sum(map(len, rows))
        yield from _parts(*_shown(rows, _spans(sheet), (hidden or {}).get(name, Hidden())))


def _rows(sheet: CalamineSheet, most: int) -> Rows:
    """For each row the cells that say something, by column."""
    if sheet.total_height * sheet.total_width > MAX_POSITIONS:
        raise Overfull(f"a sheet spans more than {MAX_POSITIONS} positions")
    rows: Rows = []
    count = 0
    for row in sheet.iter_rows():
        said = ((column, _text(value)) for column, value in enumerate(row))
        rows.append({column: text for column, text in said if text})
        count += len(rows[-1])
        if count > most:
            raise Overfull(f"it has more than {MAX_FILLED} cells")
    return rows


def _text(value: Value) -> str:
    """As a sheet shows it: 21, not 21.0; a date without the hour that nobody set."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(float(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, str):
        return join_lines([squeeze(line) for line in value.splitlines()])
    return str(value)


def _number(value: float) -> str:
    if value == int(value) and abs(value) < 10**_SIGNIFICANT:
        return str(int(value))
    return f"{value:.{_SIGNIFICANT}g}"


def _spans(sheet: CalamineSheet) -> dict[tuple[int, int], Span]:
    """Rows and columns that a merged cell covers, by its upper left corner."""
    merged = sheet.merged_cell_ranges or []
    return {(top, left): (bottom - top + 1, right - left + 1) for (top, left), (bottom, right) in merged}


def _shown(
    rows: Rows, spans: Mapping[tuple[int, int], Span], hidden: Hidden
) -> tuple[Rows, Mapping[tuple[int, int], Span]]:
    """As if what is hidden were not there: rows and columns behind it move up, spans over it are shorter."""
    if not hidden.rows and not hidden.columns:
        return rows, spans
    down, across = sorted(hidden.rows), sorted(hidden.columns)
    left = [
        {_moved(column, across): text for column, text in row.items() if column not in hidden.columns}
        for at, row in enumerate(rows)
        if at not in hidden.rows
    ]
    moved = {
        (_moved(row, down), _moved(column, across)): (
            _moved(row + high, down) - _moved(row, down),
            _moved(column + wide, across) - _moved(column, across),
        )
        for (row, column), (high, wide) in spans.items()
    }
    return left, {place: span for place, span in moved.items() if all(span)}


def _moved(at: int, hidden: Sequence[int]) -> int:
    """Where a row or column stands without the hidden ones before it."""
    return at - bisect_left(hidden, at)


def _parts(rows: Rows, spans: Mapping[tuple[int, int], Span]) -> Iterator[Part]:
    start = 0
    covered = 0
    for index, row in enumerate([*rows, {}]):
        covered = max([covered, *(index + spans.get((index, c), (1, 1))[0] for c in row)])
        caption = _caption(row)
        if caption is None and (row or index < covered):
            continue
        if any(rows[start:index]):
            yield _pieces(rows, start, index, spans)
        if caption:
            yield caption
        start = index + 1


def _caption(row: Mapping[int, str]) -> str | None:
    if len(row) != 1:
        return None
    text = next(iter(row.values()))
    return text if _CAPTION.fullmatch(text) or len(text) > _LONGEST_LABEL else None


def _pieces(rows: Rows, start: int, end: int, spans: Mapping[tuple[int, int], Span]) -> Sequence[Piece]:
    """The table in some rows: every position once, blank ones too, so that a blank figure stays one."""
    columns = [column for row in rows[start:end] for column in row]
    left, right = min(columns), max(columns) + 1
    taken: set[tuple[int, int]] = set()
    pieces: list[Piece] = []
    for row in range(start, end):
        for column in range(left, right):
            if (row, column) in taken:
                continue
            down, wide = spans.get((row, column), (1, 1))
            down, wide = min(down, end - row), min(wide, right - column)
            taken.update((row + i, column + j) for i in range(down) for j in range(wide))
            pieces.append(Piece(rows[row].get(column, ""), row - start, column - left, down, wide))
    return pieces
