"""A page → the fields printed above its article: 索引号, 发布机构, 发布日期, 来源 … as ordinary parts.

They stand outside the article's own element on most portals, among navigation; only what carries a
known label is taken, in the order of the page.
"""

import re
from collections.abc import Iterator

from adapters.documents.assemble import Part, Piece
from adapters.documents.html.flow import flow
from adapters.documents.html.markup import Element
from adapters.documents.html.page import Page

_LABEL = (
    r"(?:索\s*引\s*号|信息索引|发布(?:机构|单位|日期|时间)|发文(?:机关|日期|字号)|公开(?:日期|时间|方式|类别|范围)"
    r"|生成日期|成文日期|公文生成日期|责任部门|所属机构|信息来源|信息名称|主题(?:分类|词)|信息分类|组配分类|体裁分类"
    r"|文\s*号|名\s*称|标\s*题|来\s*源|时\s*间|日\s*期|更新时间|关\s*键\s*[词字])"
)
_FIELD = re.compile(rf"{_LABEL}\s*[\]】]?\s*[:：]")
_BARE_FIELD = re.compile(rf"[\[【]?\s*{_LABEL}\s*[\]】]?(?:\s|$)")
_FIELD_LIMIT = 300
_TABLE_LIMIT = 1_500
_BOXES = frozenset(("div", "table", "tbody", "tr", "td", "ul", "dl", "section", "header", "p"))


def header_parts(roots: list[Element], page: Page) -> Iterator[Part]:
    """Only boxes that end before the article begins and are small enough to be fields, not text."""
    for box in _boxes_before(roots[0], page):
        if page.said(box) < _TABLE_LIMIT and page.tags[box] in _BOXES and box not in page.chrome:
            yield from filter(_is_header, flow(box, page, url=""))


def _boxes_before(root: Element, page: Page) -> Iterator[Element]:
    """What stands before the article's element, and before each that holds it, outermost first."""
    around = page.root
    while around != root:
        for child in page.children(around):
            if page.holds(child, root):
                around = child
                break
            yield child


def _is_header(part: Part) -> bool:
    if isinstance(part, str):
        return len(part) <= _FIELD_LIMIT and _is_field(part)
    return _labels(part) >= 2


def _labels(table: object) -> int:
    cells = [piece.text for piece in table if isinstance(piece, Piece)] if isinstance(table, list) else []
    return sum(1 for text in cells if len(text) <= 40 and _is_field(text))


def _is_field(text: str) -> bool:
    """Most lines above an article have no colon, and nothing to search for."""
    if _BARE_FIELD.match(text):
        return True
    return (":" in text or "：" in text) and _FIELD.search(text) is not None
