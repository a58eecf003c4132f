"""A parsed page → what is asked of its elements again and again, asked once. Under `from_html`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import cast

from lxml import etree
from lxml.etree import _Element as Element

from adapters.documents.html.hidden import Name, hidden_elements

# Every element of a page in its order, with the characters of prose in it.
Weights = Mapping[Element, int]

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
# Chrome is small; a "nav" that holds this much prose is an article in a badly named box.
_CHROME_LIMIT = 400
_NOT_PROSE = frozenset(("a", "script", "style"))
_NAMED = etree.XPath("descendant-or-self::*/@class/.. | descendant-or-self::*/@id/..")
_STRING = etree.XPath("string()", smart_strings=False)


@dataclass(frozen=True, slots=True)
class Page:
    """`named` are the elements with a class or an id, `hidden` those that say that a browser shows them not.

    `chrome` are these, scripts, navigation, share bars: what is not the article's own words. lxml makes an
    element's object anew at each visit unless somebody holds it, as `said` does.
    """

    root: Element
    said: Weights
    named: Mapping[Element, Name]
    hidden: frozenset[Element]
    chrome: frozenset[Element]


def page_of(root: Element) -> Page:
    said = _weigh(root)
    named = {
        element: (element.get("class") or "", element.get("id") or "") for element in _found(_NAMED, root)
    }
    hidden = frozenset(hidden_elements(root, named))
    small = (element for element in named if said[element] < _CHROME_LIMIT)
    boxes = (element for element in small if _CHROME.search(" ".join(named[element])))
    return Page(root, said, named, hidden, frozenset(chain(root.iter(*SKIPPED), hidden, boxes)))


def text_of(element: Element) -> str:
    """All that stands between its tags, as it stands there."""
    return str(_STRING(element))


def _weigh(root: Element) -> Weights:
    """What is not in links, scripts and styles counts, without the blanks at its ends."""
    said = dict.fromkeys(root.iter(), 0)
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


def _found(path: etree.XPath, root: Element) -> list[Element]:
    return cast("list[Element]", path(root))
