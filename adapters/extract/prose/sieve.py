"""Many patterns and a text → the few that its characters allow. Lets `phrase` ask only wordings that may fit.

Hundreds of wordings stand to be tried on every number, and nearly all fail for want of one character.
What a pattern needs is told by its tree, lists of (operation, argument), as the parser of `re` makes it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

_REPEATS = frozenset((op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT))
Cost = Callable[[frozenset[str]], int]


class Sieve:
    """Sets of patterns are the bits of a number, by their place. `everywhere` is a character of all texts."""

    def __init__(self, patterns: Sequence[re.Pattern[str]], everywhere: str) -> None:
        common = Counter(sign for pattern in patterns for sign in set(pattern.pattern))
        common[everywhere] = len(patterns) ** 2
        needed = [needs(pattern, lambda signs: sum(common[sign] for sign in signs)) for pattern in patterns]
        self._anyway = bits(not signs for signs in needed)
        self._by_sign = {sign: bits(sign in signs for signs in needed) for sign in frozenset().union(*needed)}

    def may_match(self, text: str) -> int:
        """The patterns that may match `text`; the others cannot."""
        found = self._anyway
        for sign in self._by_sign.keys() & set(text):
            found |= self._by_sign[sign]
        return found


def bits(held: Iterable[bool]) -> int:
    """The set of the places at which `held` is true."""
    return sum(1 << place for place, each in enumerate(held) if each)


def places(held: int) -> Iterator[int]:
    """The places of a set, in order."""
    while held:
        lowest = held & -held
        yield lowest.bit_length() - 1
        held ^= lowest


def needs(pattern: re.Pattern[str], cost: Cost) -> frozenset[str]:
    """Characters of which every text that matches holds one at least; empty where there are none such.

    Of several such sets the one that costs least, which should be the one whose characters are rare.
    """
    if pattern.flags & re.IGNORECASE:
        return frozenset()
    return _of_all(_parser.parse(pattern.pattern), cost)


def _of_all(items: Iterable[tuple[Any, Any]], cost: Cost) -> frozenset[str]:
    """What stands one behind the other: each has to be there, so one is enough."""
    found = [each for item in items if (each := _of(item, cost))]
    return min(found, key=cost, default=frozenset())


def _of(item: tuple[Any, Any], cost: Cost) -> frozenset[str]:
    kind, value = item
    if kind is op.LITERAL:
        return frozenset(chr(value))
    if kind is op.IN:
        return _of_class(value)
    if kind is op.BRANCH:
        return _of_any(value[1], cost)
    if kind is op.SUBPATTERN or (kind in _REPEATS and value[0] > 0):
        return _of_all(value[-1], cost)
    return frozenset()


def _of_any(branches: Sequence[Any], cost: Cost) -> frozenset[str]:
    """Alternatives: what each of them needs, if each needs something."""
    each = [_of_all(branch, cost) for branch in branches]
    return frozenset().union(*each) if all(each) else frozenset()


def _of_class(members: Sequence[tuple[Any, Any]]) -> frozenset[str]:
    plain = all(kind is op.LITERAL for kind, _ in members)
    return frozenset(chr(value) for _, value in members) if plain else frozenset()
