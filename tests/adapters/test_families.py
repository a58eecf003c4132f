"""Each family finds every report of its lists, once, with what the list says about it."""

from collections.abc import Callable
from datetime import date

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from support.lists import entry, find, years
from support.portal import ROOT, Answer, Portal, profile

from adapters.errors import LayoutChanged, PageMissing, ProfileError
from adapters.families.base import ReportRef
from adapters.profile import Column
from adapters.profiles import Expect

SCRIPT = '<script>createPageHTML({total}, {current}, "index", "html");</script>'


def trs_page(*entries: str, total: int = 1, current: int = 0) -> str:
    return f"<ul>{''.join(entries)}</ul>" + SCRIPT.format(total=total, current=current)


def test_a_reference_says_what_the_list_says() -> None:
    page = '<meta name="ColumnName" content="2017年"><ul>' + entry(
        2017, "./201803/t20180309_7.html", "2018-03-09"
    )
    assert find({"/nb/": page}, profile()) == [
        ReportRef(
            portal="510999-lizhou",
            place="510999",
            url=f"{ROOT}/nb/201803/t20180309_7.html",
            title="泸州市2017年政府信息公开工作年度报告",
            listed_on=date(2018, 3, 9),
            column_year=2017,
        )
    ]


def test_trs_pages_are_counted_by_their_script() -> None:
    pages = {
        "/nb/": trs_page(entry(2017, "./201803/t1_1.html"), entry(2016, "./201703/t1_2.html"), total=3),
        "/nb/index_1.html": trs_page(entry(2015, "./201603/t1_3.html"), total=3, current=1),
        "/nb/index_2.html": trs_page(entry(2014, "./201503/t1_4.html"), total=3, current=2),
    }
    assert years(find(pages, profile())) == ["2017", "2016", "2015", "2014"]


def test_a_further_page_that_is_missing_ends_a_list_but_a_missing_first_page_does_not() -> None:
    assert years(find({"/nb/": trs_page(entry(2017, "./a.html"), total=9)}, profile())) == ["2017"]
    with pytest.raises(PageMissing):
        find({}, profile())


def test_look_alikes_other_hosts_and_repetitions_are_left_out() -> None:
    page = trs_page(
        entry(2017, "./201803/t1_1.html"),
        entry(2017, "./201803/t1_1.html#top"),
        entry(2016, "https://elsewhere.example/t1_2.html"),
        '<li><a href="./201803/t1_5.html">关于做好2017年政府信息公开工作年度报告编制工作的通知</a></li>',
        '<li><a href="./201803/t1_6.html">政府信息公开指南</a></li>',
        '<li><a href="javascript:void(0)">泸州市2013年政府信息公开工作年度报告</a></li>',
        '<li><a href="http://[bad">泸州市2012年政府信息公开工作年度报告</a></li>',
    )
    assert years(find({"/nb/": page}, profile())) == ["2017"]


def test_a_title_that_is_cut_short_is_read_from_its_tooltip() -> None:
    page = '<a href="a.html" title="泸州市2017年政府信息公开工作年度报告">泸州市2017年政府信息公…</a>'
    assert years(find({"/nb/": page}, profile())) == ["2017"]


def test_the_date_of_one_entry_is_not_given_to_another() -> None:
    page = (
        '<p><a href="a.html">泸州市2017年政府信息公开工作年度报告</a><a href="b.html">更多</a> 2019-01-01</p>'
    )
    assert find({"/nb/": page}, profile())[0].listed_on is None


def test_a_title_pattern_tells_apart_who_shares_a_list() -> None:
    page = trs_page(entry(2017, "a.html"), '<a href="b.html">长沙市2017年政府信息公开工作年度报告</a>')
    import re

    given = profile(title_pattern=re.compile("长沙"))
    assert [ref.url for ref in find({"/nb/": page}, given)] == [f"{ROOT}/nb/b.html"]


