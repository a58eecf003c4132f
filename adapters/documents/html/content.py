"""A parsed page → the elements that hold the article. Known markers first, density of text otherwise."""

from lxml.etree import _Element as Element

from adapters.documents.html.page import SKIPPED, Page, Weights

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
_NO_NAME = ("", "")


def content_roots(page: Page) -> list[Element]:
    """Usually one element; several where an article was stitched from several boxes of one kind."""
    said = page.said
    dense = _densest(page.root, said)
    marked = [element for element, length in said.items() if length and _is_marked(element, page)]
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
    kept = {best, *_outermost(beside)}
    return [element for element in marked if element in kept]


def _is_marked(element: Element, page: Page) -> bool:
    classes, name = page.named.get(element, _NO_NAME)
    marked = element.tag in _TAGS or name in _IDS or not _CLASSES.isdisjoint(classes.split())
    return marked and next(element.iterancestors("a"), None) is None


def _densest(root: Element, said: Weights) -> Element:
    """From the body downwards, as long as one child holds most of what its parent says."""
    element = next(root.iter("body"), root)
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
