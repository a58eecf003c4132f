"""A table that has no heading of its own → the heading of the one before it. Called by `tables`.

Editors cut a table between any two rows, within a group too, and some set the heading in a table apart.
The rows that follow are then known by their labels, and their values by the order of the form's columns.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from adapters.documents.document import Cell, Table
from adapters.extract.layout import Layout
from adapters.extract.tables.grid import Heading, Leaf, last_words, says_number, without_blank_side

_LEAST = 5  # rows
_REVIEW, _LITIGATION = "行政复议", "行政诉讼"


def carried_over(heading: Heading | None, table: Table) -> Heading | None:
    """The heading of a request table that ends where this table ends: its columns stand above these."""
    if heading is None or heading.group != "requests":
        return None
    last = max((leaf.cell.column + leaf.cell.column_span for leaf in heading.leaves if leaf.cell), default=0)
    return heading if last == len(table.grid[0]) else None


def goes_on(heading: Heading | None, table: Table, row: int, layout: Layout) -> Heading | None:
    """The heading by its order alone, where a row has its label and as many values as it has columns."""
    if heading is None:
        return None
    cells = table.begun[row]
    at = 1 + last_words(cells)
    values = without_blank_side(cells[at:], len(heading.leaves))
    if len(values) != len(heading.leaves) or not any(map(says_number, values)):
        return None
    known = _knows(heading, cells[at - 1] if at else None, layout)
    leaves = tuple(replace(leaf, cell=None) for leaf in heading.leaves)
    return Heading(heading.group, leaves, positioned=False) if known else None


def without_heading(table: Table, start: int, layout: Layout) -> Heading | None:
    """The form's columns, known by order, where all rows from `start` are of requests and add up so.

    A page break cuts a heading off, and what stands above the break is no table.
    """
    form = layout.sequences["requests"][0]
    rows = [table.begun[row] for row in range(start, len(table.grid))]
    said = [cells for cells in rows if any(cell.text for cell in cells)]
    counts = [_counts_of(cells, len(form), layout) for cells in said]
    if len(said) < _LEAST or not all(each and 2 * each[-1] == sum(each) for each in counts):
        return None
    return Heading("requests", tuple(Leaf(name, None) for name in form), positioned=False)


def _counts_of(cells: Sequence[Cell], width: int, layout: Layout) -> list[int]:
    """The counts of a row of requests; none where it is not a label and as many numbers as columns."""
    at = 1 + last_words(cells)
    values = [cell.text.strip() for cell in cells[at:]]
    named = at > 0 and layout.row_name("requests", cells[at - 1].text) is not None
    if not named or len(values) != width or not all(text.isdecimal() or not text for text in values):
        return []
    return [int(text or 0) for text in values]


def titled(heading: Heading, title: str, layout: Layout) -> Heading:
    """A dispute table of one block that only the line above it names: 行政诉讼（复议后起诉）."""
    width = len(layout.results)
    if (
        heading.group != "disputes"
        or len(heading.leaves) != width
        or any(leaf.block for leaf in heading.leaves)
    ):
        return heading
    plain = re.sub(r"[^\w]", "", title)
    named = {code for name, code in layout.blocks.items() if name in plain}
    if len(named) != 1 or (named == {layout.blocks[_REVIEW]} and _LITIGATION in plain):
        return heading
    (block,) = named
    leaves = tuple(replace(leaf, block=block) for leaf in heading.leaves)
    return Heading(heading.group, leaves, heading.positioned)


def _knows(heading: Heading, label: Cell | None, layout: Layout) -> bool:
    """Whether the form has such a row under these columns, all of them."""
    names = tuple(leaf.name for leaf in heading.leaves)
    if heading.group == "disputes":
        return label is None and all(leaf.block for leaf in heading.leaves)
    name = layout.row_name(heading.group, label.text) if label else None
    if name is None:
        return False
    if heading.group == "requests":
        return names in layout.sequences["requests"]
    return all((name, column) in layout.cells for column in names)
