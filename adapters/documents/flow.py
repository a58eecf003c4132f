"""An element of a page → its paragraphs and tables in reading order. The walk under `from_html`."""

import re
from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from adapters.documents.assemble import Part
from adapters.documents.content import is_chrome, says_less
from adapters.documents.html_table import is_layout, pieces
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


def flow(root: HtmlElement, *, url: str) -> Iterator[Part]:
    """Paragraphs as text, data tables as pieces. Inline elements join without a space between."""
    line: list[str] = []
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            yield from _enter(root, element, line, walk, url)
        elif element is not root:
            if element.tag in _BLOCKS:
                yield from _flush(line)
            yield from _say(element.tail, line)
    yield from _flush(line)


def _enter(
    root: HtmlElement, element: HtmlElement, line: list[str], walk: etree.iterwalk, url: str
) -> Iterator[Part]:
    if element.tag in _BLOCKS:
        yield from _flush(line)
    if element is not root and is_chrome(element):
        walk.skip_subtree()
        return
    if element.tag == "table" and not is_layout(element):
        walk.skip_subtree()
        if found := pieces(element, url=url):
            yield found
        return
    if element.tag == "dd":
        line.append(" ")
    yield from _say(element.text, line)


def _say(text: str | None, line: list[str]) -> Iterator[Part]:
    first, *others = _PAGE_BREAK.split(text or "")
    line.append(first)
    for other in others:
        yield from _flush(line)
        line.append(other)


def _flush(line: list[str]) -> Iterator[Part]:
    text = squeeze("".join(line))
    line.clear()
    if text and not _CHROME_LINE.fullmatch(text):
        yield text


def short_lines(root: HtmlElement, *, url: str, limit: int) -> Iterator[Part]:
    """The flow of an element that is worth reading whole only if it says little."""
    if says_less(root, limit):
        yield from flow(root, url=url)
