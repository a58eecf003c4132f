"""A draft → what is to be said about it, read in a process of its own that ends with it.

The event loop only waits. A few drafts are read side by side, a few more wait; whoever comes then is told
to come back.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import orjson

from adapters.documents.scan.recognition import is_on

AT_ONCE, MOST_WAITING = 2, 16


class Unread(Exception):
    """The draft could not be read within the time; the message says so."""


class Busy(Exception):
    """As many drafts are waiting as may."""


class Checker:
    """Reads drafts for one app; `seconds` are for one draft, from when its turn has come."""

    def __init__(self, seconds: float) -> None:
        self._seconds, self._waiting = seconds, 0
        self._turns = asyncio.Semaphore(AT_ONCE)

    @contextmanager
    def queued(self) -> Iterator[None]:
        """A place in the queue, to be had before a draft is taken in. Raises Busy where there is none."""
        if self._waiting >= MOST_WAITING:
            raise Busy
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

    async def check(self, body: bytes, name: str, place: str | None) -> dict[str, Any]:
        """`{"told": …}` or `{"refused": …}`. Raises Unread."""
        async with self._turns:
            return await self._read(
                orjson.dumps({"name": name, "place": place, "ocr": is_on()}) + b"\n" + body
            )

    async def _read(self, draft: bytes) -> dict[str, Any]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "gateway.check.worker", str(int(self._seconds) + 1),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            start_new_session=True,
        )  # fmt: skip
        try:
            async with asyncio.timeout(self._seconds):
                output, _ = await process.communicate(draft)
        except TimeoutError as error:
            raise Unread(f"it takes more than {self._seconds:g} seconds to read") from error
        finally:
            await _ended(process)
        try:
            told: dict[str, Any] = orjson.loads(output)
        except orjson.JSONDecodeError as error:
            raise Unread("reading it took more memory or time than one draft may") from error
        return told


async def _ended(process: asyncio.subprocess.Process) -> None:
    """The process and those it began are gone when this returns."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
