"""Profile → all ReportRefs of a portal: follows a family's lists to their end. Called by `pipeline`.

A list that never ends, leads in a circle, or holds fewer reports than the profile expects is a
LayoutChanged, not a result.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from adapters.errors import FetchError, LayoutChanged, PageMissing
from adapters.families.base import Family, NextPage, ReportRef
from adapters.families.links import frames, moved, page_text, tree
from adapters.fetch.snapshot import Snapshot
from adapters.profile import Column, Profile

Fetch = Callable[[NextPage], Awaitable[Snapshot]]


class Walk:
    """The state of one walk: what was found, what is still to be looked at, what was seen."""

    def __init__(self, family: Family, profile: Profile, fetch: Fetch) -> None:
        self._family = family
        self._profile = profile
        self._fetch = fetch
        self._found: dict[str, ReportRef] = {}
        self._ahead: deque[NextPage] = deque()
        self._known: set[object] = set()
        self._bodies: set[str] = set()
        self._settled: set[str] = set()
        self._pages = 0

    async def reports(self) -> list[ReportRef]:
        """Every report once, in the order of the lists. Raises LayoutChanged, or FetchError of a page."""
        self._take(self._family.start(self._profile))
        while self._ahead:
            ahead = self._ahead.popleft()
            if ahead.trial is None:
                await self._look(ahead)
            elif ahead.trial not in self._settled:
                await self._try(ahead, ahead.trial)
        return self.found

    @property
    def found(self) -> list[ReportRef]:
        """What was found so far, which is not nothing where a walk was cut off."""
        return list(self._found.values())

    async def _look(self, ahead: NextPage) -> None:
        try:
            finds = await self._finds(ahead)
        except PageMissing:
            if not ahead.optional:
                raise
            return
        self._take(finds)

    async def _try(self, ahead: NextPage, trial: str) -> None:
        """A guessed address: it counts if it leads to something new, and a portal that minds is let be.

        Guesses that lead nowhere do not make a list an endless one.
        """
        if self._pages >= self._profile.max_pages and not self._settled:
            return
        try:
            finds = await self._finds(ahead)
        except PageMissing:
            return
        except FetchError:
            self._settled.add(trial)
            return
        if any(isinstance(find, ReportRef) and find.url not in self._found for find in finds):
            self._settled.add(trial)
            self._take(finds)

    async def _finds(self, ahead: NextPage) -> list[ReportRef | NextPage]:
        self._count(ahead)
        page = await self._fetch(ahead)
        # A server that ignores the page number answers with the same page for ever.
        if page.sha256 in self._bodies:
            return []
        self._bodies.add(page.sha256)
        finds = list(self._family.find(replace(page, url=ahead.url), self._profile))
        if not ahead.framed and not any(isinstance(find, ReportRef) for find in finds):
            finds += _elsewhere(page)
        return finds

    def _count(self, ahead: NextPage) -> None:
        self._pages += 1
        if self._pages > self._profile.max_pages:
            message = f"list goes on after {self._profile.max_pages} pages; look at it, then raise max_pages"
            raise LayoutChanged(message, url=ahead.url)

    def _take(self, finds: Iterable[ReportRef | NextPage]) -> None:
        for find in finds:
            if isinstance(find, ReportRef):
                self._found.setdefault(find.url, find)
            elif find.key not in self._known:
                self._known.add(find.key)
                self._ahead.append(find)


def expected(found: list[ReportRef], profile: Profile) -> list[ReportRef]:
    """What was found, if it is enough. Raises LayoutChanged otherwise."""
    if len(found) < profile.expect.min_reports:
        wanted = profile.expect.min_reports
        if profile.column is Column.UNKNOWN and not found:
            message = f"no column of {profile.code} is known; find it with `gongkai portal new {profile.url}`"
            raise LayoutChanged(message, url=profile.url)
        message = f"lists of {profile.code} lead to {len(found)} reports, at least {wanted} are expected"
        raise LayoutChanged(f"{message}; compare the page with the profile", url=profile.url)
    return found


def _elsewhere(page: Snapshot) -> list[NextPage]:
    """Where the list of a page that shows no report itself may stand: in a frame (常州, 淮安), or moved."""
    if "html" not in page.media_type:
        return []
    text, base = page_text(page), page.final_url
    found = list(frames(tree(text), base))
    if sign := moved(text, base):
        found.append(NextPage(url=sign, referer=base, framed=True))
    return found
