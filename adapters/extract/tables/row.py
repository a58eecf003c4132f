"""A row of an official table under its heading → what it is called, and the statistic of each cell.

Called by `tables`. In plain text a cell is taken only where the form's order or the row's sum tells it.
"""

from dataclasses import dataclass
from functools import cached_property

from adapters.documents.document import Cell, Document, Table
from adapters.extract.cells import read_cell, unit_of_heading
from adapters.extract.layout import Layout, layout
from adapters.extract.tables.grid import Heading, Leaf
from adapters.extract.tables.placed_cells import Placed, cells_under, certain_cells, without_gaps
from schema.dictionary.indicators import indicator
from schema.enums import Applicant
from schema.records.source import Source
from schema.records.statistic import Statistic


@dataclass(frozen=True)
class Row:
    """`name` is its name in the form once that is known."""

    table: Table
    heading: Heading
    labels: tuple[Cell, ...]
    values: tuple[Cell, ...]
    section: str | None
    name: str | None

    @cached_property
    def label(self) -> str:
        return " ".join(cell.text for cell in self.labels if cell.text)

    @property
    def key(self) -> tuple[object, ...]:
        """What the row is in the form, whoever's table it stands in."""
        columns = tuple((leaf.name, leaf.block) for leaf in self.heading.leaves)
        return (self.heading.group, self.name, columns if self.heading.group != "requests" else ())

    def meaning(self, leaf: Leaf, layout: Layout) -> tuple[str | None, Applicant]:
        """The indicator and applicant of the cell under a column; no indicator where the form has none."""
        if self.heading.group == "requests":
            return layout.codes[self.name or ""], layout.applicants[leaf.name]
        if self.heading.group == "disputes":
            code = f"{leaf.block}.{layout.results[leaf.name]}" if leaf.block else None
            return code, Applicant.TOTAL
        return layout.cells.get((self.name or "", leaf.name)), Applicant.TOTAL

    def cells(self, *, plain: bool) -> Placed:
        """The cell under each column, None where that is not certain."""
        if plain:
            return certain_cells(self.values, self.heading)
        line = self.table.grid[self.values[0].row]
        return cells_under(self.heading, self.labels, self.values, short=None in line)

    def statistic(
        self,
        cell: Cell | None,
        leaf: Leaf,
        term: tuple[str, Applicant],
        document: Document,
        *,
        closed: bool = False,
    ) -> Statistic:
        """`closed` tells that digits with gaps are one number.

        Raises LookupError where no one cell stands under the column, ValueError where it is no number.
        """
        if cell is None:
            values, columns = len(self.values), len(self.heading.leaves)
            raise LookupError(f"{values} values stand in the row of {columns} columns, their places unknown")
        column = leaf.cell.text if leaf.cell and leaf.cell.text else leaf.name
        unit = indicator(term[0]).unit
        text = without_gaps(cell.text) if closed else cell.text
        read = read_cell(text, unit=unit, heading_unit=unit_of_heading(column))
        return Statistic(
            indicator=term[0],
            label=_label(self, leaf),
            value=read.value,
            unit=unit,
            applicant=term[1],
            qualifier=read.qualifier,
            inferred=text != cell.text,
            source=Source(
                quote=_line(document.text, cell),
                url=document.url,
                section=self.section,
                table=self.table.number,
                row=self.label or None,
                column=column,
                page=self.table.page,
                start=cell.start,
                end=cell.start + len(cell.text),
            ),
        )


def _label(row: Row, leaf: Leaf) -> str:
    if row.heading.group == "requests":
        return row.label
    printed = leaf.cell.text if leaf.cell else leaf.name
    if row.heading.group == "disputes":
        block = next(name for name, code in layout().blocks.items() if code == leaf.block)
        return f"{block} {printed}"
    return f"{row.label} {printed}"


def _line(text: str, cell: Cell) -> str:
    """The row as it stands in the document's text."""
    end = text.find("\n", cell.start)
    return text[text.rfind("\n", 0, cell.start) + 1 : len(text) if end < 0 else end]
