"""One request at a time a host, with a pause between two. Called by `client` around every request."""

import random
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import anyio

from adapters.fetch.limits import Clock, Limits


class Pace:
    """Gives each host its turns; `rest` and `slow` stretch the pause where the portal asks for it."""

    def __init__(self, limits: Limits, clock: Clock, chance: Callable[[], float] = random.random) -> None:
        self._limits = limits
        self._clock = clock
        self._chance = chance
        self._locks: defaultdict[str, anyio.Lock] = defaultdict(anyio.Lock)
        self._free_at: dict[str, float] = {}
        self._delay_s: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        async with self._locks[host]:
            await self._wait(host)
            try:
                yield
            finally:
                self.rest(host, self._pause(host))

    def rest(self, host: str, seconds: float) -> None:
        """Nothing is asked of this host for so long; a longer rest already agreed on stands."""
        until = self._clock.monotonic() + seconds
        self._free_at[host] = max(until, self._free_at.get(host, until))

    def slow(self, host: str, seconds: float) -> None:
        """The host wants at least this pause between two requests (robots.txt, Crawl-delay)."""
        self._delay_s[host] = min(seconds, self._limits.crawl_delay_max_s)

    async def _wait(self, host: str) -> None:
        left = self._free_at.get(host, 0.0) - self._clock.monotonic()
        if left > 0:
            await self._clock.sleep(left)

    def _pause(self, host: str) -> float:
        return (
            max(self._limits.delay_s, self._delay_s.get(host, 0.0)) + self._limits.jitter_s * self._chance()
        )
