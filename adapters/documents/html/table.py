"""A `<table>` → pieces with their place in the grid. Spans are resolved the way browsers do, and capped.

A cell holds what a reader sees: no hidden copy, nothing struck out, no mark of a footnote; but what a form
on the page has been filled in with.
"""

import re
from collections.abc import Iterable
from itertools import chain, product

from adapters.documents.assemble import Piece
from adapters.documents.html.markup import Element
from adapters.documents.html.page import BLOCK, BREAK, SKIPPED, Page
from adapters.documents.spaces import join_lines, squeeze
from adapters.errors import DocumentUnreadable

MAX_CELLS = 20_000
MAX_GRID = 200_000
MAX_COLUMN_SPAN = 100
_DATA = 4  # cells of a table that says something
_LONG_CELL = 600
_CELLS = frozenset(("td", "th"))
Rows = list[list[Element]]
# Scripts and what is struck out; besides, a raised text may be the mark of a footnote.
_UNSEEN = SKIPPED | {"del", "s", "strike"}
_NOTE_MARK = re.compile(r"[\s\[［(（〔【]*(?:注|备注)?[\d①-⑳*]{0,2}[\s\]］)）〕】]*")
_FIELDS = frozenset({"input", "textarea", "select"})
_TYPED = frozenset({"text", "number", "tel"})


def own_rows(table: Element, page: Page) -> Rows:
    """The cells of a table row by row, without those of tables within it; its foot comes last."""
    rows = page.outside(page.of("table", table), page.of("tr", table))
    in_feet = {row for foot in page.of("tfoot", table) for row in page.children(foot)}
    rows.sort(key=in_feet.__contains__)
    return [_cells(row, page) for row in rows if row not in page.hidden]


def _cells(row: Element, page: Page) -> list[Element]:
    return [cell for cell in page.children(row) if page.tags[cell] in _CELLS and cell not in page.hidden]


def is_layout(table: Element, rows: Rows, page: Page) -> bool:
    """Whether a table only arranges a page: it holds other tables with data, or an article in one cell."""
    inner = (own_rows(each, page) for each in page.of("table", table))
    return any(sum(map(len, each)) >= _DATA for each in inner) or any(
        _is_article(cell, page) for cell in chain(*rows)
    )


def _is_article(cell: Element, page: Page) -> bool:
    # Where a paragraph begins and ends, and on both sides of a break, there is a mark.
    if page.texts[page.starts[cell] + 1 : page.ends[cell]].count(BREAK) < 6:
        return False
    return len(page.text(cell)) > _LONG_CELL and sum(len(page.of(tag, cell)) for tag in ("p", "br")) >= 3


def pieces(rows: Rows, page: Page, *, url: str) -> list[Piece]:
    """The cells from the upper left; empty for a table that says nothing."""
    if sum(len(row) for row in rows) > MAX_CELLS:
        raise DocumentUnreadable(f"a table has more than {MAX_CELLS} cells", url=url)
    taken: set[tuple[int, int]] = set()
    found: list[Piece] = []
    covered = 0
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while (index, column) in taken:
                column += 1
            piece = _piece(cell, index, column, page, height=len(rows))
            found.append(piece)
            covered += piece.row_span * piece.column_span
            if covered > MAX_GRID:
                raise DocumentUnreadable(f"a table spans more than {MAX_GRID} positions", url=url)
            if piece.row_span > 1:
                taken.update(_below(piece))
            column += piece.column_span
    return found if any(piece.text for piece in found) else []


def _piece(cell: Element, row: int, column: int, page: Page, *, height: int) -> Piece:
    attributes = page.attributes[cell]
    down = _span(attributes.get("rowspan"))
    along = _span(attributes.get("colspan"))
    return Piece(
        _text(cell, page),
        row,
        column,
        row_span=height - row if down == 0 else min(max(down, 1), height - row),
        column_span=min(max(along, 1), MAX_COLUMN_SPAN),
    )


def _span(value: str | None) -> int:
    if not value:
        return 1
    digits = value.strip()[:6]
    return int(digits) if digits.isdecimal() else 1


def _below(piece: Piece) -> Iterable[tuple[int, int]]:
    """The positions that it takes in the rows after its first."""
    rows = range(piece.row + 1, piece.row + piece.row_span)
    return product(rows, range(piece.column, piece.column + piece.column_span))


def _text(cell: Element, page: Page) -> str:
    """Its paragraphs, and what stands before and behind its breaks, as one line."""
    notable = page.notable(cell)
    said = _seen(cell, notable, page) if notable else page.texts[page.starts[cell] + 1 : page.ends[cell]]
    joined = "".join(said).replace(BLOCK, "")
    words = joined.replace(BREAK, " ").split()
    if len(words) < 2:  # as in nearly every cell
        return squeeze(words[0]) if words else ""
    return join_lines([squeeze(line) for line in joined.split(BREAK)])


def _seen(cell: Element, notable: list[Element], page: Page) -> list[str]:
    seen: list[str] = []
    at = page.starts[cell] + 1
    for each in notable:
        start = page.starts[each]
        if start < at:
            continue
        if page.tags[each] in _FIELDS:
            text = _typed(each, page)
        elif each in page.hidden or _is_unseen(each, page):
            text = ""
        else:
            continue
        seen += (*page.texts[at : start + 1], text)
        at = page.ends[each]
    return [*seen, *page.texts[at : page.ends[cell]]]


def _is_unseen(element: Element, page: Page) -> bool:
    tag = page.tags[element]
    return tag in _UNSEEN or (tag == "sup" and _NOTE_MARK.fullmatch(page.text(element)) is not None)


def _typed(field: Element, page: Page) -> str:
    """What stands in a field of a form."""
    if field in page.hidden:
        return ""
    if page.tags[field] == "textarea":
        return page.text(field)
    if page.tags[field] == "select":
        chosen = (each for each in page.of("option", field) if "selected" in page.attributes[each])
        return next(map(page.text, chosen), "")
    attributes = page.attributes[field]
    kind = (attributes.get("type") or "text").lower()
    return attributes.get("value", "") if kind in _TYPED else ""
