"""Chapters → what the official tables of 2019 and 2021 say, cell by cell. Tables beat prose.

A row is known by its label, a column by its heading; a cell is read only where both are certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from adapters.documents.document import Cell, Document, Table
from adapters.extract.agreement import agreed, still_open
from adapters.extract.cells import read_cell
from adapters.extract.chapters import Chapter
from adapters.extract.columns import heading_above
from adapters.extract.flat_remarks import flat_findings
from adapters.extract.flattened import FlatReading, read_flattened
from adapters.extract.grid import Heading, Leaf, across, heading_at, parted, pick
from adapters.extract.layout import Layout, label_key, layout
from adapters.extract.plain_table import certain_cell, ordered, parted_line
from adapters.extract.remarks import blocks_finding, cell_finding, label_finding, twice_finding
from schema.dictionary.indicators import indicator
from schema.enums import Applicant, ReportFormat
from schema.records.finding import Finding
from schema.records.source import Source
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


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of values under a heading; `name` is its name in the form once that is known."""

    table: Table
    heading: Heading
    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    section: str | None
    name: str | None

    @property
    def label(self) -> str:
        return " ".join(cell.text for cell in self.labels if cell.text)


@dataclass(slots=True)
class _Sheet:
    """What one reading gathers."""

    document: Document
    layout: Layout
    rows: list[_Row] = field(default_factory=list)
    plain: bool = False
    names: set[str] = field(default_factory=set)
    statistics: dict[tuple[str, Applicant], Statistic] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_tables(chapters: Sequence[Chapter], document: Document) -> TableReading:
    """A form without a single value gives no statistics, only its format."""
    sheet = _Sheet(document, layout(), plain=document.media_type == "text/plain")
    heading: Heading | None = None
    for chapter in chapters:
        for block in chapter.blocks:
            if isinstance(block, Table):
                heading = _gather(sheet, block, chapter.heading or None, heading)
    _name_by_likeness(sheet)
    known = [row for row in sheet.rows if row.name is not None]
    for row in known:
        _read_row(sheet, row)
    run_on = read_flattened(chapters, document)
    _join(sheet, run_on)
    filled = any(each.value is not None for each in sheet.statistics.values())
    return TableReading(
        format=_format(sheet) or run_on.format,
        statistics=tuple(sheet.statistics.values()) if filled else (),
        claimed=(*_claimed(known), *run_on.claimed),
        findings=tuple(sheet.findings),
    )


def _join(sheet: _Sheet, run_on: FlatReading) -> None:
    """What the text says beside its tables; in plain text both are readings of the same cells."""
    if sheet.plain:
        sheet.statistics, differ = agreed(sheet.statistics, run_on.statistics)
        sheet.findings = [*still_open(sheet.findings, sheet.statistics), *differ]
    else:
        for statistic in run_on.statistics:
            _keep(sheet, statistic)
    sheet.findings += flat_findings(run_on.refused, run_on.unread, sheet.statistics)


def _gather(sheet: _Sheet, table: Table, section: str | None, carried: Heading | None) -> Heading | None:
    """The rows of one table; a table cut by a page goes on under the heading of the one before it."""
    heading = carried if carried and _same_width(carried, table) else None
    above: Heading | None = None
    for row in range(len(table.grid)):
        found = heading_at(table, row, sheet.layout, above)
        above = found
        if found is not None:
            heading = ordered(found, sheet.layout) if sheet.plain else found
            sheet.names.update(leaf.name for leaf in found.leaves)
            continue
        if not _is_whole(heading, sheet.layout) and _is_request(table, row, sheet.layout):
            heading = heading_above(table, row, sheet.layout) or heading
        if heading is not None:
            _add_row(sheet, table, row, heading, section)
    return heading


def _is_whole(heading: Heading | None, layout: Layout) -> bool:
    if heading is None or heading.group != "requests":
        return False
    return len(heading.leaves) == len(layout.sequences["requests"][0])


def _is_request(table: Table, row: int, layout: Layout) -> bool:
    """A row with a label that only the table of requests has."""
    keys = [label_key(cell.text) for cell in across(table, row)]
    only = layout.rows["requests"].keys() - layout.columns["requests"].keys()
    return any(key in only for key in keys)


def _same_width(heading: Heading, table: Table) -> bool:
    last = max((leaf.cell.column + leaf.cell.column_span for leaf in heading.leaves if leaf.cell), default=0)
    return heading.group == "requests" and last == len(table.grid[0])


def _add_row(sheet: _Sheet, table: Table, row: int, heading: Heading, section: str | None) -> None:
    labels, values = parted_line(table, row, heading) if sheet.plain else parted(table, row, heading)
    if not values:
        return
    nearest = next((cell for cell in reversed(labels) if cell.text), None)
    name = _row_name(sheet.layout, heading, nearest, values)
    if name:
        sheet.names.add(name)
    sheet.rows.append(_Row(table, heading, tuple(labels), tuple(values), section, name))


