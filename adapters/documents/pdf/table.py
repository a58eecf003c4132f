"""Lattices and letters of a PDF page → tables with their text, and the letters that stand outside."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from adapters.documents.assemble import Piece
from adapters.documents.pdf.cell import cell_text, is_broken_number, is_full, said_of
from adapters.documents.pdf.framed import tables_in
from adapters.documents.pdf.ink import UNKNOWN, Glyph, Ink
from adapters.documents.pdf.lattice import Lattice, Region, lattices
from adapters.documents.pdf.lines import Line, is_count, is_figure, lines, parted, run, words
from adapters.documents.pdf.size import em_of
from adapters.documents.pdf.sure import how_sure
from adapters.documents.pdf.undivided import divided

# In ems: how far a number may reach into the next cell, and how clear of its text.
_OVER = 0.35
_CLEAR = 0.16
_STACKED = 3  # lines of a cell
_ROOM = 2.0  # ems
_MOST_LACKING = 0.4  # of the rows with figures

Held = dict[int, list[Glyph]]
"""The letters of each region of a lattice."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table from the page where it begins to its last. `xs` are its vertical lines.

    `bottom` is its lower edge on its last page, `full` the left lines of those cells in its last row whose
    digits leave no room for another.
    """

    page: int
    last_page: int
    top: float
    bottom: float
    xs: list[float]
    pieces: list[Piece]
    full: frozenset[float] = frozenset()


def sheets(ink: Ink) -> tuple[list[Sheet], list[Glyph]]:
    """The page's tables and all letters that are in none. A lattice with text in one cell is a frame."""
    drawn = lattices(*([rule for rule in rules if not rule.painted] for rules in (ink.across, ink.down)))
    found, rest = _tables(ink.number, drawn, ink.glyphs, _says_something)
    if any(rule.painted for rule in ink.across):
        more, rest = _tables(ink.number, lattices(ink.across, ink.down), rest, _has_figures)
        found += more
    return found, rest


def _tables(
    page: int, found: Iterable[Lattice], rest: list[Glyph], is_table: Callable[[Lattice, Held], bool]
) -> tuple[list[Sheet], list[Glyph]]:
    """The lattices that are tables, the small ones first, and the letters that are left."""
    tables: list[Sheet] = []
    for whole in sorted(found, key=_extent):
        held, others = _parted(whole, rest)
        for lattice in tables_in(whole, held):
            if lattice is not whole:
                held, others = _parted(lattice, rest)
            if is_table(lattice, held):
                rest = others
                tables.append(_sheet(*divided(lattice, held), page))
    return tables, rest


def _says_something(lattice: Lattice, held: Held) -> bool:
    """At least two cells have text, not all below each other; else it is a frame."""
    return (
        len(lattice.xs) > 2
        and sum(any(glyph.text.strip() for glyph in glyphs) for glyphs in held.values()) > 1
        and not _lacks_lines(lattice, held)
    )


def _has_figures(lattice: Lattice, held: Held) -> bool:
    """Painted areas are a table only if they hold figures beside words; else they set off lines of text."""
    said = {lattice.regions[index]: cell_text(glyphs) for index, glyphs in held.items()}
    figures = {cell.row for cell, text in said.items() if text and is_figure(text)}
    words = {cell.row for cell, text in said.items() if text and not is_figure(text)}
    return (
        bool(figures)
        and len(figures | words) > 1
        and len(lattice.xs) > 2
        and not _lacks_lines(lattice, held)
        and not any(_holds_several(lattice.regions[index], glyphs) for index, glyphs in held.items())
    )


def _holds_several(region: Region, glyphs: Sequence[Glyph]) -> bool:
    """Words side by side in a cell over several columns: every other row is painted, this one is not."""
    return region.column_span > 1 and any(len(parted(line)) > 1 for line in lines(glyphs))


def _lacks_lines(lattice: Lattice, held: Held) -> bool:
    """Whether most rows with figures have several of them in one cell, beside or above each other."""
    alone: set[int] = set()
    side_by_side: set[int] = set()
    stacked: dict[int, list[set[int]]] = {}
    for index, glyphs in held.items():
        row = lattice.regions[index].row
        if not any(glyph.text.isdigit() for glyph in glyphs):
            continue
        if _is_short(glyphs):
            alone.add(row)
            continue
        said = lines(glyphs)
        figures = [_counts(line) for line in said]
        if any(figures):
            alone.add(row)
        if any(len(each) > 1 for each in figures):
            side_by_side.add(row)
        if len(said) >= _STACKED:
            stacked.setdefault(row, []).append({round(line.top) for line in said if is_count(line)})
    over = {row for row, tops in stacked.items() if any(len(a & b) > 1 for a, b in combinations(tops, 2))}
    if bool(alone) and len(side_by_side | over) > _MOST_LACKING * len(alone):
        return True
    return len(lattice.ys) == 2 and any(map(_is_column, held.values()))


def _is_column(glyphs: Sequence[Glyph]) -> bool:
    """Whether words stand over a number, or several numbers over each other, with no line between."""
    said = lines(glyphs)
    if len(said) < 2 or not is_count(said[-1]):
        return False
    return not any(letter.isdigit() for letter in said[0].text) or (
        len(said) >= _STACKED and all(is_figure(line.text) for line in said)
    )


