"""Raw parts → Document. The last step of every opener: offsets, table numbers, one text.

An opener hands over strings (paragraphs) and lists of `Piece` (the cells of one table); where they
stand in the common text is decided here and nowhere else.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from adapters.documents.document import Block, Cell, Document, Paragraph, Table

BETWEEN_CELLS = " | "


@dataclass(frozen=True, slots=True)
class Piece:
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
    parts = (block,) if isinstance(block, Paragraph) else block.cells
    return any(part.sure is not None for part in parts)


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
    rows: dict[int, list[Piece]] = {}
    for piece in sorted(pieces, key=lambda piece: (piece.row, piece.column)):
        rows.setdefault(piece.row, []).append(piece)
    height = max(piece.row + piece.row_span for piece in pieces)
    width = max(piece.column + piece.column_span for piece in pieces)
    grid: list[list[Cell | None]] = [[None] * width for _ in range(height)]
    lines: list[str] = []
    offset = start
    for index in range(height):
        line = BETWEEN_CELLS.join(piece.text for piece in rows.get(index, ()))
        _place(rows.get(index, ()), offset, grid)
        lines.append(line)
        offset += len(line) + 1
    return Table(number=number, grid=tuple(map(tuple, grid)), text="\n".join(lines), start=start, page=page)


def _place(pieces: Sequence[Piece], offset: int, grid: list[list[Cell | None]]) -> None:
    for piece in pieces:
        cell = Cell(
            text=piece.text,
            row=piece.row,
            column=piece.column,
            row_span=piece.row_span,
            column_span=piece.column_span,
            start=offset,
            sure=piece.sure,
        )
        offset += len(piece.text) + len(BETWEEN_CELLS)
        for row in range(piece.row, piece.row + piece.row_span):
            for column in range(piece.column, piece.column + piece.column_span):
                grid[row][column] = grid[row][column] or cell
