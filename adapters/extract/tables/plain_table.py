"""A table in plain text → its heading, its rows and the one cell under a column. Called by `tables`.

Tools that write a table as text keep the order of its cells, not always their places: names of columns
slip into other lines, blank cells go. So the form's own order counts, and `26 | 26` under seven columns
are one applicant's requests and the total, whoever the applicant is.
"""

from collections.abc import Sequence

from adapters.documents.document import Cell, Table
from adapters.extract.flattened.label_run import flat_words
from adapters.extract.flattened.splits import Budget, Cells, TooMany, token_readings, united
from adapters.extract.layout import Layout, label_key, layout
from adapters.extract.tables.grid import Heading, Leaf, blank_sides, last_words, without_blank_side

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
    """The labels of a line and what follows them, without the blank cells that stand for a label's span.

    Where it is not certain which blank cells do, none is left.
    """
    labels, values = _at_last_word(table, row)
    filled = [cell for cell in values if cell.text]
    if heading.group == "requests" and 0 < len(filled) < len(heading.leaves):
        return labels, _in_grid(table, heading, values) or filled
    kept = _kept(heading, values)
    whole = heading.group != "disclosure" or len(filled) == len(kept)
    return labels, kept if whole or _in_place(table, heading, kept) else filled


def _are_closed_up(values: Sequence[Cell], rows: Sequence[tuple[Sequence[Cell], Cell | None]]) -> bool:
    """Whether a row without a total may stand further to the left than it belongs: one of the rows, each with
    the cell of its total, ends in the sum of its other numbers before that cell.
    """
    return not values[-1].text and any(
        _ends_in_sum(cells) for cells, total in rows if total is None or not total.text
    )


def _ends_in_sum(values: Sequence[Cell]) -> bool:
    texts = [cell.text for cell in values if cell.text]
    return (
        len(texts) > 1 and all(map(str.isdecimal, texts)) and sum(map(int, texts[:-1])) == int(texts[-1]) > 0
    )


def _in_grid(table: Table, heading: Heading, values: Sequence[Cell]) -> Sequence[Cell]:
    """The cells of a row that are those of the columns: by columns that hold the values of all rows, or by
    the end of all rows; none where these differ or neither is certain.
    """
    width = len(heading.leaves)
    lines = [_at_last_word(table, at) for at in range(len(table.grid))]
    rows = [cells for labels, cells in lines if _is_request(labels) and any(map(_text, cells))]
    if not rows:
        return _kept(heading, values)
    common = set.intersection(*(_spans(cells, width) for cells in rows))
    starts = common & _named(table) if len(common) > 1 else common
    by_column = [cell for cell in values if any(start <= cell.column < start + width for start in starts)]
    by_end = list(values[-width:]) if _all_end_alike(rows, width) else []
    if len(starts) != 1:
        if by_end and not _are_closed_up(by_end, [(cells, cells[-1]) for cells in rows]):
            return by_end
        return values[:width] if _all_begin_alike(rows, width) else []
    last = max(starts) + width - 1
    totals = [(cells, next((cell for cell in cells if cell.column == last), None)) for cells in rows]
    if len(by_column) != width or by_end not in ([], by_column) or _are_closed_up(by_column, totals):
        return []
    return by_column


def _all_end_alike(rows: Sequence[Sequence[Cell]], width: int) -> bool:
    """Whether all rows have their columns at the end: one with too many cells has a number in the last."""
    many = [cells for cells in rows if len(cells) > width]
    return all(len(cells) >= width and not any(map(_text, cells[:-width])) for cells in rows) and (
        not many or any(cells[-1].text for cells in many)
    )


def _all_begin_alike(rows: Sequence[Sequence[Cell]], width: int) -> bool:
    """The same for the beginning, where rows are filled up behind their columns."""
    many = [cells for cells in rows if len(cells) > width]
    return all(len(cells) >= width and not any(map(_text, cells[width:])) for cells in rows) and any(
        cells[0].text for cells in many
    )


def _spans(values: Sequence[Cell], width: int) -> set[int]:
    """Where so many columns may begin that hold all numbers of a row."""
    filled = [cell.column for cell in values if cell.text]
    return set(range(max(values[0].column, filled[-1] - width + 1), filled[0] + 1))


def _named(table: Table) -> set[int]:
    """Where the column of the first name stands, as far from that of the last as in the form."""
    names = layout().sequences["requests"][0]
    first, last = (
        {cell.column for row in table.grid for cell in row if cell and label_key(cell.text) == name}
        for name in (names[0], names[-1])
    )
    return {at for at in first if at + len(names) - 1 in last}


def _is_request(labels: Sequence[Cell]) -> bool:
    return any(label_key(cell.text) in layout().rows["requests"] for cell in labels[-1:])


def _text(cell: Cell) -> str:
    return cell.text


def _kept(heading: Heading, values: Sequence[Cell]) -> Sequence[Cell]:
    """As many cells as columns, if those that are too many are blank and at one end only."""
    sides = blank_sides(values, len(heading.leaves))
    if len(sides) != 1 or _is_cut(heading, values):
        return values
    return without_blank_side(values, len(heading.leaves))


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
