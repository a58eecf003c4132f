"""HTML → links with their text, absolute address and the date beside them. The ground under every family.

Which of them are annual reports is decided by `adapters.titles` from the text, and by the profile's
`title_pattern` where several bodies share a list.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from lxml import html

from adapters.documents.charset import decode
from adapters.families.base import NextPage, ReportRef
from adapters.fetch.guard import listed
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile
from adapters.titles import read_title

_DATE = re.compile(r"((?:19|20)\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})")
_YEAR = re.compile(r"(20\d{2})\s*年?")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CUT = ("…", "...", "..")
# An entry is the li, row or paragraph around a link; further out stand other links' dates.
_REACH = 3
_NEXT = re.compile(r"下一?页|后一?页|下页[>›»]*|[>›»]+")
# Where a page says what it is about, the surest first.
_TITLES = (
    "//meta[@name='ArticleTitle']/@content",
    "//h1//text()",
    "//h2//text()",
    "//*[contains(@class,'title')]//text()",
    "//title/text()",
)
_MOST_FRAMES = 3
_LONGEST_SIGN = 2_000
_MOVED = re.compile(
    r"""<meta[^>]*http-equiv=["']?refresh[^>]*content=["']\s*\d+\s*;\s*url=["']?(?P<meta>[^"'>\s]+)"""
    r"""|\blocation(?:\.href)?\s*(?:=|\.replace\()\s*["'](?P<script>[^"']+)""",
    re.IGNORECASE,
)
# Frames that portals put beside their lists: counters, logins, menus, sharing.
_BESIDE = re.compile(r"visitcount|login|tree\.jsp|share|footer|header|search", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """`text` is the visible text, or the title attribute where the visible text is cut short."""

    text: str
    url: str
    listed_on: date | None = None


def page_text(page: Snapshot) -> str:
    return decode(page.body, header=page.charset).text


def tree(text: str) -> html.HtmlElement | None:
    """The parsed page, None where there is nothing to parse."""
    text = _XML_DECLARATION.sub("", text)
    return html.fromstring(text) if text.strip() else None


def links(root: html.HtmlElement | None, base: str) -> Iterator[Link]:
    """Every link of a page to another page, in its order, each address once."""
    if root is None:
        return
    base, seen = _base(root, base), set[str]()
    for anchor in root.iter("a"):
        url = _absolute(base, anchor.get("href"))
        text = _text(anchor)
        if url and text and url not in seen:
            seen.add(url)
            yield Link(text, url, _date_beside(anchor))


def references(found: Iterable[Link], profile: Profile, *, column: int | None = None) -> Iterator[ReportRef]:
    """Those of the links that lead to an annual report on a host the profile allows."""
    for link in found:
        if is_report(link.text, profile) and listed(host_of(link.url), profile.hosts):
            yield ReportRef(
                portal=profile.code,
                place=profile.place,
                url=link.url,
                title=link.text,
                listed_on=link.listed_on,
                column_year=column,
            )


def is_report(text: str, profile: Profile) -> bool:
    """Whether a title is an annual report's, and of the body that the profile is about."""
    narrowed = profile.title_pattern is None or profile.title_pattern.search(text) is not None
    return narrowed and read_title(text, within=profile.place) is not None


def frames(root: html.HtmlElement | None, base: str) -> Iterator[NextPage]:
    """The page in a frame, where a list stands in a frame of the same host (seen at 常州, 淮安)."""
    inside = () if root is None else root.iter("iframe", "frame")
    found = dict.fromkeys(_absolute(base, frame.get("src")) for frame in inside)
    lists = [url for url in found if url and host_of(url) == host_of(base) and not _BESIDE.search(url)]
    for url in lists[:_MOST_FRAMES]:
        yield NextPage(url=url, referer=base, optional=True, framed=True)


def moved(text: str, base: str) -> str | None:
    """Where a page that is nothing but a sign to another page of its host leads: by meta refresh or script.

    A script that also sets a cookie is a challenge, and is not followed.
    """
    sign = _MOVED.search(text) if len(text) < _LONGEST_SIGN and "document.cookie" not in text else None
    url = _absolute(base, sign["meta"] or sign["script"]) if sign else None
    return url if url and host_of(url) == host_of(base) else None


def embedded(root: html.HtmlElement | None, base: str) -> list[str]:
    """What a page shows in itself from its own host: a file in a viewer or an object, a page in a frame."""
    inside = () if root is None else root.iter("iframe", "frame", "embed", "object")
    shown = dict.fromkeys(_shown(element, base) for element in inside)
    found = [url for url in shown if url and host_of(url) == host_of(base) and not _BESIDE.search(url)]
    return found[:_MOST_FRAMES]


def _shown(element: html.HtmlElement, base: str) -> str | None:
    """`viewer.html?file=/P020.pdf` shows the file."""
    url = _absolute(base, element.get("src") or element.get("data"))
    file = dict(parse_qsl(urlsplit(url).query)).get("file") if url else None
    return _absolute(url, file) if url and file else url


def following(found: Iterable[Link], base: str) -> Iterator[NextPage]:
    """The page that a link named 下一页 leads to."""
    for link in found:
        if _NEXT.fullmatch(link.text.strip("[]【】 ")):
            yield NextPage(url=link.url, referer=base, optional=True)


def own_title(root: html.HtmlElement | None, profile: Profile) -> str | None:
    """The first of a page's titles that is a report's: the page is that report, or says so."""
    shown = [] if root is None else [str(each).strip() for path in _TITLES for each in root.xpath(path)]
    return next((each for each in shown if is_report(each, profile)), None)


def host_of(url: str) -> str:
    """The host of an address, with its port where it names one."""
    return urlsplit(url).netloc.lower()


def column_year(root: html.HtmlElement | None) -> int | None:
    """The year in the column's own name (ColumnName, else the page's title): 2017年, 2017年度报告."""
    if root is None:
        return None
    names = [*root.xpath("//meta[@name='ColumnName']/@content"), *root.xpath("//title/text()")]
    return next((year for name in names if (year := read_year(str(name)))), None)


def read_year(text: str) -> int | None:
    """The first year of this century in a text."""
    match = _YEAR.search(text)
    return int(match.group(1)) if match else None


def read_date(text: str) -> date | None:
    """The first date in a text: 2018-03-09, 2018年3月9日, 2018.03.09; None also for an impossible one."""
    match = _DATE.search(text)
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups()))
    except ValueError:
        return None


def _base(root: html.HtmlElement, url: str) -> str:
    said = root.xpath("//base/@href")
    return urljoin(url, str(said[0])) if said else url


def _absolute(base: str, target: str | None) -> str | None:
    if not target:
        return None
    try:
        url = urldefrag(urljoin(base, target.strip())).url
    except ValueError:  # a bracket in a mistyped address reads as half an IPv6 host
        return None
    return url if url.startswith(("http://", "https://")) and url != base else None


def _text(anchor: html.HtmlElement) -> str:
    visible = " ".join(str(anchor.text_content()).split())
    title = " ".join((anchor.get("title") or "").split())
    return title if title and (not visible or visible.endswith(_CUT)) else visible


def _date_beside(anchor: html.HtmlElement) -> date | None:
    entry = anchor
    for _ in range(_REACH):
        parent = entry.getparent()
        if parent is None or len(set(parent.xpath(".//a/@href"))) > 1:
            break
        entry = parent
    beside = str(entry.text_content()).replace(str(anchor.text_content()), " ")
    return read_date(beside)
