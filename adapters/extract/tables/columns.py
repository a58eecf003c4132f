"""The words above each column → the heading of a table whose names are cut over rows or lost.

Portals split 商业企业 into two cells, one below the other, page breaks cut 结果维持 in two, and tools drop
single cells. Where most names still stand over their columns and none contradicts, the columns are the
form's. Called by `tables`.
"""

from collections.abc import Container

from adapters.documents.document import Cell, Table
from adapters.extract.flattened.label_run import flat_words
from adapters.extract.layout import Layout, label_key
from adapters.extract.tables.grid import Heading, Leaf, is_words, last_words, with_blocks

_LEAST = 4
_REQUESTS = "requests"
_DISPUTES = "disputes"


def heading_above(table: Table, row: int, layout: Layout) -> Heading | None:
    """The form's columns over the last cells of a row; None where the words above say otherwise."""
    form = layout.sequences[_REQUESTS][0]
    width = _filled_width(table)
    if row == 0 or width <= len(form):
        return None
    group = {label_key(word) for word in (*flat_words()["headings"], *flat_words()["between"])}
    names = [_name(_words(table, row, column, group), layout) for column in range(width - len(form), width)]
    said = [name for name in names if name]
    whole = [name for name, wanted in zip(names, form, strict=True) if name == wanted]
    fits = all(not name or wanted.startswith(name) for name, wanted in zip(names, form, strict=True))
    if not fits or len(whole) < _LEAST or len(said) < _LEAST:
        return None
    last = [table.grid[row][column] for column in range(width - len(form), width)]
    return Heading(_REQUESTS, tuple(map(Leaf, form, last)))


def has_lost_names(heading: Heading, table: Table, row: int, layout: Layout) -> bool:
    """Whether a row has as many values as the form has columns, under fewer names: these may have slipped."""
    cells = table.begun[row]
    values = cells[1 + last_words(cells) :]
    return heading.group == _REQUESTS and len(heading.leaves) < len(values) == len(
        layout.sequences[_REQUESTS][0]
    )


def disputes_above(table: Table, row: int, layout: Layout) -> Heading | None:
    """The form's columns over a row of as many counts; None unless all their names stand above them."""
    (form,) = layout.sequences[_DISPUTES]
    values = table.begun[row]
    if len(values) != len(form) or any(map(is_words, values)):
        return None
    group = {*layout.blocks, *map(label_key, flat_words()["between"])}
    said = [_words(table, row, cell.column, group) for cell in values]
    if [layout.columns[_DISPUTES].get(words) for words in said] != list(form):
        return None
    return with_blocks(table, row, Heading(_DISPUTES, tuple(map(Leaf, form, values))), layout)


def _filled_width(table: Table) -> int:
    """Without columns at the right that are blank in every row."""
    columns = range(len(table.grid[0]))
    return max(
        (at + 1 for at in columns if any(cell and cell.text for cell in _column(table, at))), default=0
    )


def _column(table: Table, at: int) -> list[Cell | None]:
    return [line[at] for line in table.grid]


def _words(table: Table, row: int, column: int, group: Container[str]) -> str:
    """What stands above a column, from the top, without what heads several columns (`group`)."""
    above = dict.fromkeys(cell for cell in _column(table, column)[:row] if cell is not None)
    return "".join(key for cell in above if (key := label_key(cell.text)) not in group)


def _name(words: str, layout: Layout) -> str:
    """The form's name of a column; of words that are none the words themselves."""
    return layout.columns[_REQUESTS].get(words, words)
