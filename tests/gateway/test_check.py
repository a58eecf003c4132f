"""Checking a draft before it is published: all findings with their places, and nothing is kept."""

import asyncio
import io
import re
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import docx
import httpx
import openpyxl
import orjson
import pytest
from reportlab.pdfgen.canvas import Canvas
from starlette.applications import Starlette
from support.graphql import app_over, call
from support.samples import filled
from support.stored import contents

from gateway.app import create_app
from gateway.check import apart
from gateway.check.apart import Busy, Checker, Unread
from gateway.check.worker import answer
from gateway.settings import Settings
from gateway.store.engine import open_engine

TITLE = "泸州市2017年政府信息公开工作年度报告"
BODY = (Path(__file__).resolve().parents[2] / "gateway/samples/bodies/luzhou-2017.html").read_text("utf-8")
PARTS = tuple(re.findall(r"<(?:p|h\d)>(.*?)</(?:p|h\d)>", BODY))
MENDED = tuple(part.replace("社会稳定17件", "社会稳定22件") for part in PARTS)


def page(*parts: str) -> bytes:
    body = "".join(f"<p>{part}</p>" for part in parts)
    return f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>{body}</body></html>".encode()


DRAFT = page(*PARTS)


def check(body: bytes, app: Starlette | None = None, query: str = "", **headers: str) -> httpx.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return call(
        app or app_over(), lambda client: client.post(f"/v1/check{query}", content=body, headers=named)
    )


def read(body: bytes, place: str | None = None) -> Any:
    """What the process says, without one."""
    about = orjson.dumps({"name": "draft", "place": place}) + b"\n"
    return answer(io.BytesIO(about + body))


def test_a_draft_is_told_as_extract_tells_it_with_findings_and_their_places() -> None:
    answer = check(DRAFT, query="?place=泸州市")
    told = answer.json()

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert (told["jurisdiction"], told["year"], told["format"]) == ("510500", 2017, "NARRATIVE_2008")
    assert told["counts"] == {"ERROR": 1, "WARNING": 0, "NOTICE": 0}
    outcomes = {one["rule"]: one["outcome"] for one in told["checks"]}
    assert (outcomes["A-REFU"], outcomes["A-ANSW"], outcomes["S-LATE"]) == (
        "FAILS",
        "HOLDS",
        "NOT_ASSESSABLE",
    )
    (finding,) = told["findings"]
    assert (finding["identity"], finding["stated"], finding["expected"]) == ("A-REFU", 38, 33)
    assert [one["value"] for one in finding["evidence"]] == [38, 17, 4, 12]
    assert "不予公开38件" in finding["evidence"][0]["quote"]
    checks = {one["rule"]: (one["outcome"], one["reason"]) for one in told["checks"]}
    assert checks["A-REFU"] == ("FAILS", None)
    assert checks["A-ANSW"] == ("HOLDS", None)
    assert checks["A-STAFF"][0] == "NOT_ASSESSABLE"
    assert "从事政府信息公开工作人员数" in checks["A-STAFF"][1]
    assert finding["evidence"][0]["section"] == "政府信息依申请公开情况"


def test_a_draft_that_adds_up_has_nothing_said_against_it() -> None:
    told = read(page(*MENDED))["told"]

    assert told["findings"] == []
    assert set(told["counts"].values()) == {0}


def in_word(parts: tuple[str, ...]) -> bytes:
    document, file = docx.Document(), io.BytesIO()
    document.add_heading(TITLE, 0)
    for part in parts:
        document.add_paragraph(part)
    document.save(file)
    return file.getvalue()


