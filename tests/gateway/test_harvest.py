"""Portals → rows: one failure stops nothing else, and what has not changed is left alone."""

import asyncio
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from starlette.responses import Response
from support.harvesting import Town, fetcher_of, host_of, store_in
from support.stored import contents

from gateway.harvest.harvester import BackgroundHarvester
from gateway.harvest.runner import HarvestSummary, harvest
from gateway.store.engine import reading
from gateway.store.harvest_tables import HarvestFailureRow, HarvestPortalRow, HarvestRunRow
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from gateway.store.tables import table
from schema.enums import Disposition
from schema.ports import ReportFilter
from schema.records.portal import HarvestProgress, PortalStatus

LEDGER = ("harvest_run", "harvest_portal", "harvest_failure", "portal", "fetch", "visit", "data_version")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = store_in(tmp_path)
    yield store
    store.close()


def run(store: Store, *towns: Town, **how: Any) -> HarvestSummary:
    async def work() -> HarvestSummary:
        async with fetcher_of(towns) as fetcher:
            return await harvest([town.profile() for town in towns], store=store, fetcher=fetcher, **how)

    return asyncio.run(work())


def kept(store: Store) -> list[str]:
    page = asyncio.run(StoreReader(store.engine).report_page(ReportFilter(), 100, None))
    return [one.id for one in page.items]


def portals(store: Store) -> Sequence[PortalStatus]:
    return asyncio.run(StoreReader(store.engine).portals())


def rows_of(store: Store, row: Any) -> list[Any]:
    with reading(store.engine) as connection:
        return list(connection.execute(select(table(row))))


def counts(summary: HarvestSummary) -> tuple[int, int, int, int, int]:
    c = summary.counts
    return c.discovered, c.fetched, c.stored, c.unchanged, c.failed


def test_every_listed_report_is_stored_with_its_figures(store: Store) -> None:
    summary = run(store, Town("510500", (2016, 2017)), Town("321300", (2017,)))

    assert counts(summary) == (3, 3, 3, 0, 0)
    assert summary.healthy
    assert kept(store) == ["321300.2017", "510500.2017", "510500.2016"]
    (statistics,) = asyncio.run(StoreReader(store.engine).statistics_of(["510500.2017"]))
    received = [one.record for one in statistics if one.record.indicator == "requests.received"]
    assert [(one.value, one.unit) for one in received] == [(171, "件")]
    assert received[0].source.url == f"https://{host_of('510500')}/nb/2017.html"


def test_a_second_run_fetches_and_writes_nothing_that_has_not_changed(store: Store) -> None:
    town = Town("510500", (2016, 2017))
    run(store, town)
    before = contents(store.engine, without=LEDGER)

    summary = run(store, town)

    assert counts(summary) == (2, 0, 0, 2, 0)
    assert contents(store.engine, without=LEDGER) == before
    assert [request.headers.get("if-none-match") is not None for request in town.portal.requests[-3:]] == [
        True
    ] * 3


def test_a_portal_without_validators_is_fetched_but_not_read_again(store: Store) -> None:
    town = Town("510500", (2017,), validators=False)
    run(store, town)
    before = contents(store.engine, without=LEDGER)

    assert counts(run(store, town)) == (1, 1, 0, 1, 0)
    assert contents(store.engine, without=LEDGER) == before


def test_a_new_and_a_changed_report_are_all_that_a_later_run_stores(store: Store) -> None:
    town = Town("510500", (2015, 2016))
    run(store, town)
    town.put(2016, received=999)
    town.put(2017)

    assert counts(run(store, town)) == (3, 2, 2, 1, 0)
    (revisions,) = asyncio.run(StoreReader(store.engine).revisions_of(["510500.2016"]))
    assert [(c.indicator, c.before, c.after) for c in revisions[0].changes] == [
        ("requests.received", 161.0, 999.0)
    ]


def test_years_narrow_what_is_taken(store: Store) -> None:
    assert counts(run(store, Town("510500", (2015, 2016, 2017)), years={2016})) == (1, 1, 1, 0, 0)
    assert kept(store) == ["510500.2016"]


LOGIN = "<html><head><title>登录</title></head><body><p>请登录</p></body></html>"
NOTICE = (
    "<html><body><h1>关于做好2015年政府信息公开工作年度报告编制工作的通知</h1><p>各区县：</p></body></html>"
)


@pytest.mark.parametrize(
    ("page", "code"),
    [("", "document_unreadable"), (LOGIN, "not_a_report"), (NOTICE, "not_a_report"), ("%PDF-1.4 x", None)],
    ids=["empty", "login", "notice", "a pdf called html"],
)
def test_a_page_that_is_no_report_fails_alone_and_leaves_nothing(
    store: Store, page: str, code: str | None
) -> None:
    town = Town("510500", (2016,))
    town.put(2015, page=page)

    first = run(store, town)
    again = run(store, town)

    assert counts(first) == (2, 2, 1, 0, 1)
    assert counts(again)[2:] == (0, 1, 1)
    assert kept(store) == ["510500.2016"]
    failures = rows_of(store, HarvestFailureRow)
    assert {failure.url for failure in failures} == {f"https://{host_of('510500')}/nb/2015.html"}
    assert len({(failure.code, failure.message) for failure in failures}) == 1
    assert failures[0].code in {code or failures[0].code, "not_a_report", "document_unreadable"}


def test_a_failure_is_not_read_again_until_its_page_changes(store: Store) -> None:
    town = Town("510500", (2016,))
    town.put(2015, page=LOGIN)
    run(store, town)
    assert counts(run(store, town)) == (2, 0, 0, 1, 1)

    town.put(2015)

    assert counts(run(store, town)) == (2, 1, 1, 1, 0)


