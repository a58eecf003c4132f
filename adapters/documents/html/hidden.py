"""A parsed page → the elements in it that a browser shows not, or shows struck out. Under `page_of`."""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import cast

from lxml import etree
from lxml.etree import _Element as Element

# Of an element its class and its id, each empty where it has none.
Name = tuple[str, str]

_HIDDEN = re.compile(
    r"display\s*:\s*none|mso-hide\s*:\s*all|text-decoration[^;]*line-through"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?[\s,]|clip-path\s*:\s*inset\(\s*(?:50|100)%"
    r"|(?:left|text-indent)\s*:\s*-\d{4}"
)
# What is inside may say otherwise of itself.
_HIDDEN_ALONE = re.compile(r"visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])")
# The names that style sheets give to words that are only for screen readers.
_READ_ALOUD = re.compile(
    r"(?:^| )(?:sr[-_]?only|visually[-_]?hidden|screen-?reader(?:-text|-only)?|a11y-hidden)(?:$| )",
    re.IGNORECASE,
)
_AT_RULE = re.compile(r"@[^{}]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_HIDING_RULE = re.compile(r"([^{}]*)\{[^{}]*display\s*:\s*none[^{}]*\}")
_CLASS_AT_END = re.compile(r"\.([\w-]+)$")
_SAID_HIDDEN = etree.XPath("descendant-or-self::*/@hidden/..")
_STYLED = etree.XPath("descendant-or-self::*[@style]")
_STYLES = etree.XPath("descendant-or-self::*/@style", smart_strings=False)
_SHEETS = etree.XPath("descendant-or-self::style/text()", smart_strings=False)


def hidden_elements(root: Element, named: Mapping[Element, Name]) -> Iterator[Element]:
    """`named` are the elements with a class or an id. Word gives all elements one of a few styles."""
    yield from _found(_SAID_HIDDEN, root)
    styles = {style: style.lower() for style in cast("list[str]", _STYLES(root))}
    hiding = {style for style, lower in styles.items() if _HIDDEN.search(lower)}
    alone = {style for style, lower in styles.items() if _HIDDEN_ALONE.search(lower)}
    if hiding or alone:
        for element in _found(_STYLED, root):
            style = element.get("style")
            if style in hiding or (style in alone and not len(element)):
                yield element
    yield from _by_class(root, named)


def _by_class(root: Element, named: Mapping[Element, Name]) -> Iterator[Element]:
    """What a style sheet of the page hides counts in cells only: scripts show whole articles later."""
    classes = {each for each, _ in named.values()}
    aloud = {each for each in classes if _READ_ALOUD.search(each)}
    ruled = _ruled(root)
    hidden = {each for each in classes if not ruled.isdisjoint(each.split())} if ruled else set()
    if not aloud and not hidden:
        return
    for element, (each, _) in named.items():
        if each in aloud or (each in hidden and next(element.iterancestors("td", "th"), None) is not None):
            yield element


def _ruled(root: Element) -> set[str]:
    """The classes that the page's own style sheets hide on every screen."""
    sheets = [sheet for sheet in cast("list[str]", _SHEETS(root)) if "none" in sheet]
    rules = chain.from_iterable(_HIDING_RULE.finditer(_AT_RULE.sub("", sheet)) for sheet in sheets)
    selectors = (selector.strip() for rule in rules for selector in rule[1].split(","))
    return {found[1] for selector in selectors if (found := _CLASS_AT_END.search(selector))}


def _found(path: etree.XPath, root: Element) -> list[Element]:
    return cast("list[Element]", path(root))
