"""IP address → why it must not be contacted. Read by `guard` for addresses in links and for those of names.

Only addresses of the public internet are contacted. An IPv6 address that carries an IPv4 address (mapped,
6to4, NAT64, Teredo, ISATAP) is judged by what it carries: a gateway on the way would deliver there.
"""

import ipaddress
import re
from collections.abc import Iterator
from ipaddress import IPv4Address as IPv4
from ipaddress import IPv6Address as IPv6

_KINDS = ("loopback", "link_local", "multicast", "unspecified", "private", "reserved")
_PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_ISATAP = 0x5EFE
# Special by IANA's registries, and taken for public by some versions of the standard library.
_SPECIAL = tuple(
    ipaddress.ip_network(net)
    for net in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "3fff::/20")
)
# By the rules of inet_aton a name that ends so is an address: 2130706433, 0x7f.1, 0177.0.0.1, 127.1.
_NUMERIC = re.compile(r"(?:^|\.)(?:0x[0-9a-f]*|[0-9]+)\.?$", re.IGNORECASE)


def forbidden(address: str) -> str | None:
    """Why this IP address must not be contacted, None if it may. Raises ValueError for a name."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    judged = [*_carried(ip), *([] if _stands_for_ipv4(ip) else [ip])]
    return next((reason for one in judged if (reason := _forbidden(one))), None)


def forbidden_host(host: str) -> str | None:
    """The same for a host as it stands in a link: None for a name, which is judged when it is resolved."""
    try:
        return forbidden(host.strip("[]"))
    except ValueError:
        return "a number in place of a name" if _NUMERIC.search(host) else None


def _forbidden(ip: IPv4 | IPv6) -> str | None:
    found = next((kind for kind in _KINDS if getattr(ip, f"is_{kind}")), None)
    if found:
        return found.replace("_", "-")
    special = any(ip in net for net in _SPECIAL if net.version == ip.version)
    outside = isinstance(ip, IPv6) and ip not in _PUBLIC_IPV6
    return "not a public address" if special or outside or not ip.is_global else None


def _stands_for_ipv4(ip: IPv4 | IPv6) -> bool:
    """Whether nothing but the IPv4 address in it is contacted."""
    return isinstance(ip, IPv6) and bool(ip.ipv4_mapped or ip in _NAT64 or ip.sixtofour)


def _carried(ip: IPv4 | IPv6) -> Iterator[IPv4]:
    """The IPv4 addresses in an IPv6 address; for Teredo those of the relay and of the client."""
    if not isinstance(ip, IPv6):
        return
    if ip.teredo:
        yield from ip.teredo
    elif ip.sixtofour:
        yield ip.sixtofour
    elif ip.ipv4_mapped or ip in _NAT64 or (int(ip) >> 32) & 0xFDFFFFFF == _ISATAP:
        yield IPv4(int(ip) & 0xFFFFFFFF)
