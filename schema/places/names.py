"""A place's name → the place. Short, former and nested names; an ambiguous name lists the candidates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from schema.errors import AmbiguousPlace, UnknownPlace
from schema.places.gb2260 import stands, table
from schema.records.place import Place

MOST_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """The places a text may begin with, and how many of its characters name them."""

    places: tuple[Place, ...]
    end: int


def find_place(name: str, *, year: int | None = None, within: str | None = None) -> Place:
    """The place called `name`: 泸州, 泸州市, 四川省泸州市, 阿坝州. Raises UnknownPlace, AmbiguousPlace.

    With `year` the place that stood then, also under its older or later name (密云区 in 2009 is 110228).
    """
    wanted = "".join(name.split())
    found = _among(table().names.get(wanted, ()), wanted, year, within) or _nested(wanted, year, within)
    if not found:
        raise UnknownPlace(_unknown(wanted, year, within))
    if len(found) > 1:
        raise AmbiguousPlace(_ambiguous(wanted, found), tuple(place.code for place in found))
    return found[0] if year is not None else _today(found[0])


def longest_place_in(text: str, *, year: int | None = None, within: str | None = None) -> PlaceMatch | None:
    """The place a text begins with, as deep as it goes: 淮安市洪泽区教育局 → 洪泽区. None if it names none.

    A short name counts only in front of a full one (宁夏银川市); several places of one name are all
    given, unless `within` or `year` decides.
    """
    best = _begin(text, year, within)
    while best and (deeper := _deeper(text, best, year)):
        best = deeper
    return best


def path_name(place: Place) -> str:
    """江苏省宿迁市沭阳县: the full name from the province down; a zone stands alone after its division."""
    parent = table().latest.get(place.parent or "")
    return (path_name(parent) if parent else "") + place.name


def below(code: str) -> frozenset[str]:
    """Every code under this one, whenever it was valid."""
    return _below(code)


@cache
def _below(code: str) -> frozenset[str]:
    direct = table().below.get(code, ())
    return frozenset(direct).union(*(_below(child) for child in direct))


def _among(places: Iterable[Place], name: str, year: int | None, within: str | None) -> tuple[Place, ...]:
    """Those of the wanted time and area; a full name beats the short name of another place."""
    inside = [place for place in places if within is None or place.code in below(within) | {within}]
    timely = _timely(inside, year)
    exact = [place for place in timely if place.name == name]
    return _unique(exact or timely)


def _timely(places: Sequence[Place], year: int | None) -> Sequence[Place]:
    if year is None:
        return [place for place in places if place.valid_to is None] or places
    return [place for place in places if stands(place, year)] or _kin(places, year)


def _kin(places: Sequence[Place], year: int) -> Sequence[Place]:
    """Predecessors or successors of the same lineage that stood in `year`."""
    seen = {place.code for place in places}
    line = list(seen)
    for code in line:
        last = table().latest[code]
        for other in (*table().predecessors.get(code, ()), *last.successors):
            if other not in seen:
                seen.add(other)
                line.append(other)
    names = {place.short_name for place in places}
    kin = [era for code in line for era in table().eras[code] if stands(era, year)]
    return [era for era in kin if era.short_name in names] or (kin if len(kin) == 1 else [])


def _today(era: Place) -> Place:
    """A former name leads to the place as it is called now, unless the code went to another place."""
    latest = table().latest[era.code]
    return latest if era.valid_to is None or stands(latest, era.valid_to) else era


def _unique(places: Iterable[Place]) -> tuple[Place, ...]:
    return tuple({place.code: place for place in places}.values())


def _nested(name: str, year: int | None, within: str | None) -> tuple[Place, ...]:
    """江苏省宿迁市沭阳县: every beginning that is a place is tried, the rest must lie in it."""
    found: list[Place] = []
    for cut in range(2, len(name) - 1):
        for outer in table().names.get(name[:cut], ()):
            if within is None or outer.code in below(within):
                rest = name[cut:]
                inner = _among(table().names.get(rest, ()), rest, year, outer.code)
                found += [p for p in inner or _nested(rest, year, outer.code) if p.code != outer.code]
    return _unique(found)


@cache
def _longest_name() -> int:
    return max(map(len, table().names))


def _begin(text: str, year: int | None, within: str | None) -> PlaceMatch | None:
    for end in range(min(len(text), _longest_name()), 1, -1):
        name = text[:end]
        places = table().names.get(name, ())
        found = _among(places, name, year, within)
        if found and _is_said_in_full(found, name, text[end:], year):
            return PlaceMatch(found, end)
    return None


def _is_said_in_full(places: Sequence[Place], name: str, rest: str, year: int | None) -> bool:
    if name not in {place.short_name for place in places} or name in {place.name for place in places}:
        return True
    if any(place.code[6:] for place in places):
        return True
    return any(_begin(rest, year, place.code) for place in places if rest)


def _deeper(text: str, match: PlaceMatch, year: int | None) -> PlaceMatch | None:
    inner = [(place, _begin(text[match.end :], year, place.code)) for place in match.places]
    deeper = [(place, found) for place, found in inner if found and found.places != (place,)]
    if not deeper:
        return None
    longest = max(found.end for _, found in deeper)
    places = [p for outer, found in deeper if found.end == longest for p in found.places if p != outer]
    return PlaceMatch(_unique(places), match.end + longest) if places else None


def _unknown(name: str, year: int | None, within: str | None) -> str:
    known = table().names.get(name, ())
    where = f" within {within}" if within else ""
    if known and year is not None:
        spans = ", ".join(f"{p.code} {p.valid_from or '…'}-{p.valid_to or '…'}" for p in known)
        return f"no place called {name} in {year}{where}; it stands for {spans}"
    near = get_close_matches(name, table().names, n=3, cutoff=0.6)
    hint = f"; did you mean {', '.join(near)}?" if near else "; give its full name or its GB/T 2260 code"
    return f"no place called {name}{where}{hint}"


def _ambiguous(name: str, places: Sequence[Place]) -> str:
    listed = ", ".join(f"{path_name(place)} ({place.code})" for place in places[:MOST_CANDIDATES])
    more = f" and {len(places) - MOST_CANDIDATES} more" if len(places) > MOST_CANDIDATES else ""
    return f"{name} is the name of several places: {listed}{more}; give the full name or the code"
