"""Which addresses may be contacted at all. `client` checks every hop; the transport pins what was checked.

A host name is resolved once, every address it gives is judged, and the connection goes to a judged
address with the name kept for Host, SNI and certificate: a second, different answer of the name
server (DNS rebinding) is never asked for.
"""

import ipaddress
from collections.abc import Awaitable, Callable, Collection, Sequence

import anyio
import httpx

from adapters.errors import FetchError, UnsafeAddress

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PORTS = {"http": 80, "https": 443}


def listed(host: str, allow: Collection[str]) -> bool:
    """Whether the allow-list names this host; `*.example.gov.cn` stands for all hosts under it."""
    return any(host == entry or (entry.startswith("*.") and host.endswith(entry[1:])) for entry in allow)


def check_url(url: httpx.URL, allow: Collection[str]) -> None:
    """Raises UnsafeAddress unless scheme, host and port are what the portal's profile allows."""
    host = _host(url)
    if url.scheme not in _PORTS or url.userinfo:
        raise UnsafeAddress("only plain http and https addresses are fetched", url=str(url))
    if reason := _literal(host):
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


def _literal(host: str) -> str | None:
    try:
        return forbidden(host.strip("[]"))
    except ValueError:
        return None


def forbidden(address: str) -> str | None:
    """Why this IP address must not be contacted, None if it may. Raises ValueError for a name."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (inner := _embedded(ip)):
        return forbidden(str(inner))
    kinds = ("loopback", "link_local", "multicast", "unspecified", "private", "reserved")
    found = next((kind for kind in kinds if getattr(ip, f"is_{kind}")), None)
    if found:
        return found.replace("_", "-")
    return None if ip.is_global else "not a public address"


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if ip.teredo:
        return ip.teredo[1]
    return ip.ipv4_mapped or ip.sixtofour


async def resolve(host: str, port: int) -> Sequence[str]:
    found = await anyio.getaddrinfo(host, port)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedTransport(httpx.AsyncBaseTransport):
    """Connects to judged addresses only.

    Each host has a transport of its own (`connect` makes it): pinned requests of two names on one
    address would otherwise share a connection whose certificate was checked for the other name.
    """

    def __init__(self, connect: Callable[[], httpx.AsyncBaseTransport], resolve: Resolve = resolve) -> None:
        self._connect = connect
        self._resolve = resolve
        self._transports: dict[str, httpx.AsyncBaseTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        address = await self._address(request.url)
        host = _host(request.url)
        if host not in self._transports:
            self._transports[host] = self._connect()
        return await self._transports[host].handle_async_request(_pinned(request, address))

    async def aclose(self) -> None:
        for transport in self._transports.values():
            await transport.aclose()

    async def _address(self, url: httpx.URL) -> str:
        try:
            addresses = await self._resolve(_host(url), url.port or _PORTS[url.scheme])
        except OSError as error:
            raise FetchError(f"host name {url.host} cannot be resolved", url=str(url)) from error
        for address in addresses:
            if reason := forbidden(address):
                raise UnsafeAddress(f"{url.host} leads to {address}, which is {reason}", url=str(url))
        if not addresses:
            raise FetchError(f"host name {url.host} has no address", url=str(url))
        return addresses[0]


def _pinned(request: httpx.Request, address: str) -> httpx.Request:
    # A copy: the client joins a relative redirect to request.url, which must keep the name.
    return httpx.Request(
        request.method,
        request.url.copy_with(host=address.partition("%")[0]),
        headers=request.headers,
        stream=request.stream,
        extensions={**request.extensions, "sni_hostname": _host(request.url)},
    )
