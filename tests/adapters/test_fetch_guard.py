"""Only judged addresses are contacted, by the name that was judged."""

from collections.abc import Collection, Iterable
from typing import Never

import anyio
import httpx
import pytest

from adapters.errors import FetchError, UnsafeAddress
from adapters.fetch.client import Fetcher
from adapters.fetch.guard import GuardedTransport, Resolve, forbidden, listed
from adapters.fetch.limits import IN_PROCESS
from adapters.fetch.snapshot import NotModified, Snapshot

PUBLIC = "93.184.216.34"


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (PUBLIC, None),
        ("2606:2800:220:1::1", None),
        ("127.0.0.1", "loopback"),
        ("10.1.2.3", "private"),
        ("172.16.0.1", "private"),
        ("192.168.1.1", "private"),
        ("100.64.0.1", "not a public address"),
        ("169.254.169.254", "link-local"),
        ("224.0.0.1", "multicast"),
        ("0.0.0.0", "unspecified"),
        ("240.0.0.1", "private"),
        ("::1", "loopback"),
        ("::", "unspecified"),
        ("fe80::1%eth0", "link-local"),
        ("fc00::1", "private"),
        ("ff02::1", "multicast"),
        ("::ffff:127.0.0.1", "loopback"),
        ("::ffff:93.184.216.34", None),
        ("64:ff9b::a00:1", "private"),
        ("2002:7f00:1::", "loopback"),
    ],
)
def test_addresses_that_are_not_public_are_named(address: str, reason: str | None) -> None:
    assert forbidden(address) == reason


@pytest.mark.parametrize(
    ("host", "allow", "expected"),
    [
        ("www.my.gov.cn", ("www.my.gov.cn",), True),
        ("my.gov.cn", ("www.my.gov.cn",), False),
        ("fgw.my.gov.cn", ("*.my.gov.cn",), True),
        ("my.gov.cn", ("*.my.gov.cn",), False),
        ("evilmy.gov.cn", ("*.my.gov.cn",), False),
    ],
)
def test_an_allow_list_means_what_it_says(host: str, allow: Collection[str], expected: bool) -> None:
    assert listed(host, allow) is expected


class Recorder(httpx.AsyncBaseTransport):
    """Answers every request and keeps it."""

    def __init__(self, answers: Iterable[httpx.Response] = ()) -> None:
        self.requests: list[httpx.Request] = []
        self.answers = list(answers)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        if request.url.path == "/robots.txt" or not self.answers:
            return httpx.Response(404 if request.url.path == "/robots.txt" else 200, text="<p>好</p>")
        return self.answers.pop(0)


def names(*answers: list[str]) -> Resolve:
    """A name server that gives one answer after another."""
    left = list(answers)

    async def resolve(host: str, port: int) -> list[str]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


def fetch(transport: httpx.AsyncBaseTransport) -> Snapshot | NotModified:
    async def run() -> Snapshot | NotModified:
        async with Fetcher(transport, limits=IN_PROCESS) as fetcher:
            return await fetcher.get("https://www.lizhou.example/a", allow=("www.lizhou.example",))

    return anyio.run(run)


def test_the_connection_goes_to_the_judged_address_under_the_portals_name() -> None:
    inner = Recorder()
    found = fetch(GuardedTransport(lambda: inner, names([PUBLIC])))
    last = inner.requests[-1]
    assert last.url.host == PUBLIC
    assert last.headers["host"] == "www.lizhou.example"
    assert last.extensions["sni_hostname"] == "www.lizhou.example"
    assert found.final_url == "https://www.lizhou.example/a"


def test_a_relative_redirect_keeps_the_name() -> None:
    inner = Recorder([httpx.Response(302, headers={"location": "/b"})])
    found = fetch(GuardedTransport(lambda: inner, names([PUBLIC])))
    assert found.final_url == "https://www.lizhou.example/b"
    assert inner.requests[-1].headers["host"] == "www.lizhou.example"


def test_one_bad_address_among_good_ones_is_enough_to_refuse() -> None:
    inner = Recorder()
    with pytest.raises(UnsafeAddress, match=r"leads to 10\.0\.0\.8, which is private"):
        fetch(GuardedTransport(lambda: inner, names([PUBLIC, "10.0.0.8"])))
    assert inner.requests == []


def test_a_name_server_that_changes_its_mind_is_refused() -> None:
    inner = Recorder()
    with pytest.raises(UnsafeAddress, match=r"leads to 127\.0\.0\.1, which is loopback"):
        fetch(GuardedTransport(lambda: inner, names([PUBLIC], ["127.0.0.1"])))
    assert [request.url.path for request in inner.requests] == ["/robots.txt"]
    assert {request.url.host for request in inner.requests} == {PUBLIC}


def test_two_names_on_one_address_share_no_connection() -> None:
    made: list[Recorder] = []

    def connect() -> Recorder:
        made.append(Recorder())
        return made[-1]

    async def run() -> None:
        async with Fetcher(GuardedTransport(connect, names([PUBLIC])), limits=IN_PROCESS) as fetcher:
            await fetcher.get("https://one.example/a", allow=("one.example",))
            await fetcher.get("https://two.example/a", allow=("two.example",))

    anyio.run(run)
    hosts = [{request.headers["host"] for request in each.requests} for each in made]
    assert hosts == [{"one.example"}, {"two.example"}]


def test_a_name_that_nobody_knows_is_a_fetch_error() -> None:
    async def resolve(host: str, port: int) -> Never:
        raise OSError("unknown name")

    with pytest.raises(FetchError, match=r"host name www\.lizhou\.example cannot be resolved"):
        fetch(GuardedTransport(Recorder, resolve))
