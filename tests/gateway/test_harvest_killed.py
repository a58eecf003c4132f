"""Killing a harvest at any moment leaves no half report; running it again completes it."""

import multiprocessing
import os
import random
import time
from pathlib import Path

import pytest
from sqlalchemy import text
from support.harvest_child import YEARS, run
from support.harvesting import PLACES, store_in
from support.stored import contents

from gateway.store.engine import reading
from gateway.store.store import Store

KILLS = 12
# What a run leaves that depends on when and how often it ran.
OF_THE_RUN = ("harvest_run", "harvest_portal", "harvest_failure", "portal", "fetch", "data_version")
_FORKS = multiprocessing.get_context("forkserver")


def said(store: Store) -> list[tuple[object, ...]]:
    """Every figure with its report and hash, by what it says and not by when it came."""
    with reading(store.engine) as connection:
        return sorted(
            tuple(line)
            for line in connection.execute(
                text(
                    "SELECT e.report_id, e.title, e.content_hash, s.indicator, s.entry, s.value, s.quote"
                    " FROM extraction e JOIN statistic s ON s.extraction_id = e.id WHERE e.is_current"
                )
            )
        )


def half_reports(store: Store) -> int:
    """Reports without a reading, readings without figures or sections, documents without bytes."""
    with reading(store.engine) as connection:
        bare = connection.execute(
            text(
                "SELECT count(*) FROM report r WHERE NOT EXISTS"
                " (SELECT 1 FROM extraction e WHERE e.report_id = r.id AND e.is_current"
                "  AND EXISTS (SELECT 1 FROM statistic s WHERE s.extraction_id = e.id)"
                "  AND EXISTS (SELECT 1 FROM section p WHERE p.extraction_id = e.id))"
            )
        ).scalar_one()
        hashes = connection.execute(text("SELECT sha256 FROM document")).scalars().all()
    return int(bare) + sum(sha256 not in store.blobs for sha256 in hashes)


def harvest_and_kill(folder: Path, after_s: float) -> bool:
    """Whether the kill came before the end."""
    started = folder / "started"
    started.unlink(missing_ok=True)
    process = _FORKS.Process(target=run, args=(str(folder), str(started)))
    process.start()
    while not started.exists() and process.is_alive():
        time.sleep(0.001)
    time.sleep(after_s)
    process.kill()
    process.join()
    return process.exitcode != 0


@pytest.fixture
def forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that has imported everything once, so that a process to be killed starts in no time."""
    # The server does not take over sys.path before Python 3.13.
    tests = Path(__file__).parents[1]
    paths = [str(tests.parent), str(tests), os.environ.get("PYTHONPATH", "")]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(filter(None, paths)))
    _FORKS.set_forkserver_preload(["support.harvest_child"])


@pytest.mark.usefixtures("forks")
def test_a_harvest_killed_again_and_again_ends_with_the_same_rows(tmp_path: Path) -> None:
    undisturbed, killed = tmp_path / "undisturbed", tmp_path / "killed"
    for folder in (undisturbed, killed):
        folder.mkdir()
    run(str(undisturbed))
    moments = random.Random(2260)

    interrupted = sum(harvest_and_kill_checked(killed, moments.uniform(0, 0.15)) for _ in range(KILLS))

    run(str(killed))
    wanted, found = store_in(undisturbed), store_in(killed)
    assert interrupted >= KILLS - 2
    assert len(said(wanted)) >= 3 * len(PLACES) * len(YEARS)
    assert said(found) == said(wanted)
    assert half_reports(found) == 0
    assert {name: len(rows) for name, rows in contents(found.engine, without=OF_THE_RUN).items()} == {
        name: len(rows) for name, rows in contents(wanted.engine, without=OF_THE_RUN).items()
    }
    wanted.close()
    found.close()


def harvest_and_kill_checked(folder: Path, after_s: float) -> bool:
    interrupted = harvest_and_kill(folder, after_s)
    store = store_in(folder)
    assert half_reports(store) == 0
    store.close()
    return interrupted