def in_excel(parts: tuple[str, ...]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for part in (TITLE, *parts):
        sheet.append([part])
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("draft", [in_word(PARTS), in_excel(PARTS)], ids=["docx", "xlsx"])
def test_office_files_are_read_in_the_bounds_too(draft: bytes) -> None:
    assert check(draft).json()["counts"]["ERROR"] == 1  # from a process that may write no file


def test_a_draft_without_its_place_in_the_title_is_read_for_the_place_that_is_named() -> None:
    nameless = DRAFT.replace("泸州市".encode(), b"")
    assert read(nameless, "510500")["told"]["jurisdiction"] == "510500"


def a_blank_pdf() -> bytes:
    file = io.BytesIO()
    canvas = Canvas(file)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"", 400, "EMPTY_BODY"),
        (b"  \n", 400, "EMPTY_BODY"),
        (page("关于做好年度报告编制工作的通知。"), 422, "NOT_A_REPORT"),
        (a_blank_pdf(), 422, "DOCUMENT_UNREADABLE"),
    ],
)
def test_what_is_no_report_is_refused_with_a_reason_in_two_languages(
    body: bytes, status: int, reason: str
) -> None:
    answer = check(body)
    told = answer.json()

    assert (answer.status_code, told["code"], told["reason"]) == (status, "BAD_INPUT", reason)
    assert " / " in told["detail"]


@pytest.mark.parametrize("body", [b"\x00\x01\x02\x03" * 100, b"PK\x03\x04 not really", b"%PDF-1.7 torn"])
def test_what_cannot_be_opened_is_said_to_be_so(body: bytes) -> None:
    assert read(body)["refused"]["code"] == "document_unreadable"


def test_wrong_ways_of_sending_are_told_the_right_one() -> None:
    multipart = check(DRAFT, content_type="multipart/form-data; boundary=x")
    unknown = check(DRAFT, query="?place=乌有市")
    by_get = call(app_over(), lambda client: client.get("/v1/check"))

    assert (multipart.status_code, multipart.json()["reason"]) == (415, "MULTIPART")
    assert "--data-binary" in multipart.json()["detail"]
    assert (unknown.status_code, unknown.json()["reason"]) == (404, "UNKNOWN_PLACE")
    assert by_get.status_code == 405


def test_a_draft_that_does_not_arrive_is_not_waited_for() -> None:
    async def never() -> AsyncIterator[bytes]:
        yield DRAFT[:100]
        await asyncio.sleep(30)

    answer = call(app_over(check_timeout_s=0.2), lambda client: client.post("/v1/check", content=never()))

    assert (answer.status_code, answer.json()["reason"]) == (408, "TOO_SLOW")


def test_drafts_have_a_size_of_their_own() -> None:
    app = app_over(max_body_bytes=1000, max_upload_bytes=20_000)

    assert len(DRAFT) > 1000
    assert check(DRAFT, app).status_code == 200
    assert check(DRAFT + b" " * 20_000, app).status_code == 413
    assert call(app, lambda client: client.post("/graphql", content=b"x" * 1001)).status_code == 413


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return filled(tmp_path)


def test_nothing_of_a_draft_is_stored(settings: Settings) -> None:
    def state() -> tuple[Any, Any]:
        engine = open_engine(settings.store_url)
        rows = contents(engine)
        engine.dispose()
        return rows, sorted(
            path for path in settings.data.rglob("*") if not path.name.endswith(("-wal", "-shm"))
        )

    before = state()
    answers = [check(draft, create_app(settings)) for draft in (in_word(PARTS), b"no report")]

    assert [answer.status_code for answer in answers] == [200, 422]
    assert state() == before


def test_the_event_loop_goes_on_while_a_draft_is_read() -> None:
    async def lag() -> tuple[dict[str, Any], float]:
        worst, reading = 0.0, asyncio.create_task(Checker(30).check(DRAFT, "draft", None))
        while not reading.done():
            began = time.perf_counter()
            await asyncio.sleep(0.01)
            worst = max(worst, time.perf_counter() - began)
        return await reading, worst

    told, worst = asyncio.run(lag())
    assert "told" in told
    assert worst < 0.5  # reading it takes longer than that here


def test_a_draft_that_takes_too_long_is_given_up_and_its_process_is_gone() -> None:
    async def attempt() -> None:
        await Checker(0.01).check(DRAFT, "draft", None)

    with pytest.raises(Unread, match=r"more than 0\.01 seconds"):
        asyncio.run(attempt())


def test_whoever_comes_when_too_many_wait_is_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "MOST_WAITING", 0)

    with pytest.raises(Busy), Checker(10).queued():
        pass
    answer = check(DRAFT)
    assert (answer.status_code, answer.json()["reason"], answer.headers["retry-after"]) == (503, "BUSY", "10")
