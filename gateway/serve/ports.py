"""Settings → the ports that answers are made from: the store opened and upgraded, the columns built."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from gateway.compare.current import ColumnStore
from gateway.compare.engine import ColumnComparer
from gateway.compare.from_store import StoreSource
from gateway.observe.metrics import DATA_VERSION
from gateway.settings import Settings
from gateway.store.reader import StoreReader
from gateway.store.store import open_store
from schema.ports import Comparer, Harvester, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What resolvers are given. `columns` is None where somebody else's comparer answers."""

    reader: Reader
    comparer: Comparer
    harvester: Harvester | None = None
    columns: ColumnStore | None = None
    source: StoreSource | None = None

    async def refresh(self) -> None:
        """Let comparisons see what was stored since."""
        if self.columns is not None:
            await self.columns.refresh()
            DATA_VERSION.set(self.columns.current().version)

    @property
    def version(self) -> int | None:
        """The data version that answers are made from, None where nobody keeps one."""
        return None if self.columns is None else self.columns.current().version


def given_ports(reader: Reader, comparer: Comparer | None, harvester: Harvester | None) -> Ports:
    """Ports of the caller. Raises ValueError without a comparer, which no reader port can stand in for."""
    if comparer is None:
        raise ValueError("a reader was given without a comparer: give both, or none to open the store")
    return Ports(reader=reader, comparer=comparer, harvester=harvester)


@asynccontextmanager
async def open_ports(settings: Settings, harvester: Harvester | None = None) -> AsyncIterator[Ports]:
    """Open the store, upgrade its tables, build the columns. Raises StoreError."""
    store = await asyncio.to_thread(open_store, settings)
    reader, source = StoreReader(store.engine), StoreSource(store.engine)
    columns = ColumnStore(source)
    await asyncio.to_thread(columns.load)
    ports = Ports(
        reader=reader,
        comparer=ColumnComparer(columns.current),
        harvester=harvester,
        columns=columns,
        source=source,
    )
    try:
        yield ports
    finally:
        await columns.close()
        store.close()
