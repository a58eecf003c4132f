"""From any page of a portal that nobody has seen to a profile that harvests it."""

import asyncio
import json
from collections.abc import Mapping
from datetime import date

import httpx
import pytest
from starlette.responses import Response
from support.portal import HOST, ROOT, Answer, Portal, fetcher

from adapters.errors import LayoutChanged, PageMissing
from adapters.families.options import CatalogueOptions, OpenDataOptions
from adapters.fetch.client import Fetcher
from adapters.fetch.in_process import InProcessPortals
from adapters.fetch.limits import IN_PROCESS
from adapters.pipeline import discover
from adapters.profile import Column, Expect, Profile
from adapters.profile_toml import profile_toml
from adapters.profiles import read_profile
from adapters.scout.draft import Draft, Wishes, draft
from adapters.scout.placed import Sureness
from adapters.scout.scout import Scout, Scouted
from schema.enums import ReportScope

TODAY = date(2026, 11, 24)
NONE = Wishes()


def report(title: str) -> str:
    return f"<html><head><title>{title}_泸州市人民政府</title></head><h1>{title}</h1><p>本报告…</html>"


def column(*years: int, body: str = "泸州市", more: str = "") -> str:
    items = "".join(
        f'<a href="./{year + 1}03/t{year + 1}0309_{year}.html">{body}{year}年政府信息公开工作年度报告</a>'
        for year in years
    )
    head = '<meta name="SiteName" content="泸州市人民政府门户网站"><title>政府信息公开年报</title>'
    return f"<html><head>{head}</head><body>{items}{more}</body></html>"


HOME = """<html><title>首页</title><a href="/zwgk/">政务公开</a>
  <a href="/x/">2017年法治政府建设年度报告</a></html>"""
OPEN = """<html><title>政务公开</title><a href="/zn/">政府信息公开指南</a>
  <a href="/nb.html">政府信息公开年报</a></html>"""
FIRST = column(
    2018, 2017, more='<script>createPageHTML(2, 0, "index", "html")</script>网站标识码：5105000001'
)
PORTAL: Mapping[str, Answer] = {
    "/": HOME,
    "/zwgk/": OPEN,
    "/nb.html": '<html><title>政府信息公开年报</title><iframe src="/gknb/index.html"></iframe></html>',
    "/gknb/": FIRST,
    "/gknb/index.html": FIRST,
    "/gknb/index_1.html": column(2016, 2014),
    "/gknb/201803/t20180309_2017.html": report("泸州市2017年政府信息公开工作年度报告"),
    "/gknb/201903/t20190309_2018.html": report("泸州市2018年政府信息公开工作年度报告"),
}


def look(pages: Mapping[str, Answer], url: str, wishes: Wishes = NONE) -> tuple[Scouted, Draft, Portal]:
    portal = Portal(pages)

    async def find() -> Scouted:
        async with fetcher(portal) as fetch:
            return await Scout(fetch, url).find()

    scouted = asyncio.run(find())
    return scouted, draft(scouted, wishes, TODAY), portal


def harvested(profile: Profile, pages: Mapping[str, Answer]) -> list[str]:
    """What the profile alone, written and read again, leads to."""
    again = read_profile(profile_toml(profile), profile.code)

    async def found() -> list[str]:
        async with fetcher(Portal(pages)) as fetch:
            return [ref.title for ref in await discover(again, fetch)]

    return asyncio.run(found())


def titles(*years: int) -> list[str]:
    return [f"泸州市{year}年政府信息公开工作年度报告" for year in years]


def test_the_way_leads_from_the_home_page_over_a_frame_to_all_pages_of_the_list() -> None:
    _, drafted, portal = look(PORTAL, f"{ROOT}/")
    profile = drafted.profile
    assert (profile.code, profile.place, profile.family) == ("510500-luzhou", "510500", "trs")
    assert profile.lists == (f"{ROOT}/gknb/index.html",)
    assert (profile.hosts, profile.column, profile.contacted) == ((HOST,), Column.SEEN, True)
    assert (profile.expect.years, profile.expect.absent, profile.expect.min_reports) == (
        (2014, 2018),
        (2015,),
        4,
    )
    assert harvested(profile, PORTAL) == titles(2018, 2017, 2016, 2014)
    assert sorted(portal.asked) == sorted(set(portal.asked)), "nothing is asked for twice"


