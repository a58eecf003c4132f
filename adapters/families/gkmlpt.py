"""Guangdong's 集约化 platform: a directory whose lists come from
`/gkmlpt/api/all/<column>?page=1&sid=<site>`.

The directory page (`/gkmlpt/index`) names the site (`SID: '755001'`) and all columns (`TREE: [{id,
name, children}]`); those called 年报 or 年度报告 are asked for, unless the profile or the page's own
address (`/gkmlpt/index#153`) says which. The answer is `{"articles": [{title, url, …}], "classify":
{"post_count": 30}}`; one site answers 404 from page 2 on, which is the end. Articles are
`…/content/post_<id>.html` and may stand in a script (`documents.scripted` reads them). Traces:
`gkmlpt`, `SID: '`, `post_<id>.html`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

from adapters.errors import LayoutChanged
from adapters.families.answers import at, count, moment, plain, read_json, records_at
from adapters.families.base import NextPage, ReportRef, list_pages
from adapters.families.links import Link, references
from adapters.families.list_page import list_page
from adapters.families.options import GkmlptOptions
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

_API = "api/all/"
_SID = re.compile(r"""\bSID["']?\s*:\s*['"]?(\w+)""")
_TREE = re.compile(r"""\bTREE["']?\s*:\s*(?=\[)""")
_COLUMN = re.compile(r"年报|年度报告")
_DATES = ("display_publish_time", "first_publish_time", "date", "created_at", "create_time")
_TOTALS = ("classify.post_count", "total")


class Gkmlpt:
    """Lists of the Guangdong platform."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        options = _options(profile)
        if options.column and options.sid:
            return (_question(profile.url, options.column, options.sid),)
        return list_pages(profile)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        if _API in urlsplit(page.url).path:
            return _found(page, profile)
        return _directory(page, profile)


def _directory(page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
    """The directory page, or a plain list that a column of it leads to."""
    shown = list_page(page)
    base = shown.base
    yield from shown.reports(profile)
    yield from shown.following()
    sid = _options(profile).sid or next(iter(_SID.findall(shown.text)), "")
    if "/gkmlpt/" in urlsplit(base).path and not sid:
        raise LayoutChanged("the directory names no SID; look at it, or set sid in the profile", url=base)
    for column, elsewhere in _columns(shown.text, page, profile):
        if elsewhere:
            yield NextPage(url=urljoin(base, elsewhere), referer=base)
        elif sid:
            yield _question(base, column, sid)


def _columns(text: str, page: Snapshot, profile: Profile) -> Iterator[tuple[str, str]]:
    """Columns to ask for, each with the address that it stands at instead, if it does."""
    said = _options(profile).column or urlsplit(page.url).fragment
    if said:
        yield said, ""
        return
    for found in _TREE.finditer(text):
        try:
            nodes, _ = json.JSONDecoder().raw_decode(text, found.end())
        except ValueError as error:
            message = "the directory's TREE cannot be read; set column in the profile"
            raise LayoutChanged(message, url=page.url) from error
        yield from _named(nodes, within=False)


def _named(nodes: Iterable[Mapping[str, Any]], *, within: bool) -> Iterator[tuple[str, str]]:
    """The columns called 年报 that hold articles: themselves, or the years below them."""
    for node in nodes:
        meant = within or bool(_COLUMN.search(str(node.get("name") or "")))
        below = node.get("children") or ()
        if below:
            yield from _named(below, within=meant)
        elif meant:
            yield str(node.get("id")), str(node.get("jump_url") or "")


def _question(base: str, column: str, sid: str, *, page: int = 1, seen: int = 0) -> NextPage:
    parts = urlsplit(base)
    site = parts.path.partition("/gkmlpt")[0] if "/gkmlpt" in parts.path else ""
    url = urljoin(base, f"{site}/gkmlpt/{_API}{column}?{urlencode({'page': page, 'sid': sid})}")
    return NextPage(url=f"{url}#{seen}", referer=base, optional=page > 1)


def _found(page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
    data = read_json(page)
    articles = records_at(page, data, "articles")
    for article in articles:
        url = urljoin(page.final_url, str(article.get("url") or article.get("post_url") or ""))
        dated = next((day for key in _DATES if (day := moment(article.get(key)))), None)
        yield from references([Link(plain(article.get("title")), url, dated)], profile)
    address = urlsplit(page.url)
    asked, seen = dict(parse_qsl(address.query)), int(address.fragment) + len(articles)
    total = next((found for path in _TOTALS if (found := count(at(data, path))) is not None), None)
    # Counted by what came: how many entries a page has is the server's choice.
    if articles and (total is None or seen < total):
        column, following_page = address.path.rpartition("/")[2], int(asked["page"]) + 1
        yield _question(page.final_url, column, asked["sid"], page=following_page, seen=seen)


def _options(profile: Profile) -> GkmlptOptions:
    assert isinstance(profile.options, GkmlptOptions)
    return profile.options
