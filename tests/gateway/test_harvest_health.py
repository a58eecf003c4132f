"""A portal that stops telling the truth is known for it after one run, and what it once told stays served."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.responses import Response
from support.graphql import call, post
from support.harvesting import Town, fetcher_of, store_in
from support.memory import watched

from gateway.app import create_app
from gateway.harvest.runner import HarvestSummary, harvest
from gateway.settings import Settings
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from schema.enums import PortalCause, ReportScope
from schema.records.portal import PortalStatus

PLACE = "510500"
YEARS = (2014, 2015, 2016, 2017)
ASK = """{
  portals { code healthy cause lastError lastSuccessAt staleSince ageDays failedRuns reports missingYears }
  report(jurisdiction: "510500", year: 2017) { portal { code staleSince } }
  compare(jurisdictions: ["510500"], years: [2017, 2018], indicators: ["requests.received"]) {
    series { points { year value absence } }
  }
}"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = store_in(tmp_path)
    yield store
    store.close()


def run(store: Store, *towns: Town, **how: Any) -> HarvestSummary:
    async def work() -> HarvestSummary:
        async with fetcher_of(towns) as fetcher:
            return await harvest([town.profile() for town in towns], store=store, fetcher=fetcher, **how)

    return asyncio.run(work())


def status(store: Store) -> PortalStatus:
    (one,) = asyncio.run(StoreReader(store.engine).portals())
    return one


def served(tmp_path: Path) -> dict[str, Any]:
    """What a client is told."""
    answer = call(create_app(Settings(data=tmp_path)), lambda client: post(client, ASK)).json()
    assert "errors" not in answer
    (portal,) = answer["data"]["portals"]
    (series,) = answer["data"]["compare"]["series"]
    report = answer["data"]["report"]
    return {
        **portal,
        "report": report,
        "points": [(one["value"], one["absence"]) for one in series["points"]],
    }


@pytest.mark.parametrize(
    ("fault", "options", "cause"),
    [
        ("changed_layout", {}, PortalCause.LAYOUT_CHANGED),
        ("moved_list", {}, PortalCause.PAGE_MISSING),
        ("moved_list", {"to": "/"}, PortalCause.PAGE_MISSING),
        ("soft_404", {}, PortalCause.PAGE_MISSING),
        ("challenge", {"status": 200}, PortalCause.CHALLENGED),
        ("endless_list", {}, PortalCause.LAYOUT_CHANGED),
        ("private_redirect", {}, PortalCause.UNSAFE_ADDRESS),
    ],
)
def test_a_portal_that_loses_its_list_is_unwell_and_what_it_told_stays_served(
    store: Store, tmp_path: Path, fault: str, options: dict[str, Any], cause: PortalCause
) -> None:
    town = Town(PLACE, YEARS)
    run(store, town)
    before = served(tmp_path)

    town.app.on(fault, paths="/nb/$", **options)
    run(store, town)

    after = served(tmp_path)
    assert (before["healthy"], before["cause"], before["staleSince"]) == (True, None, None)
    assert before["points"] == [(171.0, None), (None, "NO_REPORT")]
    assert (after["healthy"], after["cause"], after["failedRuns"]) == (False, cause.value, 1)
    assert after["lastError"]
    assert after["staleSince"] == after["lastSuccessAt"] == before["lastSuccessAt"]
    assert after["ageDays"] == 0
    assert before["report"]["portal"] == {"code": "510500-town", "staleSince": None}
    assert after["report"]["portal"]["staleSince"] == after["staleSince"]
    assert after["reports"] == len(YEARS)
    assert after["points"] == [(171.0, None), (None, "PORTAL_UNAVAILABLE")]


def test_an_endless_list_is_followed_to_its_cap_with_memory_flat(store: Store) -> None:
    town = Town(PLACE, YEARS)
    town.app.on("endless_list", paths="/nb/$", size=1_500_000)

    with watched() as grown:
        summary = run(store, town)

    # Forty pages of a megabyte and a half came, and were not held together.
    assert grown.most < 50_000_000
    (result,) = summary.portals
    assert result.error is not None
    assert "list goes on after 40 pages; look at it, then raise max_pages" in result.error.message


