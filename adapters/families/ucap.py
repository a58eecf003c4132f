"""UCAP (开普): static lists `list.shtml`, `list_2.shtml` …, or a JSON search by the column's channel.

The search answers `{"data": {"total": 25, "results": [{"title", "url", "publishedTimeStr", …}]}}`;
addresses in it have no scheme. The channel stands in the profile, else in the list page's
`<meta name="channelid">`, which is followed where the page itself shows no report.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta, timezone
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from lxml import html

from adapters.errors import LayoutChanged
from adapters.families.base import NextPage, ReportRef, list_pages
from adapters.families.links import (
    Link,
    column_year,
    frames,
    links,
    page_text,
    read_date,
    read_year,
    references,
    tree,
)
from adapters.families.options import UcapOptions
from adapters.families.paging import pagings
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

_CHINA = timezone(timedelta(hours=8))
_TAG = re.compile(r"<[^>]*>")
# 发文日期 stands in the column's own metadata where the entry itself is undated.
_DATES = ("publishedTimeStr", "publishedTime", "fwrq", "fbrq")


class Ucap:
    """Lists of UCAP sites."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        options = _options(profile)
        if options.channel:
            return (_search(profile.url, options, options.channel, number=1, referer=profile.url),)
        return list_pages(profile)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        text = page_text(page)
        if urlsplit(page.url).path.startswith(_options(profile).search):
            return _found(page, text, profile)
        return _listed(page, text, profile)


def _listed(page: Snapshot, text: str, profile: Profile) -> Iterator[ReportRef | NextPage]:
    root, base = tree(text), page.final_url
    found = list(references(links(root, base), profile, column=column_year(root)))
    further = [
        NextPage(url=url, referer=base, optional=True) for each in pagings(text) for url in each.others(base)
    ]
    yield from found
    yield from further
    if not found and not further:
        yield from _channel(root, page, profile)
        yield from frames(root, base)


def _channel(root: html.HtmlElement | None, page: Snapshot, profile: Profile) -> Iterator[NextPage]:
    names = (
        []
        if root is None
        else root.xpath("//meta[translate(@name,'CHANELID','chanelid')='channelid']/@content")
    )
    for name in names[:1]:
        yield _search(page.final_url, _options(profile), str(name), number=1, referer=page.final_url)


def _search(base: str, options: UcapOptions, channel: str, *, number: int, referer: str) -> NextPage:
    query = {
        "page": number,
        "_pageSize": options.page_size,
        "_isAgg": "true",
        "_isJson": "true",
        "_template": "index",
        "_rangeTimeGte": "",
        "_channelName": "",
    }
    url = f"{urljoin(base, options.search)}{channel}?{urlencode(query)}"
    return NextPage(url=url, referer=referer, optional=number > 1)


def _found(page: Snapshot, text: str, profile: Profile) -> Iterator[ReportRef | NextPage]:
    data = _data(page, text)
    results = data["results"]
    for result in results:
        link = Link(_title(result), urljoin(page.final_url, str(result.get("url") or "")), _dated(result))
        year = read_year(str(result.get("channelName") or ""))
        yield from references([link], profile, column=year)
    asked = dict(parse_qsl(urlsplit(page.url).query))
    number = int(asked.get("page", 1))
    if _goes_on(data, len(results), number, int(asked.get("_pageSize", len(results)))):
        options, channel = _options(profile), urlsplit(page.url).path.rpartition("/")[2]
        yield _search(page.final_url, options, channel, number=number + 1, referer=profile.url)


def _data(page: Snapshot, text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)["data"]
    except (ValueError, KeyError, TypeError) as error:
        raise LayoutChanged(
            "search answers no JSON with data; look at the list page", url=page.url
        ) from error
    if not isinstance(data, dict) or not isinstance(data.get("results"), list):
        raise LayoutChanged("search answers no data.results; look at the list page", url=page.url)
    return data


def _goes_on(data: Mapping[str, Any], shown: int, number: int, size: int) -> bool:
    total = data.get("total")
    if not shown:
        return False
    # Counted by what came, not by what was asked for: some servers cap _pageSize silently.
    return number * shown < int(total) if total is not None else shown >= size


def _title(result: Mapping[str, Any]) -> str:
    return " ".join(unescape(_TAG.sub("", str(result.get("title") or ""))).split())


def _dated(result: Mapping[str, Any]) -> date | None:
    told = {**_metadata(result), **result}
    return next((found for key in _DATES if (found := _date(told.get(key)))), None)


def _date(value: Any) -> date | None:
    if isinstance(value, int):
        return datetime.fromtimestamp(value / 1000, _CHINA).date()
    return read_date(str(value or ""))


def _metadata(result: Mapping[str, Any]) -> dict[str, Any]:
    """The column's own fields (索引号 syh, 发文日期 fwrq …), which stand in lists one or two deep."""
    entries = result.get("domainMetaList") or []
    flat = [inner for entry in entries for inner in (entry.get("resultList") or [entry])]
    return {str(entry.get("key")): entry.get("value") for entry in flat}


def _options(profile: Profile) -> UcapOptions:
    assert isinstance(profile.options, UcapOptions)
    return profile.options
