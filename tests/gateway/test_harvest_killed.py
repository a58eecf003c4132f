"""Killing a harvest at any moment leaves no half report; running it again completes it."""

import asyncio
import os
import random
from pathlib import Path

import anyio
import pytest
from support.harvest_child import PLACES, YEARS, documents, preload, run, run_and_kill, served, towns
from support.harvesting import Town, fetcher_of, store_in
from support.loopback import ByHost
from support.readings import half_reports, said
from support.stored import contents

from gateway.harvest.progress import handled
from gateway.harvest.runner import HarvestSummary, harvest
from gateway.store.claims import Claims
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from schema.records.portal import HarvestProgress

KILLS = 4
# What a run leaves that depends on when and how often it ran.
OF_THE_RUN = ("harvest_run", "harvest_portal", "harvest_failure", "portal", "fetch", "data_version")


@pytest.fixture
def imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", os.environ.get("PYTHONPATH", ""))
    preload()


@pytest.mark.usefixtures("imported")
def test_a_harvest_killed_again_and_again_ends_with_the_same_rows(tmp_path: Path) -> None:
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    for folder in (undisturbed, killed):
        folder.mkdir()
    moments = random.Random(2260)

    with served() as (hosts, port):
        run(str(undisturbed), port)
        hosts.asked.clear()
        interrupted = sum(checked_kill(killed, port, hosts, moments) for _ in range(KILLS))
        half_way = len(documents(hosts))
        run(str(killed), port)
        sent = documents(hosts)

    wanted, found = store_in(undisturbed), store_in(killed)
    assert interrupted >= KILLS / 2
    assert half_way > 0, "kills that came before any document would show nothing"
    assert len(said(wanted)) >= 3 * len(PLACES) * len(YEARS)
    assert said(found) == said(wanted)
    assert half_reports(found) == 0
    assert {name: len(rows) for name, rows in contents(found.engine, without=OF_THE_RUN).items()} == {
        name: len(rows) for name, rows in contents(wanted.engine, without=OF_THE_RUN).items()
    }
    # Twice only what was on its way when a run was killed: one document a portal and kill.
    assert len(sent) == len(PLACES) * len(YEARS)
    assert sum(sent.values()) - len(sent) <= interrupted * len(PLACES)
    wanted.close()
    found.close()


def test_a_run_takes_up_what_one_that_was_cut_off_left(tmp_path: Path) -> None:
    """Nothing that was done is even asked about, whether the portal has validators or not."""
    store, (town, *_) = store_in(tmp_path), towns()
    for validators in (True, False):
        town = Town(town.place, range(2010, 2018), validators=validators)
        cut_off(store, town, after=3)
        town.portal.requests.clear()

        again = harvested(store, town)

        assert (again.counts.stored, again.counts.failed) == (8 - 3 if validators else 0, 0)
        assert [path for path in town.portal.asked if path != "/nb/"] == [
            f"/nb/{year}.html" for year in range(2013, 2018)
        ]
    store.close()


def harvested(store: Store, town: Town) -> HarvestSummary:
    async def work() -> HarvestSummary:
        async with fetcher_of([town]) as fetcher:
            return await harvest([town.profile()], store=store, fetcher=fetcher)

    return asyncio.run(work())


def cut_off(store: Store, town: Town, after: int) -> None:
    """As if the process had died: no line of it is written any more."""

    async def work() -> None:
        async with fetcher_of([town]) as fetcher:
            with anyio.CancelScope() as life:

                def die(counts: HarvestProgress) -> None:
                    if handled(counts) == after:
                        life.cancel()

                await harvest([town.profile()], store=store, fetcher=fetcher, on_progress=die)

    asyncio.run(work())


def test_two_runs_are_not_at_one_portal_at_once(tmp_path: Path) -> None:
    store, town = store_in(tmp_path), Town("510500", (2016, 2017))
    claims = Claims(store)
    assert claims.take("510500-town")

    summary = harvested(store, town)

    (result,) = summary.portals
    assert result.error is not None
    assert (result.error.code, result.judges) == ("elsewhere", False)
    assert town.portal.requests == []
    (status,) = asyncio.run(StoreReader(store.engine).portals())
    assert (status.healthy, status.failed_runs) == (None, 0)
    claims.give_back("510500-town")
    assert harvested(store, town).counts.stored == 2
    store.close()


def checked_kill(folder: Path, port: int, hosts: ByHost, moments: random.Random) -> bool:
    interrupted = run_and_kill(folder, port, hosts, moments)
    store = store_in(folder)
    assert half_reports(store) == 0
    store.close()
    return interrupted
