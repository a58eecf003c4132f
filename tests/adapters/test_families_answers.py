"""Lists that are JSON: gkmlpt, Epoint, jpaas, and catalogues by the profile's own mapping."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import anyio
import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from support.lists import entry, find, title, years
from support.portal import ROOT, Answer, Portal, profile

from adapters.errors import LayoutChanged

ALL = list(range(2020, 2008, -1))
ALL_YEARS = [str(year) for year in ALL]


def article(year: int) -> dict[str, Any]:
    return {
        "title": title(year),
        "url": f"/content/post_{year}.html",
        "created_at": f"{year + 1}-03-09 10:00",
    }


def gkmlpt(request: Request) -> Response:
    page = int(request.query_params["page"])
    shown = [article(year) for year in ALL[(page - 1) * 5 : page * 5]]
    return JSONResponse({"articles": shown, "classify": {"post_count": len(ALL)}})


DIRECTORY = """<script>window._CONFIG = { SID: '755001', TREE: [
  {"id": 1, "name": "机构职能", "children": []},
  {"id": 2, "name": "政府信息公开年报", "children": [{"id": 21, "name": "2018年", "children": []}]}
], SERVICE_AREA_ID: 2 }</script>"""


def test_the_guangdong_directory_tells_site_and_column() -> None:
    portal = Portal({"/gkmlpt/index": DIRECTORY, "/gkmlpt/api/all/21": gkmlpt})
    found = find({}, profile("gkmlpt", lists=(f"{ROOT}/gkmlpt/index",)), portal)
    assert years(found) == ALL_YEARS
    assert (found[0].url, found[0].listed_on) == (f"{ROOT}/content/post_2020.html", date(2021, 3, 9))
    assert portal.asked == ["/gkmlpt/index", *(f"/gkmlpt/api/all/21?page={n}&sid=755001" for n in (1, 2, 3))]


def test_the_guangdong_directory_may_be_written_as_json() -> None:
    quoted = DIRECTORY.replace("SID: '755001'", '"SID": 755001').replace("TREE:", '"TREE":')
    pages = {"/gkmlpt/index": quoted, "/gkmlpt/api/all/21": gkmlpt}
    assert years(find(pages, profile("gkmlpt", lists=(f"{ROOT}/gkmlpt/index",)))) == ALL_YEARS


def test_a_guangdong_list_that_answers_404_past_page_one_has_ended() -> None:
    def first_only(request: Request) -> Response:
        return gkmlpt(request) if request.query_params["page"] == "1" else Response("", status_code=404)

    given = profile("gkmlpt", options={"column": "153", "sid": "7"})
    assert years(find({"/gkmlpt/api/all/153": first_only}, given)) == ALL_YEARS[:5]


def test_the_address_of_a_guangdong_directory_may_name_the_column() -> None:
    portal = Portal({"/lh/gkmlpt/index": DIRECTORY, "/lh/gkmlpt/api/all/153": gkmlpt})
    assert years(find({}, profile("gkmlpt", lists=(f"{ROOT}/lh/gkmlpt/index#153",)), portal)) == ALL_YEARS


def test_a_guangdong_column_may_stand_on_a_page_of_its_own() -> None:
    tree = [{"id": 2, "name": "政府信息公开年度报告", "children": [], "jump_url": "/zwgk/nb/"}]
    pages = {
        "/gkmlpt/index": f"SID: '7', TREE: {json.dumps(tree)}",
        "/zwgk/nb/": entry(2017, "/zwgk/nb/post_1.html"),
    }
    assert years(find(pages, profile("gkmlpt", lists=(f"{ROOT}/gkmlpt/index",)))) == ["2017"]


@pytest.mark.parametrize(
    ("page", "message"),
    [("<p>新版</p>", "names no SID"), ("SID: '7', TREE: [{", "TREE cannot be read; set column")],
)
def test_a_guangdong_directory_without_its_marks_has_changed(page: str, message: str) -> None:
    with pytest.raises(LayoutChanged, match=message):
        find({"/gkmlpt/index": page}, profile("gkmlpt", lists=(f"{ROOT}/gkmlpt/index",)))


class Epoint:
    """The service of an Epoint site; `asked` are the questions it was given."""

    def __init__(self, *, envelope: str = "", as_text: bool = False) -> None:
        self.envelope, self.as_text = envelope, as_text
        self.asked: list[dict[str, Any]] = []

    def __call__(self, request: Request) -> Response:
        said = json.loads(request._body)
        asked = said[self.envelope] if self.envelope else said
        self.asked.append(asked)
        start, size = asked["pageIndex"] * 5, 5
        entries = [
            {
                "title": title(year)[:9] + "…",
                "realtitle": title(year),
                "infourl": f"/zwgk/{year}.html",
                "infodate": f"{year + 1}-01-30",
            }
            for year in ALL[start : start + size]
        ]
        custom = {"total": len(ALL), "data": entries}
        return JSONResponse({"custom": json.dumps(custom) if self.as_text else custom})


SERVICE = "/EWB_LZ/rest/lightfrontaction/getgovinfolist"
LIST = "/dynamic/zwgk/govInfoPub.html?categorynum=003017002&deptcode=001001"
SCRIPT = 'var siteInfo = {"siteGuid": "7eb5f7f1-9041", "projectName": "/EWB_LZ"};'


def test_an_epoint_list_is_asked_as_its_address_and_the_sites_script_say() -> None:
    service = Epoint()
    portal = Portal({"/js/webBuilderCommon.js": SCRIPT, SERVICE: service})
    found = find({}, profile("epoint", lists=(ROOT + LIST,)), portal)
    assert years(found) == ALL_YEARS
    assert (found[0].url, found[0].listed_on) == (f"{ROOT}/zwgk/2020.html", date(2021, 1, 30))
    assert service.asked[0] == {
        "deptcode": "001001",
        "categorynum": "003017002",
        "siteGuid": "7eb5f7f1-9041",
        "pageIndex": 0,
        "pageSize": 50,
    }
    assert [asked["pageIndex"] for asked in service.asked] == [0, 1, 2]
    last = portal.requests[-1]
    assert (last.method, last.headers["content-type"]) == ("POST", "application/json")
    assert (last.headers["referer"], str(last.url)) == (ROOT + LIST, ROOT + SERVICE)


@pytest.mark.parametrize(("envelope", "as_text"), [("params", False), ("", True)])
def test_epoint_sites_differ_in_what_question_and_answer_stand_in(envelope: str, as_text: bool) -> None:
    service = Epoint(envelope=envelope, as_text=as_text)
    options = {"siteguid": "7", "project": "/EWB_LZ", "envelope": envelope}
    given = profile("epoint", lists=(ROOT + LIST,), options=options)
    assert years(find({SERVICE: service}, given)) == ALL_YEARS


def test_two_epoint_lists_are_both_asked_for() -> None:
    service = Epoint()
    lists = (f"{ROOT}/a.html?categorynum=1", f"{ROOT}/a.html?categorynum=2")
    find({"/js/webBuilderCommon.js": SCRIPT, SERVICE: service}, profile("epoint", lists=lists))
    assert {asked["categorynum"] for asked in service.asked} == {"1", "2"}


def test_an_epoint_script_without_the_site_has_changed() -> None:
    with pytest.raises(LayoutChanged, match="names no siteGuid; look at it, or set siteguid"):
        find({"/js/webBuilderCommon.js": "var x;"}, profile("epoint", lists=(ROOT + LIST,)))


UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
COLUMN = (
    f'<script src="/unitbuild.js" url="{UNIT}" queryData="'
    "{'webId':'3','tplSetId':'a','pageType':'column','tagId':'信息列表','editType':'null','pageId':'9',"
    "'parseType':'bulidstatic'}\"></script>"
)


def jpaas(rows: int, *, bare: bool = False) -> Callable[[Request], Response]:
    """A gateway that heeds only paramJson, and shows `rows` whatever it is asked."""

    def answer(request: Request) -> Response:
        number = json.loads(request.query_params["paramJson"])["pageNo"]
        shown = ALL[(number - 1) * rows : number * rows]
        markup = "".join(entry(year, f"../art/{year}/art_{year}.html", f"{year + 1}-03-09") for year in shown)
        pagination = f'<div class="pagination" rows="{rows}" count="{len(ALL)}"></div>'
        return JSONResponse({"success": True, "data": {"html": markup + pagination}})

    return answer


def test_a_jpaas_unit_is_asked_page_by_page_inside_param_json() -> None:
    portal = Portal({"/nb/": COLUMN, UNIT: jpaas(5)})
    found = find({}, profile("hanweb"), portal)
    assert years(found) == ALL_YEARS
    # The answer has no address of its own: its links are those of the column page.
    assert found[0].url == f"{ROOT}/art/2020/art_2020.html"
    asked = [request.query_params for request in portal.requests[2:]]
    assert [json.loads(each["paramJson"]) for each in asked] == [
        {"pageNo": 1, "pageSize": 15},
        {"pageNo": 2, "pageSize": 5},
        {"pageNo": 3, "pageSize": 5},
    ]
    assert asked[0]["parseType"] == "bulidstatic"
    assert portal.requests[-1].headers["referer"] == f"{ROOT}/nb/"


def test_old_and_new_articles_of_a_hanweb_column_are_found_together() -> None:
    old = entry(2008, "/art/2009/3/9/art_7_1.html")
    assert years(find({"/nb/": COLUMN + old, UNIT: jpaas(15)}, profile("hanweb"))) == ["2008", *ALL_YEARS]


def test_of_several_jpaas_units_one_may_be_chosen() -> None:
    page = COLUMN + COLUMN.replace("信息列表", "导航")
    portal = Portal({"/nb/": page, UNIT: jpaas(15)})
    find({}, profile("hanweb", options={"tag": "信息列表"}), portal)
    assert [request.query_params["tagId"] for request in portal.requests[2:]] == ["信息列表"]


def records(request: Request) -> Response:
    number = int(request.query_params["pageNo"])
    shown = [
        {"meta": {"name": title(year)}, "id": year, "time": (year - 1969) * 365 * 86400 * 1000}
        for year in ALL[number * 5 : number * 5 + 5]
    ]
    return JSONResponse({"data": {"list": shown, "count": str(len(ALL))}})


def test_a_catalogue_is_read_as_the_profile_maps_it() -> None:
    options = {
        "records": "data.list",
        "title": "meta.name",
        "url": "/pc/content/content_{id}.html",
        "date": "time",
        "total": "data.count",
        "page": "pageNo",
        "size": "pageSize",
        "first": 0,
        "page_size": 5,
        "form": {"channel": "12"},
    }
    portal = Portal({"/api/list": records})
    found = find({}, profile("catalogue", lists=(f"{ROOT}/api/list?site=3",), options=options), portal)
    assert years(found) == ALL_YEARS
    assert found[0].url == f"{ROOT}/pc/content/content_2020.html"
    assert portal.asked == [f"/api/list?site=3&channel=12&pageNo={number}&pageSize=5" for number in (0, 1, 2)]


def test_a_catalogue_may_count_records_and_answer_a_page_in_a_callback() -> None:
    """truecms: JSONP around a piece of a page, windows by record, 404 without the column page as referer."""

    def truecms(request: Request) -> Response:
        if request.headers.get("referer") != f"{ROOT}/nb/":
            return Response("", status_code=404)
        start, end = (int(request.query_params[name]) for name in ("startrecord", "endrecord"))
        markup = "".join(entry(year, f"/c/{year}.html") for year in ALL[start - 1 : min(end, start + 4)])
        return Response(f"cb({json.dumps({'result': markup})});", media_type="text/javascript")

    options = {
        "html": "result",
        "start": "startrecord",
        "end": "endrecord",
        "size": "perpage",
        "page_size": 10,
        "form": {"columnId": "7", "callback": "cb"},
        "referer": f"{ROOT}/nb/",
    }
    pages: dict[str, Answer] = {"/messageController/getMessage.do": truecms}
    lists = (f"{ROOT}/messageController/getMessage.do",)
    assert years(find(pages, profile("catalogue", lists=lists, options=options))) == ALL_YEARS


def test_a_catalogue_may_be_asked_by_post() -> None:
    def answer(request: Request) -> Response:
        asked = json.loads(request._body)
        shown = [article(year) for year in ALL[asked["current"] * 6 - 6 : asked["current"] * 6]]
        return JSONResponse(shown)

    options = {"method": "POST", "json": True, "page": "current", "date": "created_at", "form": {"cat": "nb"}}
    found = find({"/nb/": answer}, profile("catalogue", options=options))
    assert years(found) == ALL_YEARS
    assert found[0].listed_on == date(2021, 3, 9)


@pytest.mark.parametrize(
    ("answer", "message"),
    [("<p>维护中</p>", "answers no JSON"), ('{"data": {"list": {}}}', r"answers no data\.list")],
)
def test_a_catalogue_that_answers_otherwise_is_a_changed_layout(answer: str, message: str) -> None:
    with pytest.raises(LayoutChanged, match=message):
        find({"/nb/": answer}, profile("catalogue", options={"records": "data.list"}))


def test_the_hanweb_proxy_is_asked_where_the_page_says_it_stands() -> None:
    """`morecolumndataproxy.jsp` and `/module/jpage/dataproxy.jsp` are two of its other places."""
    more = "/module/jpage/morecolumndataproxy.jsp?page=1&amp;columnid=7&amp;unitid=8"

    def proxy(request: Request) -> Response:
        start, end = (int(request.query_params[name]) for name in ("startrecord", "endrecord"))
        return Response(store(ALL[start - 1 : end]), media_type="text/xml")

    def store(shown: list[int]) -> str:
        inside = "".join(f"<record><![CDATA[{entry(year, f'/art/{year}.html')}]]></record>" for year in shown)
        return (
            f'<datastore><nextgroup><![CDATA[<a href="{more}"></a>]]></nextgroup>'
            f"<recordset>{inside}</recordset></datastore>"
        )

    pages = {
        "/nb/": f'<script type="text/xml">{store(ALL[:2])}</script>',
        "/module/jpage/morecolumndataproxy.jsp": proxy,
    }
    assert years(find(pages, profile("hanweb", options={"perpage": 5}))) == ALL_YEARS


def test_the_hanweb_grid_is_asked_for_each_of_several_units() -> None:
    from adapters.profiles import Expect

    portal = Portal({"/module/xxgk/xxgkAnnualReport.jsp": lambda request: f"<h1>{title(2017)}</h1>"})
    given = profile("hanweb", options={"area": ("11", "12")}, expect=Expect(years=(2017, 2018)))
    find({}, given, portal)
    assert [path.partition("?")[2] for path in portal.asked] == [
        "fbtime=2018&area=11",
        "fbtime=2017&area=11",
        "fbtime=2018&area=12",
        "fbtime=2017&area=12",
    ]


def test_a_hanweb_directory_is_searched_for_the_area_and_sifted_by_the_column() -> None:
    def search(request: Request) -> Response:
        shown = ALL[(int(request.query_params["currpage"]) - 1) * 5 :][:5]
        own = "".join(entry(year, f"/art/{year}/1/1/art_7_{year}.html") for year in shown)
        other = entry(2008, f"/art/2009/1/1/art_9_{request.query_params['currpage']}.html") if shown else ""
        return Response(own + other, media_type="text/html")

    page = '<script>tree("/module/xxgk/tree.jsp?standardXxgk=0&amp;area=11%2F2")</script>'
    portal = Portal({"/col/col7/index.html": page, "/module/xxgk/search.jsp": search})
    lists = (f"{ROOT}/col/col7/index.html",)
    found = find({}, profile("hanweb", lists=lists, options={"vc_title": "年度报告"}), portal)
    assert years(found) == ALL_YEARS
    last = portal.requests[-1]
    assert (last.method, last.headers["referer"]) == ("POST", lists[0])
    assert dict(last.query_params) == {
        "infotypeId": "",
        "vc_title": "年度报告",
        "vc_number": "",
        "area": "11/2",
        "currpage": "4",
    }


def test_notes_in_addresses_are_never_sent() -> None:
    portal = Portal({"/nb/": lambda request: JSONResponse([article(2017)])})
    anyio.run(anyio.sleep, 0)
    find({}, profile("catalogue"), portal)
    assert all("#" not in str(request.url) for request in portal.requests)
