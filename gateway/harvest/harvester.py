"""The effects behind the mutations: runs in the background, their progress, and what people decide.

All runs share one thread with a loop of its own: requests go on being answered meanwhile, and no two runs
are at one host at once. A run's counts are one value that the thread replaces and everybody reads.
"""

import math
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, ExitStack
from dataclasses import replace

import anyio
import anyio.to_thread
import structlog
from anyio.from_thread import BlockingPortal, start_blocking_portal

from adapters.fetch.client import Fetcher
from adapters.profiles import Profile
from gateway.audit import audit
from gateway.harvest.attempt import attempt
from gateway.harvest.due import due_now
from gateway.harvest.runner import AT_ONCE, Years, harvest, new_run
from gateway.store.dispositions import dispose
from gateway.store.ledger import finished_counts
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from schema.enums import Disposition, RunKind
from schema.ports import Keyed
from schema.records.finding import Finding
from schema.records.portal import HarvestProgress

FetcherFor = Callable[[Profile], AbstractAsyncContextManager[Fetcher]]
REMEMBERED_RUNS = 100
LOOK_EVERY_S = 0.1
log = structlog.get_logger()


class BackgroundHarvester:
    """Implements `schema.ports.Harvester`. `fetcher_for` opens the fetcher that reaches a portal."""

    def __init__(
        self,
        store: Store,
        profiles: Sequence[Profile],
        fetcher_for: FetcherFor,
        *,
        at_once: int = AT_ONCE,
        within_s: float = math.inf,
    ) -> None:
        self._store = store
        self._profiles: Mapping[str, Profile] = {profile.code: profile for profile in profiles}
        self._fetcher_for = fetcher_for
        self._at_once = at_once
        self._within_s = within_s
        self._runs: dict[str, HarvestProgress] = {}
        self._opened = ExitStack()
        self._thread: BlockingPortal | None = None

    async def start(self, portal: str, years: Sequence[int] | None) -> str:
        """The id of the run that was started. Raises LookupError for an unknown portal."""
        profile = self._profiles.get(portal)
        if profile is None:
            raise LookupError(f"no portal has the code {portal!r}; `portals` lists them")
        run = new_run()
        self._note(run, HarvestProgress())
        self._behind().start_task_soon(self._work, [profile], run, years)
        return run

    def keep_schedule(self, profiles: Sequence[Profile], every_s: float) -> None:
        """From now on look so often which of these portals are due, and harvest them."""
        self._behind().start_task_soon(self._look_again_and_again, profiles, every_s)

    def close(self) -> None:
        """Leave every run where it is; the next one takes it up there."""
        if self._thread is not None:
            self._thread.call(self._thread.stop, True)
            self._opened.close()

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

    def _behind(self) -> BlockingPortal:
        if self._thread is None:
            self._thread = self._opened.enter_context(start_blocking_portal(name="harvest"))
        return self._thread

    async def _look_again_and_again(self, profiles: Sequence[Profile], every_s: float) -> None:
        while True:
            await attempt(self._harvest_what_is_due(profiles), "the schedule")
            await anyio.sleep(every_s)

    async def _harvest_what_is_due(self, profiles: Sequence[Profile]) -> None:
        known = {one.code: one for one in await StoreReader(self._store.engine).portals()}
        due = due_now(profiles, known)
        log.info("harvest.due", portals=len(due))
        if due:
            years = {one.profile.code: one.years for one in due}
            await self._work([one.profile for one in due], new_run(), years, RunKind.SCHEDULED)

    async def _work(
        self, profiles: Sequence[Profile], run: str, years: Years, kind: RunKind = RunKind.ASKED
    ) -> None:
        try:
            await attempt(self._harvest(profiles, run, years, kind), profiles[0].url)
        finally:
            self._note(run, replace(self._runs.get(run, HarvestProgress()), done=True))

    async def _harvest(self, profiles: Sequence[Profile], run: str, years: Years, kind: RunKind) -> None:
        def note(counts: HarvestProgress) -> None:
            # The last word is spoken after the audit.
            self._note(run, replace(counts, done=False))

        async with self._fetcher_for(profiles[0]) as fetcher:
            await harvest(
                profiles,
                store=self._store,
                fetcher=fetcher,
                on_progress=note,
                years=years,
                run=run,
                kind=kind,
                at_once=self._at_once,
                within_s=self._within_s,
            )
        await anyio.to_thread.run_sync(audit, self._store)

    def _note(self, run: str, counts: HarvestProgress) -> None:
        self._runs[run] = counts
        while len(self._runs) > REMEMBERED_RUNS:
            del self._runs[next(iter(self._runs))]
