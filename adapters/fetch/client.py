"""URL → Snapshot. The only file that speaks HTTP to a portal, and the only one that catches httpx's errors.

Every hop of a redirect is a request of its own: checked against the profile's hosts, asked for in
robots.txt, waited for in the host's turn. `Fetcher(transport=…)` reaches portals in this process.
"""

import hashlib
from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import Any, Self

import anyio
import httpx
import structlog

from adapters.errors import (
    Challenged,
    FetchError,
    PageMissing,
    PortalBusy,
    TooSlow,
    Unreachable,
    UnsafeAddress,
)
from adapters.fetch.agent import ROBOT, user_agent
from adapters.fetch.body import ACCEPTED, read_body
from adapters.fetch.breaker import Breaker
from adapters.fetch.challenge import challenge, soft_404
from adapters.fetch.guard import GuardedTransport, check_url, listed, own_host, parse_url
from adapters.fetch.limits import UNHURRIED, Clock, Limits
from adapters.fetch.pace import Pace
from adapters.fetch.retry import BUSY, deserves_retry, retries, retry_after
from adapters.fetch.robots import MOST_BYTES, NONE_THERE, Robots
from adapters.fetch.snapshot import NotModified, Snapshot, Validators
from adapters.fetch.tls import handshake_error, tls_context

log = structlog.get_logger()
_GONE = frozenset({404, 410})
_HOME = frozenset({"/", "/index.html", "/index.htm", "/index.shtml", "/index.jsp"})
_TEXT = ("text/", "application/xhtml", "application/xml", "application/json", "application/javascript")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ask:
    method: str
    url: httpx.URL
    allow: Collection[str]
    data: Mapping[str, Any] | None = None
    json: bool = False
    headers: Mapping[str, str]
    rules: bool = False  # asks for robots.txt


@dataclass(frozen=True, slots=True)
class _Moved:
    url: httpx.URL
    keeps_method: bool


