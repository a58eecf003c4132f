"""A page of year folders: each leads to that year's list, or is itself the report (`…/2017/`,
`nb2017/`).

What a folder is called is the year of its column, which reports without a year in their title need.
Seen at 北京 (`2015nb/`), 天津 (`xxgknb2020/`), 昆明 (a directory that is the report), 赣州, 湖北.
Traces: several links named 2017年, 2017 or 2017年度报告 on one page, and few or no links to reports.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from lxml import html

from adapters.families.base import NextPage, ReportRef, list_pages
from adapters.families.links import Link, own_title, read_year, references
from adapters.families.list_page import ListPage, list_page
from adapters.fetch.guard import listed
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile
from adapters.titles import read_title

_FOLDER = re.compile(
    r"[\[【(（《]?20[0-3]\d\s*年?度?(?:政府信息公开)?(?:工作)?(?:年度)?(?:报告|年报)?[\]】)）》]?"
)
_NOTE = re.compile(r"year=(\d{4})")


class YearIndex:
    """Lists that stand one level below a page of years."""

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        return list_pages(profile)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        shown = list_page(page)
        year = _noted(page) or shown.year
        reports = list(references(_other(shown.links), profile, column=year))
        yield from reports
        if _noted(page) and not reports:
            yield from _itself(shown.root, page, profile)
        yield from _folders(shown.links, shown.base, profile)
        yield from _further(shown, year)


def _noted(page: Snapshot) -> int | None:
    """The year of the folder that led here."""
    note = _NOTE.search(urlsplit(page.url).fragment)
    return int(note[1]) if note else None


def _other(found: Iterable[Link]) -> Iterator[Link]:
    return (link for link in found if not _FOLDER.fullmatch(link.text))


def _folders(found: Iterable[Link], base: str, profile: Profile) -> Iterator[NextPage]:
    """A folder may be announced before it is filled: it may be missing."""
    for link in found:
        if _FOLDER.fullmatch(link.text) and listed(urlsplit(link.url).netloc.lower(), profile.hosts):
            url = f"{link.url}#year={read_year(link.text)}"
            yield NextPage(url=url, referer=base, optional=True)


def _itself(root: html.HtmlElement | None, page: Snapshot, profile: Profile) -> Iterator[ReportRef]:
    """The folder is the report, where its own title is one of that year."""
    title, year = own_title(root, profile), _noted(page)
    read = read_title(title, within=profile.place) if title else None
    if title and read and read.year in {year, None}:
        yield from references([Link(title, page.final_url)], profile, column=year)


def _further(shown: ListPage, year: int | None) -> Iterator[NextPage]:
    """The other pages of a folder's list, which are that year's too."""
    for page in (*shown.numbered(), *shown.following()):
        yield replace(page, url=f"{page.url}#year={year}") if year else page
