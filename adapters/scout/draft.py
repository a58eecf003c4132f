"""What a look at a portal found → a profile that harvests it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from lxml import html

from adapters.errors import LayoutChanged
from adapters.families.base import ReportRef
from adapters.families.links import page_text, tree
from adapters.profile import Column, Evidence, Expect, Note, Profile, last_year
from adapters.scout.candidates import Candidate
from adapters.scout.pattern import pattern_for
from adapters.scout.placed import Placed, find_place
from adapters.scout.scout import Scouted
from adapters.titles import read_title
from schema.enums import ReportScope
from schema.errors import UnknownPlace
from schema.places import registry
from schema.records.place import Place

SEEN_IN = "gongkai portal new"
# Words of an English name that say what kind of place it is, not which.
_KINDS = frozenset(
    [
        "District",
        "County",
        "Prefecture",
        "Autonomous",
        "League",
        "Banner",
        "New",
        "Area",
        "City",
        "Province",
        "Municipality",
        "and",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What the person who asks already knows: it comes before what the portal says. `legacy_tls`: the portal
    only speaks an old protocol, which is put up with.
    """

    place: str | None = None
    organ: str | None = None
    code: str | None = None
    legacy_tls: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The profile, and who says whose portal it is (None where it was given)."""

    profile: Profile
    placed: Placed | None


def draft(scouted: Scouted, wishes: Wishes, today: date) -> Draft:
    """Raises LayoutChanged where nobody names the place, UnknownPlace for one that is not known."""
    column = scouted.column
    placed = find_place([ref.title for ref in column.found], _pages(scouted))
    code = wishes.place or (placed.place if placed else None)
    if code is None:
        message = "neither titles nor site name a place; give it with --place"
        raise LayoutChanged(message, url=column.candidate.url)
    place = registry.place(code)
    organ = wishes.organ or (placed.organ if placed and not wishes.place else None)
    found, others = _meant(column.found, place, wishes)
    if not found:
        message = f"none of the {len(column.found)} titles is of {wishes.organ or place.name}"
        raise LayoutChanged(message, url=column.candidate.url)
    own, rest = [ref.title for ref in found], [ref.title for ref in others]
    pattern = pattern_for(wishes.organ or place.name, own, rest) if others else None
    hosts = tuple(dict.fromkeys(_hosts(column.candidate.url, column.page.final_url, found)))
    profile = Profile(
        code=wishes.code or portal_code(place, organ),
        place=place.code,
        name=_site_name(scouted) or f"{place.name}人民政府门户网站",
        name_en=f"{place.name_en}, {'an organ' if organ else 'portal'}",
        family=column.candidate.family,
        scope=ReportScope.ORGAN if organ else ReportScope.JURISDICTION,
        organ=organ,
        hosts=hosts,
        legacy_tls=hosts if wishes.legacy_tls else (),
        lists=(column.candidate.url,) if column.candidate.url else (),
        column=Column.SEEN if column.candidate.url else Column.UNKNOWN,
        title_pattern=pattern,
        title_examples=(found[0].title,) if pattern else (),
        options=column.candidate.options,
        expect=expectation(found, place),
        notes=(Note(on=f"{today:%Y-%m-%d}", text=_how(column.candidate)),),
        evidence=(Evidence(url=column.page.final_url, seen_in=SEEN_IN),),
        contacted=True,
    )
    return Draft(profile=profile, placed=placed)


def _how(candidate: Candidate) -> str:
    return f"found by {candidate.trace}" if candidate.url else candidate.trace


def expectation(found: Sequence[ReportRef], place: Place) -> Expect:
    """The years found, without the gaps; open at the end where the newest is of the last two years."""
    own = [ref for ref in found if (title := read_title(ref.title)) and title.place in {None, place.code}]
    told = {year for ref in own or found if (year := ref.year) and _stood(place.code, year)}
    if not told:
        return Expect(min_reports=len(found))
    first, newest = min(told), max(told)
    last = last_year() if newest >= last_year() - 1 else newest
    absent = tuple(year for year in range(first, newest) if year not in told)
    return Expect(years=(first, last), min_reports=len(found), absent=absent)


def portal_code(place: Place, organ: str | None) -> str:
    """`511100-leshan`: the division and the place's name in letters; an organ's ends in `-organ`."""
    division, _, zone = place.code.partition("-")
    letters = unicodedata.normalize("NFKD", place.name_en).encode("ascii", "ignore").decode()
    words = [word for word in re.findall(r"[A-Za-z']+", letters) if word not in _KINDS]
    name = zone or "".join(words).replace("'", "").lower() or "portal"
    return f"{division}-{name}{'-organ' if organ else ''}"


def _meant(
    refs: Sequence[ReportRef], place: Place, wishes: Wishes
) -> tuple[list[ReportRef], list[ReportRef]]:
    """The reports that a person said are meant, and the others; without a word all of the column are."""
    if wishes.organ is None and wishes.place is None:
        return list(refs), []
    found = [ref for ref in refs if _is_meant(ref.title, place, wishes.organ)]
    return found, [ref for ref in refs if ref not in found]


def _is_meant(text: str, place: Place, organ: str | None) -> bool:
    """A title that names no place may be of the place that was said."""
    title = read_title(text, within=place.code)
    if title is None:
        return False
    if organ is not None:
        return title.organ is not None and organ in title.organ
    return title.place == place.code and (not title.named or title.scope is ReportScope.JURISDICTION)


def _hosts(url: str, page: str, found: Sequence[ReportRef]) -> Iterator[str]:
    for address in filter(None, (url, page, *(ref.url for ref in found))):
        yield urlsplit(address).netloc.lower()


def _stood(code: str, year: int) -> bool:
    try:
        registry.place(code, year)
    except UnknownPlace:
        return False
    return True


def _pages(scouted: Scouted) -> Iterator[tuple[html.HtmlElement | None, str]]:
    """The column's page, then those that lead to it, the nearest first."""
    for page in (scouted.column.page, *reversed(scouted.passed)):
        if "html" in page.media_type:
            text = page_text(page)
            yield tree(text), text


def _site_name(scouted: Scouted) -> str | None:
    for root, _ in _pages(scouted):
        found = [] if root is None else root.xpath("//meta[@name='SiteName']/@content")
        for name in found:
            if text := " ".join(str(name).split()):
                return text
    return None
