"""Twenty portals on real sockets, of which ten are well: what a harvest of many is held to.

Used small in the suite and large in the bench. `Fleet` is opened once, harvested, and asked what it saw.
"""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import trustme
from support.harvesting import PLACES, Town, host_of
from support.loopback import Asked, ByHost, closed_port, listening, loopback_fetcher

from adapters.fetch.client import Fetcher
from adapters.fetch.limits import Limits
from adapters.profiles import Profile
from gateway.samples.faults import FAULTS
from schema.enums import PortalCause

# Place → what is wrong with its portal: a fault with its options, or a word for what no app can do.
ILL: dict[str, tuple[str, dict[str, Any], PortalCause]] = {
    "510900": ("refused", {}, PortalCause.UNREACHABLE),
    "511000": ("no such name", {}, PortalCause.UNREACHABLE),
    "511100": ("broken", {"status": 500}, PortalCause.PORTAL_BUSY),
    "511300": ("cut_off", {}, PortalCause.UNREACHABLE),
    "511400": ("expired", {}, PortalCause.BAD_CERTIFICATE),
    "511500": ("slow", {"seconds": 30}, PortalCause.TOO_SLOW),
    "511600": ("drip", {"seconds": 0.2}, PortalCause.TOO_SLOW),
    "511700": ("slow but sure", {}, PortalCause.CUT_SHORT),
    "511800": ("challenge", {}, PortalCause.CHALLENGED),
    "511900": ("soft_404", {}, PortalCause.PAGE_MISSING),
}
WELL = tuple(place for place in PLACES if place not in ILL)
# One is slow but answers in time: it has more reports than the time for one portal is enough for.
LONG = "511700"


@dataclass(frozen=True, slots=True)
class Fleet:
    """`hosts` saw every request that reached a server of the fleet over plain http."""

    towns: Sequence[Town]
    hosts: ByHost
    trusted: str

    @property
    def profiles(self) -> list[Profile]:
        return [town.profile() for town in self.towns]

    def fetcher(self, limits: Limits) -> Fetcher:
        return loopback_fetcher(limits, trusted=self.trusted)

    def asked(self) -> dict[str, list[Asked]]:
        return {host: self.hosts.of(host) for host in {one.host for one in self.hosts.asked}}


@contextmanager
def fleet(years: Sequence[int], *, slow_s: float = 0.6) -> Iterator[Fleet]:
    """`years` are those of every portal's reports but one's, which takes `slow_s` for every answer."""
    authority = trustme.CA()
    towns = {place: Town(place, years) for place in (*WELL, *ILL) if place != LONG}
    towns[LONG] = Town(LONG, range(2000, 2018))
    towns[LONG].app.on("slow", seconds=slow_s)
    hosts = ByHost({host_of(place): _app(place, town) for place, town in towns.items()})
    with listening(hosts) as port, listening(hosts, tls=_expired(authority)) as tls_port:
        ports = dict.fromkeys(towns, port)
        ports["510900"], ports["511400"] = closed_port(), tls_port
        for place, town in towns.items():
            town.base = _base(place, ports[place])
        yield Fleet(tuple(towns.values()), hosts, authority.cert_pem.bytes().decode())


def _base(place: str, port: int) -> str:
    fault = ILL[place][0] if place in ILL else ""
    if fault == "no such name":
        return f"http://www.gone.invalid:{port}"
    return f"{'https' if fault == 'expired' else 'http'}://{host_of(place)}:{port}"


def _app(place: str, town: Town) -> Any:
    fault, options, _ = ILL.get(place, ("", {}, None))
    return town.app.on(fault, **options) if fault in FAULTS else town.app


def _expired(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(host_of("511400"), not_after=datetime(2024, 3, 31, tzinfo=UTC)).configure_cert(
        context
    )
    return context


def least_pause(asked: Sequence[Asked]) -> float:
    """The shortest time between the end of an answer and the next request, at one host, in seconds."""
    pairs = pairwise(asked)
    return min((later.came - earlier.done for earlier, later in pairs), default=float("inf"))


def least_gap(asked: Sequence[Asked]) -> float:
    """The same between the beginnings of two requests, for answers that the client did not wait for."""
    pairs = pairwise(asked)
    return min((later.came - earlier.came for earlier, later in pairs), default=float("inf"))
