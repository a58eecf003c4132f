"""A host that fails again and again is left alone for this run. Called by `client` around every page."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from adapters.errors import Challenged, FetchError, PageMissing, RobotsDenied, TooLarge, UnsafeAddress

# These say something about one page, nothing about the health of its host.
HOST_IS_WELL = (PageMissing, RobotsDenied, TooLarge, UnsafeAddress)


class Breaker:
    """Counts failures in a row; a challenge counts as all of them, because it is never bypassed."""

    def __init__(self, failures: int) -> None:
        self._limit = failures
        self._failures: Counter[str] = Counter()

    @contextmanager
    def watch(self, host: str, url: str) -> Iterator[None]:
        if self._failures[host] >= self._limit:
            raise FetchError(f"{host} is left alone for this run after failing; try again later", url=url)
        try:
            yield
        except HOST_IS_WELL:
            self._failures[host] = 0
            raise
        except Challenged:
            self._failures[host] = self._limit
            raise
        except FetchError:
            self._failures[host] += 1
            raise
        self._failures[host] = 0