def test_a_gbk_page_under_a_wrong_label_is_read() -> None:
    body = trs_page(entry(2017, "a.html", "2018年3月9日")).encode("gb18030")
    wrong = Response(body, media_type="text/html; charset=iso-8859-1")
    found = find({"/nb/": wrong}, profile())
    assert (years(found), found[0].listed_on) == (["2017"], date(2018, 3, 9))


def test_a_list_in_a_frame_of_the_same_host_is_followed_one_level() -> None:
    pages = {
        "/nb/": '<iframe src="/visitcount?x=1"></iframe><iframe src="/nb/inner.html"></iframe>',
        "/nb/inner.html": trs_page(entry(2017, "a.html")),
    }
    assert years(find(pages, profile())) == ["2017"]


def test_a_list_without_reports_is_a_changed_layout() -> None:
    message = "lists of 510999-lizhou lead to 0 reports, at least 1 are expected; compare the page"
    with pytest.raises(LayoutChanged, match=message):
        find({"/nb/": "<p>新版页面</p>"}, profile())


def test_fewer_reports_than_expected_is_a_changed_layout() -> None:
    with pytest.raises(LayoutChanged, match="lead to 1 reports, at least 5 are expected"):
        find({"/nb/": trs_page(entry(2017, "a.html"))}, profile(expect=Expect(min_reports=5)))


def test_an_endless_list_is_stopped() -> None:
    def endless(request: Request) -> Response:
        number = len(portal.asked)
        nextpage = f'<a href="/nb/page{number}">下一页</a>'
        return Response(entry(2017, f"/{number}.html") + nextpage, media_type="text/html")

    portal = Portal({"/nb/": endless} | {f"/nb/page{number}": endless for number in range(99)})
    with pytest.raises(LayoutChanged, match="list goes on after 7 pages; look at it, then raise max_pages"):
        find({}, profile("plain", max_pages=7), portal)
    assert len(portal.asked) == 7


def test_a_plain_list_is_followed_by_its_next_link_and_not_in_a_circle() -> None:
    pages = {
        "/nb/": entry(2017, "/a.html") + '<a href="/nb/2">下一页</a>',
        "/nb/2": entry(2016, "/b.html") + '<a href="/nb/">下页</a>',
    }
    assert years(find(pages, profile("plain"))) == ["2017", "2016"]


def island(entries: list[str], total: int | None = None, unit: str = "424388") -> str:
    more = (
        "/module/web/jpage/dataproxy.jsp?page=1&amp;appid=1&amp;webid=3&amp;path=/"
        f"&amp;columnid=7&amp;unitid={unit}&amp;webname=利州"
    )
    records = "".join(f"<record><![CDATA[\n{each}]]></record>" for each in entries)
    count = "" if total is None else f"<totalrecord>{total}</totalrecord>"
    return (
        f'<datastore><nextgroup><![CDATA[<a href="{more}"></a>]]></nextgroup>{count}'
        f"<recordset>{records}</recordset></datastore>"
    )


def column(store: str) -> str:
    return f'<div id="424388"><script type="text/xml">{store}</script></div>'


ALL = [
    entry(year, f"/art/{year + 1}/3/9/art_7_{year}.html", f"{year + 1}-03-09")
    for year in range(2020, 2008, -1)
]
ALL_YEARS = [str(year) for year in range(2020, 2008, -1)]


def heeds_records(request: Request) -> Response:
    start, end = (int(request.query_params[name]) for name in ("startrecord", "endrecord"))
    return Response(island(ALL[start - 1 : end], len(ALL)), media_type="text/xml")


def heeds_page_only(request: Request) -> Response:
    start = (int(request.query_params["page"]) - 1) * 5
    return Response(island(ALL[start : start + 5]), media_type="text/xml")


def heeds_nothing(request: Request) -> Response:
    return Response(island(ALL[:5]), media_type="text/xml")


