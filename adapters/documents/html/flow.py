"""An element of a page → its paragraphs and tables in reading order. The walk under `from_html`."""

import re
from dataclasses import dataclass, field, replace

from lxml import etree
from lxml.etree import _Element as Element

from adapters.documents.assemble import Part, Piece
from adapters.documents.html.page import Page
from adapters.documents.html.table import is_layout, own_rows, pieces
from adapters.documents.spaces import squeeze

# fmt: off
_BLOCKS = frozenset((
    "p", "div", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt",
    "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "section", "article",
    "blockquote", "center", "pre", "form", "fieldset", "main", "header", "aside", "figure",
    "figcaption", "address", "pagebreak",
))
# fmt: on
_PAGE_BREAK = re.compile(r"#PAGE_BREAK#|_ueditor_page_break_tag_", re.IGNORECASE)
# Lines that portals put around an article. Whole lines only, so that no sentence is lost.
_CHROME_LINE = re.compile(
    r"(?:【?\s*(?:打\s*印|关\s*闭|返回顶部|收\s*藏|字体|大|中|小)[^。]{0,12}】?|分享到?[:：]?|扫一扫[^。]{0,30}"
    r"|当前位置[:：].*|(?:上|下)一[篇条][:：].*|(?:浏览|阅读|访问|点击)(?:次数|量|数)[:：]?\s*\d*\s*次?|-->|附件下载"
    r"|\[\s*(?:大|中|小|打印|关闭).*\])"
)


@dataclass(slots=True)
class _Flow:
    """What the walk has met: whole `parts`, and the pieces of the `line` that is still open.

    `rows` is the height of a table at the end of `parts` of which each row was a table of its own.
    """

    parts: list[Part] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    rows: int = 0

    def put(self, table: list[Piece], *, alone: bool) -> None:
        """Tables of one row (`alone`) that follow each other are the rows of one table."""
        last = self.parts[-1] if self.parts else None
        if alone and self.rows and isinstance(last, list):
            last.extend(replace(piece, row=self.rows) for piece in table)
        else:
            self.parts.append(table)
            self.rows = 0
        self.rows = self.rows + 1 if alone else 0

    def say(self, text: str | None) -> None:
        if not text:
            return
        first, *others = _PAGE_BREAK.split(text)
        self.line.append(first)
        for other in others:
            self.flush()
            self.line.append(other)

    def flush(self) -> None:
        if not self.line:
            return
        text = squeeze("".join(self.line))
        self.line.clear()
        if text and not _CHROME_LINE.fullmatch(text):
            self.parts.append(text)
            self.rows = 0


def flow(root: Element, page: Page, *, url: str) -> list[Part]:
    """Paragraphs as text, data tables as pieces. Inline elements join without a space between."""
    met = _Flow()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if element.tag in _BLOCKS and (event == "start" or element is not root):
            met.flush()
        if event == "end":
            met.say(element.tail if element is not root else None)
        elif element is not root and element in page.chrome:
            walk.skip_subtree()
        elif element.tag == "table" and not is_layout(element, rows := own_rows(element, page), page):
            walk.skip_subtree()
            if found := pieces(rows, page, url=url):
                met.put(found, alone=len(rows) == 1)
        else:
            met.say(" " if element.tag == "dd" else None)
            met.say(element.text)
    met.flush()
    return met.parts
