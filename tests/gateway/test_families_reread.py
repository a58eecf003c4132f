"""Whatever a report was read from, it can be read again from what was kept, without a portal."""

import asyncio

import pytest
from support.harvesting import store_in
from support.samples import filled

from gateway.harvest.reread import reread
from gateway.samples.portals import sample_profiles
from gateway.store.store import Store

# A row of a file, an article in a script, on two pages, in a Word file, a folder that is the report, and a
# cell of a grid.
KINDS = {"shanxi": 2, "guangdong": 1, "jilin": 2, "chongqing": 2, "kunming": 1, "tongxiang": 1}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    folder = tmp_path_factory.mktemp("data")
    filled(folder)
    return store_in(folder)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_source_is_read_again_from_the_store(store: Store, kind: str) -> None:
    profiles = {profile.code: profile for profile in sample_profiles()}
    code = next(code for code, profile in profiles.items() if profile.hosts[0].startswith(kind))

    again = asyncio.run(reread(profiles, store=store, portals=frozenset({code})))

    assert (again.counts.stored, again.counts.unchanged, again.counts.failed) == (0, KINDS[kind], 0)
