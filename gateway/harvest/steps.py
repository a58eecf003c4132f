"""Readings of what is at hand → counts, and a run in the ledger. For `reread` and `inbox`."""

from collections import defaultdict
from collections.abc import Awaitable, Sequence
from functools import partial

import anyio.to_thread

from gateway.harvest.progress import OnProgress, Tally
from gateway.harvest.runner import HarvestSummary, new_run
from gateway.store.ledger import Failure, PortalResult, finish_run, record, start_run
from gateway.store.store import Store
from gateway.store.writer import Outcome
from schema.enums import RunKind


class Steps:
    """`begin`, `take` for every reading, `end`. Portals are not judged by readings of what is at hand."""

    def __init__(self, store: Store, kind: RunKind, on_progress: OnProgress | None) -> None:
        self._store = store
        self._kind = kind
        self._run = new_run()
        self._all = Tally(on_progress)
        self._each: defaultdict[str, Tally] = defaultdict(Tally)
        self._failures: defaultdict[str, list[Failure]] = defaultdict(list)

    async def begin(self, portals: Sequence[str]) -> None:
        """`portals` names the portal of every reading that is to come."""
        await anyio.to_thread.run_sync(partial(start_run, self._store, self._run, kind=self._kind))
        for portal in portals:
            self._each[portal].add(discovered=1)
        self._all.add(discovered=len(portals))

    async def take(self, portal: str, step: Awaitable[Outcome | Failure]) -> None:
        outcome = await step
        if isinstance(outcome, Failure):
            self._failures[portal].append(outcome)
            counts = {"failed": 1}
        elif outcome in {Outcome.NEW, Outcome.CHANGED}:
            counts = {"stored": 1}
        else:
            counts = {"unchanged": 1}
        self._each[portal].add(**counts)
        self._all.add(**counts)

    async def end(self) -> HarvestSummary:
        results = tuple(
            PortalResult(
                portal=portal, counts=tally.done(), failures=tuple(self._failures[portal]), judges=False
            )
            for portal, tally in self._each.items()
        )
        for result in results:
            await anyio.to_thread.run_sync(record, self._store, self._run, result)
        await anyio.to_thread.run_sync(finish_run, self._store, self._run)
        return HarvestSummary(run=self._run, counts=self._all.done(), portals=results)
