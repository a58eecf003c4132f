"""A page is fetched politely, once, from where it may be fetched, or there is a reason why not."""

import hashlib
from collections.abc import Collection
from typing import Any, Never

import anyio
import httpx
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from support.portal import HOST, ROOT, FakeClock, Portal, Trickle, fetcher

from adapters.errors import (
    Challenged,
    FetchError,
    LeftAlone,
    PageMissing,
    PortalBusy,
    RobotsDenied,
    TooLarge,
    UnsafeAddress,
)
from adapters.fetch.client import Fetcher
from adapters.fetch.limits import IN_PROCESS, UNHURRIED, Limits
from adapters.fetch.snapshot import NotModified, Snapshot, Validators

PAGE = "<p>2023年政府信息公开工作年度报告</p>"


def get(fetch: Fetcher, path: str, allow: Collection[str] = (HOST,), **more: Any) -> Snapshot | NotModified:
    """One page from a fetcher that lives for it alone."""

    async def run() -> Snapshot | NotModified:
        async with fetch:
            return await fetch.get(ROOT + path, allow=allow, **more)

    return anyio.run(run)


def get_all(fetch: Fetcher, paths: list[str], errors: list[Exception] | None = None) -> None:
    async def run() -> None:
        async with fetch:
            for path in paths:
                try:
                    await fetch.get(ROOT + path, allow=(HOST,))
                except FetchError as error:
                    assert errors is not None
                    errors.append(error)

    anyio.run(run)


def test_a_snapshot_holds_the_bytes_and_what_was_said_about_them() -> None:
    headers = {"etag": '"7"', "last-modified": "Fri, 09 Mar 2018 02:00:00 GMT"}
    body = PAGE.encode("gb18030")
    page = Response(body, media_type="text/html; charset=GBK", headers=headers)
    clock = FakeClock()
    found = get(fetcher(Portal({"/a.html": page}), clock=clock.clock), "/a.html#top")
    assert found == Snapshot(
        url=f"{ROOT}/a.html",
        final_url=f"{ROOT}/a.html",
        status=200,
        media_type="text/html",
        charset="gbk",
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        fetched_at=clock.now(),
        etag='"7"',
        last_modified="Fri, 09 Mar 2018 02:00:00 GMT",
    )
    assert found.validators == Validators(etag='"7"', last_modified="Fri, 09 Mar 2018 02:00:00 GMT")


def test_we_say_who_we_are_and_keep_no_cookie() -> None:
    portal = Portal({"/a": Response(PAGE, headers={"set-cookie": "session=1; Path=/"}), "/b": PAGE})
    get_all(fetcher(portal), ["/a", "/b"])
    last = portal.requests[-1].headers
    assert last["user-agent"].startswith("gongkai/")
    assert "Mozilla" not in last["user-agent"]
    assert "cookie" not in last


def test_an_unchanged_page_is_not_sent_again() -> None:
    def answer(request: Request) -> Response:
        assert request.headers["if-none-match"] == '"7"'
        assert request.headers["if-modified-since"] == "Fri, 09 Mar 2018 02:00:00 GMT"
        return Response(status_code=304)

    previous = Validators(etag='"7"', last_modified="Fri, 09 Mar 2018 02:00:00 GMT")
    found = get(fetcher(Portal({"/a": answer})), "/a", previous=previous)
    assert isinstance(found, NotModified)
    assert found.url == f"{ROOT}/a"


def test_the_column_page_is_sent_as_referer() -> None:
    portal = Portal({"/a": PAGE})
    get(fetcher(portal), "/a", referer=f"{ROOT}/list")
    assert portal.requests[-1].headers["referer"] == f"{ROOT}/list"


def test_a_form_is_posted() -> None:
    portal = Portal({"/proxy": lambda request: PlainTextResponse(request.method)})

    async def run() -> Snapshot | NotModified:
        async with fetcher(portal) as fetch:
            return await fetch.post(f"{ROOT}/proxy", data={"columnid": "7"}, allow=(HOST,))

    assert anyio.run(run).body == b"POST"


