"""Small portals for tests: ASGI apps in this process, a clock that only moves when someone sleeps, and
transports that misbehave in ways an ASGI app cannot.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from adapters.families.options import OPTIONS
from adapters.fetch.client import Fetcher
from adapters.fetch.in_process import InProcessPortals
from adapters.fetch.limits import IN_PROCESS, Clock, Limits
from adapters.profiles import Expect, Profile

HOST = "www.lizhou.example"
ROOT = f"https://{HOST}"

Answer = str | bytes | Response | Callable[[Request], Response]


class FakeClock:
    """Time stands still but for sleeping; `slept` are the seconds of each sleep."""

    def __init__(self) -> None:
        self.slept: list[float] = []

    @property
    def clock(self) -> Clock:
        return Clock(now=self.now, monotonic=lambda: sum(self.slept), sleep=self.sleep)

    def now(self) -> datetime:
        return datetime(2024, 3, 1, 8, 0, tzinfo=UTC) + timedelta(seconds=sum(self.slept))

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class Portal:
    """An app that answers from a table of paths, with or without query, and remembers the requests."""

    def __init__(self, pages: Mapping[str, Answer], *, media_type: str = "text/html; charset=utf-8") -> None:
        self.pages = dict(pages)
        self.media_type = media_type
        self.requests: list[Request] = []
        self.app = Starlette(routes=[Route("/{path:path}", self.answer, methods=["GET", "POST"])])

    @property
    def asked(self) -> list[str]:
        """Paths that were asked for, without robots.txt, in order."""
        return [_path(request) for request in self.requests if request.url.path != "/robots.txt"]

    async def answer(self, request: Request) -> Response:
        self.requests.append(request)
        await request.body()
        found = self.pages.get(_path(request), self.pages.get(request.url.path))
        if callable(found) and not isinstance(found, Response):
            found = found(request)
        if found is None:
            return Response("Not Found", status_code=404)
        return found if isinstance(found, Response) else Response(found, media_type=self.media_type)


def _path(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


def fetcher(
    portal: Portal, *, clock: Clock | None = None, limits: Limits = IN_PROCESS, **hosts: Any
) -> Fetcher:
    return Fetcher(InProcessPortals({HOST: portal.app, **hosts}), clock=clock, limits=limits)


def profile(family: str = "trs", **given: Any) -> Profile:
    """A profile of the sample host; `options` are the keys of its family table."""
    options = OPTIONS[family](**given.pop("options", {}))
    known = {
        "code": "510999-lizhou",
        "place": "510999",
        "name": "利州",
        "name_en": "Lizhou",
        "hosts": (HOST,),
        "lists": (f"{ROOT}/nb/",),
        "expect": Expect(min_reports=1),
    }
    return Profile(family=family, options=options, **{**known, **given})


class Trickle(httpx.AsyncBaseTransport):
    """A body that is made while it is read; `sent` counts the chunks that were asked for."""

    def __init__(self, chunk: bytes, times: int, headers: Mapping[str, str] | None = None) -> None:
        self.chunk, self.times, self.sent = chunk, times, 0
        self.headers = headers or {"content-type": "text/html"}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        return httpx.Response(200, headers=self.headers, stream=_Chunks(self))


class _Chunks(httpx.AsyncByteStream):
    def __init__(self, trickle: Trickle) -> None:
        self._trickle = trickle

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for _ in range(self._trickle.times):
            self._trickle.sent += 1
            yield self._trickle.chunk
