"""What is kept can be read again without any portal, and a person's files are read like a portal's."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.harvesting import Town, fetcher_of, prose, store_in, title_of
from support.stored import contents

from gateway.errors import InboxUnreadable
from gateway.harvest import plan
from gateway.harvest.inbox import take_in
from gateway.harvest.reread import reread
from gateway.harvest.runner import HarvestSummary, harvest
from gateway.store.memory import all_visits
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from schema.enums import Provenance, RunKind
from schema.records.report import Report

WORK = ("harvest_run", "harvest_portal", "harvest_failure", "portal", "fetch", "visit", "data_version")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = store_in(tmp_path)
    yield store
    store.close()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def harvested(store: Store, *towns: Town) -> HarvestSummary:
    async def work() -> HarvestSummary:
        async with fetcher_of(towns) as fetcher:
            return await harvest([town.profile() for town in towns], store=store, fetcher=fetcher)

    return asyncio.run(work())


def read_again(store: Store, *towns: Town, **how: Any) -> HarvestSummary:
    profiles = {profile.code: profile for profile in (town.profile() for town in towns)}
    return asyncio.run(reread(profiles, store=store, **how))


def taken_in(store: Store, inbox: Path) -> HarvestSummary:
    return asyncio.run(take_in(inbox, store=store))


def reports(store: Store, *ids: str) -> Sequence[Report | None]:
    return asyncio.run(StoreReader(store.engine).reports(list(ids)))


def received(store: Store, report: str) -> list[int]:
    (held,) = asyncio.run(StoreReader(store.engine).statistics_of([report]))
    return [int(one.record.value or 0) for one in held if one.record.indicator == "requests.received"]


def counts(summary: HarvestSummary) -> tuple[int, int, int, int]:
    told = summary.counts
    return told.discovered, told.stored, told.unchanged, told.failed


def test_reading_again_with_the_same_readers_changes_nothing(store: Store) -> None:
    towns = Town("510500", (2015, 2016)), Town("321300", (2016,), validators=False)
    harvested(store, *towns)
    before, asked = contents(store.engine, without=WORK), [len(town.portal.requests) for town in towns]

    summary = read_again(store, *towns)

    assert counts(summary) == (3, 0, 3, 0)
    assert contents(store.engine, without=WORK) == before
    assert [len(town.portal.requests) for town in towns] == asked


def test_new_readers_supersede_what_old_ones_read_and_no_portal_is_asked(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another reader read goes when today's readers read otherwise."""
    town = Town("510500", (2016, 2017))
    town.put(2016, received=999)
    harvested(store, town)
    town.portal.pages.clear()
    misread = prose("510500", 2016, 161)
    sha256 = store.blobs.put(misread.encode())
    (visit,) = (one for one in all_visits(store, None) if one.url.endswith("2016.html"))
    from gateway.store.memory import remember_visit

    remember_visit(store, replace(visit, pages=((visit.url, sha256),)))
    monkeypatch.setattr(plan, "READER", "another")

    summary = read_again(store, town)

    assert counts(summary) == (2, 1, 1, 0)
    assert received(store, "510500.2016") == [161]
    assert {one.reader.partition("/")[0] for one in all_visits(store, None)} == {"another"}


def test_only_the_portals_asked_for_are_read_again(store: Store) -> None:
    towns = Town("510500", (2016,)), Town("321300", (2016,))
    harvested(store, *towns)

    summary = read_again(store, *towns, portals=frozenset({"321300-town"}))

    assert [result.portal for result in summary.portals] == ["321300-town"]


def test_what_was_not_kept_and_whose_profile_is_gone_is_told(store: Store) -> None:
    towns = Town("510500", (2016,)), Town("321300", (2016,))
    harvested(store, *towns)
    for visit in all_visits(store, frozenset({"510500-town"})):
        store.blobs.path(visit.pages[0][1]).unlink()

    summary = read_again(store, towns[0])

    told = {failure.code: failure.message for result in summary.portals for failure in result.failures}
    assert told.keys() == {"fetch_error", "profile_error"}
    assert "harvest it" in told["fetch_error"]
    assert "no profile is called 321300-town any more" in told["profile_error"]
    assert None not in reports(store, "510500.2016", "321300.2016")


def test_reading_again_says_nothing_about_how_portals_are_doing(store: Store) -> None:
    town = Town("510500", (2016,))
    harvested(store, town)
    town.app.on("broken")
    harvested(store, town)

    read_again(store, town)

    (status,) = asyncio.run(StoreReader(store.engine).portals())
    assert (status.healthy, status.failed_runs) == (False, 1)
    page = asyncio.run(StoreReader(store.engine).run_page(1, None))
    assert [(run.kind, len(run.portals)) for run in page.items] == [(RunKind.REREAD, 1)]


