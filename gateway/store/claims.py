"""One process at a portal at a time: a claim that its holder's death gives back.

SQLite: a lock on a file beside the database, which the system releases with the process. PostgreSQL: an
advisory lock, which the server releases with the connection; one connection holds all claims of a run.
"""

import fcntl
import hashlib
from pathlib import Path
from threading import Lock
from typing import IO

from sqlalchemy import Connection, Engine, text

from gateway.errors import StoreUnavailable
from gateway.store.store import Store

FOLDER = "claims"


class Claims:
    """What one run holds. `close` gives everything back."""

    def __init__(self, store: Store) -> None:
        self._engine: Engine = store.engine
        self._files: dict[str, IO[bytes]] = {}
        self._connection: Connection | None = None
        self._alone = Lock()

    def take(self, portal: str) -> bool:
        """Whether the portal is now this run's; False while another run is at it. Raises StoreError."""
        with self._alone:
            if self._engine.dialect.name == "postgresql":
                return self._ask("SELECT pg_try_advisory_lock(:key)", portal)
            return self._lock_file(portal)

    def give_back(self, portal: str) -> None:
        with self._alone:
            if self._engine.dialect.name == "postgresql":
                self._ask("SELECT pg_advisory_unlock(:key)", portal)
            elif file := self._files.pop(portal, None):
                file.close()

    def close(self) -> None:
        for file in self._files.values():
            file.close()
        if self._connection is not None:
            # Not back into the pool: the locks live as long as the connection does.
            self._connection.invalidate()
            self._connection.close()

    def _lock_file(self, portal: str) -> bool:
        folder = Path(self._engine.url.database or ".").parent / FOLDER
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = (folder / f"{portal}.lock").open("ab")
        except OSError as error:
            raise StoreUnavailable(f"claim on {portal} cannot be written: {error}") from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._files[portal] = file
        return True

    def _ask(self, question: str, portal: str) -> bool:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        key = int.from_bytes(hashlib.sha256(portal.encode()).digest()[:8], signed=True)
        return bool(self._connection.execute(text(question), {"key": key}).scalar())