def _counts(line: Line) -> list[Line]:
    """The numbers that stand apart on a line; digits set apart alike are one."""
    if is_figure(line.text) and " " not in said_of(line):
        return [line] if is_count(line) else []
    return [word for word in words(line) if is_count(word)]


def _is_short(glyphs: Sequence[Glyph]) -> bool:
    """Whether the letters of a cell leave no room for two numbers."""
    em = em_of(glyphs[0])
    return (
        max(glyph.right for glyph in glyphs) - min(glyph.left for glyph in glyphs) < _ROOM * em
        and max(glyph.bottom for glyph in glyphs) - min(glyph.top for glyph in glyphs) < _ROOM * em
    )


def _sheet(lattice: Lattice, held: Held, page: int) -> Sheet:
    broken = _broken_numbers(lattice, held)
    pieces = [
        Piece(
            text=cell_text(held.get(index, ()), whole=index in broken),
            row=region.row,
            column=region.column,
            row_span=region.row_span,
            column_span=region.column_span,
            sure=how_sure([glyph for glyph in held.get(index, ()) if glyph.text.strip()]),
        )
        for index, region in enumerate(lattice.regions)
    ]
    pieces.sort(key=lambda piece: (piece.row, piece.column))
    full = frozenset(
        _left(lattice, index)
        for index, region in enumerate(lattice.regions)
        if region.row + region.row_span == len(lattice.ys) - 1
        and is_full(held.get(index, ()), _right(lattice, index) - _left(lattice, index))
    )
    return Sheet(page, page, lattice.ys[0], lattice.ys[-1], lattice.xs, pieces, full)


def _broken_numbers(lattice: Lattice, held: Held) -> set[int]:
    """Cells whose digits are one number over several lines.

    Not where all figures of a row stand in several lines: there a line between two rows is missing.
    """
    broken = {
        index
        for index, glyphs in held.items()
        if is_broken_number(glyphs, _right(lattice, index) - _left(lattice, index))
    }
    rows = {lattice.regions[index].row for index in broken}
    whole = {
        lattice.regions[index].row
        for index, glyphs in held.items()
        if index not in broken and lattice.regions[index].row in rows and cell_text(glyphs).isdigit()
    }
    return {index for index in broken if lattice.regions[index].row in whole}


def _left(lattice: Lattice, index: int) -> float:
    return lattice.xs[lattice.regions[index].column]


def _right(lattice: Lattice, index: int) -> float:
    region = lattice.regions[index]
    return lattice.xs[region.column + region.column_span]


def _extent(lattice: Lattice) -> float:
    return (lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0])


def _parted(lattice: Lattice, glyphs: Sequence[Glyph]) -> tuple[Held, list[Glyph]]:
    """The letters of each region, and those outside."""
    held: Held = {}
    others: list[Glyph] = []
    over: list[tuple[int, list[Glyph]]] = []
    for number in _runs(glyphs):
        region = _region(lattice, number)
        (others if region is None else held.setdefault(region, [])).extend(number)
        if region is not None and _reached(lattice, region, number) != region:
            over.append((region, number))
    for region, number in over:
        other = held.get(_reached(lattice, region, number), [])
        if not _is_apart(number, other):
            held[region].append(number[-1]._replace(text=UNKNOWN))
            other.extend(glyph._replace(text=UNKNOWN) for glyph in other[-1:])
    return held, others


def _reached(lattice: Lattice, region: int, number: Sequence[Glyph]) -> int:
    """The region that a number runs into; its own if it stays there."""
    slack = _OVER * em_of(number[0])
    y = (number[0].top + number[0].bottom) / 2
    row = bisect_right(lattice.ys, y) - 1
    for x in (number[0].left + slack, number[-1].right - slack):
        column = bisect_right(lattice.xs, x) - 1
        if 0 <= column < len(lattice.xs) - 1 and lattice.owner[row][column] != region:
            return lattice.owner[row][column]
    return region


def _is_apart(number: Sequence[Glyph], others: Sequence[Glyph]) -> bool:
    """Whether the cell that a number runs into has text of its own, clear of it."""
    gap = _CLEAR * em_of(number[0])
    return bool(others) and all(
        glyph.left - number[-1].right > gap or number[0].left - glyph.right > gap for glyph in others
    )


def _runs(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Letters one by one, but the digits of a number together: one too wide for its cell is not cut."""
    held: list[Glyph] = []
    for glyph in glyphs:
        if held and not run(held[-1], glyph):
            yield held
            held = []
        held.append(glyph)
    if held:
        yield held


def _region(lattice: Lattice, glyphs: Sequence[Glyph]) -> int | None:
    """The region under the middle of the letters."""
    x = (glyphs[0].left + glyphs[-1].right) / 2
    y = (glyphs[0].top + glyphs[0].bottom) / 2
    column, row = bisect_right(lattice.xs, x) - 1, bisect_right(lattice.ys, y) - 1
    if 0 <= column < len(lattice.xs) - 1 and 0 <= row < len(lattice.ys) - 1:
        return lattice.owner[row][column]
    return None
