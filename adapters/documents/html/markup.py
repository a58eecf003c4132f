"""Markup → its elements, and its texts in one list as they follow each other. The step before `page`.

lxml reads it, as tolerantly as browsers do, and tells of every tag once. Its own tree would make an element's
object anew at each visit, and here each is asked a dozen times.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from lxml import etree

from adapters.documents.html.boxes import may_be_data, row_boxes, ruled
from adapters.errors import DocumentUnreadable

MAX_NODES = 400_000
MAX_DEPTH = 600
_LONG = 4_000
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.IGNORECASE)
# Portals put whole pages together, so that text goes on behind the end of one; browsers show it.
_END_OF_PAGE = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
# An element is its number in the order of the page.
Element = int


class Markup:
    """What elements are, a column for each thing that is asked of them: a page has thousands of elements.

    In `texts` every tag has a place of its own: an element's are at `starts` and `ends`.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[Mapping[str, str]] = []
        self.starts: list[int] = []
        self.ends: list[int] = []

    def last(self, element: Element) -> Element:
        """The last of those in it, or itself."""
        return bisect_left(self.starts, self.ends[element]) - 1

    def holds(self, one: Element, other: Element) -> bool:
        """Each holds itself."""
        return one <= other <= self.last(one)

    def outside(self, boxes: list[Element], elements: list[Element]) -> list[Element]:
        """Those of the elements that stand in no box; both in the order of the page."""
        found: list[Element] = []
        passed = 0
        last = -1
        for element in elements:
            while passed < len(boxes) and boxes[passed] < element:
                last = max(last, self.last(boxes[passed]))
                passed += 1
            if element > last:
                found.append(element)
        return found


class _TooDeepError(Exception):
    pass


def read_markup(text: str, url: str) -> Markup:
    """Raises DocumentUnreadable past the limits, and where there is no element."""
    source = text.replace("\x00", "")
    if declaration := _DECLARATION.match(source):
        source = source[declaration.end() :]
    source = _END_OF_PAGE.sub("", source)
    try:
        markup = _first(_told(source))
    except _TooDeepError:
        markup = None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise DocumentUnreadable(f"the markup holds no element that can be read: {error}", url=url) from error
    if markup is None or len(markup.tags) > MAX_NODES:
        raise DocumentUnreadable(
            f"the markup passes the limits of {MAX_NODES} elements or {MAX_DEPTH} levels", url=url
        )
    if not markup.tags:
        raise DocumentUnreadable("the markup holds no element that can be read: Document is empty", url=url)
    return _of_tree(ruled(source)) if _may_be_ruled(markup) else markup


def _may_be_ruled(told: Markup) -> bool:
    """Whether a box of the page may be a row of a table."""
    return any(
        may_be_data(told.tags[row : told.last(row) + 1], told.texts[told.starts[row] : told.ends[row]])
        for row in row_boxes(told.tags, told.attributes)
    )


def _told(source: str) -> Markup:
    """Everything that the parser tells, in the order of the text."""
    told = Markup()
    etree.fromstring(source, etree.HTMLParser(target=_listening(told), huge_tree=True))
    return told


def _of_tree(root: etree._Element) -> Markup:
    told = Markup()
    target = _listening(told)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            target.start(element.tag, dict(element.attrib))
            target.data(element.text or "")
        else:
            target.end(element.tag)
            target.data(element.tail or "")
    return _first(told)


def _listening(told: Markup) -> Any:
    """What writes down in `told` what a parser tells it. Raises _TooDeepError past the limit of levels.

    A text with references, or a long one, is told in several calls; up to `_LONG` it is put together.
    """
    texts, tags, attributes, starts, ends = told.texts, told.tags, told.attributes, told.starts, told.ends
    around: list[Element] = []

    def start(tag: str, described: Mapping[str, str]) -> None:
        if len(around) >= MAX_DEPTH - 1:
            raise _TooDeepError
        around.append(len(tags))
        tags.append(tag)
        attributes.append(described)
        starts.append(len(texts))
        ends.append(0)
        texts.append("")

    def end(_: str) -> None:
        ends[around.pop()] = len(texts)
        texts.append("")

    def data(text: str) -> None:
        if texts and texts[-1] and len(texts[-1]) < _LONG:
            texts[-1] += text
        else:
            texts.append(text)

    return SimpleNamespace(start=start, end=end, data=data, close=lambda: None)


def _first(told: Markup) -> Markup:
    """Up to the end of the first element: what follows is another document."""
    if told.tags and len(told.texts) > told.ends[0] + 1:
        del told.texts[told.ends[0] + 1 :]
        count = told.last(0) + 1
        for column in (told.tags, told.attributes, told.starts, told.ends):
            del column[count:]
    return told
