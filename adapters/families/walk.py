"""Profile → all ReportRefs of a portal: follows a family's lists to their end. Called by `pipeline`.

A list that never ends, leads in a circle, or holds fewer reports than the profile expects is a
LayoutChanged, not a result.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Iterable

from adapters.errors import LayoutChanged, PageMissing
from adapters.families.base import Family, NextPage, ReportRef
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile

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
        self._pages = 0

    async def reports(self) -> list[ReportRef]:
        """Every report once, in the order of the lists. Raises LayoutChanged, or FetchError of a page."""
        self._take(self._family.start(self._profile))
        while self._ahead:
            await self._look(self._ahead.popleft())
        return list(self._found.values())

    async def _look(self, ahead: NextPage) -> None:
        self._count(ahead)
        try:
            page = await self._fetch(ahead)
        except PageMissing:
            if not ahead.optional:
                raise
            return
        # A server that ignores the page number answers with the same page for ever.
        if page.sha256 not in self._bodies:
            self._bodies.add(page.sha256)
            self._take(self._family.find(page, self._profile))

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
        message = f"lists of {profile.code} lead to {len(found)} reports, at least {wanted} are expected"
        raise LayoutChanged(f"{message}; compare the page with the profile", url=profile.url)
    return found
