"""Pages and titles of a portal → whose portal it is, who says so, and how sure that is.

The titles of the reports, the site's code and the site's name are asked. The host is not: copies of
portals stand on hosts of all kinds, and abbreviations mislead (ya.gov.cn is 永安).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from lxml import html

from adapters.titles import Title, read_title
from schema.enums import ReportScope
from schema.errors import UnknownPlace
from schema.places import registry
from schema.places.registry import longest_place_in

_SITE_CODE = re.compile(r"(?:网站标识码|SiteIDCode)[^\d]{0,30}(\d{6})\d{4}(?!\d)", re.IGNORECASE)
_SITE_NAMES = ("//meta[@name='SiteName']/@content", "//title/text()")
PUBLISHER = "publisher"
_LAST = re.compile(r".*[_|\-—–>»]\s*", re.DOTALL)


class Sureness(StrEnum):
    """CERTAIN: two kinds of witness agree. LIKELY: one speaks. DOUBTFUL: two contradict each other."""

    CERTAIN = "CERTAIN"
    LIKELY = "LIKELY"
    DOUBTFUL = "DOUBTFUL"


@dataclass(frozen=True, slots=True)
class Witness:
    """What kind of thing names the place, and in what words."""

    kind: str
    place: str
    words: str


@dataclass(frozen=True, slots=True)
class Placed:
    """`organ` is set where every report is of that one organ. `bodies` counts the places of the titles."""

    place: str
    sureness: Sureness
    witnesses: tuple[Witness, ...]
    organ: str | None
    bodies: tuple[tuple[str, int], ...]


def find_place(titles: Sequence[str], pages: Iterable[tuple[html.HtmlElement | None, str]]) -> Placed | None:
    """None where nobody names a place. `pages` are parsed pages with their text, the nearest first."""
    read = [title for text in titles if (title := read_title(text)) is not None]
    named = Counter(title.place for title in read if title.named and title.place)
    sites = tuple(dict.fromkeys(witness for root, text in pages for witness in _sites(root, text)))
    chosen = _chosen(named, sites)
    if chosen is None:
        return None
    told = [Witness("titles", code, f"{times} of {len(titles)} titles") for code, times in named.items()]
    witnesses = (*told, *sites)
    return Placed(
        place=chosen,
        sureness=_sureness(chosen, witnesses),
        witnesses=witnesses,
        organ=_one_organ(read),
        bodies=tuple(named.most_common()),
    )


def _chosen(named: Counter[str], sites: Sequence[Witness]) -> str | None:
    """A site that titles confirm; else the place all titles lie in, the most frequent one, or a site."""
    # Who published one report is no word on the whole portal.
    for site in sites:
        if site.place in named and site.kind != PUBLISHER:
            return site.place
    if named:
        return common_place(named) or named.most_common(1)[0][0]
    return sites[0].place if sites else None


def common_place(codes: Iterable[str]) -> str | None:
    """The nearest place that all of them lie in, one of themselves if it can be; None where there is none."""
    wanted = list(dict.fromkeys(codes))
    above = [*wanted, *(_upwards(wanted[0]) if wanted else ())]
    return next((code for code in above if all(_within(other, code) for other in wanted)), None)


def _sureness(chosen: str, witnesses: Sequence[Witness]) -> Sureness:
    agreeing = {witness.kind for witness in witnesses if _same(witness.place, chosen)}
    against = {
        witness.kind
        for witness in witnesses
        if not (_within(witness.place, chosen) or _within(chosen, witness.place))
    }
    if against - agreeing:
        return Sureness.DOUBTFUL
    return Sureness.CERTAIN if len(agreeing) > 1 else Sureness.LIKELY


def _same(one: str, other: str) -> bool:
    """A zone's site is registered under the code of the division it lies in."""
    return one == other or (one[:6] == other[:6] and "-" in one + other)


def _sites(root: html.HtmlElement | None, text: str) -> Iterator[Witness]:
    for found in _SITE_CODE.finditer(text):
        if _known(found[1]):
            yield Witness("site code", found[1], " ".join(found[0].split()))
    publishers = [] if root is None else root.xpath("//meta[@name='ContentSource']/@content")
    for publisher in publishers:
        match = longest_place_in(str(publisher).strip())
        if match and len(match.places) == 1:
            yield Witness(PUBLISHER, match.places[0].code, str(publisher).strip())
    names = [] if root is None else [str(name) for path in _SITE_NAMES for name in root.xpath(path)]
    for name in names:
        site = " ".join(_LAST.sub("", name).split())
        match = longest_place_in(site)
        if match and len(match.places) == 1 and match.end > 1:
            yield Witness("site name", match.places[0].code, site)


def _one_organ(read: Sequence[Title]) -> str | None:
    organs = {title.organ for title in read if title.scope is ReportScope.ORGAN}
    return organs.pop() if len(organs) == 1 and len(read) == _count(read) else None


def _count(read: Sequence[Title]) -> int:
    return sum(title.scope is ReportScope.ORGAN for title in read)


def _known(code: str) -> bool:
    try:
        registry.place(code)
    except UnknownPlace:
        return False
    return True


def _within(code: str, above: str) -> bool:
    return code == above or above in _upwards(code)


def _upwards(code: str) -> list[str]:
    found: list[str] = []
    place = registry.place(code)
    while place.parent:
        found.append(place.parent)
        place = registry.place(place.parent)
    return found