def test_a_page_that_is_gone_fails_and_the_report_stays(store: Store) -> None:
    town = Town("510500", (2016, 2017))
    run(store, town)
    town.portal.pages["/nb/2016.html"] = Response(status_code=404)

    summary = run(store, town)

    assert counts(summary) == (2, 0, 0, 1, 1)
    assert summary.portals[0].failures[0].code == "page_missing"
    assert kept(store) == ["510500.2017", "510500.2016"]


def test_a_portal_that_breaks_costs_the_others_nothing(store: Store) -> None:
    broken = Town("321300", (2017,))
    broken.portal.pages["/nb/"] = Response(status_code=500)

    summary = run(store, broken, Town("510500", (2017,)))

    assert [result.healthy for result in summary.portals] == [False, True]
    assert kept(store) == ["510500.2017"]
    assert {status.code: status.healthy for status in portals(store)} == {
        "321300-town": False,
        "510500-town": True,
    }


def test_a_list_that_held_reports_and_holds_none_is_a_changed_layout(store: Store) -> None:
    town = Town("510500", (2017,))
    run(store, town)
    well = portals(store)[0]
    town.portal.pages["/nb/"] = "<html><body>全新改版</body></html>"

    summary = run(store, town)

    assert summary.portals[0].error is not None
    assert summary.portals[0].error.code == "layout_changed"
    (unwell,) = portals(store)
    assert (well.healthy, unwell.healthy) == (True, False)
    assert unwell.last_success_at == well.last_success_at
    assert unwell.last_new_report_at == well.last_new_report_at
    assert (unwell.reports, unwell.expected_reports) == (1, 1)
    assert unwell.last_error is not None
    assert "compare the page with the profile" in unwell.last_error


def test_a_portal_that_recovers_is_well_again(store: Store) -> None:
    town = Town("510500", (2017,))
    lost, town.portal.pages["/nb/"] = town.portal.pages["/nb/"], Response(status_code=500)
    run(store, town)
    town.portal.pages["/nb/"] = lost

    run(store, town)

    (status,) = portals(store)
    assert (status.healthy, status.last_error, status.reports) == (True, None, 1)


def test_a_portal_whose_every_report_cannot_be_fetched_is_not_well(store: Store) -> None:
    town = Town("510500", (2016, 2017))
    for year in (2016, 2017):
        town.portal.pages[f"/nb/{year}.html"] = Response(status_code=403)

    summary = run(store, town)

    assert counts(summary) == (2, 0, 0, 0, 2)
    assert not summary.portals[0].healthy


def test_the_ledger_says_what_each_run_did(store: Store) -> None:
    first, second = run(store, town := Town("510500", (2017,))), run(store, town)

    runs = rows_of(store, HarvestRunRow)
    assert {line.id for line in runs} == {first.run, second.run}
    assert all(line.finished_at is not None for line in runs)
    assert {(line.run_id, line.stored, line.unchanged) for line in rows_of(store, HarvestPortalRow)} == {
        (first.run, 1, 0),
        (second.run, 0, 1),
    }


def test_progress_only_grows_and_ends_done(store: Store) -> None:
    seen: list[HarvestProgress] = []

    run(store, Town("510500", (2016, 2017)), on_progress=seen.append)

    handled = [counts.stored + counts.unchanged + counts.failed for counts in seen]
    assert handled == sorted(handled)
    assert [counts.done for counts in seen] == [False] * (len(seen) - 1) + [True]
    assert seen[-1] == HarvestProgress(discovered=2, fetched=2, stored=2, done=True)


def test_an_unchanged_run_moves_the_version_only_for_the_portals(store: Store) -> None:
    town = Town("510500", (2016, 2017))
    run(store, town)
    reader = StoreReader(store.engine)
    before = reader.data_version()

    run(store, town)

    assert reader.data_version() == before + 1


def background(store: Store, *towns: Town) -> BackgroundHarvester:
    return BackgroundHarvester(store, [town.profile() for town in towns], lambda _profile: fetcher_of(towns))


def test_a_run_in_the_background_tells_its_progress_to_the_end(store: Store) -> None:
    async def follow() -> list[HarvestProgress]:
        harvester = background(store, Town("510500", (2016, 2017)))
        name = await harvester.start("510500-town", None)
        return [counts async for counts in harvester.progress(name)]

    told = asyncio.run(follow())

    assert told[-1] == HarvestProgress(discovered=2, fetched=2, stored=2, done=True)
    assert kept(store) == ["510500.2017", "510500.2016"]


def test_a_run_of_an_earlier_process_is_answered_from_the_ledger(store: Store) -> None:
    summary = run(store, Town("510500", (2017,)))

    async def ask() -> list[HarvestProgress]:
        return [counts async for counts in background(store).progress(summary.run)]

    assert asyncio.run(ask()) == [HarvestProgress(discovered=1, fetched=1, stored=1, done=True)]


def test_what_is_not_known_is_a_lookup_error(store: Store) -> None:
    harvester = background(store)

    async def follow() -> None:
        async for _ in harvester.progress("none"):
            pass

    with pytest.raises(LookupError, match="no portal has the code 'none'"):
        asyncio.run(harvester.start("none", None))
    with pytest.raises(LookupError, match="no run 'none'"):
        asyncio.run(follow())
    with pytest.raises(LookupError, match="no report has a finding 'none'"):
        asyncio.run(harvester.dispose("none", Disposition.CONFIRMED, None))
