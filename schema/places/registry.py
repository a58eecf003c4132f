"""The registry of places: codes, names, what lies below what, and when. The face of this package."""

from difflib import get_close_matches

from schema.enums import JurisdictionLevel
from schema.errors import UnknownPlace
from schema.places.gb2260 import stands, table
from schema.places.names import PlaceMatch, below, find_place, longest_place_in, path_name
from schema.records.place import Place

__all__ = [
    "PlaceMatch",
    "all_places",
    "children",
    "descendants",
    "find_place",
    "longest_place_in",
    "path_name",
    "place",
    "places_within",
    "resolve",
    "search",
]

PROVINCE, PREFECTURE = JurisdictionLevel.PROVINCE, JurisdictionLevel.PREFECTURE
COUNTY, ZONE = JurisdictionLevel.COUNTY, JurisdictionLevel.ZONE
LEVELS = (PROVINCE, PREFECTURE, COUNTY, ZONE)


def place(code: str, year: int | None = None) -> Place:
    """What the code stands for now or stood for last; with `year`, under the name of that year.

    Raises UnknownPlace, with the nearest codes, or saying when the code was valid.
    """
    eras = table().eras.get(code)
    if eras is None:
        near = get_close_matches(code, table().eras, n=3, cutoff=0.8)
        hint = ", ".join(f"{c} {table().latest[c].name}" for c in near) or "six digits of GB/T 2260"
        raise UnknownPlace(f"no place has the code {code!r}; nearest: {hint}")
    if year is None:
        return table().latest[code]
    found = next((era for era in eras if stands(era, year)), None)
    if found is None:
        raise UnknownPlace(_out_of_time(code, year))
    return found


def all_places() -> tuple[Place, ...]:
    """Every code once, in order, ended ones included."""
    return tuple(sorted(table().latest.values(), key=lambda found: found.code))


def resolve(text: str, year: int | None = None) -> Place:
    """A code or a name → its place. Raises UnknownPlace, AmbiguousPlace."""
    wanted = text.strip()
    if wanted[:6].isascii() and wanted[:6].isdigit():
        return place(wanted, year)
    return find_place(wanted, year=year)


def children(code: str, level: JurisdictionLevel | None = None, year: int | None = None) -> tuple[Place, ...]:
    """The places directly below, of one level or of all; in `year`, or those that still stand."""
    place(code)
    found = _standing(table().below.get(code, ()), None if year is None else (year,))
    return tuple(child for child in found if child.parent == code and level in {None, child.level})


def descendants(code: str) -> frozenset[str]:
    """All codes below this one, whenever they were valid. Raises UnknownPlace."""
    place(code)
    return below(code)


def places_within(
    code: str, level: JurisdictionLevel | None = None, years: tuple[int, ...] | None = None
) -> tuple[Place, ...]:
    """The places of a level below `code` that stood in any of the years (None: still stand).

    The level is the next one down unless it is given: a municipality's is COUNTY.
    """
    place(code)
    found = _standing(below(code), years)
    wanted = level or next((lower for lower in LEVELS if any(p.level is lower for p in found)), None)
    return tuple(below_it for below_it in found if below_it.level is wanted)


def search(text: str) -> tuple[Place, ...]:
    """Places whose code, name or English name contains the text; best first, former names count."""
    wanted = "".join(text.split()).casefold()
    if not wanted:
        return ()
    ranked: dict[str, tuple[int, int, str]] = {}
    for code, eras in table().eras.items():
        score = min(_rank(era, wanted) for era in eras)
        if score < NO_MATCH:
            ranked[code] = (score, LEVELS.index(eras[-1].level), code)
    return tuple(table().latest[code] for code in sorted(ranked, key=lambda code: ranked[code]))


NO_MATCH = 9


def _rank(era: Place, wanted: str) -> int:
    names = (era.name, era.short_name, era.name_en.replace(" ", "").casefold(), era.code)
    ended = 0 if era.valid_to is None else 1
    if wanted in names:
        return ended
    if any(name.startswith(wanted) for name in names):
        return 2 + ended
    return 4 + ended if any(wanted in name for name in names) else NO_MATCH


def _standing(codes: frozenset[str] | tuple[str, ...], years: tuple[int, ...] | None) -> list[Place]:
    if years is None:
        return [found for code in sorted(codes) if (found := table().latest[code]).valid_to is None]
    return [
        table().latest[code] if _stood(table().latest[code], years) else eras[-1]
        for code in sorted(codes)
        if (eras := [era for era in table().eras[code] if _stood(era, years)])
    ]


def _stood(era: Place, years: tuple[int, ...]) -> bool:
    return any(stands(era, year) for year in years)


def _out_of_time(code: str, year: int) -> str:
    last = table().latest[code]
    others = (*table().predecessors.get(code, ()), *last.successors)
    hint = ", ".join(f"{other} {table().latest[other].name}" for other in others if other != code)
    span = f"{last.valid_from or 'before 2008'} to {last.valid_to or 'now'}"
    return f"{code} {last.name} did not stand in {year} but from {span}" + (f"; see {hint}" if hint else "")
