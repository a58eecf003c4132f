"""What a portal's robots.txt allows. Called by `client` before each page; fetched once a host and run."""

from collections.abc import Awaitable, Callable

import anyio
import httpx
from protego import Protego

from adapters.errors import RobotsDenied

# RFC 9309: at least so much of a robots.txt is to be read.
MOST_BYTES = 512_000
ReadRobots = Callable[[httpx.URL], Awaitable[bytes | None]]


class Robots:
    """`read` gives the file's bytes, None where the portal has none (RFC 9309: then all is allowed)."""

    def __init__(self, read: ReadRobots, agent: str) -> None:
        self._read = read
        self._agent = agent
        self._rules: dict[str, Protego] = {}
        self._lock = anyio.Lock()

    async def check(self, url: httpx.URL) -> float | None:
        """The pause the portal wants, in seconds, if it names one. Raises RobotsDenied."""
        rules = await self._rules_of(url)
        if not rules.can_fetch(str(url), self._agent):
            raise RobotsDenied("robots.txt asks not to fetch this; leave it out of the profile", url=str(url))
        return rules.crawl_delay(self._agent)

    async def _rules_of(self, url: httpx.URL) -> Protego:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        async with self._lock:
            if origin not in self._rules:
                body = await self._read(httpx.URL(origin + "/robots.txt"))
                self._rules[origin] = Protego.parse((body or b"")[:MOST_BYTES].decode("utf-8", "replace"))
        return self._rules[origin]
