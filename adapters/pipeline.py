"""The straight line: Profile → ReportRef → Snapshot → Document → Extraction. Read it top to bottom."""

from adapters.errors import FetchError
from adapters.families.base import NextPage, ReportRef
from adapters.families.registry import FAMILIES
from adapters.families.walk import Walk, expected
from adapters.fetch.client import Fetcher
from adapters.fetch.snapshot import NotModified, Snapshot
from adapters.profiles import Profile


async def discover(profile: Profile, fetcher: Fetcher) -> list[ReportRef]:
    """Every report that the portal's lists lead to, each once. Raises LayoutChanged or FetchError."""

    async def fetch(page: NextPage) -> Snapshot:
        if page.method == "POST":
            answer = await fetcher.post(page.url, data=page.data, allow=profile.hosts, referer=page.referer)
        else:
            answer = await fetcher.get(page.url, allow=profile.hosts, referer=page.referer)
        return _whole(answer)

    found = await Walk(FAMILIES[profile.family], profile, fetch).reports()
    return expected(found, profile)


def _whole(answer: Snapshot | NotModified) -> Snapshot:
    if isinstance(answer, NotModified):
        raise FetchError("portal answers 304 to a request that was not conditional", url=answer.url)
    return answer