@pytest.mark.parametrize(
    ("proxy", "expected", "questions"),
    [(heeds_records, ALL_YEARS, 3), (heeds_page_only, ALL_YEARS, 4), (heeds_nothing, ALL_YEARS[:5], 2)],
)
def test_hanweb_records_behind_the_proxy_are_all_asked_for(
    proxy: Callable[[Request], Response], expected: list[str], questions: int
) -> None:
    portal = Portal({"/nb/": column(island(ALL[:2])), "/module/web/jpage/dataproxy.jsp": proxy})
    given = profile("hanweb", options={"perpage": 5})
    assert years(find({}, given, portal)) == expected
    assert len(portal.asked) == 1 + questions


def test_a_hanweb_question_says_what_the_column_page_says() -> None:
    portal = Portal({"/nb/": column(island(ALL[:2])), "/module/web/jpage/dataproxy.jsp": heeds_records})
    find({}, profile("hanweb"), portal)
    asked = dict(portal.requests[-1].query_params)
    assert asked == {
        "startrecord": "1",
        "endrecord": "100",
        "perpage": "100",
        "page": "1",
        "col": "1",
        "appid": "1",
        "webid": "3",
        "path": "/",
        "columnid": "7",
        "sourceContentType": "1",
        "unitid": "424388",
        "webname": "利州",
        "permissiontype": "0",
    }
    assert portal.requests[-1].headers["referer"] == f"{ROOT}/nb/"


def test_hanweb_may_be_asked_by_form() -> None:
    portal = Portal({"/nb/": column(island(ALL[:2])), "/module/web/jpage/dataproxy.jsp": heeds_records})
    given = profile("hanweb", options={"perpage": 10, "method": "POST"})
    assert years(find({}, given, portal)) == ALL_YEARS
    assert [request.method for request in portal.requests[2:]] == ["POST", "POST"]


def test_a_hanweb_column_that_shows_all_is_not_asked_for_more() -> None:
    portal = Portal({"/nb/": column(island(ALL, len(ALL)))})
    assert years(find({}, profile("hanweb"), portal)) == ALL_YEARS
    assert portal.asked == ["/nb/"]


def test_of_several_hanweb_lists_on_a_page_one_may_be_chosen() -> None:
    page = column(island(ALL[:1], unit="1")) + column(island(ALL[1:2], unit="2"))
    portal = Portal({"/nb/": page, "/module/web/jpage/dataproxy.jsp": heeds_records})
    find({}, profile("hanweb", options={"unitid": "2"}), portal)
    assert {request.query_params["unitid"] for request in portal.requests[2:]} == {"2"}


def test_the_hanweb_grid_is_asked_year_by_year() -> None:
    def annual(request: Request) -> Response:
        year = request.query_params["fbtime"]
        if year == "2016":
            return Response("", status_code=404)
        title = f"泸州市{year}年政府信息公开工作年度报告" if year != "2015" else "暂无数据"
        return Response(f"<h1>{title}</h1><p>…</p>", media_type="text/html")

    portal = Portal({"/module/xxgk/xxgkAnnualReport.jsp": annual})
    given = profile("hanweb", options={"area": "113325"}, expect=Expect(years=(2014, 2017)))
    found = find({}, given, portal)
    assert [(ref.column_year, ref.title[3:7]) for ref in found] == [(2017, "2017"), (2014, "2014")]
    assert found[0].url == f"{ROOT}/module/xxgk/xxgkAnnualReport.jsp?fbtime=2017&area=113325"
    assert len(portal.asked) == 4


def test_the_hanweb_grid_needs_to_know_its_years() -> None:
    with pytest.raises(ProfileError, match=r"area needs \[expect\] years"):
        find({}, profile("hanweb", options={"area": "113325"}))


def test_ucap_pages_are_counted_from_two() -> None:
    script = "<script>createPageHTML('page_div',2, 1,'list','shtml',3);</script>"
    pages = {
        "/nb/list.shtml": f"<ul>{entry(2020, '/a.shtml')}{entry(2019, '/b.shtml')}</ul>{script}",
        "/nb/list_2.shtml": f"<ul>{entry(2018, '/c.shtml')}</ul>",
    }
    given = profile("ucap", lists=(f"{ROOT}/nb/list.shtml",))
    assert years(find(pages, given)) == ["2020", "2019", "2018"]


