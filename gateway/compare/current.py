"""Data version → the columns in force. Replaced as a whole when the store has moved on.

Reading them never waits for the store. `refresh` is what requests await first: it looks at the data
version at most every `interval` seconds, rebuilds in a thread where it has moved, and waits for the
new columns only `patience` seconds. A long rebuild goes on behind while the old columns answer.
"""

import asyncio
import time
from collections.abc import Callable

import structlog

from gateway.compare.build import build
from gateway.compare.columns import Columns
from gateway.compare.source import ColumnSource


class ColumnStore:
    """Holds one set of columns; `current` swaps by a single assignment."""

    def __init__(
        self,
        source: ColumnSource,
        *,
        interval: float = 0.2,
        patience: float = 0.5,
        on_failure: Callable[[], None] | None = None,
    ) -> None:
        self._source, self._interval, self._patience = source, interval, patience
        self._on_failure = on_failure
        self._columns: Columns | None = None
        self._looked = float("-inf")
        self._task: asyncio.Task[None] | None = None

    def load(self) -> Columns:
        """Build now and keep; blocks. For start-up, the command line and tests."""
        self._columns = columns = self._built()
        self._looked = time.monotonic()
        return columns

    def current(self) -> Columns:
        """The columns in force, built on the spot only if there are none at all."""
        return self._columns or self.load()

    @property
    def ready(self) -> bool:
        return self._columns is not None

    async def refresh(self) -> None:
        """Bring the columns up to date, or leave that going on behind."""
        if self._task is None and time.monotonic() - self._looked >= self._interval:
            self._task = asyncio.create_task(self._catch_up())
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=self._patience)

    async def close(self) -> None:
        """Wait for a rebuild that is under way."""
        if self._task is not None:
            await asyncio.wait({self._task})

    async def _catch_up(self) -> None:
        try:
            await asyncio.to_thread(self._load_if_moved)
        except Exception as error:  # noqa: BLE001 - old columns answer on; the next look tries again
            structlog.get_logger("gateway.compare").error("column_rebuild_failed", exc_info=error)
            if self._on_failure is not None:
                self._on_failure()
        finally:
            self._looked = time.monotonic()
            self._task = None

    def _load_if_moved(self) -> None:
        if self._columns is None or self._source.data_version() != self._columns.version:
            self._columns = self._built()

    def _built(self) -> Columns:
        with self._source.readings() as readings:
            return build(readings)
