"""A table's grid → its headings, and the one cell that stands under a column in a row.

Spans lie in print: portals shift a border and a value reaches under two headings. So the order counts
first (as many values as columns), the position second, and where neither gives exactly one cell the
question is answered with LookupError, not with a guess.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from adapters.documents.document import Cell, Table
from adapters.extract.layout import GROUPS, Layout, column_names, label_key

_LABEL = 3  # signs; 无 and 没有 are values


@dataclass(frozen=True, slots=True)
class Leaf:
    """One column: its name in the form, the printed cell, and for disputes the block it belongs to."""

    name: str
    cell: Cell | None
    block: str | None = None


@dataclass(frozen=True)
class Heading:
    """The columns above some rows. Without `positioned` only the order of values can be trusted."""

    group: str
    leaves: tuple[Leaf, ...]
    positioned: bool = True

    @cached_property
    def first_column(self) -> int:
        return min((leaf.cell.column for leaf in self.leaves if leaf.cell), default=0)


def heading_at(table: Table, row: int, layout: Layout, above: Heading | None) -> Heading | None:
    """The heading that a row is, joined with the heading row right above it; None for any other row."""
    cells = table.shown[row]
    found = _best_match(cells)
    ordered = _by_sequence(cells, layout)
    if not _is_heading(table, row, found, layout):
        if ordered is None:
            return None
        found = ordered
    elif ordered is not None and _tells_more(ordered, found):
        found = ordered
    elif above is not None and above.group == found.group:
        found = _joined(above, found, layout)
    return with_blocks(table, row, found, layout) if found.group == "disputes" else found


def _tells_more(ordered: Heading, found: Heading) -> bool:
    """Whether the order of cut words gives columns that the whole words leave out."""
    return ordered.group == found.group and len(ordered.leaves) > len(found.leaves)


def parted(table: Table, row: int, heading: Heading) -> tuple[Sequence[Cell], Sequence[Cell]]:
    """A row's labels and its values; words before as many values as columns are labels whose span is lost."""
    if not heading.positioned:
        cells = table.begun[row]
        at = 1 + last_words(cells)
        return cells[:at], without_blank_side(cells[at:], len(heading.leaves))
    first = heading.first_column
    labels = [cell for cell in table.shown[row] if cell.column < first]
    values = [cell for cell in table.begun[row] if cell.column >= first]
    more = len(values) - len(heading.leaves)
    if more > 0 and all(is_words(cell) for cell in values[:more]):
        labels, values = [*labels, *values[:more]], values[more:]
    if not any(cell.text for cell in labels):  # a heading that lacks its corner begins too far to the left
        at = next((at for at, cell in enumerate(values) if not _is_label(cell)), len(values))
        labels, values = [*labels, *values[:at]], values[at:]
    if len(values) == len(heading.leaves):
        return labels, values
    behind = _behind_words(table.begun[row])
    if len(behind) == len(heading.leaves):
        # A table that is cut within a group goes on without the group's cell, a column further left.
        return [cell for cell in table.shown[row] if cell not in behind], behind
    return labels, values


def _behind_words(cells: Sequence[Cell]) -> Sequence[Cell]:
    last = last_words(cells)
    return cells[last + 1 :] if last >= 0 else ()


def _is_label(cell: Cell) -> bool:
    key = label_key(cell.text)
    return len(key) >= _LABEL and not any(char.isdigit() for char in key)


def last_words(cells: Sequence[Cell]) -> int:
    """Where the last label stands; -1 without one."""
    return max((at for at, cell in enumerate(cells) if is_words(cell)), default=-1)


def without_blank_side(values: Sequence[Cell], width: int) -> Sequence[Cell]:
    """Without the blank cells that are too many, if they can stand at one end only."""
    sides = blank_sides(values, width)
    if len(sides) != 1:
        return values
    return values[-width:] if sides == {"left"} else values[:width]


def blank_sides(values: Sequence[Cell], width: int) -> set[str]:
    """At which ends of a line that is too long the cells that are too many may be: they are blank."""
    more = len(values) - width
    ends = {"left": values[:more], "right": values[-more:]} if more > 0 else {}
    return {side for side, cells in ends.items() if not any(cell.text for cell in cells)}


def is_words(cell: Cell) -> bool:
    if not cell.text or cell.text.isdecimal():
        return False
    key = label_key(cell.text)
    return len(key) > 1 and not key[0].isdigit()


def says_number(cell: Cell) -> bool:
    return any(char.isdigit() for char in cell.text)


