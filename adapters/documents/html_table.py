"""A `<table>` → pieces with their place in the grid. Spans are resolved the way browsers do, and capped."""

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from adapters.documents.assemble import Piece
from adapters.documents.content import SKIPPED
from adapters.documents.spaces import join_lines, squeeze
from adapters.errors import DocumentUnreadable

MAX_CELLS = 20_000
MAX_GRID = 200_000
MAX_COLUMN_SPAN = 100
_LONG_CELL = 600
_BREAKS = frozenset({"p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4"})


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only arranges a page: it holds other tables with data, or an article in one cell."""
    if any(len(_own_cells(inner)) >= 4 for inner in table.iterdescendants("table")):
        return True
    return any(
        len(cell.text_content()) > _LONG_CELL and sum(1 for _ in cell.iterdescendants("p", "br")) >= 3
        for cell in _own_cells(table)
    )


def pieces(table: HtmlElement, *, url: str) -> list[Piece]:
    """The cells from the upper left; empty for a table that says nothing."""
    rows = _rows(table)
    if sum(len(row) for row in rows) > MAX_CELLS:
        raise DocumentUnreadable(f"a table has more than {MAX_CELLS} cells", url=url)
    taken: set[tuple[int, int]] = set()
    found: list[Piece] = []
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while (index, column) in taken:
                column += 1
            piece = _piece(cell, index, column, height=len(rows))
            found.append(piece)
            taken.update(_covered(piece, taken))
            if len(taken) > MAX_GRID:
                raise DocumentUnreadable(f"a table spans more than {MAX_GRID} positions", url=url)
            column += piece.column_span
    return found if any(piece.text for piece in found) else []


def _rows(table: HtmlElement) -> list[list[HtmlElement]]:
    own = [row for row in table.iterdescendants("tr") if next(row.iterancestors("table")) is table]
    return [[cell for cell in row if cell.tag in {"td", "th"}] for row in own]


def _own_cells(table: HtmlElement) -> list[HtmlElement]:
    return [cell for row in _rows(table) for cell in row]


def _piece(cell: HtmlElement, row: int, column: int, *, height: int) -> Piece:
    down = _span(cell.get("rowspan"))
    return Piece(
        text=join_lines([squeeze(line) for line in _lines(cell)]),
        row=row,
        column=column,
        row_span=height - row if down == 0 else min(max(down, 1), height - row),
        column_span=min(max(_span(cell.get("colspan")), 1), MAX_COLUMN_SPAN),
    )


def _span(value: str | None) -> int:
    text = (value or "1").strip()
    return int(text[:6]) if text[:6].isdecimal() else 1


def _covered(piece: Piece, taken: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """A malformed table may let spans meet; the earlier cell keeps what it has."""
    for row in range(piece.row, piece.row + piece.row_span):
        for column in range(piece.column, piece.column + piece.column_span):
            if (row, column) not in taken:
                yield row, column


def _lines(cell: HtmlElement) -> list[str]:
    """The cell's text, a line for each paragraph or break in it."""
    lines = [""]
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        if element is not cell and element.tag in _BREAKS:
            lines.append("")
        if event == "end":
            lines[-1] += (element.tail or "") if element is not cell else ""
        elif element.tag in SKIPPED:
            walk.skip_subtree()
        else:
            lines[-1] += element.text or ""
    return lines
