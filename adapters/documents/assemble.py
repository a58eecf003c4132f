"""Raw parts → Document. The last step of every opener: offsets, table numbers, one text.

An opener hands over strings (paragraphs) and lists of `Piece` (the cells of one table); where they
stand in the common text is decided here and nowhere else.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from operator import attrgetter
from typing import NamedTuple

from adapters.documents.document import Block, Cell, Document, Paragraph, Table

BETWEEN_CELLS = " | "
_column = attrgetter("column")


class Piece(NamedTuple):
    """A cell before it has a place in the text."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1
    sure: float | None = None


Part = str | Sequence[Piece]


@dataclass(frozen=True, slots=True)
class OnPage:
    """A part of a file that has pages."""

    part: Part
    page: int
    sure: float | None = None


def assemble(
    parts: Iterable[Part | OnPage],
    *,
    body: bytes,
    url: str,
    media_type: str,
    headline: str | None = None,
    meta: Mapping[str, str] | None = None,
    links: tuple[tuple[str, str], ...] = (),
) -> Document:
    """`body` is what was opened: its SHA-256 names the document."""
    blocks = _blocks(parts)
    return Document(
        url=url,
        media_type=media_type,
        sha256=hashlib.sha256(body).hexdigest(),
        blocks=blocks,
        text="\n".join(block.text for block in blocks),
        headline=headline,
        meta=dict(meta or {}),
        links=links,
        recognised=any(map(_is_recognised, blocks)),
    )


def _is_recognised(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return block.sure is not None
    return any(cell is not None and cell.sure is not None for row in block.grid for cell in row)


def _blocks(parts: Iterable[Part | OnPage]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    offset = tables = 0
    for placed in parts:
        part, page = (placed.part, placed.page) if isinstance(placed, OnPage) else (placed, None)
        if isinstance(part, str):
            sure = placed.sure if isinstance(placed, OnPage) else None
            block: Block = Paragraph(text=part, start=offset, page=page, sure=sure)
        else:
            tables += 1
            block = _table(part, number=tables, start=offset, page=page)
        blocks.append(block)
        offset += len(block.text) + 1
    return tuple(blocks)


def _table(pieces: Sequence[Piece], *, number: int, start: int, page: int | None) -> Table:
    height = max(piece.row + piece.row_span for piece in pieces)
    width = max(piece.column + piece.column_span for piece in pieces)
    rows: list[list[Piece]] = [[] for _ in range(height)]
    for piece in pieces:
        rows[piece.row].append(piece)
    grid: list[list[Cell | None]] = [[None] * width for _ in rows]
    lines: list[str] = []
    offset = start
    for row in rows:
        row.sort(key=_column)
        line = BETWEEN_CELLS.join([piece.text for piece in row])
        _place(row, offset, grid)
        lines.append(line)
        offset += len(line) + 1
    return Table(number=number, grid=tuple(map(tuple, grid)), text="\n".join(lines), start=start, page=page)


def _place(pieces: Sequence[Piece], offset: int, grid: list[list[Cell | None]]) -> None:
    for piece in pieces:
        text, row, column, row_span, column_span, sure = piece
        cell = Cell(text, row, column, row_span, column_span, offset, sure)
        offset += len(text) + len(BETWEEN_CELLS)
        for down, along in product(range(row, row + row_span), range(column, column + column_span)):
            grid[down][along] = grid[down][along] or cell