CHANNEL = "0123456789abcdef0123456789abcdef"


def result(year: int) -> dict[str, object]:
    return {
        "title": f"<em>泸州市</em>{year}年政府信息公开&#24037;作年度报告",
        "url": f"//www.lizhou.example/nb/c1/{year}.shtml",
        "channelName": "年度报告",
        "publishedTimeStr": f"{year + 1}-01-31 10:00:00",
        "domainMetaList": [{"resultList": [{"key": "fwrq", "value": f"{year + 1}-01-30"}]}],
    }


def search(total: bool, cap: int) -> Callable[[Request], Response]:
    results = [result(year) for year in range(2020, 2008, -1)]

    def answer(request: Request) -> Response:
        number, size = (int(request.query_params[name]) for name in ("page", "_pageSize"))
        size = min(size, cap)
        data: dict[str, object] = {"results": results[(number - 1) * size : number * size]}
        return JSONResponse({"data": data | ({"total": len(results)} if total else {})})

    return answer


@pytest.mark.parametrize(("total", "cap", "size"), [(True, 100, 50), (True, 5, 50), (False, 100, 5)])
def test_ucap_search_results_are_all_asked_for(total: bool, cap: int, size: int) -> None:
    pages: dict[str, Answer] = {f"/common/search/{CHANNEL}": search(total, cap)}
    found = find(pages, profile("ucap", options={"channel": CHANNEL, "page_size": size}))
    assert years(found) == ALL_YEARS
    assert found[0].url == f"{ROOT}/nb/c1/2020.shtml"
    assert found[0].listed_on == date(2021, 1, 31)


def test_the_ucap_channel_is_read_from_a_list_page_that_shows_nothing() -> None:
    pages: dict[str, Answer] = {
        "/nb/": f'<meta name="channelId" content="{CHANNEL}"><div id="list"></div>',
        f"/common/search/{CHANNEL}": search(total=True, cap=100),
    }
    assert years(find(pages, profile("ucap"))) == ALL_YEARS


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"publishedTime": 1612051200000}, date(2021, 1, 31)),
        ({"domainMetaList": [{"key": "fwrq", "value": "2021-01-30"}]}, date(2021, 1, 30)),
        ({"publishedTimeStr": "不详"}, None),
    ],
)
def test_a_ucap_date_stands_in_one_of_several_places(given: dict[str, object], expected: date | None) -> None:
    only = {"title": "泸州市2020年政府信息公开工作年度报告", "url": "/a.shtml", **given}
    answer = JSONResponse({"data": {"results": [only]}})
    found = find({f"/common/search/{CHANNEL}": answer}, profile("ucap", options={"channel": CHANNEL}))
    assert found[0].listed_on == expected


@pytest.mark.parametrize("answer", ["<p>维护中</p>", '{"data": null}', '{"data": {"results": {}}}', "[]"])
def test_a_ucap_search_that_answers_otherwise_is_a_changed_layout(answer: str) -> None:
    with pytest.raises(LayoutChanged, match="portal answers no"):
        find({f"/common/search/{CHANNEL}": answer}, profile("ucap", options={"channel": CHANNEL}))


def test_fixed_reports_are_found_without_asking() -> None:
    report = {"url": f"{ROOT}/a.html", "title": "2018年芜湖市政府信息公开工作年度报告", "year": 2018}
    portal = Portal({})
    found = find({}, profile("fixed", options={"reports": (report,)}), portal)
    assert [(ref.url, ref.column_year) for ref in found] == [(f"{ROOT}/a.html", 2018)]
    assert portal.requests == []


def test_a_portal_whose_column_is_not_known_says_how_to_find_it() -> None:
    with pytest.raises(LayoutChanged, match="no column of 510999-lizhou is known; find it with `gongkai"):
        find({}, profile(lists=(), column=Column.UNKNOWN))