def _row_name(layout: Layout, heading: Heading, label: Cell | None, values: Sequence[Cell]) -> str | None:
    if heading.group == "disputes":
        return "disputes" if 2 * len(values) >= len(heading.leaves) else None
    return layout.rows[heading.group].get(label_key(label.text)) if label else None


def _name_by_likeness(sheet: _Sheet) -> None:
    """A misprinted label stands for the one row it is like, if that row is missing and no other is."""
    for index, row in enumerate(sheet.rows):
        nearest = next((cell for cell in reversed(row.labels) if cell.text), None)
        if row.name is not None or nearest is None or not any(map(_says_number, row.values)):
            continue
        name = _alike(sheet, row.heading.group, label_key(nearest.text))
        if name is not None:
            sheet.names.add(name)
            sheet.rows[index] = _Row(row.table, row.heading, row.labels, row.values, row.section, name)
        sheet.findings.append(label_finding(nearest.text, name))


def _says_number(cell: Cell) -> bool:
    return any(char.isdigit() for char in cell.text)


def _alike(sheet: _Sheet, group: str, key: str) -> str | None:
    missing = {name for name in sheet.layout.rows[group].values() if name not in sheet.names}
    scores = sorted(
        ((SequenceMatcher(None, key, label_key(name)).ratio(), name) for name in missing), reverse=True
    )
    if not scores or scores[0][0] < _ALIKE:
        return None
    clear = len(scores) == 1 or scores[0][0] - scores[1][0] >= _APART
    return scores[0][1] if clear else None


def _read_row(sheet: _Sheet, row: _Row) -> None:
    if row.heading.group == "disputes" and row.heading.leaves[0].block is None:
        sheet.findings.append(blocks_finding(row.table.number))
    for index, leaf in enumerate(row.heading.leaves):
        code, applicant = _meaning(sheet.layout, row, leaf)
        if code is None:
            continue
        try:
            _keep(sheet, _statistic(sheet, row, index, code, applicant))
        except (LookupError, ValueError) as error:
            where = (row.table.number, row.label, leaf.name)
            sheet.findings.append(cell_finding(where, (code, applicant), error))


def _meaning(layout: Layout, row: _Row, leaf: Leaf) -> tuple[str | None, Applicant]:
    if row.heading.group == "requests":
        return layout.codes[row.name or ""], layout.applicants[leaf.name]
    if row.heading.group == "disputes":
        code = f"{leaf.block}.{layout.results[leaf.name]}" if leaf.block else None
        return code, Applicant.TOTAL
    return layout.cells.get((row.name or "", leaf.name)), Applicant.TOTAL


def _statistic(sheet: _Sheet, row: _Row, index: int, code: str, applicant: Applicant) -> Statistic:
    choose = certain_cell if sheet.plain else pick
    cell = choose(row.values, row.heading, index)
    leaf = row.heading.leaves[index]
    column = leaf.cell.text if leaf.cell and leaf.cell.text else leaf.name
    unit = indicator(code).unit
    read = read_cell(cell.text, unit=unit, heading_unit=_heading_unit(column))
    return Statistic(
        indicator=code,
        label=_label(row, leaf),
        value=read.value,
        unit=unit,
        applicant=applicant,
        qualifier=read.qualifier,
        source=Source(
            quote=_line(sheet.document.text, cell),
            url=sheet.document.url,
            section=row.section,
            table=row.table.number,
            row=row.label or None,
            column=column,
            page=row.table.page,
            start=cell.start,
            end=cell.start + len(cell.text),
        ),
    )


def _label(row: _Row, leaf: Leaf) -> str:
    if row.heading.group == "requests":
        return row.label
    printed = leaf.cell.text if leaf.cell else leaf.name
    if row.heading.group == "disputes":
        block = next(name for name, code in layout().blocks.items() if code == leaf.block)
        return f"{block} {printed}"
    return f"{row.label} {printed}"


def _heading_unit(column: str) -> str | None:
    """What the heading of a money column prints: 本年收费金额（单位：万元）."""
    return next((unit for unit in ("亿元", "万元", "元") if unit in column), None)


def _line(text: str, cell: Cell) -> str:
    """The row as it stands in the document's text."""
    end = text.find("\n", cell.start)
    return text[text.rfind("\n", 0, cell.start) + 1 : len(text) if end < 0 else end]


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


def _claimed(rows: Sequence[_Row]) -> tuple[tuple[int, int], ...]:
    tables = dict.fromkeys((row.table.start, row.table.start + len(row.table.text)) for row in rows)
    return tuple(tables)