class Fetcher:
    """An async context manager. With a `transport` of the caller no name is resolved and none is judged;
    the allow-list holds all the same. `legacy_tls` are the hosts whose outdated TLS a profile puts up with.
    Fetchers with one `pace` are no more at a host together than one alone; they share an event loop.
    """

    def __init__(
        self,
        transport: httpx.AsyncBaseTransport | None = None,
        *,
        limits: Limits = UNHURRIED,
        clock: Clock | None = None,
        contact: str | None = None,
        legacy_tls: Collection[str] = (),
        pace: Pace | None = None,
    ) -> None:
        self._limits = limits
        self._clock = clock or Clock()
        self._pace = pace or Pace(limits, self._clock)
        self._breaker = Breaker(limits, self._clock)
        self._robots = Robots(self._read_robots, ROBOT, self._clock)
        self._retry = retries(limits).on(partial(deserves_retry, limits))
        self._client = httpx.AsyncClient(
            transport=transport or GuardedTransport(partial(connect, legacy_tls=legacy_tls)),
            headers=_headers(contact),
            timeout=httpx.Timeout(limits.read_s, connect=limits.connect_s),
            # A session cookie makes some portals answer the second request with 400.
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
            trust_env=False,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.aclose()

    async def get(
        self,
        url: str,
        *,
        allow: Collection[str],
        previous: Validators | None = None,
        referer: str | None = None,
        accept: str | None = None,
    ) -> Snapshot | NotModified:
        """The page, or that it is unchanged since `previous`. Raises FetchError or one of its kinds.

        `accept` is the media type to ask for; pages are asked for without it.
        """
        headers = {**_referring(referer), **_conditions(previous), **({"accept": accept} if accept else {})}
        return await self._follow(_Ask(method="GET", url=parse_url(url), allow=allow, headers=headers))

    async def post(
        self,
        url: str,
        *,
        data: Mapping[str, Any],
        json: bool = False,
        allow: Collection[str],
        referer: str | None = None,
    ) -> Snapshot | NotModified:
        """The answer to a form, or to JSON. Raises FetchError or one of its kinds."""
        headers = _referring(referer)
        return await self._follow(
            _Ask(method="POST", url=parse_url(url), allow=allow, data=data, json=json, headers=headers)
        )

    async def _follow(self, ask: _Ask) -> Snapshot | NotModified:
        asked = ask.url
        for _ in range(self._limits.redirects + 1):
            check_url(ask.url, ask.allow)
            if not ask.rules:
                await self._mind_robots(ask)
            answer = await self._hop(ask)
            if not isinstance(answer, _Moved):
                return _as_asked(answer, asked)
            ask = _next_hop(ask, answer)
        raise FetchError(f"redirected more than {self._limits.redirects} times", url=str(asked))

    async def _mind_robots(self, ask: _Ask) -> None:
        pause = await self._robots.check(ask.url)
        if pause:
            self._pace.slow(ask.url.host, pause)

    async def _read_robots(self, url: httpx.URL) -> bytes | None:
        ask = _Ask(method="GET", url=url, allow={own_host(str(url))}, headers={}, rules=True)
        try:
            answer = await self._follow(ask)
        except (PageMissing, UnsafeAddress):
            # RFC 9309: none there. One that leads off the host is not this host's.
            return None
        return answer.body if isinstance(answer, Snapshot) else None

    async def _hop(self, ask: _Ask) -> Snapshot | NotModified | _Moved:
        with self._breaker.watch(ask.url.host, str(ask.url)):
            return await self._retry(self._send, ask)

    async def _send(self, ask: _Ask) -> Snapshot | NotModified | _Moved:
        async with self._pace.turn(ask.url.host), self._answer(ask) as response:
            if response.status_code == httpx.codes.NOT_MODIFIED:
                return NotModified(url=str(ask.url), fetched_at=self._clock.now())
            if response.has_redirect_location:
                return _moved(ask, response)
            body = await read_body(response, self._cap(ask, response), cut=ask.rules)
            self._judge(ask, response, body)
            log.debug("fetch.got", url=str(ask.url), status=response.status_code, bytes=len(body))
            return self._snapshot(ask, response, body)

    @asynccontextmanager
    async def _answer(self, ask: _Ask) -> AsyncIterator[httpx.Response]:
        with portal_errors(str(ask.url)), anyio.fail_after(self._limits.total_s):
            form, said = (None, ask.data) if ask.json else (ask.data, None)
            request = self._client.stream(ask.method, ask.url, data=form, json=said, headers=ask.headers)
            async with request as response:
                yield response

    def _cap(self, ask: _Ask, response: httpx.Response) -> int:
        if ask.rules:
            return MOST_BYTES
        kind = response.headers.get("content-type", "text/html")
        return self._limits.page_bytes if kind.startswith(_TEXT) else self._limits.file_bytes

    def _judge(self, ask: _Ask, response: httpx.Response, body: bytes) -> None:
        """Raises for everything that is not the page."""
        url, status = str(ask.url), response.status_code
        if found := challenge(status, response.headers, body):
            raise Challenged(
                f"portal answered with a challenge ({found}); ask its operator for access", url=url
            )
        if status in BUSY:
            raise self._busy(ask, response)
        if status in _GONE or (ask.rules and status in NONE_THERE):
            raise PageMissing(f"portal has no such page (status {status})", url=url)
        if status != httpx.codes.OK:
            raise FetchError(f"portal answered with status {status}", url=url)
        if soft_404(status, response.headers, body):
            raise PageMissing("portal says in a page of its own that there is no such page", url=url)

    def _busy(self, ask: _Ask, response: httpx.Response) -> PortalBusy:
        rest_s = retry_after(response.headers.get("retry-after"), self._clock.now())
        if rest_s is not None and rest_s <= self._limits.retry_after_max_s:
            self._pace.rest(ask.url.host, rest_s)
        asked = "" if rest_s is None else f" and asks to wait {rest_s:.0f} s"
        message = f"portal is busy (status {response.status_code}){asked}; try again later"
        return PortalBusy(message, url=str(ask.url), rest_s=rest_s)

    def _snapshot(self, ask: _Ask, response: httpx.Response, body: bytes) -> Snapshot:
        kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Snapshot(
            url=str(ask.url),
            final_url=str(ask.url),
            status=response.status_code,
            media_type=kind or "application/octet-stream",
            charset=response.charset_encoding,
            body=body,
            sha256=hashlib.sha256(body).hexdigest(),
            fetched_at=self._clock.now(),
            etag=response.headers.get("etag"),
            last_modified=response.headers.get("last-modified"),
        )


@contextmanager
def portal_errors(url: str) -> Iterator[None]:
    """Everything that httpx or the deadline may raise becomes FetchError; nothing else is caught."""
    try:
        yield
    except (httpx.TimeoutException, TimeoutError) as error:
        raise TooSlow("portal took too long to answer; try again later", url=url) from error
    except httpx.TransportError as error:
        raise handshake_error(error, url) or Unreachable(
            f"portal cannot be reached ({type(error).__name__}); try again later", url=url
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise FetchError(f"portal cannot be asked ({type(error).__name__})", url=url) from error


def _moved(ask: _Ask, response: httpx.Response) -> _Moved:
    target = ask.url.join(parse_url(response.headers["location"]))
    check_url(target, ask.allow)
    if target.path in _HOME and not target.query and ask.url.path not in _HOME:
        raise PageMissing("portal sends to its home page instead of the page", url=str(ask.url))
    return _Moved(target.copy_with(fragment=None), keeps_method=response.status_code in {307, 308})


def _next_hop(ask: _Ask, moved: _Moved) -> _Ask:
    if moved.keeps_method or ask.method == "GET":
        return replace(ask, url=moved.url)
    return replace(ask, url=moved.url, method="GET", data=None)


def _as_asked(answer: Snapshot | NotModified, asked: httpx.URL) -> Snapshot | NotModified:
    return replace(answer, url=str(asked))


def _conditions(previous: Validators | None) -> dict[str, str]:
    if previous is None:
        return {}
    pairs = {"if-none-match": previous.etag, "if-modified-since": previous.last_modified}
    return {name: value for name, value in pairs.items() if value}


def _referring(referer: str | None) -> dict[str, str]:
    return {"referer": referer} if referer else {}


def _headers(contact: str | None) -> dict[str, str]:
    return {
        "user-agent": user_agent(contact),
        "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "accept-language": "zh-CN,zh;q=0.9,en;q=0.5",
        "accept-encoding": ACCEPTED,
    }


def connect(
    host: str, *, legacy_tls: Collection[str] = (), trusted: str | None = None
) -> httpx.AsyncHTTPTransport:
    """The connections to one host. `trusted` adds certificates (PEM) to those of the system."""
    legacy = listed(host, legacy_tls)
    if legacy:
        log.warning("fetch.legacy_tls", host=host)
    return httpx.AsyncHTTPTransport(
        verify=tls_context(legacy=legacy, trusted=trusted),
        http2=True,
        limits=httpx.Limits(max_connections=2, max_keepalive_connections=1),
        trust_env=False,
    )
