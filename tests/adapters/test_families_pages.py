"""Lists that are pages: how each family numbers them, and how their names are guessed where none is said."""

import pytest
from starlette.requests import Request
from starlette.responses import Response
from support.lists import entry, find, years
from support.portal import ROOT, Answer, Portal, profile

from adapters.errors import Challenged, LayoutChanged
from adapters.families.base import ReportRef


def entries(*given: int, folder: str = "/nb/c1") -> str:
    return "".join(entry(year, f"{folder}/{year}.html") for year in given)


def test_trs_pages_are_counted_by_a_script_that_is_written_out() -> None:
    script = '<script>var currentPage = 0; var countPage = 3; var next = "index_" + 1 + ".shtml";</script>'
    pages = {
        "/nb/": entries(2017, 2016) + script,
        "/nb/index_1.shtml": entries(2015),
        "/nb/index_2.shtml": entries(2014),
    }
    assert years(find(pages, profile())) == ["2017", "2016", "2015", "2014"]


def test_trs_pages_without_a_script_are_followed_by_their_links() -> None:
    pages = {
        "/nb/": entries(2017) + '<a href="index_1.html">下一页</a>',
        "/nb/index_1.html": entries(2016) + '<a href="./">上一页</a>',
    }
    assert years(find(pages, profile())) == ["2017", "2016"]


def test_vsb_pages_are_numbered_backwards_down_to_one() -> None:
    portal = Portal(
        {
            "/nb/gknb.htm": entries(2017, 2016) + "<td>共6条&nbsp;&nbsp;1/3&nbsp;</td>",
            "/nb/gknb/2.htm": entries(2015, 2014) + "共6条 2/3",
            "/nb/gknb/1.htm": entries(2013, 2012) + "共6条 3/3",
        }
    )
    given = profile("vsb", lists=(f"{ROOT}/nb/gknb.htm",))
    assert years(find({}, given, portal)) == ["2017", "2016", "2015", "2014", "2013", "2012"]
    assert portal.asked == ["/nb/gknb.htm", "/nb/gknb/2.htm", "/nb/gknb/1.htm"]


def test_a_dynamic_vsb_list_is_followed_by_its_link() -> None:
    first = "/list.jsp?urltype=tree.TreeTempUrl&wbtreeid=1105"
    second = f"{first}&PAGENUM=2"
    pages = {first: entries(2017) + f'<a href="{second}">下页</a>', second: entries(2016)}
    assert years(find(pages, profile("vsb", lists=(ROOT + first,)))) == ["2017", "2016"]


FOLDERS = '<a href="2017/">2017年</a><a href="2016/">2016</a><a href="2015/">2015年度报告</a>'


def found_in_folders(pages: dict[str, Answer]) -> list[ReportRef]:
    return find({"/nb/": FOLDERS, **pages}, profile("year_index"))


def test_a_year_folder_gives_its_year_to_reports_without_one() -> None:
    """温州 calls every year's report just that."""
    untitled = '<a href="{0}.html">泸州市人民政府政府信息公开工作年度报告</a>'
    found = found_in_folders({f"/nb/{year}/": untitled.format(year) for year in (2017, 2016, 2015)})
    assert [(ref.column_year, ref.url) for ref in found] == [
        (year, f"{ROOT}/nb/{year}/{year}.html") for year in (2017, 2016, 2015)
    ]


def test_a_year_folder_that_is_itself_the_report_is_one() -> None:
    report = "<h1>泸州市2017年政府信息公开工作年度报告</h1><p>…</p>" + FOLDERS
    found = found_in_folders({"/nb/2017/": report, "/nb/2016/": "<h1>内容正在整理</h1>"})
    assert [(ref.column_year, ref.url) for ref in found] == [(2017, f"{ROOT}/nb/2017/")]


def test_the_pages_of_a_year_folder_are_that_years_too() -> None:
    script = '<script>createPageHTML(2, 0, "index", "html");</script>'
    city = '<a href="a.html">泸州市政府信息公开工作年度报告</a>'
    bureau = '<a href="c.html">泸州市教育局政府信息公开工作年度报告</a>'
    found = found_in_folders({"/nb/2017/": city + script, "/nb/2017/index_1.html": bureau})
    assert [(ref.column_year, ref.url) for ref in found] == [
        (2017, f"{ROOT}/nb/2017/a.html"),
        (2017, f"{ROOT}/nb/2017/c.html"),
    ]


LONG = list(range(2024, 2014, -1))


@pytest.mark.parametrize(
    ("first", "second", "third"),
    [
        ("/nb/list.shtml", "/nb/list_2.shtml", "/nb/list_3.shtml"),
        ("/nb/index.html", "/nb/index_1.html", "/nb/index_2.html"),
        ("/nb/list.html", "/nb/list-2.html", "/nb/list-3.html"),
        ("/nb/nb.htm", "/nb/nb/2.htm", "/nb/nb/3.htm"),
        ("/nb/", "/nb/index_1.html", "/nb/index_2.html"),
        ("/nb/", "/nb/list_2.html", "/nb/list_3.html"),
        ("/nb/list", "/nb/list?page=2", "/nb/list?page=3"),
    ],
)
def test_the_names_of_further_pages_are_found_by_trial(first: str, second: str, third: str) -> None:
    pages = {first: entries(*LONG), second: entries(2014, 2013), third: entries(2012)}
    found = find(pages, profile("plain", lists=(ROOT + first,)))
    assert years(found) == [str(year) for year in range(2024, 2011, -1)]


