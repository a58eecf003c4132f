"""Profiles → a filled store, with progress shown. What `serve` and `harvest` have in common."""

from collections.abc import Collection, Sequence

import anyio

from adapters.profiles import Profile
from gateway.audit import audit
from gateway.harvest.progress import shown
from gateway.harvest.runner import HarvestSummary, harvest
from gateway.serve.fetchers import fetchers, is_sample
from gateway.settings import Settings
from gateway.store.store import Store


def gather(
    profiles: Sequence[Profile], store: Store, settings: Settings, years: Collection[int] | None = None
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


async def _harvest(
    title: str,
    profiles: Sequence[Profile],
    store: Store,
    settings: Settings,
    years: Collection[int] | None,
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
