"""A row of an official table → the cell under each column, None where that is not certain. Under `row`.

A cell is placed by its order and by its position, and a row that ends in as many cells as the form has
columns by the form's order too. Where portals have lost spans or cells these differ; then the row's own
sum decides, and where it does not, nothing is taken.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from adapters.documents.document import Cell
from adapters.extract.cells import read_cell
from adapters.extract.layout import layout
from adapters.extract.tables.grid import Heading, last_words, pick_by_place, without_blank_side
from adapters.extract.tables.plain_table import certain_cell

Placed = tuple[Cell | None, ...]
Pick = Callable[[Sequence[Cell], Heading, int], Cell]
_TOTAL = "总计"
_NOUGHT = Decimal(0)
_APART = re.compile(r"\d+(?: \d+)+")


def cells_under(heading: Heading, labels: Sequence[Cell], values: Sequence[Cell], *, short: bool) -> Placed:
    """`short` tells that a row has fewer cells than its table has columns."""
    in_order = len(values) == len(heading.leaves) and _is_in_order(heading)
    if heading.group == "disclosure":
        fewer = short and len(values) < len(heading.leaves)
        readings = [] if fewer else [tuple(values)] if in_order else list(_readings(heading, labels, values))
        return _common(readings, heading)
    if in_order and _adds_up(heading, tuple(values), values):
        return tuple(values)
    return _summed(heading, list(_readings(heading, labels, values)), values, short=short, in_order=in_order)


def _summed(
    heading: Heading, readings: list[Placed], values: Sequence[Cell], *, short: bool, in_order: bool
) -> Placed:
    """The reading that the row's own sum bears out; where none is, what no reading denies."""
    sums = [each for each in readings if _adds_up(heading, each, values)]
    if sums and readings[1:2] == readings[:1] == sums[:1]:
        return sums[0]  # by order and by position alike
    if sums:
        return _common(sums, heading)
    if in_order:
        return tuple(values)
    if heading.group == "requests" and len(heading.leaves) < len(layout().sequences["requests"][0]):
        return _common([], heading)
    return _each(_of_page, values, heading) if short else _common(readings, heading)


def _of_page(values: Sequence[Cell], heading: Heading, index: int) -> Cell:
    return certain_cell(values, heading, index, least=1)


def _is_in_order(heading: Heading) -> bool:
    names = tuple(leaf.name for leaf in heading.leaves)
    form = layout().sequences[heading.group]
    without_total = tuple(each[:-1] for each in form)
    return heading.group == "disclosure" or names in form or names in without_total


def _readings(heading: Heading, labels: Sequence[Cell], values: Sequence[Cell]) -> Iterator[Placed]:
    """By order, by position, by the form's order; the surest first."""
    if len(values) == len(heading.leaves):
        yield tuple(values)
    if heading.positioned and any(leaf.cell for leaf in heading.leaves):
        yield _each(pick_by_place, values, heading)
    cells = [*labels, *values]
    row = without_blank_side(cells[1 + last_words(cells) :], len(heading.leaves))
    if len(row) == len(heading.leaves):
        yield tuple(_in_form_order(heading, row))


def _each(pick: Pick, values: Sequence[Cell], heading: Heading) -> Placed:
    """The cell that `pick` finds under each column, None where it finds not exactly one."""
    return tuple(_found(pick, values, heading, index) for index in range(len(heading.leaves)))


def _found(pick: Pick, values: Sequence[Cell], heading: Heading, index: int) -> Cell | None:
    try:
        return pick(values, heading, index)
    except LookupError:
        return None


def _in_form_order(heading: Heading, row: Sequence[Cell]) -> Iterator[Cell]:
    """For each column as it stands in the heading the cell that the form's order gives it."""
    form = next(iter(layout().sequences[heading.group]), ())
    names = [leaf.name for leaf in heading.leaves]
    known = sorted(names) == sorted(form) and len(set(names)) == len(names)
    yield from (row[form.index(name)] if known else row[at] for at, name in enumerate(names))


def _common(readings: Sequence[Placed], heading: Heading) -> Placed:
    """The cells that some reading gives and none denies."""
    said = [{each[at] for each in readings if each[at]} for at in range(len(heading.leaves))]
    return tuple(next(iter(cells)) if len(cells) == 1 else None for cells in said)


def certain_cells(values: Sequence[Cell], heading: Heading) -> Placed:
    """What is certain in text whatever cells a tool has dropped."""
    return _each(certain_cell, values, heading)


def _adds_up(heading: Heading, placed: Placed, values: Sequence[Cell]) -> bool:
    """Whether every total is the sum of its parts; of columns that are not named, the cells count too."""
    blocks: dict[str | None, dict[str, Cell | None]] = {}
    for leaf, cell in zip(heading.leaves, placed, strict=True):
        blocks.setdefault(leaf.block, {})[leaf.name] = cell
    return all(_block_adds_up(cells, values, heading) for cells in blocks.values())


def _block_adds_up(cells: Mapping[str, Cell | None], values: Sequence[Cell], heading: Heading) -> bool:
    total = cells.get(_TOTAL)
    parts = [cell for name, cell in cells.items() if name != _TOTAL]
    if heading.group == "requests" and len(cells) < len(layout().sequences["requests"][0]):
        parts = [cell for cell in values if cell is not total]
    amounts = [_amount(cell) for cell in (*parts, total)]
    return None not in amounts and sum(filter(None, amounts[:-1])) == amounts[-1]


def closed_up(heading: Heading, placed: Placed) -> bool:
    """Whether digits that stand apart in their cells (1 2 for 12) add up if they are one number each."""
    apart = any(cell is not None and " " in cell.text and _APART.fullmatch(cell.text) for cell in placed)
    return apart and None not in placed and heading.group != "disclosure" and _adds_up(heading, placed, ())


def without_gaps(text: str) -> str:
    """Digits with spaces between them as one number; any other text as it is."""
    return text.replace(" ", "") if " " in text and _APART.fullmatch(text) else text


def _amount(cell: Cell | None) -> Decimal | None:
    """Nought for a blank, None for what is no number."""
    if cell is None or not cell.text:
        return _NOUGHT
    try:
        return read_cell(without_gaps(cell.text), unit="件").value or _NOUGHT
    except ValueError:
        return None
