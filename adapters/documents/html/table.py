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
from adapters.documents.html.page import SKIPPED, Page, text_of
from adapters.documents.spaces import join_lines, squeeze
from adapters.errors import DocumentUnreadable

MAX_CELLS = 20_000
MAX_GRID = 200_000
MAX_COLUMN_SPAN = 100
_DATA = 4  # cells of a table that says something
_LONG_CELL = 600
_CELLS = frozenset(("td", "th"))
Rows = list[list[Element]]
# Scripts and what is struck out; and a raised text, which may be the mark of a footnote.
_UNSEEN = SKIPPED | {"del", "s", "strike"}
_ASKED = _UNSEEN | {"sup"}
_NOTE_MARK = re.compile(r"[\s\[［(（〔【]*(?:注|备注)?[\d①-⑳*]{0,2}[\s\]］)）〕】]*")
_FIELDS = frozenset({"input", "textarea", "select"})
_TYPED = frozenset({"text", "number", "tel"})
_BREAKS = frozenset({"p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4"})


def own_rows(table: Element, page: Page) -> Rows:
    """The cells of a table row by row, without those of tables within it; its foot comes last."""
    own = [row for row in table.iterdescendants("tr") if next(row.iterancestors("table")) is table]
    shown = sorted((row for row in own if row not in page.hidden), key=_is_in_foot)
    return [[cell for cell in row if cell.tag in _CELLS and cell not in page.hidden] for row in shown]


def _is_in_foot(row: Element) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == "tfoot"


def is_layout(table: Element, rows: Rows, page: Page) -> bool:
    """Whether a table only arranges a page: it holds other tables with data, or an article in one cell."""
    inner = (own_rows(each, page) for each in table.iterdescendants("table"))
    return any(sum(map(len, each)) >= _DATA for each in inner) or any(map(_is_article, chain(*rows)))


def _is_article(cell: Element) -> bool:
    return len(text_of(cell)) > _LONG_CELL and sum(1 for _ in cell.iterdescendants("p", "br")) >= 3


def pieces(rows: Rows, page: Page, *, url: str) -> list[Piece]:
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
            piece = _piece(cell, index, column, page, height=len(rows))
            found.append(piece)
            taken.update(_covered(piece))
            if len(taken) > MAX_GRID:
                raise DocumentUnreadable(f"a table spans more than {MAX_GRID} positions", url=url)
            column += piece.column_span
    return found if any(piece.text for piece in found) else []


def _piece(cell: Element, row: int, column: int, page: Page, *, height: int) -> Piece:
    down = _span(cell.get("rowspan"))
    return Piece(
        text=join_lines([squeeze(line) for line in _lines(cell, page)]),
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


def _lines(cell: Element, page: Page) -> list[str]:
    """The cell's text, a line for each paragraph or break in it."""
    lines = [""]
    walk = etree.iterwalk(cell, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if tag in _BREAKS and element is not cell:
            lines.append("")
        if event == "end":
            if element is not cell and (tail := element.tail):
                lines[-1] += tail
        elif tag in _FIELDS:
            lines[-1] += _typed(element, page)
            walk.skip_subtree()
        elif (tag in _ASKED and _is_unseen(element)) or element in page.hidden:
            walk.skip_subtree()
        elif text := element.text:
            lines[-1] += text
    return lines


def _is_unseen(element: Element) -> bool:
    return element.tag in _UNSEEN or _NOTE_MARK.fullmatch(text_of(element)) is not None


def _typed(element: Element, page: Page) -> str:
    """What stands in a field of a form."""
    if element in page.hidden:
        return ""
    if element.tag == "textarea":
        return element.text or ""
    if element.tag == "select":
        options = list(element.iterdescendants("option"))
        return next((option.text or "" for option in options if option.get("selected") is not None), "")
    kind = (element.get("type") or "text").lower()
    return element.get("value") or "" if kind in _TYPED else ""
