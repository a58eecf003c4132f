"""What a harvest of many portals bears: twenty at once, fifty kills, bodies without end.

`make bench`, or `python tests/bench/bench_harvest.py [fleet|kills|bodies]`. The portals are real servers on
loopback; what is printed of pace and requests was measured at them. Times depend on the machine; what must
hold on any machine is asserted.
"""

import asyncio
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
# The checkout first: tests/adapters must not stand for adapters.
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import structlog
from support.harvest_child import PLACES, YEARS, documents, preload, run, run_and_kill, served
from support.harvesting import Town, host_of, store_in
from support.loopback import ByHost, listening, loopback_fetcher
from support.memory import watched
from support.readings import half_reports, said
from support.twenty import ILL, WELL, Fleet, fleet, least_gap, least_pause

from adapters.errors import FetchError
from adapters.fetch.limits import Limits
from gateway.harvest.runner import HarvestSummary, harvest
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from schema.ports import ReportFilter

DELAY_S = 0.1
PATIENCE_S = 40.0
MANY_YEARS = range(2000, 2018)
KILLS = 50
FLAT = 60_000_000


def twenty(folder: Path) -> None:
    """Ten healthy portals of eighteen reports each, five down, three slow, two lying."""
    limits = Limits(delay_s=DELAY_S, jitter_s=0.05, retry_wait_s=0.1, attempts=2, total_s=3.5)
    store = store_in(folder)
    with fleet(MANY_YEARS, slow_s=2.6) as ships, watched() as grown:
        began = time.perf_counter()
        summary = asyncio.run(_harvest(ships, store, limits))
        took = time.perf_counter() - began
        asked = ships.asked()
    page = asyncio.run(StoreReader(store.engine).report_page(ReportFilter(), 1000, None))
    held = {one.id for one in page.items if one.jurisdiction in WELL}
    causes = {one.jurisdiction: one.cause for one in asyncio.run(StoreReader(store.engine).portals())}
    pause = min(least_pause(asked[host_of(place)]) for place in WELL)
    wanted = len(WELL) * len(MANY_YEARS)
    tell(f"twenty portals   {len(held)} of {wanted} reports of the healthy ten stored")
    fetched = summary.counts.fetched
    tell(f"                 {fetched} documents in {took:.1f} s, time for one portal {PATIENCE_S:g} s")
    tell(f"                 shortest pause at a healthy host {pause:.3f} s of {DELAY_S:g} s agreed")
    tell(f"                 shortest gap at any host {min(map(least_gap, asked.values())):.3f} s")
    tell(f"                 memory grew by {grown.most / 1e6:.0f} MB")
    for place, (fault, _, cause) in ILL.items():
        tell(f"                 {place} {fault:13} {causes[place]}")
        assert causes[place] is cause
    assert len(held) == wanted
    assert pause >= DELAY_S * 0.9
    store.close()


async def _harvest(ships: Fleet, store: Store, limits: Limits) -> HarvestSummary:
    async with ships.fetcher(limits) as fetcher:
        return await harvest(ships.profiles, store=store, fetcher=fetcher, at_once=20, within_s=PATIENCE_S)


def kills(folder: Path) -> None:
    """A process that harvests three portals is killed fifty times, wherever it is."""
    undisturbed, killed = folder / "undisturbed", folder / "killed"
    for each in (undisturbed, killed):
        each.mkdir()
    preload()
    moments = random.Random(2260)
    with served() as (hosts, port):
        run(str(undisturbed), port)
        wanted = said(store_in(undisturbed))
        interrupted = broken = fetched_twice = rounds = half_way = 0
        while interrupted < KILLS:
            # A harvest that was completed is begun anew, so that every kill meets one under way.
            hosts.asked.clear()
            place = killed / str(rounds)
            place.mkdir()
            cut = 0
            while cut < 5 and run_and_kill(place, port, hosts, moments):
                cut += 1
                broken += half_reports(store_in(place))
            half_way += len(documents(hosts))
            run(str(place), port)
            assert said(store_in(place)) == wanted
            sent = documents(hosts)
            twice = sum(sent.values()) - len(sent)
            assert twice <= cut * len(PLACES)
            interrupted, fetched_twice, rounds = interrupted + cut, fetched_twice + twice, rounds + 1
    tell(f"kill -9          {interrupted} kills in {rounds} harvests of {len(PLACES) * len(YEARS)} reports")
    mean = half_way / rounds
    tell(f"                 {mean:.0f} documents had come when a harvest was last killed, on average")
    tell(f"                 {broken} half reports after a kill; rows at the end the same every time")
    tell(f"                 {fetched_twice} documents sent twice: on their way when the process was killed")
    assert broken == 0


def bodies(folder: Path) -> None:
    """Two gigabytes sent, two gigabytes packed, a list without end: each stopped at its cap."""
    faults = (("huge_body", {}), ("huge_body", {"media_type": "application/pdf"}), ("bomb", {}))
    for name, options in faults:
        _measured(name, options)
    town, store = Town("510500", (2017,)), store_in(folder)
    town.app.on("endless_list", paths="/nb/$")
    with listening(ByHost({host_of("510500"): town.app})) as port, watched() as grown:
        town.base = f"http://{host_of('510500')}:{port}"
        summary = asyncio.run(_one(town, store))
    (result,) = summary.portals
    assert result.error is not None
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    tell(f"endless list                     {result.error.message.partition(' (')[0]}")
    tell(f"                                 memory grew by {grown.most / 1e6:.0f} MB, {most:.0f} MB in all")
    assert grown.most < FLAT
    store.close()


def _measured(fault: str, options: dict[str, str]) -> None:
    title = f"{fault} {options.get('media_type', '')}"
    town = Town("510500", (2017,))
    town.app.on(fault, paths="/nb/$", **options)

    async def get(port: int) -> str:
        limits = Limits(delay_s=0, jitter_s=0)
        name = f"{host_of('510500')}:{port}"
        async with loopback_fetcher(limits) as fetcher:
            try:
                await fetcher.get(f"http://{name}/nb/", allow=(name,))
            except FetchError as error:
                return str(error).partition(" (")[0]
        return "was taken"

    with listening(ByHost({host_of("510500"): town.app})) as port, watched() as grown:
        began = time.perf_counter()
        ended = asyncio.run(get(port))
        took = time.perf_counter() - began
    tell(f"{title:32} {ended} in {took:.1f} s; memory grew by {grown.most / 1e6:.0f} MB")
    assert "cap" in ended


async def _one(town: Town, store: Store) -> HarvestSummary:
    async with loopback_fetcher() as fetcher:
        return await harvest([town.profile()], store=store, fetcher=fetcher)


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    parts = {"fleet": twenty, "kills": kills, "bodies": bodies}
    for name in sys.argv[1:] or parts:
        with tempfile.TemporaryDirectory() as folder:
            parts[name](Path(folder))


if __name__ == "__main__":
    main()