def test_a_redirect_is_followed_on_the_hosts_of_the_profile() -> None:
    portal = Portal({"/old": RedirectResponse("/new/t1.html"), "/new/t1.html": PAGE})
    found = get(fetcher(portal), "/old")
    assert (found.url, found.final_url) == (f"{ROOT}/old", f"{ROOT}/new/t1.html")


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("http://127.0.0.1/admin", "address is loopback and is never contacted"),
        ("http://10.0.0.8/", "address is private and is never contacted"),
        ("http://169.254.169.254/latest/meta-data/", "address is link-local and is never contacted"),
        ("http://[::ffff:10.0.0.8]/", "address is private and is never contacted"),
        ("https://elsewhere.example/a", "elsewhere.example is not among the profile's hosts"),
        (f"https://{HOST}:8443/a", f"{HOST}:8443 is not among the profile's hosts"),
        (f"https://user:word@{HOST}/a", "only plain http and https addresses are fetched"),
        ("file:///etc/passwd", "only plain http and https addresses are fetched"),
    ],
)
def test_a_redirect_to_where_we_may_not_go_is_refused(target: str, message: str) -> None:
    portal = Portal({"/a": Response(status_code=302, headers={"location": target})})
    with pytest.raises(UnsafeAddress) as error:
        get(fetcher(portal), "/a")
    assert message in str(error.value)
    assert portal.asked == ["/a"]


def test_redirects_in_a_circle_end() -> None:
    portal = Portal({"/a": RedirectResponse("/b"), "/b": RedirectResponse("/a")})
    with pytest.raises(FetchError, match="redirected more than 5 times"):
        get(fetcher(portal), "/a")
    assert len(portal.asked) == 6


def test_robots_are_obeyed_and_asked_once() -> None:
    rules = PlainTextResponse("User-agent: *\nDisallow: /private/\n")
    portal = Portal({"/robots.txt": rules, "/private/a": PAGE, "/b": PAGE})
    errors: list[Exception] = []
    get_all(fetcher(portal), ["/b", "/private/a", "/b"], errors)
    assert [type(error) for error in errors] == [RobotsDenied]
    assert portal.asked == ["/b", "/b"]
    assert len(portal.requests) == 3


def test_a_robots_file_that_is_the_home_page_in_disguise_forbids_nothing() -> None:
    portal = Portal({"/robots.txt": RedirectResponse("/"), "/": "<p>首页</p>", "/a": PAGE})
    assert get(fetcher(portal), "/a").status == 200


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_portal_without_rules_allows_everything(status: int) -> None:
    portal = Portal({"/robots.txt": Response(status_code=status), "/a": PAGE})
    assert get(fetcher(portal), "/a").status == 200


def test_rules_that_moved_are_followed() -> None:
    rules = PlainTextResponse("User-agent: *\nDisallow: /a\n")
    portal = Portal(
        {"/robots.txt": RedirectResponse("/new/robots.txt"), "/new/robots.txt": rules, "/a": PAGE}
    )
    with pytest.raises(RobotsDenied):
        get(fetcher(portal), "/a")


def test_rules_are_asked_for_again_after_a_day() -> None:
    clock, portal = FakeClock(), Portal({"/a": PAGE})

    async def run() -> None:
        async with fetcher(portal, clock=clock.clock) as fetch:
            for pause in (0.0, 3600.0, 86_400.0):
                await clock.sleep(pause)
                await fetch.get(f"{ROOT}/a", allow=(HOST,))

    anyio.run(run)
    assert [request.url.path for request in portal.requests].count("/robots.txt") == 2


def test_robots_that_cannot_be_had_forbid_everything() -> None:
    portal = Portal({"/robots.txt": Response(status_code=503), "/a": PAGE})
    with pytest.raises(FetchError, match=r"portal is busy \(status 503\)"):
        get(fetcher(portal), "/a")
    assert portal.asked == []


