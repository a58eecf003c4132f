"""How much memory this process takes while something runs."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
EVERY_S = 0.002


class Grown:
    """`most` is the largest growth of the resident memory since the block began, in bytes."""

    most = 0


def resident() -> int:
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE


@contextmanager
def watched() -> Iterator[Grown]:
    grown, over, before = Grown(), threading.Event(), resident()

    def watch() -> None:
        while not over.wait(EVERY_S):
            grown.most = max(grown.most, resident() - before)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield grown
    finally:
        over.set()
        watcher.join()
        grown.most = max(grown.most, resident() - before)
