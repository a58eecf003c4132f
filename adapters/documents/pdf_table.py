"""Lattices and letters of a PDF page → tables with their text, and the letters that stand outside."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from adapters.documents.assemble import Piece
from adapters.documents.pdf_ink import Glyph, Ink
from adapters.documents.pdf_lattice import Lattice, lattices
from adapters.documents.pdf_lines import cell_text, run
from adapters.documents.sure import how_sure


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table from the page where it begins to its last. `xs` are its vertical lines."""

    page: int
    last_page: int
    top: float
    xs: list[float]
    pieces: list[Piece]


def sheets(ink: Ink) -> tuple[list[Sheet], list[Glyph]]:
    """The page's tables and all letters that are in none. A lattice with text in one cell is a frame."""
    found: list[Sheet] = []
    rest = ink.glyphs
    for lattice in sorted(lattices(ink.across, ink.down), key=_extent):
        held, others = _parted(lattice, rest)
        filled = [index for index, glyphs in held.items() if any(g.text.strip() for g in glyphs)]
        if len(filled) > 1:
            rest = others
            found.append(_sheet(lattice, held, ink.number))
    return found, rest


def _sheet(lattice: Lattice, held: dict[int, list[Glyph]], page: int) -> Sheet:
    pieces = [
        Piece(
            text=cell_text(held.get(index, ())),
            row=region.row,
            column=region.column,
            row_span=region.row_span,
            column_span=region.column_span,
            sure=how_sure([glyph for glyph in held.get(index, ()) if glyph.text.strip()]),
        )
        for index, region in enumerate(lattice.regions)
    ]
    pieces.sort(key=lambda piece: (piece.row, piece.column))
    return Sheet(page, page, lattice.ys[0], lattice.xs, pieces)


def _extent(lattice: Lattice) -> float:
    return (lattice.xs[-1] - lattice.xs[0]) * (lattice.ys[-1] - lattice.ys[0])


def _parted(lattice: Lattice, glyphs: Sequence[Glyph]) -> tuple[dict[int, list[Glyph]], list[Glyph]]:
    """The letters of each region, and those outside."""
    held: dict[int, list[Glyph]] = {}
    others: list[Glyph] = []
    for number in _runs(glyphs):
        region = _region(lattice, number)
        (others if region is None else held.setdefault(region, [])).extend(number)
    return held, others


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
