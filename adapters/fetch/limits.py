"""How long, how much and how often a portal may be asked. Read by every part of `fetch`.

The defaults are what the portals bear: one request at a time a host, two to three seconds apart.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic

import anyio


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Times in seconds, sizes in bytes; `failures` in a row after which a host is left alone so long."""

    delay_s: float = 2.0
    jitter_s: float = 1.0
    connect_s: float = 10.0
    read_s: float = 30.0
    total_s: float = 60.0
    page_bytes: int = 10_000_000
    file_bytes: int = 50_000_000
    redirects: int = 5
    attempts: int = 3
    retry_wait_s: float = 2.0
    retry_wait_max_s: float = 30.0
    retry_after_max_s: float = 120.0
    crawl_delay_max_s: float = 30.0
    failures: int = 3
    left_alone_s: float = 1800.0


UNHURRIED = Limits()
# For portals that run in this process: nobody is spared by waiting.
IN_PROCESS = Limits(delay_s=0, jitter_s=0, retry_wait_s=0)


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """The three ways in which fetching depends on time, replaceable together."""

    now: Callable[[], datetime] = _utc_now
    monotonic: Callable[[], float] = monotonic
    sleep: Callable[[float], Awaitable[None]] = anyio.sleep