def test_a_pause_lies_between_two_requests_to_a_host() -> None:
    clock = FakeClock()
    limits = Limits(delay_s=2.0, jitter_s=0.0)
    get_all(fetcher(Portal({"/a": PAGE, "/b": PAGE}), clock=clock.clock, limits=limits), ["/a", "/b"])
    assert clock.slept == [2.0, 2.0]


def test_a_longer_pause_is_kept_where_robots_ask_for_one() -> None:
    clock = FakeClock()
    rules = PlainTextResponse("User-agent: *\nCrawl-delay: 9\n")
    portal = Portal({"/robots.txt": rules, "/a": PAGE, "/b": PAGE, "/c": PAGE})
    get_all(fetcher(portal, clock=clock.clock, limits=IN_PROCESS), ["/a", "/b", "/c"])
    assert clock.slept == [9.0, 9.0]


@pytest.mark.parametrize("said", ["30", "Fri, 01 Mar 2024 08:00:30 GMT"])
def test_a_busy_portal_is_asked_again_after_the_time_it_names(said: str) -> None:
    clock, busy = FakeClock(), [Response(status_code=429, headers={"retry-after": said}), Response(PAGE)]
    portal = Portal({"/a": lambda _: busy.pop(0)})
    assert get(fetcher(portal, clock=clock.clock), "/a").status == 200
    assert clock.slept == [30.0]
    assert portal.asked == ["/a", "/a"]


def test_a_portal_that_wants_to_be_left_alone_for_long_is_left_alone() -> None:
    portal = Portal({"/a": Response(status_code=429, headers={"retry-after": "3600"})})
    with pytest.raises(PortalBusy, match="asks to wait 3600 s; try again later") as error:
        get(fetcher(portal), "/a")
    assert error.value.rest_s == 3600
    assert portal.asked == ["/a"]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_is_not_asked_for_again(status: int) -> None:
    portal = Portal({"/a": Response(status_code=status)})
    with pytest.raises(PageMissing, match=f"no such page \\(status {status}\\)"):
        get(fetcher(portal), "/a")
    assert portal.asked == ["/a"]


def test_an_error_page_with_status_200_is_a_missing_page() -> None:
    with pytest.raises(PageMissing, match="in a page of its own"):
        get(fetcher(Portal({"/a": "<p>您要访问的页面不存在</p>"})), "/a")


def test_being_sent_home_is_a_missing_page() -> None:
    with pytest.raises(PageMissing, match="sends to its home page"):
        get(fetcher(Portal({"/a": RedirectResponse("/", 301), "/": PAGE})), "/a")


def test_a_challenge_is_recognised_and_the_host_is_not_asked_again() -> None:
    script = Response("<script>$_ts=window['$_ts'];</script>", status_code=412, media_type="text/html")
    portal = Portal({"/a": script, "/b": PAGE})
    errors: list[Exception] = []
    get_all(fetcher(portal), ["/a", "/b"], errors)
    assert [type(error) for error in errors] == [Challenged, LeftAlone]
    assert "answered with a challenge (瑞数 script)" in str(errors[0])
    assert f"{HOST} is left alone after failing" in str(errors[1])
    assert portal.asked == ["/a"]


def test_a_host_that_fails_three_times_in_a_row_is_left_alone() -> None:
    portal = Portal({"/bad": Response(status_code=403), "/good": PAGE})
    errors: list[Exception] = []
    get_all(fetcher(portal), ["/bad", "/bad", "/good", "/bad", "/bad", "/bad", "/good"], errors)
    assert "is left alone after failing" in str(errors[-1])
    assert portal.asked == ["/bad", "/bad", "/good", "/bad", "/bad", "/bad"]


