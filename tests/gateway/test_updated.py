"""What changed since: stamps that rise with commits, and pages from which no change is ever missed."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from support.stored import DIALECTS, a_store, extraction, finding, report, snapshot, with_values

from gateway.errors import InvalidCursor
from gateway.store.audits import Verdict, audited_reports, record
from gateway.store.dispositions import dispose
from gateway.store.engine import reading, writing
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from gateway.store.tables import DataVersionRow, table
from gateway.store.version import moved_at
from gateway.store.writer import save
from schema.enums import Disposition
from schema.ports import Page, ReportFilter
from schema.records.report import Report

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
CHENGDU, LUZHOU = extraction(report("510100")), extraction(report("510500"))


@pytest.fixture(params=DIALECTS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with a_store(request.param, tmp_path) as store:
        yield store


def kept(store: Store, body: bytes, reading: object) -> None:
    save(store, snapshot(body, url=f"http://x.gov.cn/{reading.report.id}"), reading)  # type: ignore[attr-defined, arg-type]


def changed(store: Store, since: datetime, first: int = 100, after: str | None = None) -> Page[Report]:
    where = ReportFilter(updated_since=since)
    return asyncio.run(StoreReader(store.engine).report_page(where, first, after))


def stamps(store: Store) -> dict[str, datetime]:
    found = {one.id: one.updated_at for one in changed(store, LONG_AGO).items}
    assert None not in found.values()
    return found  # type: ignore[return-value]


def test_a_report_is_stamped_when_it_comes_in_and_not_again_when_nothing_changed(store: Store) -> None:
    kept(store, b"one", LUZHOU)
    first = stamps(store)["510500.2017"]
    kept(store, b"one", LUZHOU)
    kept(store, b"one, with another visit counter", LUZHOU)

    assert stamps(store) == {"510500.2017": first}


def test_a_new_reading_of_the_same_bytes_counts_only_where_it_says_something_else(store: Store) -> None:
    kept(store, b"one", LUZHOU)
    first = stamps(store)["510500.2017"]
    kept(store, b"one", replace(LUZHOU, reader="2"))
    assert stamps(store)["510500.2017"] == first

    kept(store, b"one", replace(with_values(LUZHOU, requests_received="206"), reader="3"))
    assert stamps(store)["510500.2017"] > first


def test_findings_and_decisions_are_changes_of_their_report_only(store: Store) -> None:
    kept(store, b"one", LUZHOU)
    kept(store, b"two", CHENGDU)
    before = stamps(store)
    with reading(store.engine) as connection:
        (audited,) = audited_reports(connection, ["510500.2017"])
    verdict = Verdict(audited, (finding("C-CARRY"),), ())

    record(store, [verdict])
    after_audit = stamps(store)
    record(store, [verdict])
    assert stamps(store) == after_audit
    key = next(iter(asyncio.run(StoreReader(store.engine).findings_of(["510500.2017"]))[0])).id
    dispose(store, key, Disposition.EXPLAINED)

    assert before["510500.2017"] < after_audit["510500.2017"] < stamps(store)["510500.2017"]
    assert stamps(store)["510100.2017"] == before["510100.2017"]


def test_changes_come_in_their_order_and_the_moment_asked_for_is_included(store: Store) -> None:
    kept(store, b"one", LUZHOU)
    kept(store, b"two", CHENGDU)
    last = stamps(store)["510100.2017"]

    assert [one.id for one in changed(store, LONG_AGO).items] == ["510500.2017", "510100.2017"]
    assert [one.id for one in changed(store, last).items] == ["510100.2017"]
    assert changed(store, last + timedelta(microseconds=1)).items == []


def test_a_report_that_changes_again_stands_behind_every_cursor(store: Store) -> None:
    kept(store, b"one", LUZHOU)
    kept(store, b"two", CHENGDU)
    page = changed(store, LONG_AGO, first=1)
    assert [one.id for one in page.items] == ["510500.2017"]

    kept(store, b"three", with_values(LUZHOU, requests_received="206"))

    rest = changed(store, LONG_AGO, after=page.cursors[-1])
    assert [one.id for one in rest.items] == ["510100.2017", "510500.2017"]
    assert changed(store, LONG_AGO, after=rest.cursors[-1]).items == []


def test_moments_rise_even_where_the_clock_is_set_back(store: Store) -> None:
    ahead = datetime.now(UTC) + timedelta(days=2)
    with writing(store.engine) as connection:
        connection.execute(update(table(DataVersionRow)).values(moved_at=ahead))

    kept(store, b"one", LUZHOU)
    kept(store, b"two", CHENGDU)

    assert ahead < stamps(store)["510500.2017"] < stamps(store)["510100.2017"]
    with reading(store.engine) as connection:
        assert moved_at(connection) == stamps(store)["510100.2017"]


@pytest.mark.parametrize(
    "cursor", ["WyJub3QgYSBtb21lbnQiLCAiNTEwNTAwLjIwMTciXQ", "WyIyMDI0LTAxLTAxIiwgIngiXQ"]
)
def test_a_cursor_without_a_moment_was_not_given_out_here(store: Store, cursor: str) -> None:
    with pytest.raises(InvalidCursor):
        changed(store, LONG_AGO, after=cursor)
