"""Steps → counts as they change: for a bar on a terminal, for log lines elsewhere, for subscribers."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import structlog
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from schema.records.portal import HarvestProgress

OnProgress = Callable[[HarvestProgress], None]
log = structlog.get_logger()


class Tally:
    """Counts of a run that several portals add to, told to one listener at every change."""

    def __init__(self, listener: OnProgress | None = None) -> None:
        self._listener = listener
        self.counts = HarvestProgress()

    def add(self, **steps: int) -> None:
        counts = {name: getattr(self.counts, name) + step for name, step in steps.items()}
        self._tell(replace(self.counts, **counts))

    def done(self) -> HarvestProgress:
        self._tell(replace(self.counts, done=True))
        return self.counts

    def _tell(self, counts: HarvestProgress) -> None:
        self.counts = counts
        if self._listener is not None:
            self._listener(counts)


@contextmanager
def shown(title: str) -> Iterator[OnProgress]:
    """Show a run on stderr: a bar on a terminal, else a line for every tenth part of it and at its end."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[outcome]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task(title, total=None, outcome="")

        def draw(counts: HarvestProgress) -> None:
            progress.update(
                task, total=counts.discovered or None, completed=handled(counts), outcome=_outcome(counts)
            )

        yield draw


def handled(counts: HarvestProgress) -> int:
    """How many of the discovered reports are over and done with."""
    return counts.stored + counts.unchanged + counts.failed


class _Lines:
    """Writes a log line when a tenth of what is known has been added, and at the end."""

    def __init__(self) -> None:
        self._written = 0

    def __call__(self, counts: HarvestProgress) -> None:
        step = max(1, counts.discovered // 10)
        if counts.done or handled(counts) >= self._written + step:
            self._written = handled(counts)
            names = ("discovered", "fetched", "stored", "unchanged", "failed", "done")
            log.info("harvest.progress", **{name: getattr(counts, name) for name in names})


def _outcome(counts: HarvestProgress) -> str:
    parts = ((counts.stored, "新 new"), (counts.unchanged, "未变 unchanged"), (counts.failed, "失败 failed"))
    return " · ".join(f"{count} {name}" for count, name in parts if count)