def put(inbox: Path, name: str, place: str = "510500", year: int = 2016, received: int = 161) -> Path:
    file = inbox / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(prose(place, year, received), "utf-8")
    return file


def test_a_persons_files_are_read_and_are_uploads(store: Store, inbox: Path) -> None:
    put(inbox, "泸州.html")
    put(inbox, "321300/宿迁.htm", place="321300")
    (inbox / "泸州.url").write_text("[InternetShortcut]\nURL=http://www.luzhou.gov.cn/a.html\n", "utf-8")
    (inbox / "notes.md").write_text("not a document", "utf-8")

    summary = taken_in(store, inbox)

    assert counts(summary) == (2, 2, 0, 0)
    luzhou, suqian = reports(store, "510500.2016", "321300.2016")
    assert luzhou is not None
    assert suqian is not None
    assert (luzhou.provenance, luzhou.source_url) == (Provenance.UPLOAD, "http://www.luzhou.gov.cn/a.html")
    assert (suqian.provenance, suqian.source_url) == (Provenance.UPLOAD, "upload:宿迁.htm")


def test_reading_the_folder_again_changes_nothing(store: Store, inbox: Path) -> None:
    put(inbox, "a.html")
    (inbox / "login.html").write_text("<html><title>登录</title><p>请登录</p></html>", "utf-8")
    first = taken_in(store, inbox)
    before = contents(store.engine, without=WORK)

    again = taken_in(store, inbox)

    assert counts(first) == (2, 1, 0, 1)
    assert counts(again) == (2, 0, 1, 1)
    assert contents(store.engine, without=WORK) == before
    assert [failure.code for failure in again.portals[0].failures] == ["not_a_report"]


@pytest.mark.parametrize("official_first", [True, False])
def test_an_official_copy_goes_before_a_persons_whichever_came_first(
    store: Store, inbox: Path, official_first: bool
) -> None:
    put(inbox, "a.html", received=999)
    host = "www.luzhou.gov.cn"
    town = Town("510500", base=f"https://{host}")
    town.put(2016, received=161)

    async def fetch() -> None:
        from adapters.fetch.client import Fetcher
        from adapters.fetch.in_process import InProcessPortals
        from adapters.fetch.limits import IN_PROCESS

        async with Fetcher(InProcessPortals({host: town.app}), limits=IN_PROCESS) as fetcher:
            await harvest([town.profile()], store=store, fetcher=fetcher)

    steps = [lambda: asyncio.run(fetch()), lambda: taken_in(store, inbox)]
    for step in steps if official_first else reversed(steps):
        step()

    (held,) = reports(store, "510500.2016")
    assert held is not None
    assert held.provenance is Provenance.OFFICIAL
    assert received(store, "510500.2016") == [161]


def test_a_corrected_file_of_the_same_name_follows_the_first(store: Store, inbox: Path) -> None:
    put(inbox, "a.html", received=161)
    taken_in(store, inbox)
    put(inbox, "a.html", received=170)

    taken_in(store, inbox)

    assert received(store, "510500.2016") == [170]
    (revisions,) = asyncio.run(StoreReader(store.engine).revisions_of(["510500.2016"]))
    assert [(one.before, one.after) for one in revisions[0].changes] == [(161.0, 170.0)]


def test_a_persons_files_are_read_again_with_the_rest(store: Store, inbox: Path) -> None:
    put(inbox, "a.html")
    taken_in(store, inbox)
    (inbox / "a.html").unlink()

    assert counts(read_again(store)) == (1, 0, 1, 0)
    (held,) = reports(store, "510500.2016")
    assert held is not None
    assert held.provenance is Provenance.UPLOAD


def test_a_folder_that_is_not_there_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(InboxUnreadable, match="nowhere is no folder; make it and put documents there"):
        taken_in(store, tmp_path / "nowhere")


def test_the_title_is_taken_from_the_files_name_where_it_has_none(store: Store, inbox: Path) -> None:
    text = prose("510500", 2016, 161).replace(title_of("510500", 2016), "")
    folder = inbox / "510500"
    folder.mkdir()
    (folder / f"{title_of('510500', 2016)}.html").write_text(text, "utf-8")

    assert counts(taken_in(store, inbox)) == (1, 1, 0, 0)
    assert received(store, "510500.2016") == [161]
