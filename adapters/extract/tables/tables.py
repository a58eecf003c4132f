"""Chapters → what the official tables of 2019 and 2021 say, cell by cell. Tables beat prose.

A row is known by its label, a column by its heading; a cell is read only where both are certain.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import SequenceMatcher

from adapters.documents.document import Cell, Document, Table
from adapters.extract.chapters import Chapter
from adapters.extract.flattened.flattened import FlatReading, read_flattened
from adapters.extract.flattened.remarks import flat_findings
from adapters.extract.layout import Layout, label_key, layout
from adapters.extract.tables.agreement import agreed, still_open
from adapters.extract.tables.grid import Heading, parted, says_number
from adapters.extract.tables.placed_cells import closed_up
from adapters.extract.tables.plain_table import parted_line
from adapters.extract.tables.remarks import (
    blocks_finding,
    cell_finding,
    label_finding,
    table_twice_finding,
    twice_finding,
)
from adapters.extract.tables.repeated import told_once
from adapters.extract.tables.row import Row
from adapters.extract.tables.standing import Standing
from schema.enums import Applicant, ReportFormat
from schema.records.finding import Finding
from schema.records.statistic import Statistic

_ALIKE = 0.75
_APART = 0.1


@dataclass(frozen=True, slots=True)
class TableReading:
    """`format` is None where no official table tells it; `claimed` are the spans that tables have read."""

    format: ReportFormat | None
    statistics: tuple[Statistic, ...]
    claimed: tuple[tuple[int, int], ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Sheet:
    """What one reading gathers."""

    document: Document
    layout: Layout
    rows: list[Row] = field(default_factory=list)
    plain: bool = False
    names: set[str] = field(default_factory=set)
    statistics: dict[tuple[str, Applicant], Statistic] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_tables(chapters: Sequence[Chapter], document: Document) -> TableReading:
    """A form without a single value gives no statistics, only its format."""
    sheet = _Sheet(document, layout(), plain=document.media_type == "text/plain")
    heading: Heading | None = None
    for chapter in chapters:
        title = ""
        for block in chapter.blocks:
            if isinstance(block, Table):
                standing = Standing(block, sheet.layout, title, carried=heading, plain=sheet.plain)
                _gather(sheet, block, standing, chapter.heading or None)
                heading = standing.last
            else:
                title = block.text
    _name_by_likeness(sheet)
    known = [row for row in sheet.rows if row.name is not None]
    told = told_once(known)
    for row in told.first:
        _read_row(sheet, row)
    sheet.findings += _differences(sheet, told.again)
    run_on = read_flattened(chapters, document, certain=_certain(sheet))
    _join(sheet, run_on)
    filled = any(each.value is not None for each in sheet.statistics.values())
    return TableReading(
        format=_format(sheet) or run_on.format,
        statistics=tuple(sheet.statistics.values()) if filled else (),
        claimed=(*_claimed(known), *run_on.claimed),
        findings=tuple(sheet.findings),
    )


def _certain(sheet: _Sheet) -> frozenset[int]:
    """The numbers of the tables that have cells, if all that these hold was read and left no doubt."""
    if sheet.plain or sheet.findings or any(row.name is None for row in sheet.rows):
        return frozenset()
    return frozenset(row.table.number for row in sheet.rows)


def _join(sheet: _Sheet, run_on: FlatReading) -> None:
    """What the text says beside its tables; in plain text both are readings of the same cells."""
    if sheet.plain:
        sheet.statistics, differ = agreed(sheet.statistics, run_on.statistics)
        sheet.findings = [*still_open(sheet.findings, sheet.statistics), *differ]
    else:
        for statistic in run_on.statistics:
            _keep(sheet, statistic)
    sheet.findings += flat_findings(run_on.refused, run_on.unread, sheet.statistics)


def _differences(sheet: _Sheet, again: Sequence[Row]) -> Iterator[Finding]:
    """What later tables say otherwise than the first."""
    for number in dict.fromkeys(row.table.number for row in again):
        other = _Sheet(sheet.document, sheet.layout, plain=sheet.plain)
        for row in again:
            if row.table.number == number:
                _read_row(other, row)
        terms = [term for term, said in other.statistics.items() if _value(sheet, term) != said.value]
        if terms:
            yield table_twice_finding(number, tuple(terms))


def _value(sheet: _Sheet, term: tuple[str, Applicant]) -> Decimal | None:
    held = sheet.statistics.get(term)
    return held.value if held else None


def _gather(sheet: _Sheet, table: Table, standing: Standing, section: str | None) -> None:
    """The rows of one table."""
    for row in range(len(table.grid)):
        if heading := standing.over(row):
            _add_row(sheet, table, row, heading, section)
    sheet.names |= standing.names


def _add_row(sheet: _Sheet, table: Table, row: int, heading: Heading, section: str | None) -> None:
    labels, values = (parted_line if sheet.plain else parted)(table, row, heading)
    if not values:
        return
    labels = sorted(labels, key=lambda cell: cell.row)  # a span that is too long stands behind the own label
    nearest = next((cell for cell in reversed(labels) if cell.text), None)
    name = _row_name(sheet.layout, heading, nearest, values)
    if name:
        sheet.names.add(name)
    sheet.rows.append(Row(table, heading, tuple(labels), tuple(values), section, name))


def _row_name(layout: Layout, heading: Heading, label: Cell | None, values: Sequence[Cell]) -> str | None:
    if heading.group == "disputes":
        return "disputes" if 2 * len(values) >= len(heading.leaves) else None
    return layout.row_name(heading.group, label.text) if label else None


def _name_by_likeness(sheet: _Sheet) -> None:
    """A misprinted label stands for the one row it is like, if that row is missing and no other is."""
    for index, row in enumerate(sheet.rows):
        nearest = next((cell for cell in reversed(row.labels) if cell.text), None)
        if row.name is not None or nearest is None or not any(map(says_number, row.values)):
            continue
        name = _alike(sheet, row.heading.group, label_key(nearest.text))
        if name is not None:
            sheet.names.add(name)
            sheet.rows[index] = Row(row.table, row.heading, row.labels, row.values, row.section, name)
        sheet.findings.append(label_finding(nearest.text, name))


def _alike(sheet: _Sheet, group: str, key: str) -> str | None:
    """None for a label that holds the words of another row beside those that it is like."""
    missing = {name for name in sheet.layout.rows[group].values() if name not in sheet.names}
    scores = sorted(
        ((SequenceMatcher(None, key, label_key(name)).ratio(), name) for name in missing), reverse=True
    )
    if not scores or scores[0][0] < _ALIKE:
        return None
    clear = len(scores) == 1 or scores[0][0] - scores[1][0] >= _APART
    like = label_key(scores[0][1])
    others = any(other in key and other not in like for other in sheet.layout.rows[group])
    return scores[0][1] if clear and not others else None


def _read_row(sheet: _Sheet, row: Row) -> None:
    if row.heading.group == "disputes" and row.heading.leaves[0].block is None:
        sheet.findings.append(blocks_finding(row.table.number))
    placed = row.cells(plain=sheet.plain)
    closed = not sheet.plain and closed_up(row.heading, placed)
    for cell, leaf in zip(placed, row.heading.leaves, strict=True):
        code, applicant = row.meaning(leaf, sheet.layout)
        if code is None:
            continue
        try:
            _keep(sheet, row.statistic(cell, leaf, (code, applicant), sheet.document, closed=closed))
        except (LookupError, ValueError) as error:
            where = (row.table.number, row.label, leaf.name)
            sheet.findings.append(cell_finding(where, (code, applicant), error))


def _keep(sheet: _Sheet, statistic: Statistic) -> None:
    key = (statistic.indicator, statistic.applicant)
    first = sheet.statistics.setdefault(key, statistic)
    if first.value is None and statistic.value is not None:
        sheet.statistics[key] = statistic
    elif statistic.value is not None and first.value != statistic.value:
        sheet.findings.append(twice_finding(first, statistic))


def _format(sheet: _Sheet) -> ReportFormat | None:
    """By the words that only one form has; where a report mixes forms, by the larger number of them."""
    marks = [sheet.layout.marks[name] for name in sheet.names if name in sheet.layout.marks]
    return max(sorted(set(marks), reverse=True), key=marks.count, default=None)


def _claimed(rows: Sequence[Row]) -> tuple[tuple[int, int], ...]:
    tables = dict.fromkeys((row.table.start, row.table.start + len(row.table.text)) for row in rows)
    return tuple(tables)
