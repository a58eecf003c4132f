"""A table in plain text → its heading, its rows and the one cell under a column. Called by `tables`.

Tools that write a table as text keep the order of its cells, not always their places: names of columns
slip into other lines, blank cells go. So the form's own order counts, and `26 | 26` under seven columns
are one applicant's requests and the total, whoever the applicant is.
"""

from collections.abc import Sequence

from adapters.documents.document import Cell, Table
from adapters.extract.flattened.label_run import flat_words
from adapters.extract.flattened.splits import Budget, Cells, TooMany, token_readings, united
from adapters.extract.layout import Layout
from adapters.extract.tables.grid import Heading, Leaf, blank_sides, last_words

_STEPS = 5_000
_LEAST_OF_TEXT = 4


def ordered(found: Heading, layout: Layout) -> Heading | None:
    """A heading of requests with all the form's columns, in one line as printed, else in the form's order.

    None while columns are missing: their names may stand in the next line, or nowhere.
    """
    if found.group != "requests":
        return found
    form = layout.sequences["requests"][0]
    if sorted(leaf.name for leaf in found.leaves) != sorted(form):
        return None
    lines = {leaf.cell.row for leaf in found.leaves if leaf.cell}
    names = [leaf.name for leaf in found.leaves] if len(lines) == 1 else form
    return Heading("requests", tuple(Leaf(name, None) for name in names), positioned=False)


def parted_line(table: Table, row: int, heading: Heading) -> tuple[Sequence[Cell], Sequence[Cell]]:
    """The labels of a line and what follows them, without the blank cells that stand for a label's span."""
    labels, values = _at_last_word(table, row)
    kept = _kept(table, heading, values)
    whole = heading.group != "disclosure" or all(cell.text for cell in kept)
    return labels, kept if whole or _in_place(table, heading, kept) else [cell for cell in kept if cell.text]


def _kept(table: Table, heading: Heading, values: Sequence[Cell]) -> Sequence[Cell]:
    """As many cells as columns, if those that are too many are blank and at one end only."""
    width = len(heading.leaves)
    if len(values) <= width:
        return values
    sides = blank_sides(values, width)
    if _is_cut(heading, values):
        return values
    if len(sides) > 1 and heading.group == "requests":  # all rows of that table are equally wide
        others = [blank_sides(_at_last_word(table, at)[1], width) for at in range(len(table.grid))]
        sides = sides.intersection(*(each for each in others if len(each) == 1))
    if len(sides) != 1:
        return values
    return values[-width:] if sides == {"left"} else values[:width]


def _in_place(table: Table, heading: Heading, values: Sequence[Cell]) -> bool:
    """Whether order and place say the same: each value stands right under the name of its column."""
    if len(values) != len(heading.leaves):
        return False
    return all(
        leaf.cell is not None
        and table.grid[leaf.cell.row][leaf.cell.column] is leaf.cell
        and leaf.cell.column <= cell.column < leaf.cell.column + leaf.cell.column_span
        for leaf, cell in zip(heading.leaves, values, strict=True)
        if cell.text
    )


def _is_cut(heading: Heading, values: Sequence[Cell]) -> bool:
    """Whether a blank before the values may be the cell of a column whose name is cut off the heading."""
    if heading.group != "disclosure" or blank_sides(values, len(heading.leaves)) != {"left"}:
        return False
    last = heading.leaves[-1].cell
    return last is None or last.column + last.column_span < values[-1].column + values[-1].column_span


def _at_last_word(table: Table, row: int) -> tuple[Sequence[Cell], Sequence[Cell]]:
    cells = table.begun[row]
    at = 1 + last_words(cells)
    return cells[:at], cells[at:]


def certain_cell(
    values: Sequence[Cell], heading: Heading, index: int, *, least: int = _LEAST_OF_TEXT
) -> Cell:
    """The value under a column whatever cells were dropped. Raises LookupError where that is not one.

    Of `least` values or more the row's own sum tells where they belong. Text may have dropped its total as
    well, and then fewer add up by chance: `2 2` are two applicants'.
    """
    first = heading.leaves[0].name
    if heading.group == "disclosure" and len(heading.leaves) > 1 and first not in flat_words()["first"]:
        raise LookupError(f"the heading begins with {first}: names before it are cut off")
    if len(values) == len(heading.leaves):
        return values[index]
    filled = [cell for cell in values if cell.text.strip()]
    if len(filled) == len(heading.leaves) and not _is_cut(heading, values):
        return filled[index]
    summed = heading.group == "requests" and len(filled) >= least
    held = _held(filled, heading)[index] if summed else frozenset()
    (value,) = held if len(held) == 1 else (None,)
    found = next((cell for cell in reversed(filled) if value is not None and int(cell.text) == value), None)
    if found is None:
        raise LookupError(f"{len(values)} of {len(heading.leaves)} cells are left, their places unknown")
    return found


def _held(filled: Sequence[Cell], heading: Heading) -> Cells:
    """What each column may hold if the last one is the sum of the others."""
    width = len(heading.leaves)
    nothing: Cells = (frozenset(),) * width
    texts = [cell.text.strip() for cell in filled]
    if heading.leaves[-1].name != "总计" or not all(text.isdecimal() for text in texts):
        return nothing
    try:
        domain = token_readings([int(text) for text in texts], width, Budget(_STEPS))
    except TooMany:
        return nothing
    merged: Cells | None = None
    for cells in domain.values():
        merged = united(merged, cells)
    return merged or nothing
