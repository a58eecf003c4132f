"""A row of a table in plain text with fewer cells than columns → the cell that is certainly a column's.

Text that dropped blank cells keeps the order of the others and not their places: `26 | 26` under seven
columns are one applicant's requests and the total, whoever the applicant is. Called by `tables`.
"""

from collections.abc import Sequence

from adapters.documents.document import Cell
from adapters.extract.grid import Heading
from adapters.extract.splits import Budget, Cells, TooMany, token_readings, united

_STEPS = 5_000


def certain_cell(values: Sequence[Cell], heading: Heading, index: int) -> Cell:
    """The value under a column whatever cells were dropped. Raises LookupError where that is not one."""
    filled = [cell for cell in values if cell.text.strip()]
    held = _held(filled, heading)[index] if heading.group == "requests" else frozenset()
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
