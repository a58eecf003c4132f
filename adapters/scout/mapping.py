"""JSON that holds titles of annual reports → how a catalogue's options say where they stand.

Nothing is known of the interface but what it answers: where the titles are found, the entries are, and
what beside them looks like an address, a day or a count is taken for one.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from adapters.families.answers import count, moment, plain
from adapters.titles import read_title

_INTERFACE = re.compile(
    r"""["'](?P<url>[^"'\s<>]*(?:\.json|/api/|/rest/|getMessage\.do|/search/|queryList)[^"'\s<>]*)["']"""
)
_ADDRESS = re.compile(r"^(?:https?:)?/{0,2}[^\s<>]*(?:/|\.\w{2,5}$)[^\s<>]*$")
_PAGES = ("page", "pageNo", "pageNum", "pageIndex", "pageNumber", "currentPage", "current", "curPage", "p")
_SIZES = ("size", "pageSize", "pagesize", "perpage", "rows", "limit", "_pageSize", "num")
_TOTALS = ("total", "totalCount", "totalcount", "count", "totalRecord", "totalElements", "recordCount")
_MOST_INTERFACES = 3


def interfaces(text: str, base: str) -> Sequence[str]:
    """Addresses in a page's scripts that lists may be filled from."""
    found = dict.fromkeys(urljoin(base, match["url"]) for match in _INTERFACE.finditer(text))
    return [url for url in found if url.startswith(("http://", "https://"))][:_MOST_INTERFACES]


def mapping(data: Any, url: str) -> dict[str, Any] | None:
    """Keys of `[catalogue]` for an answer of the interface at `url`; None where no reports stand in it."""
    for path, entries in lists_in(data, ""):
        titled = next(
            (key for key in _keys(entries) if any(_is_title(each.get(key)) for each in entries)), None
        )
        address = None if titled is None else _address_key(entries, titled)
        if titled and address:
            dated = next((key for key in _keys(entries) if _all(moment, entries, key)), "")
            said = {"records": path, "title": titled, "url": address, "date": dated}
            return {**said, "total": _total(data, len(entries)), **_paging(url)}
    return None


def lists_in(data: Any, path: str) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Every list of entries in nested objects, with the path to it."""
    if isinstance(data, list):
        entries = [each for each in data if isinstance(each, Mapping)]
        if entries:
            yield path, entries
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from lists_in(value, f"{path}.{key}" if path else str(key))


def _keys(entries: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(str(key) for entry in entries for key in entry))


def _is_title(value: Any) -> bool:
    return isinstance(value, str) and read_title(plain(value)) is not None


def _address_key(entries: Sequence[Mapping[str, Any]], titled: str) -> str | None:
    """The key whose values look like addresses; the one that is called so, if several do."""

    def looks(key: str) -> bool:
        values = [entry.get(key) for entry in entries]
        return all(isinstance(value, str) and _ADDRESS.match(value) and len(value) > 1 for value in values)

    found = [key for key in _keys(entries) if key != titled and looks(key)]
    called = [key for key in found if re.search(r"url|link|href|address", key, re.IGNORECASE)]
    return next(iter((*called, *found)), None)


def _all(read: Any, entries: Sequence[Mapping[str, Any]], key: str) -> bool:
    values = [entry.get(key) for entry in entries if entry.get(key)]
    return bool(values) and all(read(value) for value in values)


def _total(data: Any, shown: int) -> str:
    """The path to a number of all entries that is no smaller than those shown; empty where there is none."""

    def search(inner: Any, path: str) -> Iterator[str]:
        if isinstance(inner, Mapping):
            for key, value in inner.items():
                here = f"{path}.{key}" if path else str(key)
                if key in _TOTALS and (number := count(value)) is not None and number >= shown:
                    yield here
                yield from search(value, here)

    return next(search(data, ""), "")


def _paging(url: str) -> dict[str, Any]:
    """What the page's number and length are called, where the address says both or one of them."""
    asked = dict(parse_qsl(urlsplit(url).query))
    page = next((name for name in _PAGES if asked.get(name, "").isdigit()), "")
    size = next((name for name in _SIZES if asked.get(name, "").isdigit()), "")
    said: dict[str, Any] = {"page": page, "size": size}
    if page:
        said["first"] = int(asked[page])
    if size:
        said["page_size"] = int(asked[size])
    return said
