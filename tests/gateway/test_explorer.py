"""The pages as a person meets them: a real browser against the real service on loopback."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

BUILT = Path(__file__).resolve().parents[2] / "gateway" / "web" / "dist" / "explorer.html"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
# No sandbox as root in CI; the rest keeps the browser from calling home.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: install Debian's `chromium`"),
    pytest.mark.skipif(not BUILT.exists(), reason="the pages are not built: run `make web`"),
]


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The service as `make serve` starts it, on a free port with a fresh store."""
    port, data = free_port(), tmp_path_factory.mktemp("data")
    command = [sys.executable, "-m", "gateway", "serve", "--port", str(port), "--data", str(data)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield wait_until_ready(f"http://127.0.0.1:{port}", process)
    finally:
        process.terminate()
        process.wait(timeout=20)


def wait_until_ready(address: str, process: subprocess.Popen[bytes]) -> str:
    deadline = time.monotonic() + 90
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{address}/-/ready").status_code == 200:
                return address
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    pytest.fail(f"the service did not become ready; exit status {process.poll()}")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[tuple[Page, list[str], list[str]]]:
    """A fresh page, every address it asked for, and everything it complained of."""
    page = browser.new_page(viewport={"width": 1500, "height": 950})
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    yield page, asked, complaints
    page.close()


def foreign(asked: list[str], service: str) -> list[str]:
    return [url for url in asked if not url.startswith((service, "data:", "blob:"))]


def test_the_explorer_runs_its_first_example_with_one_click_and_asks_no_other_host(
    service: str, visit: tuple[Page, list[str], list[str]]
) -> None:
    page, asked, complaints = visit

    page.goto(f"{service}/graphql")
    page.locator("[data-example]").first.click()
    answer = page.locator(".result-window")
    expect(answer).to_contain_text("泸州市", timeout=30_000)

    assert foreign(asked, service) == []
    assert complaints == []


def test_every_example_of_the_explorer_is_listed(
    service: str, visit: tuple[Page, list[str], list[str]]
) -> None:
    page, _, _ = visit
    folder = BUILT.parents[1] / "examples"

    page.goto(f"{service}/graphql")
    expect(page.locator("[data-example]").first).to_be_visible()
    shown = page.locator("[data-example]").evaluate_all("all => all.map(each => each.dataset.example)")

    assert shown == sorted(path.stem for path in folder.glob("*.graphql"))


def test_a_shared_link_opens_on_its_query(service: str, visit: tuple[Page, list[str], list[str]]) -> None:
    page, _, _ = visit

    page.goto(f"{service}/graphql?query=" + '{ jurisdiction(code: "510500") { name } }')

    expect(page.locator(".graphiql-query-editor")).to_contain_text("510500", timeout=15_000)


def test_the_first_page_shows_the_reports_of_the_store(
    service: str, visit: tuple[Page, list[str], list[str]]
) -> None:
    page, asked, complaints = visit

    page.goto(service)
    suqian = page.locator("#reports tbody tr", has_text="宿迁市")
    expect(suqian).to_contain_text("3,511")
    expect(page.locator("#portals tbody tr")).not_to_have_count(0)

    assert page.locator("#problem").is_hidden()
    assert foreign(asked, service) == []
    assert complaints == []


def test_a_draft_is_checked_on_the_first_page(
    service: str, visit: tuple[Page, list[str], list[str]], tmp_path: Path
) -> None:
    page, asked, complaints = visit
    title = "泸州市2017年政府信息公开工作年度报告"
    body = (BUILT.parents[2] / "samples" / "bodies" / "luzhou-2017.html").read_text("utf-8")
    draft = tmp_path / "draft.html"
    draft.write_text(f"<html><head><title>{title}</title></head><h1>{title}</h1>{body}", "utf-8")

    page.goto(service)
    page.locator("#check input[type=file]").set_input_files(draft)
    page.locator("#check button").click()
    expect(page.locator("#checked")).to_contain_text("17+4+12=33", timeout=30_000)
    expect(page.locator("#checked blockquote").first).to_contain_text("不予公开38件")

    assert foreign(asked, service) == []
    assert complaints == []
