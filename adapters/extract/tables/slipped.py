"""A heading of requests in another order than the form's → the order that the sums of the rows bear out.

Where a page has lost the spans of its heading, the total slips between the others. Some bodies really do
print it first. Called by `tables`.
"""

from collections.abc import Iterator

from adapters.documents.document import Table
from adapters.extract.layout import Layout
from adapters.extract.tables.grid import Heading, Leaf, last_words, without_blank_side

_TOTAL = "总计"


def borne_out(heading: Heading, table: Table, row: int, layout: Layout) -> Heading:
    """The form's own order, known by order alone, unless the rows below add up as the heading stands."""
    form = layout.sequences["requests"][0]
    names = [leaf.name for leaf in heading.leaves]
    if heading.group != "requests" or sorted(names) != sorted(form) or names[-1] == _TOTAL:
        return heading
    counts = list(_counts(table, row + 1, len(form)))
    printed = sum(_is_total(each, names.index(_TOTAL)) for each in counts)
    last = sum(_is_total(each, len(form) - 1) for each in counts)
    in_one_row = len({(leaf.cell.row, leaf.cell.row_span) for leaf in heading.leaves if leaf.cell}) == 1
    if printed > last or (printed == last and in_one_row):
        return heading
    return Heading("requests", tuple(Leaf(name, None) for name in form), positioned=False)


def _counts(table: Table, start: int, width: int) -> Iterator[list[int]]:
    """The rows below that end in as many counts as there are columns, not all of them nought."""
    for row in range(start, len(table.grid)):
        cells = table.begun[row]
        values = without_blank_side(cells[1 + last_words(cells) :], width)
        texts = [cell.text.strip() for cell in values]
        if len(texts) == width and all(text.isdecimal() or not text for text in texts) and any(texts):
            counts = [int(text or 0) for text in texts]
            if any(counts):
                yield counts


def _is_total(counts: list[int], at: int) -> bool:
    return 2 * counts[at] == sum(counts)
