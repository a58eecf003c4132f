"""A parsed page → the elements that hold the article. Known markers first, density of text otherwise."""

from itertools import chain

from adapters.documents.html.markup import Element
from adapters.documents.html.page import SKIPPED, Page

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
# What may hold a whole article but is part of its text, not a box around it.
_NO_BOX = SKIPPED | {"table", "tbody", "tr", "p", "span", "font"}


def content_roots(page: Page) -> list[Element]:
    """Usually one element; several where an article was stitched from several boxes of one kind."""
    dense = _densest(page)
    marked = _marked(page)
    if not marked:
        return [dense]
    longest = max(page.said(element) for element in marked)
    if longest < 0.3 * page.said(dense):
        return [dense]
    best = [element for element in marked if page.said(element) >= 0.9 * longest][-1]
    enough = [element for element in marked if page.said(element) >= 0.1 * longest]
    beside = [each for each in enough if not _nested(each, best, page) and _alike(each, best, page)]
    kept = {best, *_outermost(beside, page)}
    return [element for element in marked if element in kept]


def _marked(page: Page) -> list[Element]:
    """In the order of the page; what stands in a link is no article."""
    tagged = (element for tag in _TAGS for element in page.of(tag))
    named = (element for element in page.named if _is_named_so(element, page))
    found = {element for element in chain(tagged, named) if page.said(element)}
    return page.outside(page.of("a"), sorted(found))


def _is_named_so(element: Element, page: Page) -> bool:
    classes, identity = page.name(element)
    return identity in _IDS or not _CLASSES.isdisjoint(classes.split())


def _densest(page: Page) -> Element:
    """From the body downwards, as long as one child holds most of what its parent says."""
    element = next(iter(page.of("body")), page.root)
    while True:
        enough = max(0.7 * page.said(element), 1)
        boxes = (child for child in page.children(element) if page.tags[child] not in _NO_BOX)
        child = next((child for child in boxes if page.said(child) >= enough), None)
        if child is None:
            return element
        element = child


def _nested(one: Element, other: Element, page: Page) -> bool:
    return page.holds(one, other) or page.holds(other, one)


def _alike(one: Element, other: Element, page: Page) -> bool:
    kinds = [(page.tags[each], page.attributes[each].get("class")) for each in (one, other)]
    return kinds[0] == kinds[1]


def _outermost(elements: list[Element], page: Page) -> list[Element]:
    """Of elements in the order of the page."""
    found: list[Element] = []
    for element in elements:
        if not found or not page.holds(found[-1], element):
            found.append(element)
    return found
