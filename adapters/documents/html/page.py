"""Markup → the page: what is asked of its elements again and again, asked once. Under `from_html`."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from itertools import accumulate, chain

from adapters.documents.html.hidden import hidden_elements
from adapters.documents.html.markup import Element, Markup

# A mark where a line begins or ends: everywhere, and only outside of cells. They are halves of a pair of
# surrogates, which no text from the parser has.
BREAK, BLOCK = "\udc0a", "\udc0d"
# fmt: off
_BREAKS = frozenset(("p", "div", "br", "li", "tr", "td", "th", "h1", "h2", "h3", "h4"))
_BLOCKS = frozenset((
    "hr", "h5", "h6", "ul", "ol", "dl", "dt", "table", "thead", "tbody", "tfoot", "caption", "section",
    "article", "blockquote", "center", "pre", "form", "fieldset", "main", "header", "aside", "figure",
    "figcaption", "address", "pagebreak",
))
SKIPPED = frozenset((
    "script", "style", "noscript", "iframe", "select", "option", "button", "input", "textarea",
    "svg", "nav", "footer", "object", "template", "head", "audio", "video", "canvas", "map",
    "embed", "link", "meta", "title",
))
# fmt: on
# Besides chrome, a walk through texts stops at tables, explanations of terms, what is struck out, and what
# may be a note's mark.
_NOTABLE = frozenset(("table", "dd", "del", "s", "strike", "sup"))
_CHROME = re.compile(
    r"(?:^|[-_ ])(?:share|bdshare\w*|breadcrumbs?|crumbs?|nav|navbar|menu|footer|foot|copyright|toolbar|print"
    r"|qrcode|ewm|related|sidebar|pagination|pager|position|location|dqwz|function_icon|share_box|tabs_hd)"
    r"(?:$|[-_ ])",
    re.IGNORECASE,
)
# Chrome is small; a "nav" that holds this much prose is an article in a badly named box.
_CHROME_LIMIT = 400
_NOT_PROSE = frozenset(("a", "script", "style"))


class Page(Markup):
    """`named` are the elements with a class or an id, `hidden` those that say that a browser shows them not.

    `chrome` are these, scripts, navigation, share bars: what is not the article's own words. In `texts` there
    is a mark wherever a line begins or ends.
    """

    root: Element = 0

    def __init__(self, markup: Markup) -> None:
        super().__init__()
        self.texts, self.tags, self.attributes = markup.texts, markup.tags, markup.attributes
        self.starts, self.ends = markup.starts, markup.ends
        self._of_tag: dict[str, list[Element]] = defaultdict(list)
        for element, tag in enumerate(self.tags):
            self._of_tag[tag].append(element)
        self._totals = self._weighed()
        self._mark()
        self.named = [
            element
            for element, attributes in enumerate(self.attributes)
            if attributes and ("class" in attributes or "id" in attributes)
        ]
        self.hidden = frozenset(hidden_elements(self, self.named))
        small = (element for element in self.named if self.said(element) < _CHROME_LIMIT)
        boxes = [element for element in small if _CHROME.search(" ".join(self.name(element)))]
        self.chrome = frozenset(chain(self._of_tags(SKIPPED), self.hidden, boxes))
        self._notable = sorted({*self.chrome, *self._of_tags(_NOTABLE)})

    def said(self, element: Element) -> int:
        """Characters of prose: what is not in links, scripts and styles, without blanks at the ends."""
        return self._totals[self.ends[element]] - self._totals[self.starts[element]]

    def name(self, element: Element) -> tuple[str, str]:
        """Its class and its id, each empty where it has none."""
        attributes = self.attributes[element]
        return attributes.get("class", ""), attributes.get("id", "")

    def text(self, element: Element) -> str:
        """All the texts in it, as they stand there."""
        texts = self.texts[self.starts[element] + 1 : self.ends[element]]
        return "".join(texts).replace(BREAK, "").replace(BLOCK, "")

    def of(self, tag: str, within: Element = root) -> list[Element]:
        """All elements of this tag in an element, in order."""
        return self._within(self._of_tag.get(tag, []), within)

    def notable(self, within: Element) -> list[Element]:
        """Those in it that may be more than a run of texts: chrome, tables, what a cell does not say."""
        return self._within(self._notable, within)

    def children(self, element: Element) -> Iterator[Element]:
        child = element + 1
        last = self.last(element)
        while child <= last:
            yield child
            child = self.last(child) + 1

    def _within(self, elements: list[Element], around: Element) -> list[Element]:
        first = bisect_right(elements, around)
        return elements[first : bisect_right(elements, self.last(around), first)]

    def _of_tags(self, tags: frozenset[str]) -> Iterator[Element]:
        return chain.from_iterable(self._of_tag[tag] for tag in tags & self._of_tag.keys())

    def _weighed(self) -> list[int]:
        """What has been said up to the end of each text."""
        lengths = [len(text.strip()) if text else 0 for text in self.texts]
        for element in self._of_tags(_NOT_PROSE):
            start, end = self.starts[element], self.ends[element]
            lengths[start:end] = [0] * (end - start)
        return list(accumulate(lengths))

    def _mark(self) -> None:
        for tags, mark in ((_BREAKS, BREAK), (_BLOCKS, BLOCK)):
            for element in self._of_tags(tags):
                self.texts[self.starts[element]] = self.texts[self.ends[element]] = mark
