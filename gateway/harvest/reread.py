"""Everything that is kept → what today's readers make of it. No portal is asked; only the store is needed.

Each report goes the way it went when it was harvested. What reads as before is left alone; what reads
otherwise supersedes the earlier reading, which stays stored.
"""

from collections.abc import Mapping

import anyio.to_thread

from adapters.errors import ProfileError
from adapters.profiles import Profile
from gateway.harvest.attempt import attempt
from gateway.harvest.inbox import INBOX
from gateway.harvest.kept import read_kept
from gateway.harvest.progress import OnProgress
from gateway.harvest.runner import HarvestSummary
from gateway.harvest.steps import Steps
from gateway.store.memory import Visit, all_visits
from gateway.store.store import Store
from gateway.store.writer import Outcome
from schema.enums import RunKind


async def reread(
    profiles: Mapping[str, Profile],
    *,
    store: Store,
    on_progress: OnProgress | None = None,
    portals: frozenset[str] | None = None,
) -> HarvestSummary:
    """Read again what is kept of those portals, None for all and for people's files too.

    `profiles` are known by code. A report that today's readers refuse is a failure and keeps its reading.
    """
    visits = await anyio.to_thread.run_sync(all_visits, store, portals)
    steps = Steps(store, RunKind.REREAD, on_progress)
    await steps.begin([visit.portal or INBOX for visit in visits])
    for visit in visits:
        await steps.take(visit.portal or INBOX, attempt(_again(visit, profiles, store), visit.url))
    return await steps.end()


async def _again(visit: Visit, profiles: Mapping[str, Profile], store: Store) -> Outcome:
    profile = profiles.get(visit.portal) if visit.portal is not None else None
    if visit.portal is not None and profile is None:
        raise ProfileError(f"no profile is called {visit.portal} any more; bring it back to read its reports")
    return await read_kept(store, visit, profile)
