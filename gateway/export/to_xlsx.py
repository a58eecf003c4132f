"""Answer → a workbook to be read by people: a sheet about it, then a sheet a table, headed in both languages.

Rows go to disk as they come (`constant_memory`), so the largest workbook takes no more memory than a small
one. Everything is written by its type: text is never taken for a formula, a link or a number.
"""

import tempfile
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio.to_thread
from xlsxwriter import Workbook

from gateway.export.answer import Answer, Table
from gateway.export.cells import moment
from gateway.export.citation import citation
from gateway.export.shape import Field, Kind, Row, Shape

MOST_ROWS = 1_048_576  # of a sheet, its header counted
LONGEST_TEXT = 32_767  # of a cell
CUT = "……（余下见 JSON 或数据包 the rest is in JSON and in the data package）"
CHUNK = 1 << 18
WIDTHS = {Kind.TEXT: 16, Kind.NUMBER: 14, Kind.MOMENT: 22, Kind.CELL: 14}
NARROW = 11
WIDE = {"title", "note", "message", "message_en", "quote", "text", "definition", "definition_en", "reason"}
ZERO_DAY = datetime(1980, 1, 1, tzinfo=UTC)


async def to_xlsx(answer: Answer) -> AsyncIterator[bytes]:
    """The file in pieces; it is made on disk first, because its index comes last."""
    with tempfile.TemporaryDirectory(prefix="gongkai-") as folder:
        path = Path(folder) / "answer.xlsx"
        book = _Book(path, folder, answer)
        for table in answer.tables:
            sheet = book.begin(table)
            async for rows in table.batches():
                # Half a millisecond a row: in a thread, so that others are answered meanwhile.
                sheet = await anyio.to_thread.run_sync(book.write, sheet, table, rows)
        await anyio.to_thread.run_sync(book.close)
        with path.open("rb") as file:
            while piece := file.read(CHUNK):
                yield piece


class _Exact(float):
    """A number of which the writer keeps every digit; of its own it writes sixteen, and two need one more."""

    def __format__(self, _spec: str) -> str:
        return repr(float(self))


class _Sheet:
    """A sheet that is being filled; `next` is its next free row."""

    def __init__(self, sheet: Any) -> None:
        self.sheet, self.next = sheet, 1


class _Book:
    """The workbook and its few formats."""

    def __init__(self, path: Path, folder: str, answer: Answer) -> None:
        self._book = Workbook(str(path), {"constant_memory": True, "tmpdir": folder})
        # The moment of the data, not of the file: the same data make the same file.
        created = (answer.about.moved_at or ZERO_DAY).replace(tzinfo=None)
        self._book.set_properties({"title": answer.about.zh, "subject": answer.about.en, "created": created})
        self._head = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        self._bold = self._book.add_format({"bold": True, "valign": "top"})
        self._wrap = self._book.add_format({"text_wrap": True, "valign": "top"})
        self._day = self._book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        self._used: dict[str, int] = {}
        self._tell(answer)

    def close(self) -> None:
        self._book.close()

    def begin(self, table: Table) -> _Sheet:
        """A new sheet with the headings of the table."""
        sheet = self._book.add_worksheet(self._sheet_name(table))
        for column, field in enumerate(table.shape.fields):
            sheet.set_column(column, column, 48 if field.name in WIDE else WIDTHS.get(field.kind, NARROW))
            sheet.write_string(0, column, _heading(field), self._head)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, 0, len(table.shape.fields) - 1)
        return _Sheet(sheet)

    def write(self, sheet: _Sheet, table: Table, rows: Sequence[Row]) -> _Sheet:
        """Fill on; a full sheet is followed by another one of the table."""
        for row in rows:
            if sheet.next == MOST_ROWS:
                sheet = self.begin(table)
            for column, cell in enumerate(row):
                self._put(sheet.sheet, sheet.next, column, cell)
            sheet.next += 1
        return sheet

    def _put(self, sheet: Any, row: int, column: int, cell: object) -> None:
        if cell is None:
            return
        if isinstance(cell, bool):
            sheet.write_boolean(row, column, cell)
        elif isinstance(cell, int | float | Decimal):
            sheet.write_number(row, column, _Exact(cell))
        elif isinstance(cell, datetime):
            sheet.write_string(row, column, moment(cell))
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell, self._day)
        else:
            sheet.write_string(row, column, _fitting(str(cell)))

    def _sheet_name(self, table: Table) -> str:
        times = self._used[table.name] = self._used.get(table.name, 0) + 1
        name = f"{table.shape.zh} {table.shape.en}"
        return name if times == 1 else f"{name} {times}"

    def _tell(self, answer: Answer) -> None:
        """The first sheet: what this is, how to cite it, how to read it."""
        about = answer.about
        sheet = self._book.add_worksheet("关于 About")
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 110)
        told = [
            ("内容 Contents", f"{about.zh}\n{about.en}"),
            ("引用 Cite as", citation(about)),
            ("网址 Address", about.url),
            ("数据版本 Data version", "" if about.version is None else str(about.version)),
            ("数据变动 Data changed", moment(about.moved_at) if about.moved_at else ""),
            *((f"问题 Question: {name}", value) for name, value in about.question),
            *(("说明 Note", f"{zh}\n{en}") for zh, en in answer.notes),
            *(_sheet_told(table.shape) for table in answer.tables),
        ]
        for row, (name, value) in enumerate(told):
            sheet.write_string(row, 0, name, self._bold)
            sheet.write_string(row, 1, _fitting(value), self._wrap)


def _sheet_told(shape: Shape) -> tuple[str, str]:
    return f"表 Sheet: {shape.zh} {shape.en}", f"{shape.about_zh}\n{shape.about_en}"


def _heading(field: Field) -> str:
    """Chinese, then the column's name as in every other file."""
    return f"{field.zh}\n{field.name}" if field.kind is not Kind.CELL else field.zh


def _fitting(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT
