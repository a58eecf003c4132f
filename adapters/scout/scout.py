"""An address → a profile that harvests as it is. `gongkai portal new` calls it.

From any page of a portal the way to the column of annual reports is followed; there every family whose
traces stand on the page is tried, and the one that finds the most reports is taken. What the profile
says was found on the portal itself: nothing is guessed from the host.
"""

import heapq
from dataclasses import dataclass
from typing import NoReturn, cast
from urllib.parse import urlsplit

from lxml import html

from adapters.errors import (
    AdapterError,
    BadCertificate,
    FetchError,
    LayoutChanged,
    OutdatedTls,
    TooSlow,
    Unreachable,
)
from adapters.families.base import ReportRef
from adapters.families.links import frames, links, page_text, tree
from adapters.families.options import FixedOptions, HanwebOptions
from adapters.families.registry import FAMILIES
from adapters.families.walk import Walk
from adapters.fetch.client import Fetcher
from adapters.fetch.guard import own_host
from adapters.fetch.snapshot import NotModified, Snapshot
from adapters.pipeline import asking
from adapters.profile import Expect, Profile, last_year
from adapters.scout.candidates import Candidate, candidates, catalogue, endpoint, grid_unit
from adapters.scout.column import Way, article_title, columns_of, is_column, reports_among, ways
from adapters.scout.mapping import interfaces
from adapters.scout.once import OnceFetcher

MOST_LOOKS = 12
ENOUGH = 3
FIRST_DUTY_YEAR = 2008
_TRIAL_PLACE = "000000"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of annual reports: how it is read, what that leads to, and the page that people see."""

    candidate: Candidate
    found: tuple[ReportRef, ...]
    page: Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Scouted:
    """What a look at a portal came to. `passed` are the pages on the way, `failures` those not to be had."""

    column: Column
    passed: tuple[Snapshot, ...]
    failures: tuple[str, ...]


class Scout:
    """One look at one portal."""

    def __init__(self, fetcher: Fetcher, url: str, *reports: str) -> None:
        """`reports` are further addresses, taken where no list leads to the first one."""
        self.once = OnceFetcher(fetcher)
        self._url = url
        self._reports = (url, *reports)
        self.allow = around(url)
        self._ways: list[tuple[int, int, Way]] = []
        self._seen: set[str] = set()
        self._passed: list[Snapshot] = []
        self._failures: list[str] = []
        self._looks = 0
        self._turned = False

    async def find(self) -> Scouted:
        """The column. Raises LayoutChanged where nothing leads to one, FetchError of the first page."""
        if other := endpoint(self._url):
            return await self._gateway(other)
        self._note(Way(self._url, rank=-1, column=False))
        best: Column | None = None
        while self._ways and self._looks < MOST_LOOKS:
            self._looks += 1
            way = heapq.heappop(self._ways)[2]
            column = await self._look(way)
            best = _better(best, column)
            if best is not None and self._is_it(best, way):
                break
        if best is None:
            best = await self._reports_themselves()
        await self._one_report(best)
        return Scouted(column=best, passed=tuple(self._passed), failures=tuple(self._failures))

    async def _gateway(self, other: Candidate) -> Scouted:
        """Another gateway of this contract, which has no pages. Raises LayoutChanged."""
        found = await self._walk(other)
        if not found or not self.once.pages:
            self._give_up()
        column = Column(candidate=other, found=found, page=self.once.pages[0])
        return Scouted(column=column, passed=(), failures=tuple(self._failures))

    async def _reports_themselves(self) -> Column:
        """The addresses given, where they are reports that no list leads to. Raises LayoutChanged."""
        pages = [await self.get(url) for url in self._reports]
        titles = [article_title(_parsed(page)) for page in pages]
        if not all(titles):
            self._give_up()
        given = [{"url": url, "title": title} for url, title in zip(self._reports, titles, strict=True)]
        self._passed += pages[1:]
        options = FixedOptions(reports=tuple(given))
        candidate = Candidate(
            family="fixed", trace="no list leads to the reports given", options=options, url=""
        )
        found = tuple(
            find
            for find in FAMILIES["fixed"].start(trial_profile(candidate, self.allow))
            if isinstance(find, ReportRef)
        )
        return Column(candidate=candidate, found=found, page=pages[0])

    async def _one_report(self, column: Column) -> None:
        """A report of the column, which says more of whose it is than the list does."""
        try:
            self._passed.append(await self.get(column.found[0].url))
        except FetchError as error:
            self._failures.append(str(error))

    def _is_it(self, column: Column, way: Way) -> bool:
        """A page that links to a report or two on the side is not the column yet."""
        root = _parsed(column.page)
        if column.candidate.family == "plain" and any(frames(root, column.page.final_url)):
            return False  # the frame may be a list of its own, with further pages
        return way.column or is_column(root) or len(column.found) >= ENOUGH

    async def _look(self, way: Way) -> Column | None:
        try:
            page = await self.get(way.url)
        except FetchError as error:
            if way.rank < 0 and not self._turn(way.url, error):
                raise
            self._failures.append(str(error))
            return None
        self._passed.append(page)
        root = _parsed(page)
        if article_title(root) and grid_unit(way.url) is None:
            self._note(*columns_of(page.final_url), *ways(root, page.final_url))
            return None
        column = await self._column(page, way, root)
        self._note(*ways(root, page.final_url))
        return column

    def _turn(self, url: str, error: FetchError) -> bool:
        """Take up the other scheme, once, where a portal does not answer under this one (朝阳: no https)."""
        if self._turned or not isinstance(error, Unreachable | TooSlow | BadCertificate | OutdatedTls):
            return False
        scheme, _, rest = url.partition("://")
        self._turned = True
        self._url = f"{'http' if scheme == 'https' else 'https'}://{rest}"
        self._reports = (self._url, *self._reports[1:])
        self._note(Way(self._url, rank=-1, column=False))
        return True

    async def _column(self, page: Snapshot, way: Way, root: html.HtmlElement | None) -> Column | None:
        """The page as a column, read by the family that finds the most; None where none finds any."""
        shows = way.column or is_column(root) or bool(reports_among(list(links(root, page.final_url))))
        best: Column | None = None
        for candidate in candidates(page, way.url, shows=shows):
            best = _better(best, await self._tried(candidate, page))
        if best is None and shows:
            for url in interfaces(page_text(page), page.final_url):
                best = _better(best, await self._interface(url, page))
        return best

    async def _interface(self, url: str, page: Snapshot) -> Column | None:
        """A list that a script of the page fills from there."""
        try:
            answer = await self.get(url)
        except FetchError as error:
            self._failures.append(str(error))
            return None
        candidate = catalogue(answer, url, referer=page.final_url) if self._near(url) else None
        return None if candidate is None else await self._tried(candidate, page)

    async def _tried(self, candidate: Candidate, page: Snapshot) -> Column | None:
        found = await self._walk(candidate)
        return Column(candidate=candidate, found=found, page=page) if found else None

    async def _walk(self, candidate: Candidate) -> tuple[ReportRef, ...]:
        """What the family finds from there; nothing where it fails."""
        profile = trial_profile(candidate, self.allow)
        walk = Walk(FAMILIES[candidate.family], profile, asking(profile, self.fetcher))
        try:
            return tuple(await walk.reports())
        except AdapterError as error:
            self._failures.append(f"{candidate.family}: {error}")
            return tuple(walk.found)
        except (ValueError, LookupError, TypeError) as error:
            # A family that is tried on pages of another may trip over anything on them.
            self._failures.append(f"{candidate.family}: {type(error).__name__}: {error}")
            return ()

    @property
    def fetcher(self) -> Fetcher:
        """It has the two methods that are called."""
        return cast("Fetcher", self.once)

    async def get(self, url: str) -> Snapshot:
        page = await self.once.get(url.partition("#")[0], allow=self.allow)
        if isinstance(page, NotModified):
            raise FetchError("portal answers 304 to a request that was not conditional", url=url)
        return page

    def _note(self, *found: Way) -> None:
        for way in found:
            if way.url not in self._seen and self._near(way.url):
                self._seen.add(way.url)
                heapq.heappush(self._ways, (way.rank, len(self._seen), way))

    def _near(self, url: str) -> bool:
        host = urlsplit(url).netloc.lower()
        return any(host == each or (each.startswith("*.") and host.endswith(each[1:])) for each in self.allow)

    def _give_up(self) -> NoReturn:
        seen = ", ".join(page.final_url for page in self._passed)
        why = f"; what failed: {'; '.join(self._failures)}" if self._failures else ""
        message = f"no page leads to a list of annual reports; looked at {seen or 'none'}{why}"
        raise LayoutChanged(f"{message}; give the column's address", url=self._url)


def trial_profile(candidate: Candidate, allow: tuple[str, ...]) -> Profile:
    """A profile to try a family with, of no place yet."""
    by_year = isinstance(candidate.options, HanwebOptions) and candidate.options.areas
    return Profile(
        code=f"{_TRIAL_PLACE}-trial",
        place=candidate.place or _TRIAL_PLACE,
        name="",
        name_en="",
        family=candidate.family,
        hosts=allow,
        lists=(candidate.url,) if candidate.url else (),
        options=candidate.options,
        expect=Expect(years=(FIRST_DUTY_YEAR, last_year()) if by_year else None),
    )


def _better(one: Column | None, other: Column | None) -> Column | None:
    """The one that leads to more reports; of two that lead to as many a family of its own, or the first."""

    def worth(column: Column) -> tuple[int, bool]:
        return len(column.found), column.candidate.family != "plain"

    if one is None or other is None:
        return one or other
    return other if worth(other) > worth(one) else one


def around(url: str) -> tuple[str, ...]:
    """The hosts that may be looked at from there: its own, and under .gov.cn those of the same body."""
    host = own_host(url)
    if not host.endswith(".gov.cn"):
        return (host,)
    body = ".".join(host.split(".")[-3:])
    return tuple(dict.fromkeys((host, body, f"*.{body}")))


def _parsed(page: Snapshot) -> html.HtmlElement | None:
    return tree(page_text(page)) if "html" in page.media_type else None