def test_a_host_that_was_left_alone_is_asked_again_after_its_rest() -> None:
    clock = FakeClock()
    portal = Portal({"/bad": Response(status_code=403), "/good": PAGE})

    async def run() -> list[str]:
        told = []
        async with fetcher(portal, clock=clock.clock) as fetch:
            for path in (
                "/bad",
                "/bad",
                "/bad",
                "/good",
                "rest",
                "/bad",
                "/good",
                "rest",
                "/good",
                "/bad",
                "/good",
            ):
                if path == "rest":
                    await clock.sleep(UNHURRIED.left_alone_s)
                    continue
                try:
                    await fetch.get(ROOT + path, allow=(HOST,))
                except FetchError as error:
                    told.append(error.code)
                else:
                    told.append("well")
        return told

    assert anyio.run(run) == [
        "fetch_error", "fetch_error", "fetch_error", "left_alone",
        "fetch_error", "left_alone",
        "well", "fetch_error", "well",
    ]  # fmt: skip


def test_missing_pages_say_nothing_against_their_host() -> None:
    portal = Portal({"/good": PAGE})
    errors: list[Exception] = []
    get_all(fetcher(portal), ["/1", "/2", "/3", "/4", "/good"], errors)
    assert [type(error) for error in errors] == [PageMissing] * 4
    assert portal.asked[-1] == "/good"


def test_an_oversized_body_is_stopped_while_it_streams() -> None:
    endless = Trickle(b"x" * 1000, times=1_000_000)
    limits = Limits(delay_s=0, jitter_s=0, page_bytes=10_000)
    with pytest.raises(TooLarge, match="body passes the cap of 10000 bytes"):
        get(Fetcher(endless, limits=limits), "/a")
    assert endless.sent == 11


def test_an_announced_oversized_body_is_not_read_at_all() -> None:
    announced = Trickle(b"x", times=1, headers={"content-type": "text/html", "content-length": "20000000"})
    with pytest.raises(TooLarge, match="announces 20000000 bytes, more than the cap of 10000000"):
        get(Fetcher(announced, limits=IN_PROCESS), "/a")
    assert announced.sent == 0


def test_a_file_may_be_larger_than_a_page() -> None:
    limits = Limits(delay_s=0, jitter_s=0, page_bytes=10, file_bytes=100)
    pdf = Trickle(b"x" * 50, times=1, headers={"content-type": "application/pdf"})
    assert len(get(Fetcher(pdf, limits=limits), "/a.pdf").body) == 50


def test_a_portal_that_is_too_slow_is_given_up() -> None:
    class Slow(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> None:
            await anyio.sleep(5)

    limits = Limits(delay_s=0, jitter_s=0, retry_wait_s=0, total_s=0.02, attempts=2)
    with pytest.raises(FetchError, match="took too long to answer"):
        get(Fetcher(Slow(), limits=limits), "/a")


def test_a_portal_that_cannot_be_reached_is_tried_again() -> None:
    asked = []

    class Down(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> Never:
            asked.append(request.url.path)
            raise httpx.ConnectError("refused", request=request)

    with pytest.raises(PortalBusy, match=r"cannot be reached \(ConnectError\); try again later"):
        get(Fetcher(Down(), limits=IN_PROCESS), "/a")
    assert asked == ["/robots.txt"] * 3


def test_two_requests_to_one_host_never_run_at_once() -> None:
    running, most = 0, 0

    class Counting(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            nonlocal running, most
            running += 1
            most = max(most, running)
            await anyio.sleep(0.001)
            running -= 1
            return httpx.Response(404 if request.url.path == "/robots.txt" else 200, text=PAGE)

    async def run() -> None:
        async with Fetcher(Counting(), limits=IN_PROCESS) as fetch, anyio.create_task_group() as group:
            for number in range(5):
                group.start_soon(lambda n=number: fetch.get(f"{ROOT}/{n}", allow=(HOST,)))

    anyio.run(run)
    assert most == 1
