"""Whatever the system, a portal that misbehaves is unwell, by the same cause, after one run."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from support.harvesting import store_in

from adapters.fetch.client import Fetcher
from adapters.fetch.in_process import InProcessPortals
from adapters.fetch.limits import IN_PROCESS
from adapters.profiles import Profile
from gateway.harvest.runner import HarvestSummary, harvest
from gateway.samples.faults import Faulty
from gateway.samples.portals import app, sample_profiles

FIRST_OF: dict[str, Profile] = {}
for each in sample_profiles():
    FIRST_OF.setdefault(each.family, each)
FAULTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("challenge", {"status": 200}, "challenged"),
    ("soft_404", {}, "page_missing"),
    ("broken", {}, "portal_busy"),
    ("moved_list", {"to": "/"}, "page_missing"),
    ("private_redirect", {}, "unsafe_address"),
    ("huge_body", {"announced": True, "size": 11_000_000}, "too_large"),
)


@pytest.mark.parametrize("family", sorted(FIRST_OF))
def test_a_portal_of_any_family_that_misbehaves_is_unwell(family: str, tmp_path: Path) -> None:
    profile, store = FIRST_OF[family], store_in(tmp_path)
    portal = Faulty(app(profile))

    async def run() -> HarvestSummary:
        transport = InProcessPortals(dict.fromkeys(profile.hosts, portal))
        async with Fetcher(transport, limits=IN_PROCESS) as fetcher:
            return await harvest([profile], store=store, fetcher=fetcher)

    told = {}
    for fault, options, _ in FAULTS:
        portal.on(fault, **options)
        (result,) = asyncio.run(run()).portals
        told[fault] = result.error.code if result.error else "well"
        portal.off(fault)

    store.close()
    assert told == {fault: code for fault, _, code in FAULTS}
