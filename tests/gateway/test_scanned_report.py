"""A picture of a report, from a person's file to the API: refused while off, and marked once read."""

import asyncio
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support import scanned
from support.graphql import call, post
from support.opened import in_csv
from support.scanned import Scanner
from typer.testing import CliRunner

from adapters.documents.scan import recognition
from gateway.app import create_app
from gateway.cli.commands import app
from gateway.harvest.inbox import take_in
from gateway.harvest.runner import HarvestSummary
from gateway.settings import Settings
from gateway.store.memory import all_visits
from gateway.store.store import Store, open_store

QUESTION = """{ report(jurisdiction: "321300", year: 2023) {
  statistics(indicators: ["requests.received"], applicants: [TOTAL]) {
    value recognised source { page row confidence }
  }
  figures { recognised }
  findings { rule message }
} }"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data=tmp_path / "data", samples=False)


@pytest.fixture
def store(settings: Settings) -> Iterator[Store]:
    store = open_store(settings)
    yield store
    store.close()
    recognition.switch(on=False)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A scan that came by post, as a PDF of one picture that lies on its side."""
    scanned.needed()
    folder = tmp_path / "321300"
    folder.mkdir()
    body = scanned.scan(scanned.report(scanned.values(), rows=1), Scanner(200, turn=1, noise=8, black=0.8))
    (folder / "report.pdf").write_bytes(body)
    return folder


def taken_in(store: Store, inbox: Path) -> HarvestSummary:
    return asyncio.run(take_in(inbox, store=store))


def asked(settings: Settings) -> tuple[dict[str, Any], list[dict[str, str]]]:
    """What the API says of the report, and the rows of its export."""

    async def talk(client: Any) -> tuple[dict[str, Any], list[dict[str, str]]]:
        answer = (await post(client, QUESTION)).json()
        rows = await client.get("/v1/report.csv", params={"jurisdiction": "321300", "year": 2023})
        return answer["data"]["report"], in_csv(rows.content)

    return call(create_app(settings), talk)


def test_a_scan_is_refused_while_letters_are_not_recognised_and_read_once_they_are(
    store: Store, inbox: Path, settings: Settings
) -> None:
    assert taken_in(store, inbox).counts.failed == 1
    (refused,) = all_visits(store, None)
    assert "GONGKAI_OCR" in (refused.failure or "")

    recognition.switch(on=True)
    assert taken_in(store, inbox).counts.stored == 1

    told, rows = asked(settings)
    (statistic,) = told["statistics"]
    total = int(scanned.values()["requests.received", "TOTAL"])
    assert (statistic["value"], statistic["recognised"], statistic["source"]["page"]) == (total, True, 1)
    assert statistic["source"]["row"] == "一、本年新收政府信息公开申请数量"
    assert 0.9 <= statistic["source"]["confidence"] <= 1
    assert {figure["recognised"] for figure in told["figures"]} <= {True}
    assert any("识别" in finding["message"] for finding in told["findings"] if finding["rule"] == "R-SCAN")
    assert {row["recognised"] for row in rows} == {"true"}
    printed = {**scanned.values(), **scanned.TOLD}
    assert [row for row in rows if row["value"] != printed[row["indicator"], row["applicant"]]] == []
    assert len(rows) == 21
    assert taken_in(store, inbox).counts.unchanged == 1


def test_a_picture_is_refused_with_the_option_that_reads_it(tmp_path: Path) -> None:
    pil = pytest.importorskip("PIL.Image")
    body = io.BytesIO()
    pil.new("L", (600, 800), 255).save(body, "PNG")
    file = tmp_path / "report.png"
    file.write_bytes(body.getvalue())
    done = CliRunner().invoke(app, ["extract", str(file)])
    assert (done.exit_code, "a PNG image" in done.stderr, "--ocr" in done.stderr) == (2, True, True)


def test_without_its_libraries_the_option_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recognition, "NEEDED", ("no_such_library",))
    done = CliRunner().invoke(app, ["extract", "--ocr", str(tmp_path / "report.pdf")])
    assert "no_such_library not installed; install gongkai[ocr]" in str(done.exception)
    assert not recognition.is_on()