def test_two_kinds_of_witness_make_the_place_certain_and_are_named() -> None:
    placed = look(PORTAL, f"{ROOT}/gknb/index.html")[1].placed
    assert placed is not None
    assert (placed.place, placed.sureness) == ("510500", Sureness.CERTAIN)
    assert [(each.kind, each.place, each.words) for each in placed.witnesses] == [
        ("titles", "510500", "4 of 4 titles"),
        ("site code", "510500", "网站标识码：5105000001"),
        ("site name", "510500", "泸州市人民政府门户网站"),
        ("site name", "510500", "泸州市人民政府"),
    ]


def test_a_report_leads_to_the_column_it_stands_in() -> None:
    _, drafted, _ = look(PORTAL, f"{ROOT}/gknb/201803/t20180309_2017.html")
    assert drafted.profile.lists == (f"{ROOT}/gknb/",)
    assert harvested(drafted.profile, PORTAL) == titles(2018, 2017, 2016, 2014)


def test_the_host_is_no_witness() -> None:
    """A column that names no place, on whatever host, is of nobody before a person says so."""
    pages = {"/nb/": column(2018, 2017, body="").replace("泸州市人民政府", "政府")}
    with pytest.raises(LayoutChanged, match="neither titles nor site name a place; give it with --place"):
        look(pages, f"{ROOT}/nb/")


def test_witnesses_that_contradict_each_other_make_the_place_doubtful() -> None:
    pages = {"/nb/": column(2018, 2017, more="网站标识码：5118000001")}
    placed = look(pages, f"{ROOT}/nb/")[1].placed
    assert placed is not None
    assert (placed.place, placed.sureness) == ("510500", Sureness.DOUBTFUL)


def test_a_shared_column_is_taken_whole_unless_a_person_narrows_it() -> None:
    shared = column(2018, more='<a href="a.html">泸州市江阳区2018年政府信息公开工作年度报告</a>')
    pages = {"/nb/": shared}
    _, whole, _ = look(pages, f"{ROOT}/nb/")
    assert (whole.profile.place, whole.profile.title_pattern, whole.profile.expect.min_reports) == (
        "510500",
        None,
        2,
    )
    _, narrow, _ = look(pages, f"{ROOT}/nb/", Wishes(place="510502"))
    assert narrow.profile.place == "510502"
    assert harvested(narrow.profile, pages) == ["泸州市江阳区2018年政府信息公开工作年度报告"]


def test_a_column_of_one_organ_is_of_that_organ() -> None:
    pages = {"/nb/": column(2022, 2021, body="泸州市教育局")}
    profile = look(pages, f"{ROOT}/nb/")[1].profile
    assert (profile.code, profile.scope, profile.organ) == (
        "510500-luzhou-organ",
        ReportScope.ORGAN,
        "泸州市教育局",
    )


def test_an_organ_that_no_title_names_is_refused() -> None:
    with pytest.raises(LayoutChanged, match="none of the 4 titles is of 泸州市统计局"):
        look(PORTAL, f"{ROOT}/gknb/index.html", Wishes(organ="泸州市统计局"))


def test_a_list_that_a_script_fills_is_read_from_its_interface() -> None:
    entries = [
        {"id": y, "title": title, "link": f"/c/{y}.html", "time": f"{y + 1}-03-09"}
        for y, title in zip((2018, 2017, 2016), titles(2018, 2017, 2016), strict=True)
    ]

    def interface(request: object) -> Response:
        number = int(request.query_params["pageNo"])  # type: ignore[attr-defined]
        shown = entries[(number - 1) * 2 : number * 2]
        return Response(json.dumps({"data": {"list": shown, "total": 3}}), media_type="application/json")

    pages: dict[str, Answer] = {
        "/nb/": """<html><title>政府信息公开年报</title><meta name="SiteName" content="泸州市人民政府">
          <script>fetch("/api/list?col=7&pageNo=1&pageSize=2")</script></html>""",
        "/api/list": interface,
    }
    profile = look(pages, f"{ROOT}/nb/")[1].profile
    assert profile.family == "catalogue"
    assert profile.options == CatalogueOptions(
        records="data.list",
        title="title",
        url="link",
        date="time",
        total="data.total",
        page="pageNo",
        size="pageSize",
        page_size=2,
        referer=f"{ROOT}/nb/",
    )
    assert harvested(profile, pages) == titles(2018, 2017, 2016)


