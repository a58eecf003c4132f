"""Numbers that no indicator covers → Figure, so that nothing a report says is lost. Called by prose.

What counts nothing never comes here (dates, document numbers, telephones: see noise); left out are also
words that only look like counts, 六个部分, 一件, and numbers without a unit that nothing counts.
"""

import re
from collections.abc import Iterable, Iterator

from adapters.documents.document import Document
from adapters.extract.prose.mention import Mention
from adapters.extract.prose.passage import Passage
from adapters.extract.unit import load_units
from schema.records.source import Source
from schema.records.statistic import Figure

_PHRASE = re.compile(
    r"^(?:部分|方面|环节|层面|阶段|步骤|原则|维度|重点(?!领域|项目|工程|工作)|统一|坚持|强化|确保|坚决|加强|全面|到位|体系|平台|结合|转变|机制|层级|性|以上的?部门)"
)
_SIGNS = re.compile(r"^[\W\d]+|\W+$")
_LARGE = 10_000
_PEOPLE = re.compile(r"(?:用户|粉丝|订阅者|人数|关注(?:人|者))(?:总|数|量|已|累计|达到?)*$")


def read_figures(mentions: Iterable[Mention], document: Document) -> Iterator[Figure]:
    """One figure for each mention that really counts something, in the order given."""
    for mention in _all(mentions):
        if _counts(mention):
            quantity = mention.quantity
            yield Figure(
                label=_label(mention),
                value=quantity.value,
                unit=quantity.unit or ("人" if _PEOPLE.search(mention.label) else None),
                qualifier=quantity.qualifier,
                source=source(document, mention.passage, mention.start, mention.end),
            )


def _all(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Each mention, and after it the share that is printed beside it."""
    for mention in mentions:
        yield mention
        if mention.share is not None:
            yield mention.share


def source(document: Document, passage: Passage, start: int, end: int) -> Source:
    """Where the compact characters `start` to `end` of a passage stand, with their printed text."""
    first, last = passage.span(start, end)
    return Source(
        quote=document.text[first:last],
        url=document.url,
        section=passage.section or None,
        page=passage.page,
        start=first,
        end=last,
    )


def _label(mention: Mention) -> str:
    """What it counts; 增加2件、5件 says it once for both."""
    at: Mention | None = mention
    while at is not None:
        if said := at.label or at.after or _SIGNS.sub("", at.raw):
            return said
        at = at.previous
    return ""


def _counts(mention: Mention) -> bool:
    quantity = mention.quantity
    if mention.passage.kind == "annex" or not _label(mention):
        return False
    if quantity.spelled:
        return (
            quantity.value > 1 and quantity.unit in load_units().spelled and not _PHRASE.match(mention.after)
        )
    if not quantity.unit:
        spelled_out = "万" in mention.passage.text[quantity.digits : quantity.end]
        return mention.bare or (quantity.value >= _LARGE and spelled_out)
    return True
