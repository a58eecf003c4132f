"""Certificates are always checked; outdated TLS is spoken only with hosts that a profile lists."""

import contextlib
import socket
import ssl
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Any

import anyio
import pytest
import trustme
from support.loopback import ByHost, listening, loopback_fetcher
from support.portal import Portal

from adapters.errors import BadCertificate, OutdatedTls
from adapters.fetch.limits import IN_PROCESS
from adapters.fetch.snapshot import NotModified, Snapshot

HOST = "www.lizhou.example"
LEGACY = {"legacy_tls": (HOST,)}
EXPIRED = datetime(2024, 3, 31, tzinfo=UTC)


@pytest.fixture(scope="module")
def ca() -> trustme.CA:
    return trustme.CA()


def server(ca: trustme.CA, name: str = HOST, **certificate: Any) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    ca.issue_cert(name, **certificate).configure_cert(context)
    return context


def old_server(ca: trustme.CA, **certificate: Any) -> ssl.SSLContext:
    """A server of ten years ago: TLS 1.0 is the newest it speaks."""
    context = server(ca, **certificate)
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore"):
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    return context


@pytest.fixture
def trusted(ca: trustme.CA) -> str:
    return ca.cert_pem.bytes().decode()


@contextmanager
def shaking_hands(tls: ssl.SSLContext) -> Iterator[int]:
    """A server that says why it refuses a handshake, as portals do; asyncio's just hangs up."""
    with socket.create_server(("127.0.0.1", 0)) as bound:

        def serve() -> None:
            while True:
                try:
                    came, _ = bound.accept()
                except OSError:
                    return
                with came, contextlib.suppress(OSError):
                    tls.wrap_socket(came, server_side=True).close()

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield bound.getsockname()[1]
        finally:
            bound.shutdown(socket.SHUT_RDWR)


async def get(port: int, **how: Any) -> Snapshot | NotModified:
    async with loopback_fetcher(IN_PROCESS, **how) as fetcher:
        return await fetcher.get(f"https://{HOST}:{port}/a", allow=(f"{HOST}:{port}",))


def fetched(tls: ssl.SSLContext, **how: Any) -> Snapshot | NotModified:
    portal = Portal({"/a": "<p>年度报告</p>"})
    with listening(ByHost({HOST: portal.app}), tls=tls) as port:
        return anyio.run(partial(get, port, **how))


def test_a_certificate_that_proves_the_name_is_good(ca: trustme.CA, trusted: str) -> None:
    assert fetched(server(ca), trusted=trusted).body == "<p>年度报告</p>".encode()


def test_an_expired_certificate_is_named_and_not_asked_again(ca: trustme.CA, trusted: str) -> None:
    with pytest.raises(BadCertificate, match="certificate has expired"):
        fetched(server(ca, not_after=EXPIRED), trusted=trusted)


def test_a_certificate_of_another_name_is_refused(ca: trustme.CA, trusted: str) -> None:
    with pytest.raises(BadCertificate, match=r"certificate is not valid for 'www\.lizhou\.example'"):
        fetched(server(ca, name="www.other.example"), trusted=trusted)


def test_a_certificate_that_nobody_vouches_for_is_refused(ca: trustme.CA) -> None:
    with pytest.raises(BadCertificate, match="unable to get local issuer certificate"):
        fetched(server(ca))


@pytest.mark.parametrize("listed", [(), ("www.other.example",)])
def test_outdated_tls_is_refused_and_the_way_out_is_named(
    ca: trustme.CA, trusted: str, listed: tuple[str, ...]
) -> None:
    with (
        shaking_hands(old_server(ca)) as port,
        pytest.raises(OutdatedTls, match="list the host under legacy_tls in its profile"),
    ):
        anyio.run(partial(get, port, trusted=trusted, legacy_tls=listed))


def test_outdated_tls_is_spoken_with_a_host_that_is_listed(ca: trustme.CA, trusted: str) -> None:
    assert fetched(old_server(ca), trusted=trusted, **LEGACY).body == "<p>年度报告</p>".encode()


def test_certificates_are_checked_of_listed_hosts_too(ca: trustme.CA, trusted: str) -> None:
    with pytest.raises(BadCertificate, match="certificate has expired"):
        fetched(old_server(ca, not_after=EXPIRED), trusted=trusted, **LEGACY)
    with pytest.raises(BadCertificate, match="certificate is not valid for"):
        fetched(old_server(ca, name="www.other.example"), trusted=trusted, **LEGACY)
