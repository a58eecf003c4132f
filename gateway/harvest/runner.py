"""Profiles → rows, several portals side by side. The one way in which reports are harvested.

A run can be cut off at any moment: every report is saved whole or not at all, and what a run has done
is not done again by the next. The audit across years is the caller's next step.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import anyio
import anyio.to_thread
import structlog

from adapters.fetch.client import Fetcher
from adapters.profiles import Profile
from gateway.harvest.attempt import attempt
from gateway.harvest.plan import status_of
from gateway.harvest.portal import PortalHarvest
from gateway.harvest.progress import OnProgress, Tally
from gateway.store.ledger import Failure, PortalResult, finish_run, record, register, start_run
from gateway.store.store import Store
from schema.records.portal import HarvestProgress

AT_ONCE = 4
log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class HarvestSummary:
    """What a run did, in all and at each portal, in the order of the profiles."""

    run: str
    counts: HarvestProgress
    portals: tuple[PortalResult, ...]

    @property
    def healthy(self) -> bool:
        return all(result.healthy for result in self.portals)


async def harvest(
    profiles: Sequence[Profile],
    *,
    store: Store,
    fetcher: Fetcher,
    on_progress: OnProgress | None = None,
    years: Collection[int] | None = None,
    run: str | None = None,
    at_once: int = AT_ONCE,
) -> HarvestSummary:
    """Raises StoreError when the ledger itself cannot be written; nothing a portal does raises."""
    run = run or new_run()
    tally = Tally(on_progress)
    results: dict[str, PortalResult] = {}
    turns = anyio.Semaphore(at_once)

    async def visit(profile: Profile) -> None:
        async with turns:
            with structlog.contextvars.bound_contextvars(run_id=run, portal=profile.code):
                work = PortalHarvest(profile, store=store, fetcher=fetcher, everywhere=tally)
                result = await work.run(years)
                noted = await attempt(anyio.to_thread.run_sync(record, store, run, result), profile.url)
                results[profile.code] = replace(result, error=noted) if isinstance(noted, Failure) else result

    await anyio.to_thread.run_sync(register, store, [status_of(profile) for profile in profiles])
    await anyio.to_thread.run_sync(start_run, store, run)
    async with anyio.create_task_group() as portals:
        for profile in profiles:
            portals.start_soon(visit, profile)
    await anyio.to_thread.run_sync(finish_run, store, run)
    ordered = tuple(results[profile.code] for profile in profiles)
    return HarvestSummary(run=run, counts=tally.done(), portals=ordered)


def new_run() -> str:
    """The name of a run that is about to start."""
    return uuid.uuid4().hex
