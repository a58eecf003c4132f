"""Twenty portals at once, half of them down, slow or lying: the others are harvested as if alone."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from support.harvesting import host_of, store_in
from support.twenty import ILL, WELL, Fleet, fleet, least_gap, least_pause

from adapters.fetch.limits import Limits
from gateway.harvest.runner import HarvestSummary, harvest
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from schema.enums import RunState
from schema.ports import ReportFilter

YEARS = (2015, 2016, 2017)
DELAY_S = 0.08
# Ten times what a healthy portal takes on an idle machine.
PATIENCE_S = 12.0
LIMITS = Limits(
    delay_s=DELAY_S, jitter_s=0.04, retry_wait_s=0.05, attempts=2, connect_s=3.0, read_s=3.0, total_s=2.5
)


@dataclass(frozen=True, slots=True)
class Done:
    store: Store
    fleet: Fleet
    summary: HarvestSummary
    took_s: float


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Done]:
    store = store_in(tmp_path_factory.mktemp("many"))
    with fleet(YEARS, slow_s=0.8) as ships:

        async def run() -> HarvestSummary:
            async with ships.fetcher(LIMITS) as fetcher:
                return await harvest(
                    ships.profiles, store=store, fetcher=fetcher, at_once=20, within_s=PATIENCE_S
                )

        began = time.monotonic()
        summary = asyncio.run(run())
        yield Done(store, ships, summary, time.monotonic() - began)
    store.close()


def test_all_reports_of_the_healthy_ten_are_stored(done: Done) -> None:
    page = asyncio.run(StoreReader(done.store.engine).report_page(ReportFilter(), 100, None))

    stored = {one.id for one in page.items if one.jurisdiction in WELL}
    assert stored == {f"{place}.{year}" for place in WELL for year in YEARS}


def test_each_of_the_others_is_reported_with_its_cause(done: Done) -> None:
    statuses = asyncio.run(StoreReader(done.store.engine).portals())

    assert {one.jurisdiction: one.cause for one in statuses if not one.healthy} == {
        place: cause for place, (_, _, cause) in ILL.items()
    }
    assert {one.jurisdiction for one in statuses if one.healthy} == set(WELL)
    assert all(one.last_error for one in statuses if not one.healthy)


def test_the_pace_was_never_exceeded_as_the_servers_saw_it(done: Done) -> None:
    asked = done.fleet.asked()

    assert asked.keys() >= {host_of(place) for place in WELL}
    # A server is done a moment after the client has read the answer; clocks of two threads are compared.
    pauses = {host: least_pause(asked[host]) for host in map(host_of, WELL)}
    assert min(pauses.values()) >= DELAY_S * 0.9
    assert min(least_gap(requests) for requests in asked.values()) >= DELAY_S


def test_a_host_that_challenges_is_asked_once(done: Done) -> None:
    assert [one.path for one in done.fleet.asked()[host_of("511800")]] == ["/robots.txt", "/nb/"]


def test_the_whole_takes_no_longer_than_the_time_for_one_portal(done: Done) -> None:
    assert done.took_s < PATIENCE_S + 30


def test_the_ledger_tells_the_run_portal_by_portal(done: Done) -> None:
    page = asyncio.run(StoreReader(done.store.engine).run_page(1, None))
    (run,) = page.items

    assert (run.id, run.state) == (done.summary.run, RunState.FINISHED)
    assert [one.portal for one in run.portals] == sorted(f"{place}-town" for place in (*WELL, *ILL))
    told = {one.portal: one for one in run.portals}
    assert {told[f"{place}-town"].cause for place in WELL} == {None}
    assert [told[f"{place}-town"].cause for place in ILL] == [cause for _, _, cause in ILL.values()]
    well = told[f"{WELL[0]}-town"]
    assert (well.listed, well.counts.discovered, well.counts.stored) == (3, 3, 3)
    assert well.started_at is not None
    assert well.finished_at is not None
    assert well.started_at < well.finished_at
