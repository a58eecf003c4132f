"""Settings → Store: the database and the folder of raw documents that belong together."""

from dataclasses import dataclass

from sqlalchemy import Engine

from gateway.settings import Settings
from gateway.store.blobs import Blobs
from gateway.store.engine import open_engine
from gateway.store.migrate import upgrade

DOCUMENTS = "documents"


@dataclass(frozen=True, slots=True)
class Store:
    """Everything that is kept. `close` gives the connections back."""

    engine: Engine
    blobs: Blobs

    def close(self) -> None:
        self.engine.dispose()


def open_store(settings: Settings) -> Store:
    """The store with its tables up to date. Raises StoreError."""
    engine = open_engine(settings.store_url)
    upgrade(engine)
    return Store(engine, Blobs(settings.data / DOCUMENTS))
