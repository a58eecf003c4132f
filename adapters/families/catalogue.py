"""A JSON catalogue of the portal's own make: the profile says where its entries and their parts stand.

`records` is the path to a list of entries, each with `title`, `url` and `date` at their paths; or
`html` is the path to a piece of a page with links in it. Pages are asked for by number or by records
(`startrecord`), as GET or POST, until a page is empty or `total` is reached. `callback(…)` around the
JSON is taken off. Traces: a list page without links to articles, and in its scripts the address of an
interface (`messageController/getMessage.do`, `/api/`, `.json`).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from adapters.errors import LayoutChanged
from adapters.families.answers import at, count, moment, plain, read_json, records_at
from adapters.families.base import NextPage, ReportRef
from adapters.families.links import Link, links, read_year, references, tree
from adapters.families.options import CatalogueOptions
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile


class Catalogue:
    """Lists that are JSON; `lists` in the profile are their addresses without the page."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        return (_question(which, profile, page=0, seen=0) for which in range(len(profile.lists)))

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        options, data = _options(profile), read_json(page)
        entries = _linked(page, data, options) if options.html else _mapped(page, data, options)
        for link, year in entries:
            yield from references([link], profile, column=year)
        yield from _further(page, data, len(entries), profile)


def _mapped(page: Snapshot, data: Any, options: CatalogueOptions) -> list[tuple[Link, int | None]]:
    found = []
    for record in records_at(page, data, options.records):
        url = urljoin(page.final_url, _address(record, options.url))
        link = Link(plain(at(record, options.title)), url, moment(at(record, options.date)))
        found.append((link, read_year(str(at(record, options.year) or "")) if options.year else None))
    return found


def _address(record: Mapping[str, Any], said: str) -> str:
    """A path to the address, or a pattern with paths in braces: `/content/content_{id}.html`."""
    if "{" not in said:
        return str(at(record, said) or "")
    pieces = said.split("{")
    filled = (piece.partition("}") for piece in pieces[1:])
    return pieces[0] + "".join(f"{at(record, path) or ''}{rest}" for path, _, rest in filled)


def _linked(page: Snapshot, data: Any, options: CatalogueOptions) -> list[tuple[Link, int | None]]:
    markup = at(data, options.html)
    if not isinstance(markup, str):
        message = f"the portal answers no {options.html}; look at the list page"
        raise LayoutChanged(message, url=page.url)
    return [(link, None) for link in links(tree(markup), page.final_url)]


def _further(page: Snapshot, data: Any, shown: int, profile: Profile) -> Iterator[NextPage]:
    options = _options(profile)
    asked = {key: int(value) for key, value in parse_qsl(urlsplit(page.url).fragment)}
    seen = asked["seen"] + shown
    total = count(at(data, options.total)) if options.total else None
    if (options.page or options.start) and shown and (total is None or seen < total):
        yield _question(asked["list"], profile, page=asked["page"] + 1, seen=seen)


def _question(which: int, profile: Profile, *, page: int, seen: int) -> NextPage:
    """`which` of the profile's lists, from `page` (counted from 0) and after `seen` entries."""
    options, address = _options(profile), profile.lists[which]
    said: dict[str, Any] = {
        **options.form,
        options.page: options.first + page,
        options.size: options.page_size,
        options.start: seen + 1,
        options.end: seen + options.page_size,
    }
    said.pop("", None)
    note = urlencode({"list": which, "page": page, "seen": seen})
    if options.method == "POST":
        url = f"{address}#{note}"
        return NextPage(url=url, method="POST", data=said, json=options.json, referer=_referer(profile))
    query = urlencode({**dict(parse_qsl(urlsplit(address).query, keep_blank_values=True)), **said})
    url = urlsplit(address)._replace(query=query).geturl()
    return NextPage(url=f"{url}#{note}", referer=_referer(profile), optional=page > 0)


def _referer(profile: Profile) -> str:
    """The page people see, without which some systems answer 404 (truecms)."""
    return _options(profile).referer or profile.url


def _options(profile: Profile) -> CatalogueOptions:
    assert isinstance(profile.options, CatalogueOptions)
    return profile.options
