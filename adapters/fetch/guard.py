"""Which addresses may be contacted at all. `client` checks every hop; the transport pins what was checked.

A host name is resolved once, every address it gives is judged, and the connection goes to a judged
address with the name kept for Host, SNI and certificate: a second, different answer of the name
server (DNS rebinding) is never asked for.
"""

import socket
from collections.abc import Awaitable, Callable, Collection, Sequence

import anyio
import anyio.to_thread
import httpx

from adapters.errors import Unreachable, UnsafeAddress
from adapters.fetch.address import forbidden, forbidden_host

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
Judge = Callable[[str], str | None]
Connect = Callable[[str], httpx.AsyncBaseTransport]
_PORTS = {"http": 80, "https": 443}


def listed(host: str, allow: Collection[str]) -> bool:
    """Whether the allow-list names this host; `*.example.gov.cn` stands for all hosts under it."""
    return any(host == entry or (entry.startswith("*.") and host.endswith(entry[1:])) for entry in allow)


def check_url(url: httpx.URL, allow: Collection[str]) -> None:
    """Raises UnsafeAddress unless scheme, host and port are what the portal's profile allows."""
    host = _host(url)
    if url.scheme not in _PORTS or url.userinfo:
        raise UnsafeAddress("only plain http and https addresses are fetched", url=str(url))
    if reason := forbidden_host(host):
        raise UnsafeAddress(f"address is {reason} and is never contacted", url=str(url))
    name = _name(url)
    if not listed(name, allow):
        raise UnsafeAddress(
            f"{name} is not among the profile's hosts; add it there if it is meant", url=str(url)
        )


def parse_url(url: str) -> httpx.URL:
    """Without its fragment. Raises UnsafeAddress for what is no address at all."""
    try:
        return httpx.URL(url).copy_with(fragment=None)
    except httpx.InvalidURL as error:
        raise UnsafeAddress("not an address that can be fetched", url=url) from error


def own_host(url: str) -> str:
    """The allow-list entry that allows just the host of this address. Raises UnsafeAddress."""
    return _name(parse_url(url))


def _name(url: httpx.URL) -> str:
    return _host(url) if url.port in {None, _PORTS.get(url.scheme)} else f"{_host(url)}:{url.port}"


def _host(url: httpx.URL) -> str:
    """As it goes over the wire: lower case, an international name in its ASCII form."""
    return url.raw_host.decode("ascii").lower()


# Names that hang must not use up the threads that other work waits for.
_ASKED_AT_ONCE = 64


class NameServer:
    """The system's resolver, asked in threads of its own; one that hangs is abandoned at the deadline."""

    def __init__(self) -> None:
        self._limiter: anyio.CapacityLimiter | None = None

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self._limiter = self._limiter or anyio.CapacityLimiter(_ASKED_AT_ONCE)
        found = await anyio.to_thread.run_sync(
            _ask, host, port, abandon_on_cancel=True, limiter=self._limiter
        )
        return tuple(dict.fromkeys(found))


def _ask(host: str, port: int) -> list[str]:
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class GuardedTransport(httpx.AsyncBaseTransport):
    """Connects to judged addresses only.

    Each host has a transport of its own (`connect` makes it from the name): pinned requests of two names
    on one address would otherwise share a connection whose certificate was checked for the other name.
    `judge` tells why an address must not be contacted; only tests with servers on loopback bring another.
    """

    def __init__(self, connect: Connect, resolve: Resolve | None = None, judge: Judge = forbidden) -> None:
        self._connect = connect
        self._resolve = resolve or NameServer()
        self._judge = judge
        self._transports: dict[str, httpx.AsyncBaseTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        addresses = await self._addresses(request.url)
        host = _host(request.url)
        if host not in self._transports:
            self._transports[host] = self._connect(host)
        for address in addresses[:-1]:
            try:
                return await self._transports[host].handle_async_request(_pinned(request, address))
            except (httpx.ConnectError, httpx.ConnectTimeout):
                continue  # a machine without IPv6 still reaches the IPv4 addresses of the name
        return await self._transports[host].handle_async_request(_pinned(request, addresses[-1]))

    async def aclose(self) -> None:
        for transport in self._transports.values():
            await transport.aclose()

    async def _addresses(self, url: httpx.URL) -> Sequence[str]:
        """All addresses of a name, each of them judged."""
        try:
            addresses = await self._resolve(_host(url), url.port or _PORTS[url.scheme])
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"host name {url.host} cannot be resolved", url=str(url)) from error
        for address in addresses:
            if reason := self._judge(address):
                raise UnsafeAddress(f"{url.host} leads to {address}, which is {reason}", url=str(url))
        if not addresses:
            raise Unreachable(f"host name {url.host} has no address", url=str(url))
        return addresses


def _pinned(request: httpx.Request, address: str) -> httpx.Request:
    # A copy: the client joins a relative redirect to request.url, which must keep the name.
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address.partition("%")[0]),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": _host(request.url)},
    )