def pick_by_place(values: Sequence[Cell], heading: Heading, index: int) -> Cell:
    """The value right under a column. Raises LookupError unless it is exactly one."""
    leaf = heading.leaves[index]
    if not heading.positioned or leaf.cell is None:
        raise LookupError(f"{len(values)} values stand under {len(heading.leaves)} columns")
    under = [cell for cell in values if _overlap(cell, leaf.cell)]
    shared = [each for each in heading.leaves if under and each.cell and _overlap(under[0], each.cell)]
    if len(under) != 1 or len(shared) != 1:
        raise LookupError(f"{len(under)} values reach under the column {leaf.cell.text!r}")
    return under[0]


def _best_match(cells: Sequence[Cell]) -> Heading:
    """The names of columns that the cells say, of the group that knows most of them."""
    leaves: dict[str, list[Leaf]] = {group: [] for group in GROUPS}
    for cell in cells:
        for group, name in column_names(cell.text):
            leaves[group].append(Leaf(name, cell))
    group = max(GROUPS, key=lambda each: len(leaves[each]))
    return Heading(group, tuple(leaves[group]))


def _is_heading(table: Table, row: int, found: Heading, layout: Layout) -> bool:
    if not found.leaves:
        return False
    own = [cell for cell in table.begun[row] if cell.text]
    if len({leaf.name for leaf in found.leaves}) >= 2:
        return any(leaf.cell in own for leaf in found.leaves)
    alone = found.group == "disclosure" and len({cell.text for cell in own}) <= 2
    return alone and label_key(own[0].text) not in layout.rows["disclosure"]


def _by_sequence(cells: Sequence[Cell], layout: Layout) -> Heading | None:
    """A heading whose words are cut: each still begins like the form's, and one is whole."""
    said = [cell for cell in cells if cell.text]
    if not said or not is_words(said[-1]):
        return None
    for group, sequences in layout.sequences.items():
        for sequence in sequences:
            last = said[-len(sequence) :]
            keys = [label_key(cell.text) for cell in last]
            alike = len(keys) == len(sequence) and all(
                len(key) > 1 and label_key(name).startswith(key)
                for key, name in zip(keys, sequence, strict=True)
            )
            if alike and any(key == label_key(name) for key, name in zip(keys, sequence, strict=True)):
                return Heading(group, tuple(map(Leaf, sequence, last)))
    return None


def _joined(above: Heading, below: Heading, layout: Layout) -> Heading:
    """Two rows of one heading: names of the upper one stay where the lower one has none.

    Where spans are lost the names slip under each other; then only the form's own order is certain.
    """
    kept = [leaf for leaf in above.leaves if not any(_meet(leaf, other) for other in below.leaves)]
    leaves = sorted([*kept, *below.leaves], key=lambda leaf: leaf.cell.column if leaf.cell else 0)
    form = layout.sequences[below.group][0] if below.group != "disclosure" else ()
    said = [leaf.name for leaf in (*above.leaves, *below.leaves)]
    whole = sorted(said) == sorted(form) and [leaf.name for leaf in leaves] != list(form)
    if whole:
        return Heading(below.group, tuple(Leaf(name, None) for name in form), positioned=False)
    return Heading(below.group, tuple(leaves))


def with_blocks(table: Table, row: int, found: Heading, layout: Layout) -> Heading:
    """Each column's block: from the cells above it if they tell all, else from the order of the whole form.

    Where neither tells, no column has a block.
    """
    blocks = [_block(table, row, leaf, layout) for leaf in found.leaves]
    names = [leaf.name for leaf in found.leaves]
    if None in blocks or len(set(zip(blocks, names, strict=True))) < len(names):
        (form,) = layout.sequences["disputes"]
        codes = list(dict.fromkeys(layout.blocks.values()))
        each = len(form) // len(codes)
        blocks = [codes[at // each] if names == list(form) else None for at in range(len(names))]
    leaves = (Leaf(leaf.name, leaf.cell, block) for leaf, block in zip(found.leaves, blocks, strict=True))
    return Heading("disputes", tuple(leaves), found.positioned)


def _block(table: Table, row: int, leaf: Leaf, layout: Layout) -> str | None:
    if leaf.cell is None:
        return None
    above = [table.grid[at][leaf.cell.column] for at in range(row, -1, -1)]
    return next((code for cell in above if cell and (code := layout.blocks.get(label_key(cell.text)))), None)


def _meet(one: Leaf, other: Leaf) -> bool:
    return one.cell is not None and other.cell is not None and _overlap(one.cell, other.cell)


def _overlap(one: Cell, other: Cell) -> bool:
    return one.column < other.column + other.column_span and other.column < one.column + one.column_span
