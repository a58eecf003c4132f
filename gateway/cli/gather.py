"""Profiles → a filled store, with progress shown. What `serve` and `harvest` have in common."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import anyio

from adapters.profiles import Profile
from gateway.audit import audit
from gateway.harvest.inbox import take_in
from gateway.harvest.progress import shown
from gateway.harvest.reread import reread
from gateway.harvest.runner import HarvestSummary, Years, harvest
from gateway.serve.fetchers import fetchers, is_sample, known_profiles
from gateway.settings import Settings
from gateway.store.store import Store


def gather(
    profiles: Sequence[Profile], store: Store, settings: Settings, years: Years = None
) -> list[HarvestSummary]:
    """Harvest the samples in this process, the others over the network, then look across the years."""
    groups = [
        ("示例门户 sample portals", [profile for profile in profiles if is_sample(profile)]),
        ("门户 portals", [profile for profile in profiles if not is_sample(profile)]),
    ]
    summaries = [
        anyio.run(_harvest, title, group, store, settings, years) for title, group in groups if group
    ]
    audit(store)
    return summaries


def read_inbox(folder: Path, store: Store) -> HarvestSummary:
    """Read the files of a folder. Raises InboxUnreadable."""
    with shown("收件 inbox") as on_progress:
        summary = anyio.run(partial(take_in, folder, store=store, on_progress=on_progress))
    audit(store)
    return summary


def read_kept_again(portals: Sequence[str] | None, store: Store) -> HarvestSummary:
    """Read what is kept of those portals again, of all where none is named."""
    profiles = {profile.code: profile for profile in known_profiles()}
    only = frozenset(portals) if portals else None
    with shown("重读 reread") as on_progress:
        summary = anyio.run(partial(reread, profiles, store=store, on_progress=on_progress, portals=only))
    audit(store)
    return summary


async def _harvest(
    title: str, profiles: Sequence[Profile], store: Store, settings: Settings, years: Years
) -> HarvestSummary:
    with shown(title) as on_progress:
        async with fetchers(settings)(profiles[0]) as fetcher:
            return await harvest(
                profiles,
                store=store,
                fetcher=fetcher,
                on_progress=on_progress,
                years=years,
                at_once=settings.harvest_portals,
                within_s=settings.harvest_minutes * 60,
            )
