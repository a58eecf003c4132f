"""Runs behind a serving gateway: started by request or by schedule, told through the API, at one pace."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from support.graphql import call, post
from support.harvesting import Town, fetcher_of, store_in
from support.portal import HOST, ROOT, FakeClock, Portal

from adapters.fetch.client import Fetcher
from adapters.fetch.in_process import InProcessPortals
from adapters.fetch.limits import IN_PROCESS
from adapters.fetch.pace import Pace
from gateway.app import create_app
from gateway.harvest.harvester import BackgroundHarvester
from gateway.harvest.runner import harvest
from gateway.samples.portals import sample_profiles
from gateway.serve import opened
from gateway.settings import Settings
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from schema.enums import RunKind
from schema.records.portal import RunRecord

SOON_S = 60.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = store_in(tmp_path)
    yield store
    store.close()


def behind(store: Store, *towns: Town) -> BackgroundHarvester:
    return BackgroundHarvester(store, [town.profile() for town in towns], lambda _profile: fetcher_of(towns))


def runs(store: Store) -> list[RunRecord]:
    return list(asyncio.run(StoreReader(store.engine).run_page(10, None)).items)


def wait_for(store: Store, number: int) -> list[RunRecord]:
    """The runs, when so many are finished."""
    until = time.monotonic() + SOON_S
    while time.monotonic() < until:
        found = [run for run in runs(store) if run.finished_at is not None]
        if len(found) >= number:
            return found
        time.sleep(0.02)
    raise AssertionError(f"not {number} runs within {SOON_S} s: {runs(store)}")


def test_a_schedule_harvests_what_is_due_and_then_nothing_until_it_is_due_again(store: Store) -> None:
    towns = Town("510500", (2016, 2017)), Town("321300", (2017,))
    harvester = behind(store, *towns)

    harvester.keep_schedule([town.profile() for town in towns], every_s=0.05)

    (run,) = wait_for(store, 1)
    assert run.kind is RunKind.SCHEDULED
    assert [(one.portal, one.counts.stored) for one in run.portals] == [
        ("321300-town", 1),
        ("510500-town", 2),
    ]
    time.sleep(0.3)
    assert len(runs(store)) == 1
    harvester.close()


def test_closing_leaves_a_run_where_it_is_and_the_next_one_takes_it_up(store: Store) -> None:
    town = Town("510500", (2016, 2017))
    town.app.on("slow", paths=r"/nb/2017\.html", seconds=60)
    harvester = behind(store, town)

    async def start() -> None:
        run = await harvester.start("510500-town", None)
        async for counts in harvester.progress(run):
            if counts.stored == 1:
                break

    asyncio.run(start())
    began = time.monotonic()
    harvester.close()

    assert time.monotonic() - began < SOON_S
    town.app.off("slow")
    again = behind(store, town)
    asyncio.run(again.start("510500-town", None))
    assert sum(one.counts.stored for one in wait_for(store, 1)[0].portals) == 1
    again.close()
    assert town.portal.asked.count("/nb/2016.html") == 1


def test_two_fetchers_of_one_pace_are_no_more_at_a_host_than_one() -> None:
    clock = FakeClock()
    limits = replace(IN_PROCESS, delay_s=2.0)
    pace = Pace(limits, clock.clock)
    portal = Portal({"/a": "<p>一</p>", "/b": "<p>二</p>"})

    async def one(path: str) -> None:
        transport = InProcessPortals({HOST: portal.app})
        async with Fetcher(transport, limits=limits, clock=clock.clock, pace=pace) as fetcher:
            await fetcher.get(ROOT + path, allow=(HOST,))

    async def both() -> None:
        async with anyio.create_task_group() as group:
            group.start_soon(one, "/a")
            group.start_soon(one, "/b")

    anyio.run(both)
    assert len(portal.requests) == 4
    assert sum(clock.slept) >= 6.0


LEDGER = """{ harvestRuns(first: 1) { totalCount pageInfo { hasNextPage } nodes {
  kind state years counts { discovered stored failed done } portal { code }
  portals { portal { code cause } listed cause error counts { stored failed } failures { code url } }
} } }"""
REVISED = """{ report(jurisdiction: "510500", year: 2016) {
  revisions { contentHash changes { indicator { code } label before after } }
  findings { rule severity message statistics { value } }
} }"""


def ask(folder: Path, query: str) -> Any:
    answer = call(create_app(Settings(data=folder)), lambda client: post(client, query)).json()
    assert "errors" not in answer
    return answer["data"]


def harvested(store: Store, *towns: Town) -> None:
    async def work() -> None:
        async with fetcher_of(towns) as fetcher:
            await harvest([town.profile() for town in towns], store=store, fetcher=fetcher)

    asyncio.run(work())


def test_the_api_tells_what_each_run_did_and_why_not(store: Store, tmp_path: Path) -> None:
    town = Town("510500", (2014, 2015, 2016))
    town.app.on("challenge", paths=r"/nb/2016\.html")
    harvested(store, town)
    harvested(store, town)

    told = ask(tmp_path, LEDGER)["harvestRuns"]

    assert (told["totalCount"], told["pageInfo"]["hasNextPage"]) == (2, True)
    (run,) = told["nodes"]
    (visit,) = run["portals"]
    assert (run["kind"], run["state"], run["years"]) == ("ASKED", "FINISHED", None)
    assert run["counts"] == {"discovered": 3, "stored": 0, "failed": 1, "done": True}
    assert run["portal"] == {"code": "510500-town"}
    assert (visit["listed"], visit["cause"], visit["error"]) == (3, None, None)
    assert [(one["code"], one["url"].rpartition("/")[2]) for one in visit["failures"]] == [
        ("challenged", "2016.html")
    ]


def test_a_figure_changed_after_publication_is_told_before_and_after(store: Store, tmp_path: Path) -> None:
    town = Town("510500", (2016,))
    harvested(store, town)
    town.put(2016, received=999)
    harvested(store, town)

    told = ask(tmp_path, REVISED)["report"]

    (revision,) = told["revisions"]
    (change,) = revision["changes"]
    assert change["indicator"] == {"code": "requests.received"}
    assert (change["before"], change["after"]) == (161.0, 999.0)
    (finding,) = [one for one in told["findings"] if one["rule"] == "S-CHANGE"]
    assert finding["severity"] == "WARNING"
    assert "161→999" in finding["message"]
    assert finding["statistics"] == [{"value": 999.0}]


SCHEDULED = "{ harvestRuns { nodes { kind state counts { stored } portals { portal { code } } } } }"


def test_a_serving_gateway_harvests_what_is_due_when_that_is_switched_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The schedule is for real portals; here a sample stands for them, because it needs no network."""
    monkeypatch.setattr(opened, "load_profiles", lambda: sample_profiles()[:1])
    settings = Settings(data=tmp_path, samples=False, harvest_every_h=1)

    async def until_harvested(client: httpx.AsyncClient) -> Any:
        with anyio.fail_after(SOON_S):
            while True:
                (*_, last) = [None, *(await post(client, SCHEDULED)).json()["data"]["harvestRuns"]["nodes"]]
                if last is not None and last["state"] == "FINISHED":
                    return last
                await anyio.sleep(0.05)

    told = call(create_app(settings), until_harvested)

    assert told["kind"] == "SCHEDULED"
    assert told["portals"] == [{"portal": {"code": sample_profiles()[0].code}}]
    assert told["counts"]["stored"] >= 1
