"""A CSV, JSON or XLSX file → its rows, each with its number in the file and its cells by column."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from adapters.documents.limits import MAX_FILLED, MAX_POSITIONS
from adapters.documents.sniff import sniff
from adapters.errors import LayoutChanged
from adapters.families.answers import read_json, records_at
from adapters.families.links import page_text
from adapters.families.upstream_options import OpenDataOptions
from adapters.fetch.snapshot import Snapshot

_DELIMITERS = ",;\t|"
_DIGITS = 15  # that a sheet keeps


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1 as a person would: lines of a CSV and rows of a sheet with the heading,
    records of a JSON list without. `sheet` is the name of the sheet.
    """

    number: int
    cells: Mapping[str, str]
    sheet: str | None = None

    def said(self, column: str) -> str:
        """The cell's text, empty where there is none or no such column is asked for."""
        return self.cells.get(column, "") if column else ""


def read_rows(page: Snapshot, options: OpenDataOptions) -> Sequence[Row]:
    """The rows that say something. Raises LayoutChanged where the file is not what the profile says."""
    kind = sniff(page.body, page.media_type)
    if kind in {"xlsx", "xls"}:
        found = _sheet(page, options)
    elif options.records or page.body.lstrip()[:1] in {b"{", b"["}:
        found = _records(page, options)
    elif kind == "text":
        found = _lines(page, options)
    else:
        raise LayoutChanged(f"the file is {kind}, not CSV, JSON or XLSX; look at its address", url=page.url)
    rows = [row for row in found if any(row.cells.values())]
    _check_columns(rows, options, page)
    return rows


def _check_columns(rows: Sequence[Row], options: OpenDataOptions, page: Snapshot) -> None:
    """A column that the profile names and no row has is a file that has changed."""
    there = {column for row in rows for column in row.cells}
    lacking = [column for column in options.columns if column not in there]
    if lacking:
        has = ", ".join(sorted(there)) or "no columns"
        raise LayoutChanged(f"the file has no column {lacking[0]!r}; it has {has}", url=page.url)


def _lines(page: Snapshot, options: OpenDataOptions) -> Iterator[Row]:
    text = page_text(page).lstrip("\ufeff")
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    lines = _bounded(((reader.line_num, line) for line in reader), page)
    yield from _under_heading(list(lines), options.header, None)


def _delimiter(text: str) -> str:
    """The one that stands most often in the heading."""
    heading = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=heading.count)


def _sheet(page: Snapshot, options: OpenDataOptions) -> Iterator[Row]:
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(page.body))
        name = options.sheet or workbook.sheet_names[0]
        sheet = workbook.get_sheet_by_name(name)
    except (CalamineError, IndexError) as error:
        wanted = f"sheet {options.sheet!r}" if options.sheet else "sheet"
        raise LayoutChanged(
            f"the workbook has no {wanted} that can be read: {error}", url=page.url
        ) from error
    if sheet.total_height * sheet.total_width > MAX_POSITIONS:
        raise LayoutChanged(f"a sheet spans more than {MAX_POSITIONS} positions", url=page.url)
    cells = ([_shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False))
    yield from _under_heading(list(_bounded(enumerate(cells, 1), page)), options.header, name)


def _records(page: Snapshot, options: OpenDataOptions) -> Iterator[Row]:
    records = records_at(page, read_json(page, exact=True), options.records)
    flat = ((number, _flat(record)) for number, record in enumerate(records, 1))
    for number, cells in _bounded(flat, page):
        yield Row(number, cells)


def _bounded(rows: Iterator[tuple[int, Any]], page: Snapshot) -> Iterator[tuple[int, Any]]:
    left = MAX_FILLED
    for number, row in rows:
        left -= len(row)
        if left < 0:
            raise LayoutChanged(f"the file has more than {MAX_FILLED} cells; split it", url=page.url)
        yield number, row


def _under_heading(
    lines: Sequence[tuple[int, Sequence[str]]], header: int, sheet: str | None
) -> Iterator[Row]:
    """`header` is the number of the line with the columns' names."""
    heading = next((cells for number, cells in lines if number == header), ())
    names = [" ".join(name.split()) for name in heading]
    for number, cells in lines:
        if number > header:
            texts = (cell.strip() for cell in cells)
            yield Row(number, {name: text for name, text in zip(names, texts, strict=False) if name}, sheet)


def _flat(record: Mapping[str, Any], above: str = "") -> dict[str, str]:
    """Nested parts by their path: `{"requests": {"received": 3}}` has a column `requests.received`."""
    cells: dict[str, str] = {}
    for key, value in record.items():
        if isinstance(value, Mapping):
            cells |= _flat(value, f"{above}{key}.")
        else:
            cells[f"{above}{key}"] = "" if value is None else str(value).strip()
    return cells


def _shown(value: Any) -> str:
    """As a sheet shows it: 21, not 21.0."""
    if isinstance(value, float):
        whole = value == int(value) and abs(value) < 10**_DIGITS
        return str(int(value)) if whole else f"{value:.{_DIGITS}g}"
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value).strip()
