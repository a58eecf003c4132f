"""One run at a portal at a time, whichever process or machine it is of, on both databases."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.harvesting import PLACES, Town, fetcher_of
from support.stored import DIALECTS, a_store

from gateway.harvest.runner import harvest
from gateway.store.claims import Claims
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from schema.enums import RunState


@pytest.fixture(params=DIALECTS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with a_store(request.param, tmp_path) as store:
        yield store


def test_a_portal_is_one_runs_until_that_gives_it_back(store: Store) -> None:
    first, second = Claims(store), Claims(store)

    assert first.take("510500-luzhou")
    assert not second.take("510500-luzhou")
    assert second.take("510900-suining")
    first.give_back("510500-luzhou")
    assert second.take("510500-luzhou")

    first.close()
    second.close()


def test_whoever_ends_gives_everything_back(store: Store) -> None:
    first, second = Claims(store), Claims(store)
    assert all(first.take(f"{code}-town") for code in range(510100, 510140))

    first.close()

    assert all(second.take(f"{code}-town") for code in range(510100, 510140))
    second.close()


def test_giving_back_what_was_never_taken_is_nothing(store: Store) -> None:
    claims = Claims(store)

    claims.give_back("510500-luzhou")

    assert claims.take("510500-luzhou")
    claims.close()


def test_a_harvest_and_its_ledger_are_the_same_on_both_databases(store: Store) -> None:
    towns = [Town(place, (2016, 2017)) for place in tuple(PLACES)[:8]]

    async def run() -> tuple[int, int]:
        async with fetcher_of(towns) as fetcher:
            summary = await harvest([town.profile() for town in towns], store=store, fetcher=fetcher)
        return summary.counts.stored, summary.counts.unchanged

    assert [asyncio.run(run()) for _ in range(2)] == [(16, 0), (0, 16)]
    page = asyncio.run(StoreReader(store.engine).run_page(1, None))
    assert (page.total, page.items[0].state, len(page.items[0].portals)) == (2, RunState.FINISHED, 8)
    assert {one.healthy for one in asyncio.run(StoreReader(store.engine).portals())} == {True}
