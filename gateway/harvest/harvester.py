"""The effects behind the mutations: runs in the background, their progress, and what people decide.

A run works in a thread with a loop of its own, because reading a report is plain computing: requests
go on being answered meanwhile. Its counts are one value that the thread replaces and everybody reads.
"""

import threading
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import replace

import anyio
import anyio.to_thread

from adapters.fetch.client import Fetcher
from adapters.profiles import Profile
from gateway.audit import audit
from gateway.harvest.attempt import attempt
from gateway.harvest.runner import harvest, new_run
from gateway.store.dispositions import dispose
from gateway.store.ledger import finished_counts
from gateway.store.store import Store
from schema.enums import Disposition
from schema.ports import Keyed
from schema.records.finding import Finding
from schema.records.portal import HarvestProgress

FetcherFor = Callable[[Profile], AbstractAsyncContextManager[Fetcher]]
REMEMBERED_RUNS = 100
LOOK_EVERY_S = 0.1


class BackgroundHarvester:
    """Implements `schema.ports.Harvester`. `fetcher_for` opens the fetcher that reaches a portal."""

    def __init__(self, store: Store, profiles: Sequence[Profile], fetcher_for: FetcherFor) -> None:
        self._store = store
        self._profiles: Mapping[str, Profile] = {profile.code: profile for profile in profiles}
        self._fetcher_for = fetcher_for
        self._runs: dict[str, HarvestProgress] = {}

    async def start(self, portal: str, years: Sequence[int] | None) -> str:
        """The id of the run that was started. Raises LookupError for an unknown portal."""
        profile = self._profiles.get(portal)
        if profile is None:
            raise LookupError(f"no portal has the code {portal!r}; `portals` lists them")
        run = new_run()
        self._note(run, HarvestProgress())
        # A daemon: a process that ends must not wait for a portal; the next run completes this one.
        threading.Thread(
            target=self._work, args=(profile, run, years), name=f"harvest-{portal}", daemon=True
        ).start()
        return run

    async def progress(self, run: str) -> AsyncIterator[HarvestProgress]:
        """Counts as they change, the last one done. Raises LookupError for an unknown run."""
        if run not in self._runs:
            yield await self._finished(run)
            return
        told: HarvestProgress | None = None
        while told is None or not told.done:
            counts = self._runs.get(run, HarvestProgress(done=True))
            if counts != told:
                yield counts
                told = counts
            else:
                await anyio.sleep(LOOK_EVERY_S)

    async def dispose(self, finding: str, disposition: Disposition, note: str | None) -> Keyed[Finding]:
        """Record what a person decided. Raises LookupError for an unknown finding."""
        return await anyio.to_thread.run_sync(dispose, self._store, finding, disposition, note)

    async def _finished(self, run: str) -> HarvestProgress:
        counts = await anyio.to_thread.run_sync(finished_counts, self._store, run)
        if counts is None:
            raise LookupError(f"no run {run!r} is known here; it never was, or it was cut off")
        return counts

    def _work(self, profile: Profile, run: str, years: Collection[int] | None) -> None:
        anyio.run(attempt, self._harvest(profile, run, years), profile.url)
        self._note(run, replace(self._runs.get(run, HarvestProgress()), done=True))

    async def _harvest(self, profile: Profile, run: str, years: Collection[int] | None) -> None:
        def note(counts: HarvestProgress) -> None:
            # The last word is spoken after the audit.
            self._note(run, replace(counts, done=False))

        async with self._fetcher_for(profile) as fetcher:
            await harvest(
                [profile], store=self._store, fetcher=fetcher, on_progress=note, years=years, run=run
            )
        await anyio.to_thread.run_sync(audit, self._store)

    def _note(self, run: str, counts: HarvestProgress) -> None:
        self._runs[run] = counts
        while len(self._runs) > REMEMBERED_RUNS:
            del self._runs[next(iter(self._runs))]
