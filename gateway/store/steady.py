"""Engine → a reader all of whose answers are of one state of the data, whatever is committed meanwhile."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Select, select

from gateway.store import version
from gateway.store.engine import reading
from gateway.store.queries import EXTRACTION, REPORT, speaks
from gateway.store.reader import StoreReader


class SteadyReader(StoreReader):
    """Holds one transaction, whose statements follow each other; `version` and `moved_at` are its state's."""

    def __init__(self, engine: Engine, connection: Connection) -> None:
        super().__init__(engine)
        self._connection, self._turn = connection, threading.Lock()
        self.version = version.data_version(connection)
        self.moved_at = version.moved_at(connection)

    def years(self) -> list[int]:
        """The years that any report is about, ascending."""
        query = select(REPORT.c.year).join(EXTRACTION, speaks()).distinct().order_by(REPORT.c.year)
        return [line.year for line in self._execute(query)]

    def lines(self, query: Select[Any]) -> Sequence[Any]:
        """What any other SELECT gives in that state. Blocks."""
        return self._execute(query)

    def _execute(self, query: Select[Any]) -> Sequence[Any]:
        with self._turn:
            return self._connection.execute(query).all()


@contextmanager
def steady_reader(engine: Engine) -> Iterator[SteadyReader]:
    """For as long as the context is open; the transaction is given back then. Raises StoreError."""
    with reading(engine) as connection:
        yield SteadyReader(engine, connection)
