"""Codes that ended and codes that began → which other code stood for a place in a year, and how surely.

简阳 was 512081 until 2015 and is 510185 since: the same place, whose series go on. 莱芜市 was parted in
two, 巢湖市 became a county-level city: what bears the name since is another area, and a series that
follows it must say so. A code is followed only outside its own years, and only where it is plain to which.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from schema.places.gb2260 import stands, table
from schema.records.place import Place


@dataclass(frozen=True, slots=True)
class Relative:
    """`same` tells that it is the very same place under another code, not only what came of it."""

    place: Place
    same: bool


def standing_for(code: str, year: int) -> tuple[Relative, ...]:
    """Who stood for the place in a year outside its own, the surest first; nobody where that is open."""
    own = table().latest[code]
    if stands(own, year) or not (found := relatives(code)):
        return ()
    ranks: dict[tuple[bool, bool], list[Relative]] = defaultdict(list)
    for one in found:
        if stands(one.place, year):
            ranks[not one.same, one.place.short_name != own.short_name].append(one)
    sure = [ranks[rank][0] for rank in sorted(ranks) if len(ranks[rank]) == 1]
    # Several heirs of other names: each is only a part, and none of them stands for the whole.
    alone = len(ranks) == 1
    return tuple(one for one in sure if one.same or alone or one.place.short_name == own.short_name)


@cache
def relatives(code: str) -> tuple[Relative, ...]:
    """Every code before and after this one, in the order of codes; none for most places."""
    found: dict[str, bool] = {}
    for links in (_before, _after):
        waiting = [(code, True)]
        while waiting:
            here, same = waiting.pop()
            for other, alike in links(here):
                if other not in found and other != code:
                    found[other] = same and alike
                    waiting.append((other, found[other]))
    return tuple(Relative(table().latest[other], same) for other, same in sorted(found.items()))


def absorbed(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places without those whose very selves stand in the list under a later code."""
    codes = {place.code for place in places}
    gone = {
        place.code
        for place in places
        if place.valid_to is not None
        for one in relatives(place.code)
        if one.same and one.place.code in codes and (one.place.valid_from or 0) > place.valid_to
    }
    return tuple(place for place in places if place.code not in gone)


def _after(code: str) -> list[tuple[str, bool]]:
    successors = table().latest[code].successors
    return [(after, _is_same(code, after)) for after in successors if after in table().latest]


def _before(code: str) -> list[tuple[str, bool]]:
    return [(before, _is_same(before, code)) for before in table().predecessors.get(code, ())]


def _is_same(earlier: str, later: str) -> bool:
    """One code gave way to one other of its level, in the next year."""
    old, new = table().latest[earlier], table().latest[later]
    alike = [code for code in table().predecessors.get(later, ()) if table().latest[code].level is old.level]
    return (
        old.successors == (later,)
        and alike == [earlier]
        and old.level is new.level
        and old.valid_to is not None
        and new.valid_from == old.valid_to + 1
    )
