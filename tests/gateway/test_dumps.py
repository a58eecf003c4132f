"""A year of reports as one file: complete, of one state of the data, the same bytes for the same state."""

import asyncio
import hashlib
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from starlette.applications import Starlette
from support.graphql import app_over, call
from support.opened import by, in_frictionless
from support.samples import Visitor, filled, visiting
from support.stored import DIALECTS, a_store, extraction, report, snapshot, with_values

from gateway.app import create_app
from gateway.export.from_store import StoreDumper
from gateway.settings import Settings
from gateway.store.steady import steady_reader
from gateway.store.store import Store
from gateway.store.writer import save

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return filled(tmp_path_factory.mktemp("data"))


@pytest.fixture(scope="module")
def app(settings: Settings) -> Starlette:
    return create_app(settings)


@pytest.fixture(scope="module")
def visitor(app: Starlette) -> Iterator[Visitor]:
    with visiting(app) as visitor:
        yield visitor


def test_every_report_of_the_year_is_there_with_all_that_is_kept_of_it(
    visitor: Visitor, tmp_path: Path
) -> None:
    data = visitor.ask("""{ reports(years: [2023], first: 100) { totalCount nodes {
      contentHash statistics { id value } figures { label } findings { rule }
      sections { heading } checks { outcome } } } }""")["reports"]

    tables = in_frictionless(visitor.get("/v1/dump/2023.zip").content, tmp_path)

    assert len(tables["reports"]) == data["totalCount"] > 1
    assert {one["sha256"] for one in tables["reports"]} == {one["contentHash"] for one in data["nodes"]}
    for name in ("statistics", "figures", "findings", "sections", "checks"):
        assert len(tables[name]) == sum(len(one[name]) for one in data["nodes"])
    stated = [row["value"] for row in tables["statistics"]]
    assert [value and float(value) for value in stated] == [
        one["value"] for report in data["nodes"] for one in report["statistics"]
    ]
    assert len(by("statistic_id", tables["statistics"])) == len(stated)
    assert {row["indicator"] for row in tables["statistics"]} <= {
        row["indicator"] for row in tables["indicators"]
    }
    assert {row["place_code"] for row in tables["reports"]} <= {row["place_code"] for row in tables["places"]}


def test_the_checksum_is_that_of_the_file_and_a_broken_download_can_go_on(visitor: Visitor) -> None:
    whole = visitor.get("/v1/dump/2023.zip")
    told = visitor.get("/v1/dump/2023.zip.sha256").text
    rest = visitor.get("/v1/dump/2023.zip", range="bytes=100-")

    assert told == f"{hashlib.sha256(whole.content).hexdigest()}  gongkai-2023.zip\n"
    assert whole.headers["etag"] == f'"{told.split()[0]}"'
    assert (rest.status_code, rest.content) == (206, whole.content[100:])
    assert visitor.get("/v1/dump/2023.zip", if_none_match=whole.headers["etag"]).status_code == 304
    assert "content-encoding" not in whole.headers


def test_the_years_are_listed_and_others_are_not_there(visitor: Visitor) -> None:
    listed = visitor.get("/v1/dump").json()["dumps"]

    assert 2017 in [one["year"] for one in listed]
    assert all(visitor.head(one["url"]).status_code == 200 for one in listed[:1])
    refused = visitor.get("/v1/dump/2010.zip")
    assert (refused.status_code, refused.json()["reason"]) == (404, "NO_REPORT")
    assert visitor.get("/v1/dump/99999.zip").status_code == 404


def test_without_a_store_there_are_no_dumps() -> None:
    def both(client: Any) -> Any:
        return client.get("/v1/dump")

    assert call(app_over(), both).json() == {"dumps": []}


def test_the_command_writes_the_same_bytes_as_the_address_and_their_checksums(
    settings: Settings, visitor: Visitor, tmp_path: Path
) -> None:
    command = [
        sys.executable,
        "-m",
        "gateway",
        "export",
        "--data",
        str(settings.data),
        "--out",
        str(tmp_path),
    ]
    done = subprocess.run(
        [*command, "--years", "2017,2023"], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
    )

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "SHA256SUMS",
        "gongkai-2017.zip",
        "gongkai-2023.zip",
    ]
    assert (tmp_path / "SHA256SUMS").read_text() == done.stdout
    for year in (2017, 2023):
        assert (tmp_path / f"gongkai-{year}.zip").read_bytes() == visitor.get(f"/v1/dump/{year}.zip").content


def test_a_command_that_finds_no_report_says_so(settings: Settings, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gateway", "export", "--data", str(settings.data)]
    done = subprocess.run(
        [*command, "--out", str(tmp_path), "--years", "2010"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert done.returncode == 1
    assert "no stored report" in done.stderr


@pytest.fixture(params=DIALECTS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with a_store(request.param, tmp_path) as store:
        yield store


LUZHOU = extraction(report("510500"))


def keep(store: Store, body: bytes, received: str) -> None:
    save(store, snapshot(body), with_values(LUZHOU, requests_received=received))


def test_a_steady_reader_sees_one_state_whatever_is_stored_meanwhile(store: Store) -> None:
    keep(store, b"one", "205")

    with steady_reader(store.engine) as reader:
        writer = Thread(target=keep, args=(store, b"two", "206"))
        writer.start()
        writer.join()
        ((_, received, _),) = asyncio.run(reader.statistics_of(["510500.2017"]))
        assert (received.record.value, reader.years()) == (205, [2017])
    with steady_reader(store.engine) as after:
        ((_, received, _),) = asyncio.run(after.statistics_of(["510500.2017"]))
        assert received.record.value == 206
        assert after.version == reader.version + 1


def test_bytes_follow_the_data_version_and_nothing_half_written_is_left(store: Store, tmp_path: Path) -> None:
    dumper, folder = StoreDumper(store.engine), tmp_path / "dumps"
    folder.mkdir()
    keep(store, b"one", "205")
    first, again = dumper.write(2017, folder), dumper.write(2017, folder)
    keep(store, b"two", "206")
    later = dumper.write(2017, folder)

    assert first == again
    assert first is not None
    assert later is not None
    assert first.sha256 != later.sha256
    assert [path.name for path in folder.iterdir()] == ["gongkai-2017.zip"]
    assert dumper.write(2016, folder) is None
    with zipfile.ZipFile(io.BytesIO(later.path.read_bytes())) as archive:
        assert b"510500.2017" in archive.read("data/reports.csv")
        assert archive.read("data/revisions.csv").count(b"\r\n") == 2
