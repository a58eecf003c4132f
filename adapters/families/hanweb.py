"""Hanweb (大汉): jpage lists in XML islands and behind dataproxy.jsp, the xxgk module, and jpaas units.

A column page holds `<script type="text/xml"><datastore>` with `<nextgroup>` (the address that gives
more) and a `<record>` for each entry, both in CDATA; dataproxy.jsp answers with a bare `<datastore>`.
The xxgk module needs no list: `xxgkAnnualReport.jsp?fbtime=<year>&area=<unit>` is the report itself. A
page with neither may lead to the module's directory (`families.xxgk`). Newer sites are filled by jpaas
(`families.jpaas`); old and new articles may share a column. Traces: `dataproxy.jsp`, `/module/xxgk/`,
`jpaas-publish-server`, `/art/2018/3/9/art_<column>_<id>.html`, `/col/col<n>/`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from adapters.errors import ProfileError
from adapters.families.base import NextPage, ReportRef, list_pages
from adapters.families.jpaas import UNIT, built, units
from adapters.families.links import Link, column_year, links, own_title, page_text, references, tree
from adapters.families.options import HanwebOptions
from adapters.families.xxgk import SEARCH, directory, listed
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

_CDATA = r"\s*<!\[CDATA\[(.*?)\]\]>\s*"
_STORE = re.compile(r"<datastore>(.*?)</datastore>", re.DOTALL)
_RECORD = re.compile(rf"<record>{_CDATA}</record>", re.DOTALL)
_NEXT = re.compile(rf"<nextgroup>{_CDATA}</nextgroup>", re.DOTALL)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>", re.IGNORECASE)
_HREF = re.compile(r"""href=["']([^"']*dataproxy\.jsp[^"']*)["']""")
_PROXY = "/module/web/jpage/dataproxy.jsp"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Store:
    """One datastore: its entries as HTML, the address that gives more, and how many there are in all."""

    records: tuple[str, ...]
    more: str | None
    total: int | None


class Hanweb:
    """Lists of Hanweb JCMS, and its unit-by-year grid."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        return _years(profile) if _options(profile).areas else list_pages(profile)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        text, options, path = page_text(page), _options(profile), urlsplit(page.url).path
        if path == options.annual:
            yield from _annual(page, text, profile)
            return
        if path.endswith((UNIT, SEARCH)):
            yield from (built if path.endswith(UNIT) else listed)(page, profile)
            return
        proxied = path.endswith("dataproxy.jsp")
        root = None if proxied else tree(text)
        yield from references(links(root, page.final_url), profile, column=column_year(root))
        yield from units(root, page.final_url, options.tag)
        if not proxied and "dataproxy.jsp" not in text:
            yield from directory(text, page.final_url, options.vc_title)
        for store in map(_store, _STORE.findall(text)):
            yield from references(_entries(store, page), profile, column=column_year(root))
            yield from _following(store, page, options) if proxied else _first(store, page, options)


def _store(text: str) -> _Store:
    more, total = _NEXT.search(text), _TOTAL.search(text)
    address = _HREF.search(more.group(1)) if more else None
    return _Store(
        records=tuple(_RECORD.findall(text)),
        more=address.group(1).replace("&amp;", "&") if address else None,
        total=int(total.group(1)) if total else None,
    )


def _entries(store: _Store, page: Snapshot) -> Iterator[Link]:
    for record in store.records:
        yield from links(tree(record), page.final_url)


def _first(store: _Store, page: Snapshot, options: HanwebOptions) -> Iterator[NextPage]:
    """The first question to dataproxy.jsp, unless the column page already shows every record."""
    proxy, said = options.proxy or urlsplit(store.more or _PROXY).path, _said(store.more or "")
    if options.unitid and said.get("unitid", options.unitid) != options.unitid:
        return  # another list on the same page
    form = _form(said, options)
    if not form["columnid"] or (store.total is not None and len(store.records) >= store.total):
        return
    yield _question(page.final_url, urljoin(page.final_url, proxy), form, options, start=1, number=1)


def _following(store: _Store, page: Snapshot, options: HanwebOptions) -> Iterator[NextPage]:
    """The next question, as far on as records came: a server may give fewer than it was asked for."""
    asked, base = _said(page.url), page.url.partition("?")[0]
    start = int(asked.get("startrecord", 1)) + len(store.records)
    if store.records and (store.total is None or start <= store.total):
        form, number = _form(asked, options), int(asked.get("page", 1)) + 1
        referer = urlsplit(page.url).fragment or base
        yield _question(referer, base, form, options, start=start, number=number)


def _said(url: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(url).query))


def _form(said: Mapping[str, str], options: HanwebOptions) -> dict[str, str]:
    return {
        "col": "1",
        "appid": options.appid,
        "webid": options.webid or said.get("webid", ""),
        "path": options.path,
        "columnid": options.columnid or said.get("columnid", ""),
        "sourceContentType": "1",
        "unitid": options.unitid or said.get("unitid", ""),
        "webname": options.webname or said.get("webname", ""),
        "permissiontype": "0",
    }


def _question(
    column: str, proxy: str, form: Mapping[str, str], options: HanwebOptions, *, start: int, number: int
) -> NextPage:
    """The column page is expected as the referer of every question; the fragment hands it on."""
    # Most servers heed startrecord, some only page: both are always said.
    span = {
        "startrecord": str(start),
        "endrecord": str(start + options.perpage - 1),
        "perpage": str(options.perpage),
        "page": str(number),
    }
    # A posted form stands in the address too, so that the answer tells what it answers.
    url = f"{proxy}?{urlencode({**span, **form})}#{column}"
    data = form if options.method == "POST" else {}
    return NextPage(url=url, method=options.method, data=data, referer=column, optional=number > 1)


def _years(profile: Profile) -> Iterator[NextPage]:
    """The grid's cells, unit by unit, newest year first; a year without a report is no failure."""
    options, years = _options(profile), profile.expect.years
    if years is None:
        raise ProfileError(f"{profile.code}: area needs [expect] years to know which years to ask for")
    for area in options.areas:
        for year in range(years[1], years[0] - 1, -1):
            query = urlencode({"fbtime": year, "area": area})
            yield NextPage(url=f"{urljoin(profile.url, options.annual)}?{query}", optional=True)


def _annual(page: Snapshot, text: str, profile: Profile) -> Iterator[ReportRef]:
    """The page is the report: its own address, under the first of its titles that is a report's."""
    title, year = own_title(tree(text), profile), _said(page.url).get("fbtime", "")
    if title:
        link = Link(title, page.url)
        yield from references([link], profile, column=int(year) if year.isdigit() else None)


def _options(profile: Profile) -> HanwebOptions:
    assert isinstance(profile.options, HanwebOptions)
    return profile.options
