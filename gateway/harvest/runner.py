"""Profiles → rows, several portals side by side. The one way in which reports are harvested.

A run can be cut off at any moment: every report is saved whole or not at all, and what a run has done
is not done again by the next. The audit across years is the caller's next step.
"""

import math
import uuid
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

import anyio
import anyio.to_thread
import structlog

from adapters.fetch.client import Fetcher
from adapters.profiles import Profile
from gateway.harvest.attempt import attempt
from gateway.harvest.plan import status_of
from gateway.harvest.portal import PortalHarvest, Task
from gateway.harvest.progress import OnProgress, Tally
from gateway.harvest.wellness import ELSEWHERE
from gateway.observe.metrics import PORTAL_WELL
from gateway.store.claims import Claims
from gateway.store.ledger import (
    Failure,
    PortalResult,
    arrive,
    finish_run,
    record,
    register,
    start_run,
    still_alive,
)
from gateway.store.runs import ALIVE_EVERY_S
from gateway.store.store import Store
from schema.enums import RunKind
from schema.records.portal import HarvestProgress

AT_ONCE = 16
Years = Collection[int] | Mapping[str, Collection[int] | None] | None
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestSummary:
    """What a run did, in all and at each portal, in the order of the profiles."""

    run: str
    counts: HarvestProgress
    portals: tuple[PortalResult, ...]

    @property
    def healthy(self) -> bool:
        return all(result.healthy or not result.judges for result in self.portals)


async def harvest(
    profiles: Sequence[Profile],
    *,
    store: Store,
    fetcher: Fetcher,
    on_progress: OnProgress | None = None,
    years: Years = None,
    run: str | None = None,
    kind: RunKind = RunKind.ASKED,
    at_once: int = AT_ONCE,
    within_s: float = math.inf,
) -> HarvestSummary:
    """`years` are those wanted, for all portals or by portal. A portal is left after `within_s` seconds.

    Raises StoreError when the ledger itself cannot be written; nothing a portal does raises.
    """
    run = run or new_run()
    tally = Tally(on_progress)
    results: dict[str, PortalResult] = {}
    turns = anyio.Semaphore(at_once)

    async def visit(profile: Profile, claims: Claims) -> None:
        async with turns:
            with structlog.contextvars.bound_contextvars(run_id=run, portal=profile.code):
                work = PortalHarvest(profile, store=store, fetcher=fetcher, everywhere=tally)
                task = Task(years=_years_for(profile, years), within_s=within_s)
                results[profile.code] = await _visited(work, profile, task, _Ledger(store, run, claims))

    await anyio.to_thread.run_sync(register, store, [status_of(profile) for profile in profiles])
    asked = None if isinstance(years, Mapping) else years
    await anyio.to_thread.run_sync(partial(start_run, store, run, kind=kind, years=asked))
    with closing(Claims(store)) as claims:
        async with anyio.create_task_group() as heart:
            heart.start_soon(_beat, store, run)
            async with anyio.create_task_group() as portals:
                for profile in profiles:
                    portals.start_soon(visit, profile, claims)
            heart.cancel_scope.cancel()
    await anyio.to_thread.run_sync(finish_run, store, run)
    ordered = tuple(results[profile.code] for profile in profiles)
    return HarvestSummary(run=run, counts=tally.done(), portals=ordered)


@dataclass(frozen=True, slots=True)
class _Ledger:
    """Where a run writes down what it does."""

    store: Store
    run: str
    claims: Claims


async def _visited(work: PortalHarvest, profile: Profile, task: Task, ledger: _Ledger) -> PortalResult:
    done = await attempt(_claimed(work, profile, task, ledger), profile.url)
    if isinstance(done, Failure):
        return PortalResult(portal=profile.code, counts=HarvestProgress(done=True), error=done)
    noted = await attempt(anyio.to_thread.run_sync(record, ledger.store, ledger.run, done), profile.url)
    if done.judges:
        PORTAL_WELL.labels(profile.code).set(done.healthy)
    return replace(done, error=noted) if isinstance(noted, Failure) else done


async def _claimed(work: PortalHarvest, profile: Profile, task: Task, ledger: _Ledger) -> PortalResult:
    """One run at a portal at a time, whichever process it is of."""
    if not await anyio.to_thread.run_sync(ledger.claims.take, profile.code):
        log.info("harvest.elsewhere", portal=profile.code)
        return PortalResult(
            portal=profile.code,
            counts=HarvestProgress(done=True),
            error=Failure(profile.url, ELSEWHERE, "another run is at this portal; look at that one"),
            judges=False,
        )
    try:
        since = await anyio.to_thread.run_sync(arrive, ledger.store, ledger.run, profile.code)
        return await work.run(replace(task, cut_off_since=since))
    finally:
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(ledger.claims.give_back, profile.code)


async def _beat(store: Store, run: str) -> None:
    """Say that the run is alive until it is not."""
    while True:
        await anyio.sleep(ALIVE_EVERY_S)
        await attempt(anyio.to_thread.run_sync(still_alive, store, run), run)


def _years_for(profile: Profile, years: Years) -> Collection[int] | None:
    return years.get(profile.code) if isinstance(years, Mapping) else years


def new_run() -> str:
    """The name of a run that is about to start."""
    return uuid.uuid4().hex
