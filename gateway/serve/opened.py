"""Settings → the ports over the store: opened and upgraded, its columns built, its portals at hand."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.profiles import load_profiles
from gateway.compare.current import ColumnStore
from gateway.compare.engine import ColumnComparer
from gateway.compare.from_store import StoreSource
from gateway.export.from_store import StoreDumper
from gateway.harvest.harvester import BackgroundHarvester
from gateway.serve.fetchers import fetchers, known_profiles
from gateway.serve.ports import Ports
from gateway.settings import Settings
from gateway.store.reader import StoreReader
from gateway.store.store import open_store
from schema.places import population as populations
from schema.ports import Harvester


@asynccontextmanager
async def open_ports(settings: Settings, harvester: Harvester | None = None) -> AsyncIterator[Ports]:
    """Open the store, upgrade its tables, build the columns. Raises StoreError, DataError."""
    populations.use(settings.population)
    store = await asyncio.to_thread(open_store, settings)
    reader, source = StoreReader(store.engine), StoreSource(store.engine)
    columns = ColumnStore(source)
    await asyncio.to_thread(columns.load)
    behind = BackgroundHarvester(
        store,
        known_profiles(),
        fetchers(settings),
        at_once=settings.harvest_portals,
        within_s=settings.harvest_minutes * 60,
    )
    if settings.harvest_every_h is not None:
        behind.keep_schedule(load_profiles(), settings.harvest_every_h * 3600)
    # What is loaded now stays for good; the collector need not walk through it at every request.
    gc.freeze()
    ports = Ports(
        reader=reader,
        comparer=ColumnComparer(columns.current),
        harvester=harvester or behind,
        columns=columns,
        source=source,
        dumper=StoreDumper(store.engine, settings.public_url),
    )
    try:
        yield ports
    finally:
        await asyncio.to_thread(behind.close)
        await columns.close()
        store.close()
