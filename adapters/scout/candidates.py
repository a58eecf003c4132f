"""A page → the families that may read it as a list, likeliest first, each with what it is to be told."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qs, urljoin, urlsplit

from adapters.errors import LayoutChanged
from adapters.families.answers import read_json
from adapters.families.detect import detect, signs
from adapters.families.links import page_text
from adapters.families.options import OPTIONS, CatalogueOptions, HanwebOptions, Options
from adapters.families.registry import FAMILIES
from adapters.families.upstream_options import OpenDataOptions
from adapters.fetch.snapshot import Snapshot
from adapters.scout.column import rules
from adapters.scout.mapping import mapping
from adapters.scout.tabular import columns_of_file, place_of_file

# Read by what their answers hold, or not looked for at all.
_APART = frozenset({"catalogue", "open_data", "graphql", "fixed"})
_GRID = "/module/xxgk/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """`url` is the list as the family is to ask for it, `trace` and `quote` what speaks for the family,
    `place` what it may need to know whose the entries are.
    """

    family: str
    trace: str
    quote: str = ""
    options: Options
    url: str
    place: str | None = None


def candidates(page: Snapshot, url: str, *, shows: bool) -> Iterator[Candidate]:
    """`shows` tells that there is a sign of reports on the page, so that its bare links are worth a look."""
    if "html" not in page.media_type:
        found = catalogue(page, url) if "json" in page.media_type else None
        found = found or open_data(page, url)
        yield from () if found is None else (found,)
        return
    yield from known_interfaces(page_text(page), page.final_url)
    tried: set[str] = set()
    for sign in detect(page):
        if sign.family in FAMILIES and sign.family not in tried | _APART:
            tried.add(sign.family)
            options = _options(sign.family, url)
            yield Candidate(family=sign.family, trace=sign.trace, quote=sign.quote, options=options, url=url)
    if shows:
        plain = OPTIONS["plain"]()
        yield Candidate(family="plain", trace="links named like annual reports", options=plain, url=url)


def known_interfaces(text: str, base: str) -> Iterator[Candidate]:
    """Interfaces whose protocol is known, with what the page says to them."""
    for known in rules().interfaces:
        address, said = known.address.search(text), known.said.search(text)
        if address and said:
            form = {**known.options.get("form", {}), **said.groupdict()}
            options = CatalogueOptions(**{**known.options, "form": form, "referer": base})
            url = urljoin(base, address["url"])
            yield Candidate(family="catalogue", trace=known.name, quote=said[0], options=options, url=url)


def catalogue(page: Snapshot, url: str, *, referer: str = "") -> Candidate | None:
    """The answer of an interface as a catalogue, if titles of reports stand in it."""
    try:
        said = mapping(read_json(page), url)
    except LayoutChanged:
        return None
    if said is None:
        return None
    options = CatalogueOptions(**said, referer=referer)
    trace = f"titles of annual reports at {options.records or 'the top'} of the JSON"
    return Candidate(family="catalogue", trace=trace, options=options, url=url)


def open_data(page: Snapshot, url: str) -> Candidate | None:
    """A file as open data, if its columns are called like a year and like indicators."""
    found = columns_of_file(page)
    if found is None:
        return None
    said, left = found
    options = OpenDataOptions(**said)
    trace = f"columns named like indicators: {', '.join(said['indicators'])}"
    trace += f"; numbers left out: {', '.join(left)}" if left else ""
    place = place_of_file(page, options) if options.place else None
    return Candidate(family="open_data", trace=trace, options=options, url=url, place=place)


def endpoint(url: str) -> Candidate | None:
    """Another gateway of this contract, by its address."""
    found = next((sign for sign in signs("", url) if sign.family == "graphql"), None)
    if found is None:
        return None
    return Candidate(family="graphql", trace=found.trace, quote=url, options=OPTIONS["graphql"](), url=url)


def grid_unit(url: str) -> str | None:
    """The unit code of an address in the grid of units and years, None for any other address."""
    return next(iter(parse_qs(urlsplit(url).query).get("area", ())), None) if _GRID in url else None


def _options(family: str, url: str) -> Options:
    unit = grid_unit(url) if family == "hanweb" else None
    return HanwebOptions(area=unit) if unit else OPTIONS[family]()
