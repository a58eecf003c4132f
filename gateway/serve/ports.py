"""What answers are made from: the reader, the comparer, the harvester. Of the store, or of a caller."""

from dataclasses import dataclass
from datetime import datetime

from gateway.compare.current import ColumnStore
from gateway.compare.source import ColumnSource
from gateway.export.dumped import Dumper
from gateway.observe.metrics import DATA_VERSION
from schema.ports import Comparer, Harvester, Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """What resolvers are given. `columns` is None where somebody else's comparer answers."""

    reader: Reader
    comparer: Comparer
    harvester: Harvester | None = None
    columns: ColumnStore | None = None
    source: ColumnSource | None = None
    dumper: Dumper | None = None

    async def refresh(self) -> None:
        """Let comparisons see what was stored since."""
        if self.columns is not None:
            await self.columns.refresh()
            DATA_VERSION.set(self.columns.current().version)

    @property
    def version(self) -> int | None:
        """The data version that answers are made from, None where nobody keeps one."""
        return None if self.columns is None else self.columns.current().version

    @property
    def moved_at(self) -> datetime | None:
        """When that version was made."""
        return None if self.columns is None else self.columns.current().moved_at


def given_ports(reader: Reader, comparer: Comparer | None, harvester: Harvester | None) -> Ports:
    """Ports of the caller. Raises ValueError without a comparer, which no reader port can stand in for."""
    if comparer is None:
        raise ValueError("a reader was given without a comparer: give both, or none to open the store")
    return Ports(reader=reader, comparer=comparer, harvester=harvester)
