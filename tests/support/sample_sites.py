"""Sample portals on a real socket of this machine, reached by the ordinary fetcher under their own names."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

import httpx
from support.loopback import LOOPBACK, ByHost, listening

from adapters.families.base import ReportRef
from adapters.fetch.client import Fetcher
from adapters.fetch.limits import IN_PROCESS
from adapters.pipeline import discover, take
from adapters.profiles import Profile
from adapters.taken import Taken
from gateway.samples.faults import App
from gateway.samples.portals import SITES
from gateway.samples.report import SampleReport, sample_reports, samples


class AtPort(httpx.AsyncBaseTransport):
    """Every name is a server of this machine; the name stays in the Host header."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._sockets = httpx.AsyncHTTPTransport()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(scheme="http", host=LOOPBACK, port=self._port)
        return await self._sockets.handle_async_request(
            httpx.Request(request.method, url, headers=request.headers, stream=request.stream)
        )

    async def aclose(self) -> None:
        await self._sockets.aclose()


class Served:
    """Portals that listen on loopback; `server.asked` are the requests they were sent."""

    def __init__(self, server: ByHost, port: int) -> None:
        self.server, self.port = server, port

    def fetcher(self) -> Fetcher:
        return Fetcher(AtPort(self.port), limits=IN_PROCESS)

    def found(self, profile: Profile) -> list[ReportRef]:
        """What the portal's lists lead to."""

        async def run() -> list[ReportRef]:
            async with self.fetcher() as fetch:
                return await discover(profile, fetch)

        return asyncio.run(run())

    def read(self, profile: Profile) -> list[Taken]:
        """Every report of the portal, found, fetched, opened and read."""

        async def run() -> list[Taken]:
            async with self.fetcher() as fetch:
                taken = [await take(ref, profile, fetch) for ref in await discover(profile, fetch)]
            return [each for each in taken if isinstance(each, Taken)]

        return asyncio.run(run())


@contextmanager
def served(apps: Mapping[str, App]) -> Iterator[Served]:
    """Serve apps by host name on a free port of loopback for as long as the block runs."""
    server = ByHost(apps)
    with listening(server) as port:
        yield Served(server, port)


HOST = "lizhou.gongkai.example"


def site(family: str, reports: Sequence[SampleReport], **oddities: object) -> dict[str, App]:
    """A portal of a family around any of the samples' reports, by its host."""
    return {HOST: SITES[family](name="样例", host=HOST, reports=reports, **oddities).app()}


def every_report() -> tuple[SampleReport, ...]:
    """All reports of all samples, in the order of their file."""
    portals = dict.fromkeys(entry["portal"] for entry in samples()["report"])
    return tuple(report for portal in portals for report in sample_reports(portal))
