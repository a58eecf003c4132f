"""Only judged addresses are contacted, by the name that was judged."""

from collections.abc import Collection, Iterable
from typing import Never

import anyio
import httpx
import pytest
from support.loopback import LOOPBACK, ByHost, listening
from support.portal import HOST, ROOT, Portal, profile

from adapters.errors import FetchError, UnsafeAddress
from adapters.families.base import ReportRef
from adapters.fetch.address import forbidden
from adapters.fetch.client import Fetcher, connect
from adapters.fetch.guard import GuardedTransport, Resolve, check_url, listed, parse_url
from adapters.fetch.limits import IN_PROCESS
from adapters.fetch.snapshot import NotModified, Snapshot
from adapters.pipeline import take

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
        ("192.88.99.1", "not a public address"),
        ("198.18.0.1", "private"),
        ("255.255.255.255", "private"),
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
        ("64:ff9b::5db8:d822", None),
        ("64:ff9b:1::5db8:d822", "reserved"),
        ("2002:7f00:1::", "loopback"),
        ("2002:a9fe:a9fe::1", "link-local"),
        ("::7f00:1", "reserved"),
        ("2001:0:a00:1::", "private"),
        ("2001:0:5db8:d822:0:0:5601:fffe", "link-local"),
        ("2606:2800:220:1:0:5efe:a00:1", "private"),
        ("2606:2800:220:1:200:5efe:c0a8:1", "private"),
        ("2001:db8::1", "private"),
        ("3fff::1", "not a public address"),
        ("5f00::1", "reserved"),
        ("fec0::1", "not a public address"),
        ("100::1", "private"),
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


@pytest.mark.parametrize(
    "host",
    [
        "2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "127.0.0.1.", "10.0.8", "017700000001",
        "[::ffff:127.0.0.1]", "[::1]", "[64:ff9b::a9fe:a9fe]", "①②⑦.⓪.⓪.①", "127。0。0。1",
    ],
)  # fmt: skip
def test_an_address_written_in_any_other_way_is_refused_before_it_is_resolved(host: str) -> None:
    """Also where a profile names it: the allow-list opens nothing that is not public."""
    with pytest.raises(UnsafeAddress):
        check_url(parse_url(f"http://{host}/"), (host.strip("[]"), host))


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
    found = fetch(GuardedTransport(lambda _host: inner, names([PUBLIC])))
    last = inner.requests[-1]
    assert last.url.host == PUBLIC
    assert last.headers["host"] == "www.lizhou.example"
    assert last.extensions["sni_hostname"] == "www.lizhou.example"
    assert found.final_url == "https://www.lizhou.example/a"


def test_a_relative_redirect_keeps_the_name() -> None:
    inner = Recorder([httpx.Response(302, headers={"location": "/b"})])
    found = fetch(GuardedTransport(lambda _host: inner, names([PUBLIC])))
    assert found.final_url == "https://www.lizhou.example/b"
    assert inner.requests[-1].headers["host"] == "www.lizhou.example"


def test_one_bad_address_among_good_ones_is_enough_to_refuse() -> None:
    inner = Recorder()
    with pytest.raises(UnsafeAddress, match=r"leads to 10\.0\.0\.8, which is private"):
        fetch(GuardedTransport(lambda _host: inner, names([PUBLIC, "10.0.0.8"])))
    assert inner.requests == []


def test_a_name_server_that_changes_its_mind_is_refused() -> None:
    inner = Recorder()
    with pytest.raises(UnsafeAddress, match=r"leads to 127\.0\.0\.1, which is loopback"):
        fetch(GuardedTransport(lambda _host: inner, names([PUBLIC], ["127.0.0.1"])))
    assert [request.url.path for request in inner.requests] == ["/robots.txt"]
    assert {request.url.host for request in inner.requests} == {PUBLIC}


def test_two_names_on_one_address_share_no_connection() -> None:
    made: list[Recorder] = []

    def connect(_host: str) -> Recorder:
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
        fetch(GuardedTransport(lambda _host: Recorder(), resolve))


def test_the_next_address_is_tried_where_the_first_does_not_answer() -> None:
    class OnlyIPv4(Recorder):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if ":" in request.url.host:
                raise httpx.ConnectError("no route", request=request)
            return await super().handle_async_request(request)

    inner = OnlyIPv4()
    fetch(GuardedTransport(lambda _host: inner, names(["2606:2800:220:1::1", PUBLIC])))
    assert {request.url.host for request in inner.requests} == {PUBLIC}


def test_an_attachment_on_a_private_address_is_not_fetched() -> None:
    title = "2017年政府信息公开工作年度报告"
    page = (
        f"<html><body><h1>{title}</h1><div class='article'><p>现予公布，详见附件。"
        f'<a href="http://10.0.0.8/{title}.pdf">{title}.pdf</a></p></div></body></html>'
    )
    inner = Recorder([httpx.Response(200, text=page)])
    ref = ReportRef(portal="x", place="510500", url=f"{ROOT}/a", title=title)

    async def run() -> None:
        transport = GuardedTransport(lambda _host: inner, names([PUBLIC]))
        async with Fetcher(transport, limits=IN_PROCESS) as fetcher:
            await take(ref, profile("plain", place="510500"), fetcher)

    with pytest.raises(UnsafeAddress, match="address is private and is never contacted"):
        anyio.run(run)
    assert {request.url.host for request in inner.requests} == {PUBLIC}


def test_on_a_real_socket_a_name_that_turns_to_loopback_is_not_followed() -> None:
    """The second answer of the name server is the attack; the server on loopback hears nothing of it."""
    portal = Portal({"/secret": "<p>内部</p>"})

    async def run(port: int) -> None:
        transport = GuardedTransport(connect, names([LOOPBACK]))
        async with Fetcher(transport, limits=IN_PROCESS) as fetcher:
            await fetcher.get(f"http://{HOST}:{port}/secret", allow=(f"{HOST}:{port}",))

    with (
        listening(ByHost({HOST: portal.app})) as port,
        pytest.raises(UnsafeAddress, match=r"leads to 127\.0\.0\.1, which is loopback"),
    ):
        anyio.run(run, port)
    assert portal.requests == []


def test_the_fetcher_as_it_is_shipped_reaches_nobody_on_this_machine() -> None:
    portal = Portal({"/secret": "<p>内部</p>"})

    async def run(port: int) -> None:
        async with Fetcher(limits=IN_PROCESS) as fetcher:
            await fetcher.get(f"http://localhost:{port}/secret", allow=(f"localhost:{port}",))

    with (
        listening(ByHost({"localhost": portal.app})) as port,
        pytest.raises(UnsafeAddress, match="which is loopback"),
    ):
        anyio.run(run, port)
    assert portal.requests == []
