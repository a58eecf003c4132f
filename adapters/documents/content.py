"""A parsed page → the elements that hold the article. Known markers first, density of text otherwise."""

import re

from lxml import etree
from lxml.html import HtmlElement

# Where content systems put an article. Tags, ids and classes, each seen on real portals.
_TAGS = frozenset(["ucapcontent"])
_IDS = frozenset(
    (
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
)
_CLASSES = frozenset(
    (
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
_NOT_PROSE = frozenset(("a", "script", "style"))
# What may hold a whole article but is part of its text, not a box around it.
_NO_BOX = SKIPPED | {"table", "tbody", "tr", "p", "span", "font"}
# Chrome is small; a "nav" that holds this much prose is an article in a badly named box.
_CHROME_LIMIT = 400


def content_roots(page: HtmlElement) -> list[HtmlElement]:
    """Usually one element; several where an article was stitched from several boxes of one kind."""
    said = _weights(page)
    dense = _densest(page, said)
    marked = [element for element, length in said.items() if length and _is_marked(element)]
    if not marked:
        return [dense]
    longest = max(said[element] for element in marked)
    if longest < 0.3 * said.get(dense, 0):
        return [dense]
    best = [element for element in marked if said[element] >= 0.9 * longest][-1]
    beside = [
        element
        for element in marked
        if said[element] >= 0.1 * longest and not _nested(element, best) and _alike(element, best)
    ]
    return [element for element in marked if element is best or element in _outermost(beside)]


def _is_marked(element: HtmlElement) -> bool:
    if element.tag in _TAGS or element.get("id") in _IDS:
        return True
    return not _CLASSES.isdisjoint((element.get("class") or "").split())


def is_chrome(element: HtmlElement) -> bool:
    """Navigation, share bars, scripts, hidden boxes: what is not the article's own words."""
    if not isinstance(element.tag, str) or element.tag in SKIPPED:
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return bool(_CHROME.search(named)) and says_less(element, _CHROME_LIMIT)


def says_less(element: HtmlElement, limit: int) -> bool:
    """Whether an element holds fewer than `limit` characters that are not links, scripts or styles."""
    said = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, each in walk:
        if event == "end":
            said += len((each.tail or "").strip()) if each is not element else 0
        elif each.tag in _NOT_PROSE:
            walk.skip_subtree()
        else:
            said += len((each.text or "").strip())
        if said >= limit:
            return False
    return True


def _weights(page: HtmlElement) -> dict[HtmlElement, int]:
    """For every element the characters of prose in it, counted in one pass."""
    said: dict[HtmlElement, int] = {}
    walk = etree.iterwalk(page, events=("start", "end"))
    for event, element in walk:
        quiet = element.tag in _NOT_PROSE
        if event == "start":
            said[element] = 0 if quiet else len((element.text or "").strip())
            if quiet:
                walk.skip_subtree()
        elif (parent := element.getparent()) in said:
            said[parent] += said[element] + len((element.tail or "").strip())
    return said


def _densest(page: HtmlElement, said: dict[HtmlElement, int]) -> HtmlElement:
    """From the body downwards, as long as one child holds most of what its parent says."""
    element = next(iter(page.iter("body")), page)
    while True:
        enough = max(0.7 * said.get(element, 0), 1)
        boxes = [child for child in element.iterchildren() if child.tag not in _NO_BOX]
        child = next((child for child in boxes if said.get(child, 0) >= enough), None)
        if child is None:
            return element
        element = child


def _nested(one: HtmlElement, other: HtmlElement) -> bool:
    return one is other or one in other.iterancestors() or other in one.iterancestors()


def _alike(one: HtmlElement, other: HtmlElement) -> bool:
    return (one.tag, one.get("class")) == (other.tag, other.get("class"))


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    return [one for one in elements if not any(other in one.iterancestors() for other in elements)]
