"""Cells over several columns that hold a word and its number → a cell for each column. Under `pdf.table`.

Some portals draw the upright lines of the heading only: 行政许可 and 24 stand in one wide cell then, each in
a column of its own.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from adapters.documents.pdf.ink import Glyph
from adapters.documents.pdf.lattice import Lattice, Region
from adapters.documents.pdf.lines import is_count, lines, words

Held = dict[int, list[Glyph]]


def divided(lattice: Lattice, held: Held) -> tuple[Lattice, Held]:
    """The lattice itself, with the letters of each region, where no cell is to be divided."""
    parts = {
        index: columns
        for index, region in enumerate(lattice.regions)
        if region.column_span > 1
        and region.row_span == 1
        and (columns := _columns(lattice, region, held.get(index, ())))
    }
    if not parts:
        return lattice, held
    regions, owner, letters = list(lattice.regions), [list(row) for row in lattice.owner], dict(held)
    for index, columns in parts.items():
        wide, starts = regions[index], sorted(columns)
        bounds = [wide.column, *starts[1:], wide.column + wide.column_span]
        for start, (first, last) in zip(starts, pairwise(bounds), strict=True):
            own = index if first == wide.column else len(regions)
            regions[own : own + 1] = [Region(wide.row, first, 1, last - first)]
            letters[own] = columns[start]
            owner[wide.row][first:last] = [own] * (last - first)
    return Lattice(lattice.xs, lattice.ys, owner, regions), letters


def _columns(lattice: Lattice, region: Region, glyphs: Sequence[Glyph]) -> dict[int, list[Glyph]]:
    """The letters by column, if a number and other words stand in columns of their own; else nothing."""
    if not any(glyph.text.isdigit() for glyph in glyphs):
        return {}
    said = [word for line in lines(glyphs) for word in words(line)]
    found: dict[int, list[Glyph]] = {}
    figures: set[int] = set()
    for word in said:
        column = bisect_right(lattice.xs, word.left) - 1
        if (
            not region.column <= column < region.column + region.column_span
            or word.right > lattice.xs[column + 1]
        ):
            return {}
        found.setdefault(column, []).extend(word.letters)
        if is_count(word):
            figures.add(column)
    return found if len(found) > 1 and figures and figures != set(found) else {}
