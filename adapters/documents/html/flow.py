"""An element of a page → its paragraphs and tables in reading order. The walk under `from_html`."""

import re
from collections.abc import Iterator

from adapters.documents.assemble import Part, Piece
from adapters.documents.html.markup import Element
from adapters.documents.html.page import BLOCK, BREAK, Page
from adapters.documents.html.table import is_layout, own_rows, pieces
from adapters.documents.spaces import squeeze

_PAGE_BREAK = re.compile(r"#PAGE_BREAK#|_ueditor_page_break_tag_", re.IGNORECASE)
# Lines that portals put around an article. Whole lines only, so that no sentence is lost.
_CHROME_LINE = re.compile(
    r"(?:【?\s*(?:打\s*印|关\s*闭|返回顶部|收\s*藏|字体|大|中|小)[^。]{0,12}】?|分享到?[:：]?|扫一扫[^。]{0,30}"
    r"|当前位置[:：].*|(?:上|下)一[篇条][:：].*|(?:浏览|阅读|访问|点击)(?:次数|量|数)[:：]?\s*\d*\s*次?|-->|附件下载"
    r"|\[\s*(?:大|中|小|打印|关闭).*\])"
)


def flow(root: Element, page: Page, *, url: str) -> list[Part]:
    """Paragraphs as text, data tables as pieces. Inline elements join without a space between."""
    parts: list[Part] = []
    stacked: list[Piece] = []
    said: list[str] = []
    at = page.starts[root]
    for each in (root, *page.notable(root)):
        start = page.starts[each]
        if start < at:
            continue  # in what was left out, or in a table
        if each in page.chrome and each != root:
            said += page.texts[at : start + 1]
            at = page.ends[each]
        elif page.tags[each] == "dd":
            said += (*page.texts[at:start], " ")
            at = start
        elif page.tags[each] == "table" and not is_layout(each, rows := own_rows(each, page), page):
            before = [*_paragraphs([*said, *page.texts[at:start]])]
            parts += before
            said.clear()
            found = pieces(rows, page, url=url)
            stacked = _put(found, parts, [] if before else stacked, alone=len(rows) == 1)
            at = page.ends[each]
    parts.extend(_paragraphs([*said, *page.texts[at : page.ends[root]]]))
    return parts


def _put(table: list[Piece], parts: list[Part], stacked: list[Piece], *, alone: bool) -> list[Piece]:
    """Tables of one row (`alone`) that follow each other are the rows of one table, which is `stacked`."""
    if not table:
        return stacked
    if alone and stacked:
        row = stacked[-1].row + 1
        stacked.extend(piece._replace(row=row) for piece in table)
        return stacked
    parts.append(table)
    return table if alone else []


def _paragraphs(said: list[str]) -> Iterator[str]:
    for line in "".join(said).replace(BLOCK, BREAK).split(BREAK):
        # Neither mark of a page's end is without one of these signs, and few lines have one.
        parts = _PAGE_BREAK.split(line) if "#" in line or "_" in line else (line,)
        for text in map(squeeze, parts):
            if text and not _CHROME_LINE.fullmatch(text):
                yield text
