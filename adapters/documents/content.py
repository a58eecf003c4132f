"""A parsed page → the elements that hold the article. Known markers first, density of text otherwise."""

import re

from lxml.html import HtmlElement

# Where content systems put an article. Tags, ids and classes, each seen on real portals.
_TAGS = ("ucapcontent",)
_IDS = (
    "zoom",
    "zoomcon",
    "UCAP-CONTENT",
    "td_DocContent",
    "vsb_content",
    "vsb_content_2",
    "vsb_content_4",
    "vsb_newscontent",
    "NewsContent",
    "Zoom",
    "fontzoom",
    "articleContent",
    "article-content",
    "content_detail",
)
_CLASSES = (
    "TRS_Editor",
    "trs_editor_view",
    "TRS_UEDITOR",
    "zfxxgk_zw_content",
    "article-content",
    "article_content",
    "wzzw-article",
    "v_news_content",
    "pages_content",
    "news_content",
    "bt_content",
    "xxgk_content",
    "view_content",
)
MARKERS = "|".join(
    [
        *(f"descendant::{tag}" for tag in _TAGS),
        *(f"descendant::*[@id='{name}']" for name in _IDS),
        *(
            f"descendant::*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
            for name in _CLASSES
        ),
    ]
)

# fmt: off
SKIPPED = frozenset((
    "script", "style", "noscript", "iframe", "select", "option", "button", "input", "textarea",
    "svg", "nav", "footer", "object", "template", "head", "audio", "video", "canvas", "map",
    "embed", "link", "meta", "title",
))
# fmt: on
_CHROME = re.compile(
    r"(?:^|[-_ ])(?:share|bdshare\w*|breadcrumbs?|crumbs?|nav|navbar|menu|footer|foot|copyright|toolbar|print"
    r"|qrcode|ewm|related|sidebar|pagination|pager|position|location|dqwz|function_icon|share_box|tabs_hd)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
# Chrome is small; a "nav" that holds this much prose is an article in a badly named box.
_CHROME_LIMIT = 400


def content_roots(page: HtmlElement) -> list[HtmlElement]:
    """Usually one element; several where an article was stitched from several boxes of one kind."""
    dense = _densest(page)
    marked = [element for element in page.xpath(MARKERS) if prose(element)]
    if not marked:
        return [dense]
    longest = max(prose(element) for element in marked)
    if longest < 0.3 * prose(dense):
        return [dense]
    best = [element for element in marked if prose(element) >= 0.9 * longest][-1]
    beside = [
        element
        for element in marked
        if prose(element) >= 0.1 * longest and not _nested(element, best) and _alike(element, best)
    ]
    return [element for element in marked if element is best or element in _outermost(beside)]


def is_chrome(element: HtmlElement) -> bool:
    """Navigation, share bars, scripts, hidden boxes: what is not the article's own words."""
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_CHROME.search(named)) and prose(element) < _CHROME_LIMIT


def prose(element: HtmlElement) -> int:
    """Characters of text that are not links, scripts or styles."""
    inside = "text()[normalize-space() and not(ancestor::a or ancestor::script or ancestor::style)]"
    return sum(len(text.strip()) for text in element.xpath(f"descendant::{inside}"))


def _densest(page: HtmlElement) -> HtmlElement:
    """From the body downwards, as long as one child holds most of what its parent says."""
    bodies = page.xpath("//body")
    element = bodies[0] if bodies else page
    while True:
        said = prose(element)
        child = next((child for child in element.iterchildren() if _takes_all(child, said)), None)
        if child is None or child.tag in {"table", "p", "tr", "tbody", "span", "font"}:
            return element
        element = child


def _takes_all(child: HtmlElement, said: int) -> bool:
    is_box = isinstance(child.tag, str) and child.tag not in SKIPPED
    return is_box and said > 0 and prose(child) >= 0.7 * said


def _nested(one: HtmlElement, other: HtmlElement) -> bool:
    return one is other or one in other.iterancestors() or other in one.iterancestors()


def _alike(one: HtmlElement, other: HtmlElement) -> bool:
    return (one.tag, one.get("class")) == (other.tag, other.get("class"))


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    return [one for one in elements if not any(other in one.iterancestors() for other in elements)]
