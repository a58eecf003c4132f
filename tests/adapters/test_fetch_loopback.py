"""What portals do to whoever reads them, on real sockets: each fault has its own error and bound."""

import time
from collections.abc import Collection
from dataclasses import replace
from typing import Any

import anyio
import pytest
from support.loopback import ByHost, closed_port, listening, loopback_fetcher
from support.memory import watched
from support.portal import Portal

from adapters.documents.charset import decode
from adapters.errors import (
    Challenged,
    FetchError,
    PageMissing,
    PortalBusy,
    TooLarge,
    TooSlow,
    Unreachable,
    UnsafeAddress,
)
from adapters.fetch.limits import Limits
from adapters.fetch.snapshot import NotModified, Snapshot
from gateway.samples.faults import FAULTS, Faulty

HOST = "www.lizhou.example"
PAGE = "<html><body><p>2023年政府信息公开工作年度报告，收到申请12件。</p></body></html>"
PATIENT = Limits(delay_s=0, jitter_s=0, retry_wait_s=0, attempts=2, total_s=20, page_bytes=1_000_000)
HURRIED = replace(PATIENT, total_s=0.3)
FLAT = 30_000_000


def portal() -> Portal:
    return Portal({"/a": PAGE, "/b": PAGE})


async def get(
    port: int, path: str = "/a", limits: Limits = PATIENT, allow: Collection[str] | None = None, **tls: Any
) -> Snapshot | NotModified:
    async with loopback_fetcher(limits, **tls) as fetcher:
        name = f"{HOST}:{port}"
        return await fetcher.get(f"http://{name}{path}", allow=allow or (name,))


def fetched(faulty: Faulty, **how: Any) -> Snapshot | NotModified:
    with listening(ByHost({HOST: faulty})) as port:
        return anyio.run(lambda: get(port, **how))


def test_without_a_fault_the_portal_is_what_it_is() -> None:
    assert fetched(Faulty(portal().app)).body == PAGE.encode()


@pytest.mark.parametrize(
    ("fault", "options", "error", "message"),
    [
        ("slow", {"seconds": 1}, TooSlow, "took too long to answer"),
        ("drip", {"seconds": 0.05}, TooSlow, "took too long to answer"),
        ("cut_off", {}, Unreachable, r"cannot be reached \(RemoteProtocolError\)"),
        ("broken", {}, PortalBusy, r"busy \(status 500\)"),
        ("busy", {"retry_after": "7200"}, PortalBusy, "asks to wait 7200 s"),
        ("challenge", {}, Challenged, "瑞数 script"),
        ("challenge", {"status": 200}, Challenged, "瑞数 script"),
        ("soft_404", {}, PageMissing, "in a page of its own"),
        ("moved_list", {}, PageMissing, "status 404"),
        ("moved_list", {"to": "/"}, PageMissing, "sends to its home page"),
        ("private_redirect", {}, UnsafeAddress, "loopback"),
        ("private_redirect", {"to": "http://[64:ff9b::7f00:1]/"}, UnsafeAddress, "loopback"),
        ("huge_body", {}, TooLarge, "body passes the cap of 1000000 bytes"),
        ("huge_body", {"announced": True}, TooLarge, "announces 2147483648 bytes"),
        ("bomb", {}, TooLarge, "body passes the cap of 1000000 bytes"),
        ("bomb", {"layers": 2}, FetchError, "packs its answer as 'gzip, gzip'"),
    ],
)
def test_a_fault_ends_in_its_own_error(
    fault: str, options: dict[str, Any], error: type[FetchError], message: str
) -> None:
    limits = HURRIED if error is TooSlow else PATIENT
    with pytest.raises(error, match=message):
        fetched(Faulty(portal().app).on(fault, **options), limits=limits)


def test_every_fault_but_those_of_lists_and_readings_is_met_here() -> None:
    seen = {"slow", "drip", "cut_off", "broken", "busy", "wrong_charset", "challenge", "soft_404"}
    seen |= {"moved_list", "private_redirect", "huge_body", "bomb"}

    assert FAULTS.keys() - seen == {"changed_layout", "lost_figures", "duplicates", "endless_list"}


@pytest.mark.parametrize(
    ("fault", "options"),
    [("cut_off", {}), ("broken", {"status": 503}), ("busy", {"retry_after": "0"}), ("slow", {"seconds": 5})],
)
def test_a_fault_that_passes_costs_a_second_request(fault: str, options: dict[str, Any]) -> None:
    hosts = ByHost({HOST: Faulty(portal().app).on(fault, times=1, **options)})
    with listening(hosts) as port:
        page = anyio.run(lambda: get(port, limits=replace(PATIENT, total_s=2.0)))

    assert page.body == PAGE.encode()


def test_a_portal_that_names_a_time_is_not_asked_before_it() -> None:
    faulty = Faulty(portal().app).on("busy", times=1, retry_after="1")
    hosts = ByHost({HOST: faulty})
    with listening(hosts) as port:
        anyio.run(lambda: get(port))

    refused, served = [one for one in hosts.asked if one.path == "/a"]
    assert served.came - refused.done >= 0.9


def test_a_wrong_charset_label_does_not_spoil_the_text() -> None:
    page = fetched(Faulty(portal().app).on("wrong_charset"))

    assert isinstance(page, Snapshot)
    assert page.charset == "utf-8"
    assert "收到申请12件" in decode(page.body, header=page.charset).text


@pytest.mark.parametrize(
    ("fault", "options"), [("huge_body", {}), ("huge_body", {"media_type": "application/pdf"}), ("bomb", {})]
)
def test_two_gigabytes_are_stopped_at_the_cap_with_memory_flat(fault: str, options: dict[str, Any]) -> None:
    limits = Limits(delay_s=0, jitter_s=0, page_bytes=5_000_000, file_bytes=5_000_000)
    faulty = Faulty(portal().app).on(fault, **options)
    began = time.monotonic()
    too_large = pytest.raises(TooLarge, match="passes the cap of 5000000 bytes")
    with listening(ByHost({HOST: faulty})) as port, watched() as grown, too_large:
        anyio.run(lambda: get(port, limits=limits))

    assert grown.most < FLAT
    assert time.monotonic() - began < 30


def test_an_endless_robots_file_is_read_to_its_first_half_megabyte() -> None:
    faulty = Faulty(portal().app).on("huge_body", paths="/robots.txt", media_type="text/plain")

    assert fetched(faulty).body == PAGE.encode()


def test_nobody_there_is_unreachable() -> None:
    with pytest.raises(Unreachable, match=r"cannot be reached \(ConnectError\)"):
        anyio.run(lambda: get(closed_port()))


def test_one_portal_that_hangs_keeps_no_other_waiting() -> None:
    hosts = ByHost({HOST: Faulty(portal().app).on("slow", paths="/", seconds=3), "b.example": portal().app})

    async def both(port: int) -> float:
        async with loopback_fetcher(Limits(delay_s=0, jitter_s=0)) as fetcher:
            began = time.monotonic()
            async with anyio.create_task_group() as group:
                group.start_soon(lambda: fetcher.get(f"http://{HOST}:{port}/a", allow=(f"{HOST}:{port}",)))
                await anyio.sleep(0.05)
                await fetcher.get(f"http://b.example:{port}/a", allow=(f"b.example:{port}",))
                took = time.monotonic() - began
                group.cancel_scope.cancel()
        return took

    with listening(hosts) as port:
        assert anyio.run(both, port) < 2