def test_a_trial_ends_where_a_page_shows_nothing_new_and_tries_no_other_name() -> None:
    portal = Portal({"/nb/": entries(*LONG), "/nb/index_1.html": entries(2014, 2024)})
    find({}, profile("plain"), portal)
    assert portal.asked == ["/nb/", "/nb/index_1.html", "/nb/index_2.html"]


def test_a_trial_does_not_stray_into_other_columns() -> None:
    """常州新北 answers the second page of any list with the news of its home page."""
    elsewhere = "".join(entry(year, f"/news/{year}.html") for year in (2014, 2013))
    pages = {"/nb/": entries(*LONG), "/nb/index_2.html": elsewhere}
    assert years(find(pages, profile("plain"))) == [str(year) for year in LONG]


def test_a_short_list_has_no_second_page_to_try() -> None:
    portal = Portal({"/nb/": entries(2017, 2016), "/nb/index_2.html": entries(2015)})
    assert years(find({}, profile("plain"), portal)) == ["2017", "2016"]
    assert portal.asked == ["/nb/"]


def test_a_portal_that_minds_a_trial_is_let_be() -> None:
    def minds(request: Request) -> Response:
        return Response("no", status_code=403)

    portal = Portal({"/nb/": entries(*LONG), "/nb/index_1.html": minds})
    assert len(find({}, profile("plain"), portal)) == 10
    assert portal.asked == ["/nb/", "/nb/index_1.html"]


def test_guesses_are_not_an_endless_list_but_pages_found_by_them_may_be() -> None:
    few = profile("plain", max_pages=3)
    assert len(find({"/nb/": entries(*LONG)}, few)) == 10
    ever = {f"/nb/index_{n}.html": entries(2014 - n) for n in range(1, 6)}
    with pytest.raises(LayoutChanged, match="list goes on after 3 pages"):
        find({"/nb/": entries(*LONG), **ever}, few)


def test_a_profile_may_say_what_the_pages_are_called() -> None:
    pages = {"/nb/": entries(2017), "/nb/p3.html": entries(2016), "/nb/p4.html": entries(2015)}
    given = profile("plain", options={"pages": "p{n}.html", "second": 3})
    assert years(find(pages, given)) == ["2017", "2016", "2015"]
    portal = Portal({"/nb/": entries(*LONG)})
    find({}, profile("plain", options={"pages": "none"}), portal)
    assert portal.asked == ["/nb/"]


@pytest.mark.parametrize("family", ["trs", "vsb", "ucap", "hanweb", "year_index", "plain"])
def test_any_list_may_stand_in_a_frame_of_the_same_host(family: str) -> None:
    pages = {
        "/nb/": '<a href="/">首页</a><iframe src="/login?x"></iframe><iframe src="/in/list.html"></iframe>'
        '<iframe src="https://elsewhere.example/list.html"></iframe>',
        "/in/list.html": entries(2017),
    }
    assert years(find(pages, profile(family))) == ["2017"]


@pytest.mark.parametrize(
    "sign",
    [
        '<meta http-equiv="refresh" content="0; url=/zwgk/nb/">',
        "<script>window.location.href = '/zwgk/nb/';</script>",
        '<script>location.replace("../zwgk/nb/")</script>',
    ],
)
def test_a_list_that_only_points_to_where_it_has_moved_is_followed(sign: str) -> None:
    pages = {"/nb/": f"<html><head>{sign}</head></html>", "/zwgk/nb/": entries(2017)}
    assert years(find(pages, profile())) == ["2017"]


@pytest.mark.parametrize(
    "page",
    [
        "<p>请稍候</p><script>document.cookie='c=1';location.href='/zwgk/nb/';</script>" + "<i></i>" * 99,
        "<script>location.href='https://elsewhere.example/zwgk/nb/';</script>",
        "<p>" + "栏目介绍" * 600 + "</p><script>if (phone) location.href='/zwgk/nb/';</script>",
    ],
)
def test_a_challenge_another_host_and_a_whole_page_are_no_signs(page: str) -> None:
    with pytest.raises((LayoutChanged, Challenged)):
        find({"/nb/": page, "/zwgk/nb/": entries(2017)}, profile())


def test_frames_are_followed_one_level() -> None:
    pages = {
        "/nb/": '<iframe src="/a.html"></iframe>',
        "/a.html": '<iframe src="/b.html"></iframe>',
        "/b.html": entries(2017),
    }
    with pytest.raises(LayoutChanged, match="lead to 0 reports"):
        find(pages, profile())
