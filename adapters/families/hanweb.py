"""Hanweb (大汉): jpage lists in XML islands and behind dataproxy.jsp, and the xxgk module by year and unit.

A column page holds `<script type="text/xml"><datastore>` with `<nextgroup>` (the address that gives
more) and a `<record>` for each entry, both in CDATA; dataproxy.jsp answers with a bare `<datastore>`.
The xxgk module needs no list: `xxgkAnnualReport.jsp?fbtime=<year>&area=<unit>` is the report itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from adapters.errors import ProfileError
from adapters.families.base import NextPage, ReportRef, list_pages
from adapters.families.links import Link, column_year, is_report, links, page_text, references, tree
from adapters.families.options import HanwebOptions
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

_CDATA = r"\s*<!\[CDATA\[(.*?)\]\]>\s*"
_STORE = re.compile(r"<datastore>(.*?)</datastore>", re.DOTALL)
_RECORD = re.compile(rf"<record>{_CDATA}</record>", re.DOTALL)
_NEXT = re.compile(rf"<nextgroup>{_CDATA}</nextgroup>", re.DOTALL)
_TOTAL = re.compile(r"<totalrecord>\s*(\d+)\s*</totalrecord>", re.IGNORECASE)
_HREF = re.compile(r"""href=["']([^"']*dataproxy\.jsp[^"']*)["']""")
_TITLES = (
    "//meta[@name='ArticleTitle']/@content",
    "//h1//text()",
    "//h2//text()",
    "//*[contains(@class,'title')]//text()",
    "//title/text()",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Store:
    """One datastore: its entries as HTML, the address that gives more, and how many there are in all."""

    records: tuple[str, ...]
    more: str | None
    total: int | None


class Hanweb:
    """Lists of Hanweb JCMS, and its unit-by-year grid."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        return _years(profile) if _options(profile).area else list_pages(profile)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        text, options = page_text(page), _options(profile)
        if urlsplit(page.url).path == options.annual:
            yield from _annual(page, text, profile)
            return
        proxied = urlsplit(page.url).path == options.proxy
        root = None if proxied else tree(text)
        yield from references(links(root, page.final_url), profile, column=column_year(root))
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
    said = dict(parse_qsl(urlsplit(store.more or "").query))
    if options.unitid and said.get("unitid", options.unitid) != options.unitid:
        return  # another list on the same page
    form = _form(said, options)
    if not form["columnid"] or (store.total is not None and len(store.records) >= store.total):
        return
    yield _question(page.final_url, form, options, start=1, number=1)


def _following(store: _Store, page: Snapshot, options: HanwebOptions) -> Iterator[NextPage]:
    """The next question, as far on as records came: a server may give fewer than it was asked for."""
    asked = dict(parse_qsl(urlsplit(page.url).query))
    start = int(asked.get("startrecord", 1)) + len(store.records)
    if store.records and (store.total is None or start <= store.total):
        form = _form(asked, options)
        yield _question(page.final_url, form, options, start=start, number=int(asked.get("page", 1)) + 1)


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
    base: str, form: Mapping[str, str], options: HanwebOptions, *, start: int, number: int
) -> NextPage:
    # Most servers heed startrecord, some only page: both are always said.
    span = {
        "startrecord": str(start),
        "endrecord": str(start + options.perpage - 1),
        "perpage": str(options.perpage),
        "page": str(number),
    }
    # A posted form stands in the address too, so that the answer tells what it answers.
    url = f"{urljoin(base, options.proxy)}?{urlencode({**span, **form})}"
    data = form if options.method == "POST" else {}
    return NextPage(url=url, method=options.method, data=data, referer=base, optional=number > 1)


def _years(profile: Profile) -> Iterator[NextPage]:
    """The grid's cells of this unit, newest year first; a year without a report is no failure."""
    options, years = _options(profile), profile.expect.years
    if years is None:
        raise ProfileError(f"{profile.code}: area needs [expect] years to know which years to ask for")
    for year in range(years[1], years[0] - 1, -1):
        query = urlencode({"fbtime": year, "area": options.area})
        yield NextPage(url=f"{urljoin(profile.url, options.annual)}?{query}", optional=True)


def _annual(page: Snapshot, text: str, profile: Profile) -> Iterator[ReportRef]:
    """The page is the report: its own address, under the first of its titles that is a report's."""
    root = tree(text)
    shown = [str(title).strip() for path in _TITLES for title in root.xpath(path)] if root is not None else []
    title = next((each for each in shown if is_report(each, profile)), None)
    year = dict(parse_qsl(urlsplit(page.url).query)).get("fbtime", "")
    if title:
        link = Link(title, page.url)
        yield from references([link], profile, column=int(year) if year.isdigit() else None)


def _options(profile: Profile) -> HanwebOptions:
    assert isinstance(profile.options, HanwebOptions)
    return profile.options
