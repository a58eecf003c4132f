"""One gateway pulls from another, over a real socket: every report, figure for figure, with its sources."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from support.harvesting import store_in
from support.lists import find
from support.loopback import LOOPBACK, ByHost, listening, loopback_fetcher
from support.portal import ROOT, Portal, fetcher, profile

from adapters.errors import LayoutChanged, NotAReport
from adapters.families.base import ReportRef
from adapters.families.graphql import REPORT, Graphql
from adapters.fetch.snapshot import Snapshot
from adapters.pipeline import take
from adapters.profiles import Expect, Profile
from adapters.taken import Taken
from gateway.app import create_app
from gateway.cli.gather import gather
from gateway.harvest.reread import reread
from gateway.harvest.runner import HarvestSummary, harvest
from gateway.samples.portals import sample_profiles
from gateway.settings import Settings
from gateway.store.store import Store, open_store
from schema.enums import Provenance
from schema.records.extraction import Extraction

NAME = "upstream.example"
# In every form, of every level, organs and whole places: fifteen reports.
FILLED = {"pingtan", "sichuan", "shanxi", "luzhou", "shanghai", "beijing"}
# What is asked of both gateways: everything that a report says.
ALL = """{ reports(first: 100) { totalCount nodes {
  year scope organ title publisher indexNumber publishedOn format sourceUrl periodStart periodEnd
  jurisdiction { code } sections { number heading text }
  statistics { label applicant value unit qualifier statedShare inferred indicator { code }
    source { section quote table row column page url } }
  figures { label value unit qualifier source { section quote table row column page url } }
} } }"""


@pytest.fixture(scope="module")
def upstream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ByHost, int]]:
    """A whole gateway, filled as `gongkai serve` fills one, on a port of its own."""
    settings = Settings(data=tmp_path_factory.mktemp("upstream"), samples=True)
    store = open_store(settings)
    gather([each for each in sample_profiles() if each.hosts[0].partition(".")[0] in FILLED], store, settings)
    store.close()
    app = create_app(settings)
    server = ByHost({NAME: app, LOOPBACK: app})
    with listening(server, lifespan="on") as port:
        yield server, port


def of(port: int, **options: Any) -> Profile:
    host = f"{NAME}:{port}"
    return profile(
        "graphql",
        code="100000-upstream",
        hosts=(host,),
        lists=(f"http://{host}/graphql",),
        options=options,
        expect=Expect(min_reports=1),
    )


def pull(given: Profile, store: Store) -> HarvestSummary:
    async def run() -> HarvestSummary:
        async with loopback_fetcher() as fetch:
            return await harvest([given], store=store, fetcher=fetch)

    return asyncio.run(run())


def said(port: int) -> dict[str, Any]:
    answer = httpx.post(f"http://{LOOPBACK}:{port}/graphql", json={"query": ALL}).json()
    assert "errors" not in answer
    reports: dict[str, Any] = answer["data"]["reports"]
    return reports


@pytest.fixture(scope="module")
def downstream(
    upstream: tuple[ByHost, int], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, HarvestSummary]]:
    folder = tmp_path_factory.mktemp("downstream")
    store = store_in(folder)
    yield folder, pull(of(upstream[1], page_size=5, confidence=True), store)
    store.engine.dispose()


def test_every_report_is_pulled_figure_for_figure_with_its_sources(
    upstream: tuple[ByHost, int], downstream: tuple[Path, HarvestSummary]
) -> None:
    folder, summary = downstream
    assert (summary.counts.discovered, summary.counts.stored, summary.counts.failed) == (15, 15, 0)

    with listening(create_app(Settings(data=folder)), lifespan="on") as port:
        here, there = said(port), said(upstream[1])

    assert here["totalCount"] == 15
    # Their order differs where two are of one year: nothing of what they say does.
    by_title = [{node["title"]: node for node in each["nodes"]} for each in (here, there)]
    assert by_title[0] == by_title[1]


def test_the_list_is_asked_page_by_page_by_the_connections_cursor(upstream: tuple[ByHost, int]) -> None:
    server, port = upstream
    before = len(server.asked)

    async def run() -> int:
        async with loopback_fetcher() as fetch:
            from adapters.pipeline import discover

            return len(await discover(of(port, page_size=5), fetch))

    assert asyncio.run(run()) == 15
    assert [asked.path for asked in server.asked[before:]] == ["/robots.txt"] + ["/graphql"] * 3


@pytest.mark.parametrize("confidence", [False, True])
def test_how_surely_numbers_were_recognised_is_asked_only_of_an_endpoint_that_says_so(
    *, confidence: bool
) -> None:
    node = {"id": "a", "title": "年报", "jurisdiction": {"code": "510500"}}
    pages = {"/graphql": json.dumps({"data": {"reports": {"nodes": [node], "pageInfo": {}}}})}
    portal = Portal(pages, media_type="application/json")
    options = {"confidence": confidence}
    (ref,) = find(pages, profile("graphql", lists=(f"{ROOT}/graphql",), options=options), portal)
    assert ("confidence" in ref.url) is confidence


def test_what_has_not_changed_upstream_is_not_sent_again(
    upstream: tuple[ByHost, int], downstream: tuple[Path, HarvestSummary]
) -> None:
    store = store_in(downstream[0])
    again = pull(of(upstream[1], page_size=5, confidence=True), store)
    store.engine.dispose()

    assert (again.counts.fetched, again.counts.stored, again.counts.unchanged) == (0, 0, 15)


def test_what_was_pulled_is_read_again_from_what_is_kept(
    upstream: tuple[ByHost, int], downstream: tuple[Path, HarvestSummary]
) -> None:
    server, port = upstream
    given, before = of(port, page_size=5), len(server.asked)
    store = store_in(downstream[0])
    again = asyncio.run(reread({given.code: given}, store=store))
    store.engine.dispose()

    assert (again.counts.stored, again.counts.unchanged, again.counts.failed) == (0, 15, 0)
    assert len(server.asked) == before


def test_a_part_may_be_asked_for(upstream: tuple[ByHost, int], tmp_path: Path) -> None:
    store = store_in(tmp_path)
    summary = pull(of(upstream[1], within="四川省", years=(2024, 2025)), store)
    store.engine.dispose()

    assert summary.counts.stored == 3


def test_an_endpoint_that_refuses_is_quoted(upstream: tuple[ByHost, int], tmp_path: Path) -> None:
    store = store_in(tmp_path)
    summary = pull(of(upstream[1], within="乌有市"), store)
    store.engine.dispose()

    error = summary.portals[0].error
    assert error is not None
    assert error.code == "layout_changed"
    assert "the endpoint refuses: " in error.message
    assert "乌有市" in error.message


# An answer by hand, for what no gateway of today says.

NODE: dict[str, Any] = {
    "year": 2017,
    "scope": "JURISDICTION",
    "organ": None,
    "title": "泸州市2017年政府信息公开工作年度报告",
    "publisher": "市政府办公室",
    "indexNumber": "00835003X/2018-00911",
    "documentNumber": None,
    "subject": None,
    "publishedOn": "2018-03-09",
    "format": "NARRATIVE_2008",
    "periodStart": "2017-01-01",
    "periodEnd": "2017-12-31",
    "sourceUrl": "https://www.luzhou.gov.cn/a.html",
    "provenance": "OFFICIAL",
    "jurisdiction": {"code": "510500"},
    "sections": [{"number": "一", "heading": "概述", "text": "…"}],
    "statistics": [],
    "figures": [],
}


def statistic(code: str, value: float | None) -> dict[str, Any]:
    places = dict.fromkeys(("section", "table", "row", "column", "page"))
    return {
        "label": "主动公开政府信息",
        "applicant": "TOTAL",
        "value": value,
        "unit": "条",
        "qualifier": "EXACT",
        "statedShare": None,
        "inferred": False,
        "indicator": {"code": code},
        "source": {**places, "quote": "80286条", "url": "https://www.luzhou.gov.cn/a.html"},
    }


def taken(answer: Any, **options: Any) -> Extraction:
    portal = Portal({"/graphql": json.dumps(answer)}, media_type="application/json")
    given = profile("graphql", lists=(f"{ROOT}/graphql",), options=options)
    ref = ReportRef(portal="x", place="510500", url=f"{ROOT}/graphql?query={REPORT[:20]}", title="")

    async def run() -> Extraction:
        async with fetcher(portal) as fetch:
            found = await take(ref, given, fetch)
        assert isinstance(found, Taken)
        return found.extraction

    return asyncio.run(run())


@pytest.mark.parametrize(
    ("provenance", "trusted", "expected"),
    [
        ("OFFICIAL", False, Provenance.REPOST),
        ("OFFICIAL", True, Provenance.OFFICIAL),
        ("UPLOAD", False, Provenance.REPOST),
        ("PROXY", False, Provenance.PROXY),
    ],
)
def test_an_endpoints_word_on_provenance_counts_only_where_it_is_trusted(
    provenance: str, trusted: bool, expected: Provenance
) -> None:
    node = {**NODE, "provenance": provenance, "statistics": [statistic("disclosed", 80286)]}
    report = taken({"data": {"node": node}}, trusted=trusted).report
    assert report.provenance is expected
    assert report.source_url == "https://www.luzhou.gov.cn/a.html"


def test_what_the_endpoint_has_an_indicator_for_and_we_have_not_is_kept_as_a_figure() -> None:
    node = {**NODE, "statistics": [statistic("disclosed", 80286), statistic("disclosed.by_drone", 7)]}
    found = taken({"data": {"node": node}})
    assert [each.indicator for each in found.statistics] == ["disclosed"]
    assert [(each.label, int(each.value or 0)) for each in found.figures] == [("主动公开政府信息", 7)]


def test_figures_that_do_not_add_up_are_judged_here() -> None:
    """泸州 2017: 482 received, and outcomes that make 482; with one changed they do not."""
    outcomes = {"outcome_2008.granted": 245, "outcome_2008.partial": 20, "outcome_2008.refused": 38}
    node = {
        **NODE,
        "statistics": [
            statistic("review.total", 15),
            statistic("review.upheld", 12),
            statistic("review.corrected", 4),
            statistic("review.other", 0),
            *(statistic(code, value) for code, value in outcomes.items()),
        ],
    }
    assert [each.kind for each in taken({"data": {"node": node}}).findings] == ["children_do_not_add_up"]


@pytest.mark.parametrize(
    ("answer", "error", "message"),
    [
        ({"data": {"node": {**NODE, "format": "TABLES_2031"}}}, NotAReport, "does not know: 'TABLES_2031'"),
        ({"data": {"node": {"year": 2017}}}, NotAReport, "this contract does not know"),
        ({"data": {"node": {**NODE, "title": {"zh": "年报"}}}}, NotAReport, "is not a text"),
        ({"data": {"node": {**NODE, "year": "2017"}}}, NotAReport, "'2017' is not a year"),
        (
            {"data": {"node": {**NODE, "jurisdiction": {"code": "999999"}}}},
            NotAReport,
            "no place has the code",
        ),
        ({"errors": [{"message": "问得太多 / too much"}]}, LayoutChanged, "the endpoint refuses: 问得太多"),
    ],
)
def test_an_answer_of_another_contract_is_refused(answer: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        taken(answer)


def test_a_list_of_another_contract_has_changed() -> None:
    pages = {"/graphql": json.dumps({"data": {"reports": [1]}})}
    with pytest.raises(LayoutChanged, match="answers no reports; is it of this contract"):
        find(pages, profile("graphql", lists=(f"{ROOT}/graphql",)))


def test_an_address_is_short_enough_to_be_a_key() -> None:
    """PostgreSQL refuses keys of an index past 2,700 bytes."""
    page = Snapshot(
        url=f"https://gongkai.{'a' * 60}.gov.cn/graphql?query=x",
        final_url="",
        status=200,
        media_type="application/json",
        charset=None,
        body=json.dumps(
            {"data": {"reports": {"nodes": [{"id": "x" * 60, "title": "t", "year": 2017}], "pageInfo": {}}}}
        ).encode(),
        sha256="",
        fetched_at=None,  # type: ignore[arg-type]
    )
    [ref] = Graphql().find(page, profile("graphql"))
    assert len(ref.url) < 1300
