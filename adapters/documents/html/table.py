"""A `<table>` → pieces with their place in the grid. Spans are resolved the way browsers do, and capped.

A cell holds what a reader sees: no hidden copy, nothing struck out, no mark of a footnote; but what a form
on the page has been filled in with.
"""

import re
from collections.abc import Iterable
from itertools import chain, product

from lxml import etree
from lxml.etree import _Element as Element

from adapters.documents.assemble import Piece
from adapters.documents.html.content import SKIPPED, is_hidden, text_of
from adapters.documents.spaces import join_lines, squeeze
from adapters.errors import DocumentUnreadable

MAX_CELLS = 20_000
MAX_GRID = 200_000
MAX_COLUMN_SPAN = 100
_DATA = 4  # cells of a table that says something
_LONG_CELL = 600
_CELLS = frozenset(("td", "th"))
Rows = list[list[Element]]
# Scripts and what is struck out.
_UNSEEN = SKIPPED | {"del", "s", "strike"}
_NOTE_MARK = re.compile(r"[\s\[［(（〔【]*(?:注|备注)?[\d①-⑳*]{0,2}[\s\]］)）〕】]*")
_TYPED = frozenset({"text", "number", "tel"})
_BREAKS = frozenset({"p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4"})


def own_rows(table: Element) -> Rows:
    """The cells of a table row by row, without those of tables within it."""
    own = [row for row in table.iterdescendants("tr") if next(row.iterancestors("table")) is table]
    shown = [row for row in own if not is_hidden(row)]
    return [[cell for cell in row if cell.tag in _CELLS and not is_hidden(cell)] for row in shown]


def is_layout(table: Element, rows: Rows) -> bool:
    """Whether a table only arranges a page: it holds other tables with data, or an article in one cell."""
    inner = map(own_rows, table.iterdescendants("table"))
    return any(sum(map(len, each)) >= _DATA for each in inner) or any(map(_is_article, chain(*rows)))


def _is_article(cell: Element) -> bool:
    return len(text_of(cell)) > _LONG_CELL and sum(1 for _ in cell.iterdescendants("p", "br")) >= 3


def pieces(rows: Rows, *, url: str) -> list[Piece]:
    """The cells from the upper left; empty for a table that says nothing."""
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
            taken.update(_covered(piece))
            if len(taken) > MAX_GRID:
                raise DocumentUnreadable(f"a table spans more than {MAX_GRID} positions", url=url)
            column += piece.column_span
    return found if any(piece.text for piece in found) else []


def _piece(cell: Element, row: int, column: int, *, height: int) -> Piece:
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


def _covered(piece: Piece) -> Iterable[tuple[int, int]]:
    rows = range(piece.row, piece.row + piece.row_span)
    return product(rows, range(piece.column, piece.column + piece.column_span))


def _lines(cell: Element) -> list[str]:
    """The cell's text, a line for each paragraph or break in it."""
    lines = [""]
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if tag in _BREAKS and element is not cell:
            lines.append("")
        if event == "end":
            lines[-1] += (element.tail or "") if element is not cell else ""
        elif tag == "input":
            lines[-1] += _typed(element)
        elif tag in _UNSEEN or is_hidden(element) or (tag == "sup" and _is_note(element)):
            walk.skip_subtree()
        elif text := element.text:
            lines[-1] += text
    return lines


def _typed(element: Element) -> str:
    """What stands in a field of a form."""
    kind = (element.get("type") or "text").lower()
    return element.get("value") or "" if kind in _TYPED and not is_hidden(element) else ""


def _is_note(raised: Element) -> bool:
    """Whether it is the mark of a footnote."""
    return _NOTE_MARK.fullmatch(text_of(raised)) is not None
