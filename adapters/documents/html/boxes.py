"""Boxes that style sheets lay out as a table → a `<table>` in their place. Under `markup`.

What a box is, is told by its role, its own style or the name of its class: `role="row"`,
`display:table-cell`, `class="tr"`. Rows may stand in cells, which is how such pages write what spans rows.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree
from lxml.etree import _Element as Element

_BOXES = frozenset({"div", "span", "section", "ul", "li", "dl", "dt", "dd", "p"})
_ROLES = {
    "row": "row",
    "rowgroup": "group",
    "cell": "cell",
    "gridcell": "cell",
    "columnheader": "cell",
    "rowheader": "cell",
}
_STYLE = re.compile(r"display\s*:\s*table-(row-group|header-group|footer-group|row|cell)", re.IGNORECASE)
_CLASSES = {
    "row": re.compile(r"(?:.*[-_])?(?:tr|row)(?:[-_].*|\d+)?|table-?row", re.IGNORECASE),
    "group": re.compile(r"(?:.*[-_])?(?:thead|tbody|tfoot|rows|row-?group)", re.IGNORECASE),
    "cell": re.compile(r"(?:.*[-_])?(?:td|th|cell|col|column)(?:[-_].*|\d+)?|table-?cell", re.IGNORECASE),
}
_SPANS = {name: (name, f"aria-{name}", f"data-{name}") for name in ("colspan", "rowspan")}
_OF_ROWS = ("row", "group")
_STRING = etree.XPath("string()", smart_strings=False)
_DATA = 4
_LONGEST = 300
_DEEPEST = 8  # rows in cells of rows
_NUMBER = re.compile(r"\s*[\d０-９][\d０-９,，.．]*\s*")
_NOT_IN_CELLS = "table", "h1", "h2", "h3", "img"


@dataclass(frozen=True, slots=True)
class _Row:
    """Beside each other: cells, and rows that stand on one another in a cell."""

    element: Element
    items: "Sequence[Element | Sequence[_Row]]"

    @property
    def width(self) -> int:
        return sum(map(_width, self.items))

    @property
    def height(self) -> int:
        return max((_height(item) for item in self.items), default=1)


def row_boxes(tags: Sequence[str], attributes: Sequence[Mapping[str, str]]) -> list[int]:
    """Where the boxes stand that are rows or hold rows."""
    boxes = {
        at: (said.get("role", ""), said.get("style", ""), said.get("class", ""))
        for at, (tag, said) in enumerate(zip(tags, attributes, strict=True))
        if said and tag in _BOXES
    }
    # Word gives all elements one of a few styles.
    of_rows = {each for each in set(boxes.values()) if _kind_said(*each) in _OF_ROWS}
    return [at for at, each in boxes.items() if each in of_rows] if of_rows else []


def may_be_data(tags: Sequence[str], texts: Sequence[str]) -> bool:
    """Whether a row of these elements and texts may be of a table; columns of a page are called so too."""
    return set(_NOT_IN_CELLS).isdisjoint(tags) and any(map(_NUMBER.fullmatch, texts))


def ruled(source: str) -> Element:
    """The page with the tables."""
    root = etree.fromstring(
        source, etree.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=True, recover=True)
    )
    done: set[Element] = set()
    for element in list(root.iter(*_BOXES)):
        if element in done or _kind(element) not in _OF_ROWS:
            continue
        run = list(_run(element))
        rows = [row for box in run for row in _rows(box)]
        if _is_data(rows):
            done.update(inner for box in run for inner in box.iter())
            _replace(run, rows)
        else:
            done.update(run)
    return root


def _kind(element: Element) -> str | None:
    if element.tag not in _BOXES:
        return None
    return _kind_said(element.get("role") or "", element.get("style") or "", element.get("class") or "")


def _kind_said(role: str, style: str, classes: str) -> str | None:
    if kind := _ROLES.get(role):
        return kind
    if styled := _STYLE.search(style):
        return styled[1] if styled[1] in ("row", "cell") else "group"
    return _named(classes)


@lru_cache(maxsize=1_000)
def _named(classes: str) -> str | None:
    names = classes.split()
    return next((kind for kind, name in _CLASSES.items() if any(map(name.fullmatch, names))), None)


def _run(first: Element) -> Iterator[Element]:
    """Rows and groups of rows one after another, no word between them."""
    box: Element | None = first
    while box is not None and _kind(box) in _OF_ROWS:
        yield box
        if (box.tail or "").strip():
            return
        box = box.getnext()


def _rows(box: Element, room: int = _DEEPEST) -> Iterator[_Row]:
    if _kind(box) == "group" and room:
        for child in box:
            yield from _rows(child, room - 1)
    elif _kind(box) == "row":
        yield _Row(box, [_item(child, room - 1) for child in box])


def _item(box: Element, room: int) -> "Element | Sequence[_Row]":
    inner = [_kind(child) for child in box]
    stacked = bool(inner) and all(kind in _OF_ROWS for kind in inner) and not (box.text or "").strip()
    return [row for child in box for row in _rows(child, room)] if stacked and room > 0 else box


def _is_data(rows: Sequence[_Row]) -> bool:
    """Not the columns of a page: short cells, one of them a number, and nothing between the cells."""
    cells = [cell for row in rows for cell in _cells(row)]
    if len(rows) < 2 or len(cells) < _DATA or any((row.element.text or "").strip() for row in rows):
        return False
    said = [str(_STRING(cell)) for cell in cells]
    if max(map(len, said)) > _LONGEST or not any(map(_NUMBER.fullmatch, said)):
        return False
    return all(_is_cell(cell) for cell in cells)


def _is_cell(box: Element) -> bool:
    plain = box.tag in _BOXES and next(box.iterdescendants(*_NOT_IN_CELLS), None) is None
    return plain and _kind(box) in ("cell", None) and not (box.tail or "").strip()


def _cells(row: _Row) -> Iterator[Element]:
    for item in row.items:
        if isinstance(item, Sequence):
            for inner in item:
                yield from _cells(inner)
        else:
            yield item


def _replace(run: Sequence[Element], rows: Sequence[_Row]) -> None:
    parent = run[0].getparent()
    if parent is None:
        return
    table = etree.Element("table")
    parent.insert(parent.index(run[0]), table)
    table.tail = run[-1].tail
    spanned = any(cell.get(name) for row in rows for cell in _cells(row) for name in _SPANS["colspan"])
    lines = [etree.SubElement(table, "tr") for _ in range(sum(row.height for row in rows))]
    _place(rows, lines, 0 if spanned else max(row.width for row in rows))
    for box in run:
        parent.remove(box)


def _place(rows: Sequence[_Row], lines: Sequence[Element], width: int) -> None:
    """`width` is that of the stack: what a row is short of it, its first cell spans, which is the label."""
    top = 0
    for index, row in enumerate(rows):
        height = row.height if index + 1 < len(rows) else len(lines) - top
        if height == 1:
            lines[top].attrib.update(row.element.attrib)
        spare = max(width - row.width, 0)
        for item in row.items:
            if isinstance(item, Sequence):
                _place(item, lines[top : top + height], _width(item))
            else:
                _make_cell(item, _width(item) + spare, height)
                lines[top].append(item)
                spare = 0
        top += height


def _make_cell(box: Element, width: int, height: int) -> None:
    down = _span(box, "rowspan") or height
    box.tag = "td"
    box.tail = None
    box.set("colspan", str(width))
    box.set("rowspan", str(down))


def _width(item: "Element | Sequence[_Row]") -> int:
    if isinstance(item, Sequence):
        return max((row.width for row in item), default=1)
    return _span(item, "colspan") or 1


def _height(item: "Element | Sequence[_Row]") -> int:
    return sum(row.height for row in item) or 1 if isinstance(item, Sequence) else 1


def _span(box: Element, name: str) -> int | None:
    said = next((said for each in _SPANS[name] if (said := box.get(each))), "")
    return int(said) if said.isdecimal() and len(said) < 4 else None
