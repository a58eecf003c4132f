"""Mentions of a passage → runs: numbers of items one behind the other, each with a short name.

Called by itemised. Whether a run breaks down what was disclosed is decided of it as a whole, by the number
it stands behind, by what opens it, by its sum, and by how many of its names are those of content. Which
words tell is data (names).
"""

import re
from collections.abc import Collection, Container, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from adapters.extract.prose.listing import UNITS, alike, nested
from adapters.extract.prose.mention import Mention
from adapters.extract.prose.names import Names, bare, is_behind, name_of

_LONGEST_NAME = 24
_LONGEST_GAP = 90
_FEW = 4
_LONG = 3
_VERY_LONG = 5
_NEARLY = Decimal("0.85")
# What may stand between two items besides words: a share, the number of an item.
_SHARE = re.compile(r"[,(]?[^,;。\d]{0,8}[占比][^,;。\d]{0,10}[\d.]+%\)?")
_MARKER = re.compile(r"(?:^|(?<=[,;。、:(中]))\(?\d{1,2}[、.)](?!\d)")
# Another number between them, or that the list is done with.
_ENDED = re.compile(r"\d|^等[;。]")
_SEPARATORS = re.compile(r"[,、;。:(和及与等)]*(?:以及|另有|还有|其余|其中|包括)?")


@dataclass(frozen=True, slots=True)
class Run:
    """`tight` where nothing but signs stands between the items, so that they are surely one list."""

    items: tuple[Mention, ...]
    tight: bool

    @property
    def total(self) -> Decimal:
        """The sum of its items."""
        return sum((item.quantity.value for item in self.items), Decimal(0))

    def fills(self, total: Decimal) -> bool:
        """Whether it leaves little of the total, if anything."""
        return total * _NEARLY <= self.total <= total


def runs(mentions: Sequence[Mention], heads: Container[int], names: Names) -> Iterator[Run]:
    """Every run of two items or more, in the order of the text; what is no item ends one, and so do totals.

    `heads` are the identities of those.
    """
    items: list[Mention] = []
    tight = True
    for mention in mentions:
        fits = id(mention) not in heads and _is_item(mention, names)
        if items and fits and _goes_on(items[-1], mention):
            tight = tight and _is_tight(items[-1], mention)
            items.append(mention)
            continue
        if len(items) > 1:
            yield Run(tuple(items), tight)
        items, tight = [mention] if fits else [], True
    if len(items) > 1:
        yield Run(tuple(items), tight)


def breaks_down(run: Run, head: Mention | None, names: Names, told: Collection[Decimal]) -> bool:
    """Whether its items are kinds of what `head` counts, or of what its own opening announces.

    `told` are the totals before its paragraph, which it may break down without a word.
    """
    bodies = sum(bool(names.bodies.search(name_of(item))) for item in run.items)
    named = sum(names.is_content(name_of(item)) for item in run.items)
    first = run.items[0]
    if head is None:
        announced = (
            run.tight
            and not bodies
            and names.announces.search(_MARKER.sub("", first.passage.text[: first.start]))
        )
        enough = len(run.items) >= _VERY_LONG or named * 2 >= len(run.items) >= _LONG
        filling = len(run.items) >= _LONG and named * 2 >= len(run.items) and run.tight and not bodies
        return (bool(announced) and enough) or (filling and any(map(run.fills, told)))
    if run.total == head.quantity.value:
        return bodies * _FEW <= len(run.items)
    between = _MARKER.sub("", first.passage.text[head.quantity.end : first.start])
    if run.total > head.quantity.value or bodies or named * 2 < len(run.items) or not run.tight:
        return False
    if not all(alike(item, head) for item in run.items):
        return False
    if run.fills(head.quantity.value) and len(run.items) >= _LONG:
        return True
    parts = names.parts.match(between) if head.sentence == first.sentence else None
    return parts is not None or names.presents.search(between) is not None


def _is_item(mention: Mention, names: Names) -> bool:
    label = name_of(mention)
    named = bool(label) and len(label) <= _LONGEST_NAME and mention.quantity.unit in UNITS
    return named and not names.doing.search(bare(label)) and not nested(mention, None)


def _goes_on(item: Mention, mention: Mention) -> bool:
    between = item.passage.text[item.quantity.end : mention.quantity.start]
    plain = _MARKER.sub("", _SHARE.sub("", between))
    return len(plain) <= _LONGEST_GAP and not _ENDED.search(plain)


def _is_tight(item: Mention, mention: Mention) -> bool:
    between = item.passage.text[
        item.quantity.end + (len(item.after) if is_behind(item) else 0) : mention.start
    ]
    return _SEPARATORS.fullmatch(_MARKER.sub("", _SHARE.sub("", between))) is not None
