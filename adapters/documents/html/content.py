"""A parsed page → the elements that hold the article. Known markers first, density of text otherwise."""

import re
from collections.abc import Mapping

from lxml import etree
from lxml.etree import _Element as Element

# Every element of a page in its order, with the characters of prose in it.
Weights = Mapping[Element, int]

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
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all")
_NOT_PROSE = frozenset(("a", "script", "style"))
# What may hold a whole article but is part of its text, not a box around it.
_NO_BOX = SKIPPED | {"table", "tbody", "tr", "p", "span", "font"}
_STRING = etree.XPath("string()", smart_strings=False)
# Chrome is small; a "nav" that holds this much prose is an article in a badly named box.
_CHROME_LIMIT = 400


def weigh(page: Element) -> Weights:
    """What is not in links, scripts and styles counts, without the blanks at its ends.

    lxml makes an element's object anew at each visit unless somebody holds it, as these do.
    """
    said = dict.fromkeys(page.iter(), 0)
    # From the end, children come before their parents.
    for element in reversed(said):
        if element.tag in _NOT_PROSE:
            said[element] = 0
        elif text := element.text:
            said[element] += len(text.strip())
        parent = element.getparent()
        if parent is not None:
            said[parent] += said[element] + len((element.tail or "").strip())
    return said


def content_roots(said: Weights) -> list[Element]:
    """Usually one element; several where an article was stitched from several boxes of one kind."""
    dense = _densest(said)
    marked = [element for element, length in said.items() if length and _is_marked(element)]
    if not marked:
        return [dense]
    longest = max(said[element] for element in marked)
    if longest < 0.3 * said[dense]:
        return [dense]
    best = [element for element in marked if said[element] >= 0.9 * longest][-1]
    beside = [
        element
        for element in marked
        if said[element] >= 0.1 * longest and not _nested(element, best) and _alike(element, best)
    ]
    return [element for element in marked if element is best or element in _outermost(beside)]


def _is_marked(element: Element) -> bool:
    classes = element.get("class")
    marked = (
        element.tag in _TAGS
        or element.get("id") in _IDS
        or (classes is not None and not _CLASSES.isdisjoint(classes.split()))
    )
    return marked and next(element.iterancestors("a"), None) is None


def is_chrome(element: Element, said: Weights) -> bool:
    """Navigation, share bars, scripts, hidden boxes: what is not the article's own words."""
    if element.tag in SKIPPED or is_hidden(element):
        return True
    classes, name = element.get("class"), element.get("id")
    if not classes and not name:
        return False
    return bool(_CHROME.search(f"{classes or ''} {name or ''}")) and said[element] < _CHROME_LIMIT


def text_of(element: Element) -> str:
    """All that stands between its tags, as it stands there."""
    return str(_STRING(element))


def is_hidden(element: Element) -> bool:
    """Whether an element says of itself that a browser does not show it."""
    if style := element.get("style"):
        style = style.lower()
        # Nearly every element of a report from Word has a style: a word is found faster than a pattern.
        if ("none" in style or "hide" in style) and _HIDDEN.search(style):
            return True
    return element.get("hidden") is not None


def _densest(said: Weights) -> Element:
    """From the body downwards, as long as one child holds most of what its parent says."""
    page = next(iter(said))
    element = next(page.iter("body"), page)
    while True:
        enough = max(0.7 * said[element], 1)
        boxes = [child for child in element.iterchildren() if child.tag not in _NO_BOX]
        child = next((child for child in boxes if said[child] >= enough), None)
        if child is None:
            return element
        element = child


def _nested(one: Element, other: Element) -> bool:
    return one is other or one in other.iterancestors() or other in one.iterancestors()


def _alike(one: Element, other: Element) -> bool:
    return (one.tag, one.get("class")) == (other.tag, other.get("class"))


def _outermost(elements: list[Element]) -> list[Element]:
    return [one for one in elements if not any(other in one.iterancestors() for other in elements)]
