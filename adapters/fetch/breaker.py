"""A host that fails again and again is left alone for a while. Called by `client` around every page."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from adapters.errors import (
    Challenged,
    FetchError,
    LeftAlone,
    PageMissing,
    RobotsDenied,
    TooLarge,
    UnsafeAddress,
)
from adapters.fetch.limits import Clock, Limits

# These say something about one page, nothing about the health of its host.
HOST_IS_WELL = (PageMissing, RobotsDenied, TooLarge, UnsafeAddress)


class Breaker:
    """Counts failures in a row; a challenge counts as all of them, because it is never bypassed.

    After its rest a host is asked once: if that fails too, it rests again.
    """

    def __init__(self, limits: Limits, clock: Clock) -> None:
        self._limits = limits
        self._clock = clock
        self._failures: Counter[str] = Counter()
        self._rests_until: dict[str, float] = {}
        self._reason: dict[str, FetchError] = {}

    @contextmanager
    def watch(self, host: str, url: str) -> Iterator[None]:
        if self._clock.monotonic() < self._rests_until.get(host, 0.0):
            reason = self._reason[host]
            raise LeftAlone(
                f"{host} is left alone after failing ({reason.code}: {reason}); try again later", url=url
            ) from reason
        try:
            yield
        except HOST_IS_WELL:
            self._failures[host] = 0
            raise
        except FetchError as error:
            self._note(host, error)
            raise
        self._failures[host] = 0

    def _note(self, host: str, error: FetchError) -> None:
        self._failures[host] += 1
        self._reason[host] = error
        if isinstance(error, Challenged) or self._failures[host] >= self._limits.failures:
            self._rests_until[host] = self._clock.monotonic() + self._limits.left_alone_s
