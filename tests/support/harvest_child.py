"""A process that harvests three towns and may be killed while it does. Run by multiprocessing."""

import asyncio
from pathlib import Path

from support.harvesting import PLACES, Town, fetcher_of, store_in

from gateway.harvest.runner import harvest

YEARS = range(2010, 2018)


def run(folder: str, started: str | None = None) -> None:
    """Harvest into a folder; the file `started` appears when the harvest begins."""
    towns = [Town(place, YEARS) for place in PLACES]
    store = store_in(Path(folder))
    if started is not None:
        Path(started).touch()
    asyncio.run(_harvest(towns, store))
    store.close()


async def _harvest(towns: list[Town], store: object) -> None:
    async with fetcher_of(towns) as fetcher:
        summary = await harvest([town.profile() for town in towns], store=store, fetcher=fetcher)  # type: ignore[arg-type]
    assert summary.counts.failed == 0, summary
