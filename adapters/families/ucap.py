"""UCAP (开普): static lists `list.shtml`, `list_2.shtml` …, or a JSON search by the column's channel.

The search answers `{"data": {"total": 25, "results": [{"title", "url", "publishedTimeStr", …}]}}`;
addresses in it have no scheme. The channel stands in the profile, else in the list page's
`<meta name="channelid">`, which is followed where the page itself shows no report. Old lists are called
`xxgk_list.shtml` or `xxgk_navs.shtml`. Traces: `UCAP` tags, `channelid`, `/c100294/202401/<32 hex>.shtml`.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml import html

from adapters.families.answers import at, count, moment, plain, read_json, records_at
from adapters.families.base import NextPage, ReportRef, list_pages
from adapters.families.links import (
    Link,
    read_year,
    references,
)
from adapters.families.list_page import list_page
from adapters.families.options import UcapOptions
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

# 发文日期 stands in the column's own metadata where the entry itself is undated.
_DATES = ("publishedTimeStr", "publishedTime", "fwrq", "fbrq")


class Ucap:
    """Lists of UCAP sites."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        options = _options(profile)
        if options.channel:
            return (_search(profile.url, options, options.channel, referer=profile.url),)
        return list_pages(profile)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        if urlsplit(page.url).path.startswith(_options(profile).search):
            return _found(page, profile)
        return _listed(page, profile)


def _listed(page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
    shown = list_page(page)
    reports, further = list(shown.reports(profile)), list(shown.numbered())
    yield from reports
    yield from further
    yield from shown.following()
    if not reports and not further:
        yield from _channel(shown.root, page, profile)


def _channel(root: html.HtmlElement | None, page: Snapshot, profile: Profile) -> Iterator[NextPage]:
    names = (
        []
        if root is None
        else root.xpath("//meta[translate(@name,'CHANELID','chanelid')='channelid']/@content")
    )
    for name in names[:1]:
        yield _search(page.final_url, _options(profile), str(name), referer=page.final_url)


def _search(
    base: str, options: UcapOptions, channel: str, *, number: int = 1, seen: int = 0, referer: str
) -> NextPage:
    query = {
        "page": number,
        "_pageSize": options.page_size,
        "_isAgg": "true",
        "_isJson": "true",
        "_template": "index",
        "_rangeTimeGte": "",
        "_channelName": "",
    }
    url = f"{urljoin(base, options.search)}{channel}?{urlencode(query)}#{seen}"
    return NextPage(url=url, referer=referer, optional=number > 1)


def _found(page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
    data = at(read_json(page), "data")
    results = records_at(page, data, "results")
    for result in results:
        link = Link(
            plain(result.get("title")), urljoin(page.final_url, str(result.get("url") or "")), _dated(result)
        )
        year = read_year(str(result.get("channelName") or ""))
        yield from references([link], profile, column=year)
    asked = dict(parse_qsl(urlsplit(page.url).query))
    number, seen = int(asked["page"]) + 1, int(urlsplit(page.url).fragment) + len(results)
    if results and _goes_on(data, seen, full=len(results) >= int(asked["_pageSize"])):
        options, channel = _options(profile), urlsplit(page.url).path.rpartition("/")[2]
        yield _search(page.final_url, options, channel, number=number, seen=seen, referer=profile.url)


def _goes_on(data: Mapping[str, Any], seen: int, *, full: bool) -> bool:
    """Counted by what came, not by what was asked for: some servers cap _pageSize silently."""
    total = count(data.get("total"))
    return full if total is None else seen < total


def _dated(result: Mapping[str, Any]) -> date | None:
    told = {**_metadata(result), **result}
    return next((found for key in _DATES if (found := moment(told.get(key)))), None)


def _metadata(result: Mapping[str, Any]) -> dict[str, Any]:
    """The column's own fields (索引号 syh, 发文日期 fwrq …), which stand in lists one or two deep."""
    entries = result.get("domainMetaList") or []
    flat = [inner for entry in entries for inner in (entry.get("resultList") or [entry])]
    return {str(entry.get("key")): entry.get("value") for entry in flat}


def _options(profile: Profile) -> UcapOptions:
    assert isinstance(profile.options, UcapOptions)
    return profile.options
