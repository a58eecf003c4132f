"""Markup → the elements in it that a browser shows not, or shows struck out. Under `page`."""

import re
from collections.abc import Iterator
from itertools import chain

from adapters.documents.html.markup import Element, Markup

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
_CELLS = frozenset(("td", "th"))


def hidden_elements(markup: Markup, named: list[Element]) -> Iterator[Element]:
    """`named` are the elements with a class or an id. Word gives all elements one of a few styles."""
    described = list(filter(None, markup.attributes))
    styles = {attributes["style"] for attributes in described if "style" in attributes}
    hiding = {style for style in styles if _HIDDEN.search(style.lower())}
    alone = {style for style in styles if _HIDDEN_ALONE.search(style.lower())}
    if hiding or alone or "hidden" in set().union(*described):
        for element, attributes in enumerate(markup.attributes):
            style = attributes.get("style")
            empty = style in alone and markup.last(element) == element
            if "hidden" in attributes or style in hiding or empty:
                yield element
    yield from _by_class(markup, named)


def _by_class(markup: Markup, named: list[Element]) -> Iterator[Element]:
    """What a style sheet of the page hides counts in cells only: scripts show whole articles later."""
    classes = {markup.attributes[element].get("class", "") for element in named}
    aloud = {each for each in classes if _READ_ALOUD.search(each)}
    ruled = _ruled(markup)
    hidden = {each for each in classes if not ruled.isdisjoint(each.split())} if ruled else set()
    if not aloud and not hidden:
        return
    cells = [element for element, tag in enumerate(markup.tags) if tag in _CELLS]
    outside = {*markup.outside(cells, named)}
    for element in named:
        each = markup.attributes[element].get("class", "")
        if each in aloud or (each in hidden and element not in outside):
            yield element


def _ruled(markup: Markup) -> set[str]:
    """The classes that the page's own style sheets hide on every screen."""
    styles = (element for element, tag in enumerate(markup.tags) if tag == "style")
    sheets = ("".join(markup.texts[markup.starts[each] + 1 : markup.ends[each]]) for each in styles)
    hiding = [sheet for sheet in sheets if "none" in sheet]
    rules = chain.from_iterable(_HIDING_RULE.finditer(_AT_RULE.sub("", sheet)) for sheet in hiding)
    selectors = (selector.strip() for rule in rules for selector in rule[1].split(","))
    return {found[1] for selector in selectors if (found := _CLASS_AT_END.search(selector))}
