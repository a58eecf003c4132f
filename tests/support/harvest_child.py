"""A process that harvests three towns and may be killed while it does. Run by multiprocessing.

The towns are served by the process that kills, so that what was asked of them outlives the killed ones.
"""

import asyncio
import multiprocessing
import os
import random
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from support.harvesting import Town, host_of, store_in
from support.loopback import ByHost, listening, loopback_fetcher

from gateway.harvest.runner import harvest
from gateway.store.store import Store

PLACES = ("510500", "321300", "330100")
YEARS = range(2010, 2018)
# One portal has no validators: nothing but what is remembered keeps its pages from being fetched again.
WITHOUT_VALIDATORS = "330100"
# Before its first documents a run asks for six pages: every kill leaves the next run some of them to do.
MOST_REQUESTS = 14
_FORKS = multiprocessing.get_context("forkserver")


def towns(port: int = 0) -> list[Town]:
    return [
        Town(
            place,
            YEARS,
            validators=place != WITHOUT_VALIDATORS,
            base=f"http://{host_of(place)}:{port}" if port else None,
        )
        for place in PLACES
    ]


@contextmanager
def served() -> Iterator[tuple[ByHost, int]]:
    """The towns on loopback: what they are asked, and their port."""
    hosts = ByHost({host_of(town.place): town.app for town in towns()})
    with listening(hosts) as port:
        yield hosts, port


def run(folder: str, port: int) -> None:
    """Harvest into a folder."""
    store = store_in(Path(folder))
    asyncio.run(_harvest(towns(port), store))
    store.close()


async def _harvest(fleet: list[Town], store: Store) -> None:
    async with loopback_fetcher() as fetcher:
        summary = await harvest([town.profile() for town in fleet], store=store, fetcher=fetcher)
    assert summary.counts.failed == 0, summary
    assert summary.healthy, summary


def preload() -> None:
    """A server that has imported everything once, so that a process to be killed starts in no time."""
    # The server does not take over sys.path before Python 3.13.
    tests = Path(__file__).parents[1]
    paths = [str(tests.parent), str(tests), os.environ.get("PYTHONPATH", "")]
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    _FORKS.set_forkserver_preload(["support.harvest_child"])


def run_and_kill(folder: Path, port: int, hosts: ByHost, moments: random.Random) -> bool:
    """Kill a run after some of its requests, each time after others; whether the kill came before its end."""
    before, after = len(hosts.asked), moments.randint(0, MOST_REQUESTS)
    process = _FORKS.Process(target=run, args=(str(folder), port))
    process.start()
    while process.is_alive() and len(hosts.asked) - before < after:
        time.sleep(0.001)
    time.sleep(moments.uniform(0, 0.05))
    process.kill()
    process.join()
    return process.exitcode != 0


def documents(hosts: ByHost) -> dict[tuple[str, str], int]:
    """How often each document was sent whole; 304 sends none."""
    sent: dict[tuple[str, str], int] = {}
    for one in hosts.asked:
        if one.path.endswith(".html") and one.status == 200:
            sent[one.host, one.path] = sent.get((one.host, one.path), 0) + 1
    return sent