def test_a_portal_without_such_a_column_is_an_error_that_says_where_was_looked() -> None:
    pages = {"/": '<html><a href="/zwgk/">政务公开</a></html>', "/zwgk/": "<html><p>建设中</p></html>"}
    with pytest.raises(LayoutChanged) as error:
        look(pages, f"{ROOT}/")
    assert str(error.value) == (
        f"no page leads to a list of annual reports; looked at {ROOT}/, {ROOT}/zwgk/; "
        f"give the column's address ({ROOT}/)"
    )


def test_reports_that_no_list_leads_to_are_named_themselves() -> None:
    pages = {f"/r/{title[3:7]}.html": report(title) for title in titles(2018, 2017)}
    portal = Portal(pages)

    async def find() -> Scouted:
        async with fetcher(portal) as fetch:
            return await Scout(fetch, *(f"{ROOT}{path}" for path in pages)).find()

    profile = draft(asyncio.run(find()), NONE, TODAY).profile
    assert (profile.family, profile.column, profile.lists) == ("fixed", Column.UNKNOWN, ())
    assert profile.expect == Expect(years=(2017, 2018), min_reports=2)
    assert harvested(profile, pages) == titles(2018, 2017)


def test_an_address_that_is_not_there_is_that_error() -> None:
    with pytest.raises(PageMissing):
        look({}, f"{ROOT}/nb/")


def test_a_file_of_open_data_is_mapped_by_the_names_of_its_columns() -> None:
    file = "地区,年度,机关,主动公开（条）,政府公报（期）,requests.received,排名,发布日期\n"
    file += "江阳区,2024,,812,6,15,3,2025-01-24\n纳溪区,2024,,90,,4,7,2025-01-25\n合计,2024,,902,6,19,,\n"
    pages = {"/data/annual.csv": Response(file, media_type="text/csv")}
    scouted, drafted, _ = look(pages, f"{ROOT}/data/annual.csv")
    assert (drafted.profile.family, drafted.profile.place) == ("open_data", "510500")
    options = drafted.profile.options
    assert isinstance(options, OpenDataOptions)
    assert options.indicators == {
        "主动公开（条）": "disclosed",
        "政府公报（期）": "gazette.issues",
        "requests.received": "requests.received",
    }
    assert (options.place, options.year, options.organ) == ("地区", "年度", "机关")
    assert options.skip == ("合计",)
    assert scouted.column.candidate.trace.endswith("numbers left out: 排名")
    assert harvested(drafted.profile, pages) == [
        "江阳区2024年政府信息公开工作年度报告",
        "纳溪区2024年政府信息公开工作年度报告",
    ]


def test_another_gateway_is_known_by_its_address() -> None:
    nodes = [
        {"id": "r1", "year": 2017, "title": title, "jurisdiction": {"code": "510500"}}
        for title in titles(2017)
    ]
    answer = {"data": {"reports": {"nodes": nodes, "pageInfo": {"hasNextPage": False, "endCursor": None}}}}
    pages = {"/graphql": Response(json.dumps(answer), media_type="application/json")}
    profile = look(pages, f"{ROOT}/graphql")[1].profile
    assert (profile.family, profile.place, profile.lists) == ("graphql", "510500", (f"{ROOT}/graphql",))
    assert harvested(profile, pages) == titles(2017)


def test_a_portal_that_does_not_answer_under_https_is_asked_under_http_once() -> None:
    class OnlyPlain(InProcessPortals):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.scheme == "https":
                raise httpx.ConnectError("refused", request=request)
            return await super().handle_async_request(request)

    async def find() -> Scouted:
        async with Fetcher(OnlyPlain({HOST: Portal(PORTAL).app}), limits=IN_PROCESS) as fetch:
            return await Scout(fetch, f"https://{HOST}/gknb/").find()

    scouted = asyncio.run(find())
    assert scouted.column.candidate.url == f"http://{HOST}/gknb/"
    assert scouted.failures[0].startswith("portal cannot be reached")
    with pytest.raises(PageMissing):  # an answer is an answer
        look({}, f"{ROOT}/gknb/")


def test_outdated_tls_is_put_up_with_only_where_a_person_says_so() -> None:
    assert look(PORTAL, f"{ROOT}/gknb/")[1].profile.legacy_tls == ()
    assert look(PORTAL, f"{ROOT}/gknb/", Wishes(legacy_tls=True))[1].profile.legacy_tls == (HOST,)