def test_a_list_that_loses_half_of_its_reports_is_noticed_and_the_rest_is_harvested(store: Store) -> None:
    town = Town(PLACE, YEARS)
    run(store, town)
    town.drop(2014)
    town.drop(2015)
    town.put(2018)

    summary = run(store, town)

    assert (summary.counts.stored, summary.counts.unchanged) == (1, 2)
    assert status(store).healthy is True, "one new report makes up for one of the two that went"
    town.drop(2016)
    run(store, town)
    unwell = status(store)
    assert (unwell.healthy, unwell.cause, unwell.reports) == (False, PortalCause.LIST_SHRUNK, 5)
    assert unwell.last_error is not None
    assert "lists lead to 2 reports, to 4 before" in unwell.last_error


def test_a_shorter_list_that_stays_so_is_the_new_list(store: Store) -> None:
    town = Town(PLACE, YEARS)
    run(store, town)
    town.drop(2014)
    town.drop(2015)

    told = []
    for _ in range(4):
        run(store, town)
        told.append(status(store).healthy)

    assert told == [False, False, False, True]


def test_pages_whose_figures_became_pictures_do_not_replace_what_was_read(
    store: Store, tmp_path: Path
) -> None:
    town = Town(PLACE, YEARS)
    run(store, town)
    town.app.on("lost_figures", paths=r"/nb/\d+\.html")

    for _ in range(2):
        summary = run(store, town)

        assert (summary.counts.stored, summary.counts.failed) == (0, 4)
        assert status(store).cause is PortalCause.READINGS_LOST
    assert served(tmp_path)["points"][0] == (171.0, None)


def test_one_page_that_is_gone_among_many_is_no_alarm(store: Store) -> None:
    town = Town(PLACE, YEARS)
    run(store, town)
    town.portal.pages["/nb/2015.html"] = Response(status_code=404)

    summary = run(store, town)

    assert summary.counts.failed == 1
    assert status(store).healthy is True
    assert "no such page" in (status(store).last_error or "")


def test_a_portal_that_shows_its_list_and_hides_half_of_its_reports_is_unwell(store: Store) -> None:
    town = Town(PLACE, YEARS)
    town.app.on("broken", paths=r"/nb/201[67]\.html", status=403)

    run(store, town)

    assert status(store).cause is PortalCause.FETCH_ERROR
    assert "2 of 4 reports cannot be fetched" in (status(store).last_error or "")


def test_the_same_report_under_two_addresses_is_one_report(store: Store) -> None:
    town = Town(PLACE, (2017,))
    town.app.on("duplicates", paths="/nb/$")

    summary = run(store, town)

    assert (summary.counts.discovered, summary.counts.stored, summary.counts.unchanged) == (2, 1, 1)
    assert status(store).reports == 1


def test_years_that_are_expected_and_not_stored_are_named(store: Store) -> None:
    from adapters.profiles import Expect

    town = Town(PLACE, (2015, 2017))
    profile = town.profile(expect=Expect(years=(2014, 2017)))

    async def work() -> None:
        async with fetcher_of([town]) as fetcher:
            await harvest([profile], store=store, fetcher=fetcher)

    asyncio.run(work())

    assert status(store).missing_years == [2014, 2016]


def test_an_organs_portal_that_is_unwell_says_nothing_about_the_places_own(
    store: Store, tmp_path: Path
) -> None:
    town = Town(PLACE, YEARS)
    town.app.on("broken")
    profile = town.profile(scope=ReportScope.ORGAN, organ="泸州市教育局")

    async def work() -> None:
        async with fetcher_of([town]) as fetcher:
            await harvest([profile], store=store, fetcher=fetcher)

    asyncio.run(work())

    told = served(tmp_path)
    assert told["healthy"] is False
    assert told["points"] == [(None, "NO_REPORT"), (None, "NO_REPORT")]
