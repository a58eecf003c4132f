"""What it takes to send a large comparison in each format: time, size, memory, and how long others wait.

`make bench`, or `python tests/bench/bench_exports.py`. 45 places × 9 years × 60 indicators out of a store
that holds them all, from a server of its own on loopback. `first` is when the first bytes came, `peak` the
most memory the server ever had, `others` the longest that a plain question took meanwhile.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import httpx
from support.loopback import closed_port
from support.stored import extraction, report, snapshot, statistic

from gateway.export.formats import FORMATS
from gateway.settings import Settings
from gateway.store.store import Store, open_store
from gateway.store.writer import save
from schema.dictionary.indicators import all_indicators
from schema.enums import JurisdictionLevel
from schema.places import registry

PLACES = [one.code for one in registry.places_within("510000", JurisdictionLevel.COUNTY)][:45]
YEARS = range(2010, 2019)
INDICATORS = [one for one in all_indicators() if one.formula is None][:60]
QUESTION = {
    "jurisdictions": ",".join(PLACES),
    "years": ",".join(map(str, YEARS)),
    "indicators": ",".join(one.code for one in INDICATORS),
}


def fill(store: Store) -> None:
    for place in PLACES:
        for year in YEARS:
            stated = tuple(
                statistic(one.code, str(year + nth), unit=one.unit) for nth, one in enumerate(INDICATORS)
            )
            url = f"http://www.example.gov.cn/{place}/{year}.html"
            about = report(place, year, source_url=url)
            body = f"{place}{year}".encode()
            save(store, snapshot(body, url), extraction(about, statistics=stated, findings=()))


@contextmanager
def server(folder: Path) -> Iterator[tuple[str, int]]:
    """Its address and its process."""
    port = closed_port()
    command = [sys.executable, "-m", "gateway", "serve", "--no-samples", "--data", str(folder)]
    process = subprocess.Popen(
        [*command, "--port", str(port)], env={**os.environ, "GONGKAI_LOG_LEVEL": "error"}
    )
    address = f"http://127.0.0.1:{port}"
    try:
        while process.poll() is None:
            try:
                httpx.get(f"{address}/-/ready").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.2)
        yield address, process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


async def longest_answer(client: httpx.AsyncClient, done: asyncio.Event) -> float:
    worst = 0.0
    while not done.is_set():
        began = time.perf_counter()
        await client.get("/-/live")
        worst = max(worst, time.perf_counter() - began)
        await asyncio.sleep(0.01)
    return worst


async def measured(client: httpx.AsyncClient, address: str) -> tuple[float, float, float, float]:
    """Megabytes, seconds, seconds to the first bytes, longest answer to another."""
    done = asyncio.Event()
    other = asyncio.create_task(longest_answer(client, done))
    began, size, first = time.perf_counter(), 0, 0.0
    async with client.stream(
        "GET", address, params=QUESTION, headers={"accept-encoding": "identity"}
    ) as answer:
        answer.raise_for_status()
        async for piece in answer.aiter_raw():
            first = first or time.perf_counter() - began
            size += len(piece)
    seconds = time.perf_counter() - began
    done.set()
    return size / 1e6, seconds, first, await other


def peak(process: int) -> int:
    """Megabytes."""
    (line,) = [
        line for line in Path(f"/proc/{process}/status").read_text("utf-8").splitlines() if "VmHWM" in line
    ]
    return int(line.split()[1]) // 1000


async def tell(address: str, process: int) -> None:
    print(  # noqa: T201  # what a benchmark is for
        f"{len(PLACES) * len(YEARS) * len(INDICATORS)} cells; the server before: {peak(process)} MB"
    )
    async with httpx.AsyncClient(base_url=address, timeout=600) as client:
        for extension in FORMATS:
            size, seconds, first, other = await measured(client, f"/v1/compare.{extension}")
            print(  # noqa: T201
                f"{extension:9}{size:6.1f} MB {seconds:6.1f} s  first {first:5.2f} s  "
                f"peak {peak(process)} MB  others {other:5.2f} s"
            )


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = open_store(Settings(data=folder, samples=False))
        fill(store)
        store.close()
        with server(folder) as (address, process):
            asyncio.run(tell(address, process))


if __name__ == "__main__":
    main()
