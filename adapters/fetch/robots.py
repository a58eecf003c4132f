"""What a portal's robots.txt allows. Called by `client` before each page; fetched once a host and day."""

from collections import defaultdict
from collections.abc import Awaitable, Callable

import anyio
import httpx
from protego import Protego

from adapters.errors import RobotsDenied
from adapters.fetch.limits import Clock

# RFC 9309: at least so much of a robots.txt is to be read; what follows is not.
MOST_BYTES = 512_000
# RFC 9309: answers that say there are no rules. Not among them: 429, and 412, which is a challenge.
NONE_THERE = frozenset({400, 401, 403, 404, 405, 406, 410, 451})
# RFC 9309: rules are not to be trusted for longer than a day.
GOOD_FOR_S = 24 * 3600.0
ReadRobots = Callable[[httpx.URL], Awaitable[bytes | None]]


class Robots:
    """`read` gives the file's bytes, None where the portal has none (RFC 9309: then all is allowed)."""

    def __init__(self, read: ReadRobots, agent: str, clock: Clock) -> None:
        self._read = read
        self._agent = agent
        self._clock = clock
        self._rules: dict[str, tuple[float, Protego]] = {}
        # One a host: a portal that is slow to give its rules keeps no other waiting.
        self._locks: defaultdict[str, anyio.Lock] = defaultdict(anyio.Lock)

    async def check(self, url: httpx.URL) -> float | None:
        """The pause the portal wants, in seconds, if it names one. Raises RobotsDenied."""
        rules = await self._rules_of(url)
        if not rules.can_fetch(str(url), self._agent):
            raise RobotsDenied("robots.txt asks not to fetch this; leave it out of the profile", url=str(url))
        return rules.crawl_delay(self._agent)

    async def _rules_of(self, url: httpx.URL) -> Protego:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        async with self._locks[origin]:
            read_at, rules = self._rules.get(origin, (0.0, None))
            if rules is None or self._clock.monotonic() - read_at > GOOD_FOR_S:
                body = await self._read(httpx.URL(origin + "/robots.txt"))
                rules = Protego.parse((body or b"")[:MOST_BYTES].decode("utf-8", "replace"))
                self._rules[origin] = self._clock.monotonic(), rules
        return rules
