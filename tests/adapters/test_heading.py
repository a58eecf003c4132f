"""The heading: place, year, title, scope and the portal's fields, from pages of every shape."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from adapters.documents.document import Document
from adapters.documents.open import open_document
from adapters.errors import NotAReport
from adapters.extract.extract import extract
from adapters.extract.heading.fields import body_name, read_fields, rules
from adapters.extract.heading.heading import Heading, Listed, read_heading
from adapters.extract.heading.period import read_date, read_period
from adapters.extract.heading.provenance import provenance_of
from schema.enums import Provenance, ReportScope

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
AREA, ORGAN = ReportScope.JURISDICTION, ReportScope.ORGAN
LEAD = "本报告根据《中华人民共和国政府信息公开条例》编制,数据的统计期限为2017年1月1日至2017年12月31日。"
FIELDS = (
    "jurisdiction", "year", "title", "scope", "organ", "publisher", "published_on",
    "index_number", "document_number", "subject",
)  # fmt: skip


def _text(text: str, url: str = "https://www.luzhou.gov.cn/a.html") -> Document:
    return open_document(text.encode(), url=url, media_type="text/plain")


def _page(title: str, body: str, head: str = "") -> Document:
    page = f"<html><head>{head}</head><body><h1>{title}</h1><div id='zoom'>{body}</div></body></html>"
    return open_document(page.encode(), url="https://www.luzhou.gov.cn/a.html", media_type="text/html")


def _report(
    title: str = "泸州市2017年政府信息公开工作年度报告", head: str = "", lead: str = LEAD
) -> Document:
    return _text(f"{head}\n{title}\n{lead}\n一、概述\n2017年,全市工作取得成效。\n")


@pytest.mark.parametrize(
    ("folder", "file"),
    [
        ("luzhou-2017", "page.txt"),
        ("pingtan-2014", "page.txt"),
        ("pingtan-2019", "page.txt"),
        ("pingtan-county-2012", "page.html"),
        ("shanghai-office-2019", "article_fragment.html"),
        ("shuyang-fgj-2023", "page.html"),
        ("suqian-2023", "report_text.txt"),
    ],
)
def test_real_reports_are_headed_as_verified(folder: str, file: str) -> None:
    if not REPORTS.exists():
        pytest.skip("the verified reports lie beside the checkout, in shared/reports")
    gold = json.loads((REPORTS / folder / "gold.json").read_text("utf-8"))
    if folder == "suqian-2023":
        gold.pop("publisher")  # known from elsewhere: the text at hand names no publisher
    body = (REPORTS / folder / file).read_bytes()
    heading = read_heading(open_document(body, url=gold["source_url"] or ""))
    said = {name: getattr(heading, name) for name in FIELDS if name in gold}
    if heading.published_on:
        said["published_on"] = heading.published_on.isoformat()
    assert said == {name: gold[name] for name in said}
    assert heading.findings == ()


def test_the_last_title_line_above_the_first_sentence_is_the_report_s_own() -> None:
    heading = read_heading(
        _report("2017年泸州市政府政府信息公开工作年度报告\n泸州市2017年政府信息公开工作年度报告")
    )
    assert heading.title == "泸州市2017年政府信息公开工作年度报告"


def test_a_title_over_two_lines_is_one_title() -> None:
    heading = read_heading(_report("泸州市人民政府\n2017年政府信息公开工作年度报告"))
    assert heading.title == "泸州市人民政府2017年政府信息公开工作年度报告"


def test_neighbours_in_a_list_beside_the_article_are_not_its_title() -> None:
    document = _page(
        "泸州市2017年政府信息公开工作年度报告",
        f"<p>泸州市2016年政府信息公开工作年度报告</p><p>{LEAD}</p><p>一、概述</p>",
    )
    assert read_heading(document).year == 2017


def test_the_page_s_own_words_stand_in_where_the_body_has_no_title() -> None:
    head = (
        '<meta content="泸州市2017年政府信息公开工作年度报告" name="ArticleTitle">'
        "<meta name='PubDate' content='2018-03-09 10:05'><meta name='ContentSource' content='市政府办公室'>"
    )
    heading = read_heading(_page("政府信息公开", f"<p>{LEAD}</p><p>一、概述</p>", head))
    assert (heading.title, heading.published_on) == ("泸州市2017年政府信息公开工作年度报告", date(2018, 3, 9))
    assert heading.publisher == "市政府办公室"


def test_a_page_headed_by_the_body_alone_takes_title_and_year_from_the_list() -> None:
    lead = "本报告根据《中华人民共和国政府信息公开条例》编制。"
    listed = Listed(title="温州市2013年政府信息公开年度报告", listed_on=date(2014, 3, 20), column_year=2013)
    heading = read_heading(_report("温州市人民政府", lead=lead), place="330300", listed=listed)
    assert (heading.title, heading.year) == (listed.title, 2013)
    assert (heading.jurisdiction, heading.published_on) == ("330300", date(2014, 3, 20))


@pytest.mark.parametrize(
    ("title", "place", "code"),
    [
        ("2017年市政府政府信息公开工作年度报告", "510500", "510500"),
        ("海东市2012年政府信息公开工作年度报告", "630200", "632100"),
        ("2012年政府信息公开工作年度报告", "630200", "632100"),
        ("平潭综合实验区管委会2014年度政府信息公开工作年度报告", "350128-pingtan", "350128-pingtan"),
    ],
)
def test_the_place_is_the_title_s_then_the_portal_s_with_the_code_of_the_year(
    title: str, place: str, code: str
) -> None:
    lead = "本报告根据《中华人民共和国政府信息公开条例》编制。"
    heading = read_heading(_report(title, lead=lead), place=place)
    assert heading.jurisdiction == code
    assert heading.findings == ()


def test_a_title_of_another_place_wins_over_the_portal_and_is_remarked() -> None:
    heading = read_heading(_report("宜宾市2017年政府信息公开工作年度报告"), place="510500")
    assert heading.jurisdiction == "511500"
    assert [(finding.rule, finding.kind) for finding in heading.findings] == [("V-PLACE", "conflict")]


def test_a_place_that_nobody_names_is_found_by_publisher_or_signature() -> None:
    signed = _text(
        f"2017年政府信息公开工作年度报告\n{LEAD}\n一、概述\n略。\n泸州市人民政府办公室\n2018年3月1日\n"
    )
    assert read_heading(signed).jurisdiction == "510500"
    with pytest.raises(NotAReport, match="it names no place; say which portal it comes from"):
        read_heading(_report("2017年政府信息公开工作年度报告"))


def test_the_office_reports_for_itself_unless_it_gathers_the_whole_place() -> None:
    title = "泸州市人民政府办公室2017年政府信息公开工作年度报告"
    alone = read_heading(_report(title))
    gathered = read_heading(
        _report(title, lead="本报告由市政府办公室综合各县(市、区)和市级部门年度报告编制而成。")
    )
    assert (alone.scope, alone.organ) == (ORGAN, "泸州市人民政府办公室")
    assert (gathered.scope, gathered.organ) == (AREA, None)


def test_a_department_s_portal_lends_its_name() -> None:
    heading = read_heading(
        _report("2017年政府信息公开工作年度报告"), place="321322", organ="沭阳县发展和改革局"
    )
    assert (heading.scope, heading.organ) == (ORGAN, "沭阳县发展和改革局")


def test_the_year_is_the_period_s_where_the_title_has_none() -> None:
    heading = read_heading(_report("泸州市政府信息公开工作年度报告"))
    assert heading.year == 2017


def test_years_that_disagree_are_kept_as_a_finding() -> None:
    heading = read_heading(_report("泸州市2018年政府信息公开工作年度报告"), listed=Listed(column_year=2016))
    assert heading.year == 2018
    assert [(f.rule, f.message_en) for f in heading.findings] == [
        ("V-YEAR", "years disagree (title 2018, period 2017, column 2016); 2018 is taken")
    ]


def test_a_date_before_the_year_was_over_is_remarked() -> None:
    heading = read_heading(_report(head="发布日期: 2017-03-15"))
    assert [(finding.rule, finding.kind) for finding in heading.findings] == [("V-DATE", "early")]


def test_an_unreadable_date_is_remarked_and_not_guessed() -> None:
    heading = read_heading(_report(head="发布日期: 2018-13-45 | 索引号: |"))
    assert heading.published_on is None
    assert [(finding.rule, finding.kind) for finding in heading.findings] == [("V-DATE", "unreadable")]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (_text("用户登录\n用户名\n密码\n验证码"), "this is a login page"),
        (_text("抱歉,您访问的页面不存在"), "the document is gone"),
        (
            _page("关于做好2017年度政府信息公开工作年度报告编制工作的通知", "<p>各区县:</p><p>一、时间</p>"),
            "not a report: a notice about compiling reports",
        ),
        (
            _text("关于编制2017年政府信息公开年度报告的通知\n各部门:\n一、编制要求\n按时报送。"),
            "not a report: a notice about compiling reports",
        ),
        (
            _report("宿迁市2022年、2023年政府信息公开工作年度报告对比"),
            "not a report: a comparison of reports",
        ),
        (_report("泸州市2017年、2018年政府信息公开工作年度报告"), "it names 2 years: 2017, 2018"),
        (_text("我市召开经济工作会议\n一、总体情况\n会议指出。"), "neither title nor first sentence"),
        (
            _report("泸州市政府信息公开工作年度报告", lead="根据《政府信息公开条例》编制本报告。"),
            "no year is to be found",
        ),
    ],
)  # fmt: skip
def test_what_is_not_a_report_is_refused_with_the_reason(document: Document, reason: str) -> None:
    with pytest.raises(NotAReport, match=reason):
        read_heading(document, place="510500")


def test_an_empty_page_is_refused() -> None:
    empty = Document(url="", media_type="text/html", sha256="0" * 64, blocks=(), text=" \n")
    with pytest.raises(NotAReport, match="the page is empty"):
        read_heading(empty)


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        (
            """索引号: | 00835003X/2018-00911 | 发布机构: | 市政府办公室 |
            发布日期: | 2018-03-09 | 主题分类: | 02Z其他 |
            文 号: | 关键词: |
            """,
            ("00835003X/2018-00911", "市政府办公室", date(2018, 3, 9), "02Z其他", None),
        ),
        (
            "索 引 号:002489401/2020-248029 公开方式:主动公开 文    号: 公开日期:2020-03-10 发布单位:市府办",
            ("002489401/2020-248029", "市府办", date(2020, 3, 10), None, None),
        ),
        (
            """名称 | 某报告
            索引号 | 014314799/2024-00002 | 分类 | 信息公开年报
            发布机构 | 县发改局 | 公开日期 | 2024-01-17
            文号 |  | 关键词 |
            """,
            ("014314799/2024-00002", "县发改局", date(2024, 1, 17), "信息公开年报", None),
        ),
        (
            """• 索引号：QZ02114-0100-2026-00002
            • 备注/文号：泉丰教〔2026〕1号
            • 发布机构：丰泽区教育局
            • 公文生成日期：2026-01-27
            """,
            ("QZ02114-0100-2026-00002", "丰泽区教育局", date(2026, 1, 27), None, "泉丰教〔2026〕1号"),
        ),
        (
            "QA4425051-2012-001\n主动公开\n无\n青浦教育\n2012.02.15\n",
            ("QA4425051-2012-001", "青浦教育", date(2012, 2, 15), None, None),
        ),
        ("发布日期：2018-03-09\n索引号：\n发布机构：\n文号：", (None, None, date(2018, 3, 9), None, None)),
        ("来源：平潭县人民政府 时间：2015-01-02 00:00 微信", (None, None, date(2015, 1, 2), None, None)),
    ],
)  # fmt: skip
def test_fields_are_read_in_every_shape(front: str, expected: tuple[object, ...]) -> None:
    read = read_fields(front, {})
    assert (
        read.index_number, read.publisher, read.published_on, read.subject, read.document_number
    ) == expected  # fmt: skip


def test_a_source_is_a_body_or_nothing() -> None:
    assert read_fields("来源：平潭县人民政府 时间：2015-01-02 微信", {}).source == "平潭县人民政府"
    assert read_fields("来源：本站 浏览次数：4234", {}).source is None
    assert body_name("http://www.shuyang.gov.cn/") is None
    assert body_name("黄埔区人民政府 广州开发区管委会 微博") == "黄埔区人民政府 广州开发区管委会"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-03-09", date(2018, 3, 9)),
        ("2018-03-09 00:00:00", date(2018, 3, 9)),
        ("2014- 04- 01 16: 53", date(2014, 4, 1)),
        ("2021-03-2918:26", date(2021, 3, 29)),
        ("2024/01/15/ 15:42", date(2024, 1, 15)),
        ("2019年03月04日", date(2019, 3, 4)),
        ("2013年04月23日17:01", date(2013, 4, 23)),
        ("2020-06-29 10时59分", date(2020, 6, 29)),
        ("2012.02.15", date(2012, 2, 15)),
        ("(2011年3月14日)", date(2011, 3, 14)),
        ("二○一二年一月五日", date(2012, 1, 5)),
        ("二00八年九月七日", date(2008, 9, 7)),
        ("二〇一七年十二月二十五日", date(2017, 12, 25)),
        ("20200117182933343", date(2020, 1, 17)),
        ("2017年3月", None),
        ("2018-13-45", None),
        ("1970-01-01", None),
        ("", None),
    ],
)
def test_dates_are_read_in_every_shape(text: str, expected: date | None) -> None:
    assert read_date(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("统计期限为2017年1月1日至2017年12月31日", date(2017, 1, 1), date(2017, 12, 31)),
        ("统计期限自2014年1月1日起至2014年12月31日止", date(2014, 1, 1), date(2014, 12, 31)),
        ("数据统计期限从2019年1月1日到12月31日", date(2019, 1, 1), date(2019, 12, 31)),
        ("统计期限为1月1日至12月31日", date(2016, 1, 1), date(2016, 12, 31)),
        ("数据期限1月1日——2016年12月31日", date(2016, 1, 1), date(2016, 12, 31)),
        ("统计期限为2015年12月1日至2016年10月30日", date(2015, 12, 1), date(2016, 10, 30)),
        ("期限为2021 年 1 月 1 日至 2021 年 12 月 31 日", date(2021, 1, 1), date(2021, 12, 31)),
        ("统计期限为202111日至1231日", date(2021, 1, 1), date(2021, 12, 31)),
        ("统计期限为201911日至20191231日", date(2019, 1, 1), date(2019, 12, 31)),
        ("统计期限20251月1日至202512月31日", date(2025, 1, 1), date(2025, 12, 31)),
        ("数据截至2008年12月31日", None, date(2008, 12, 31)),
        ("5月1日至5月3日开展宣传活动", None, None),
        ("没有期限", None, None),
        ("统计数11" + "—" * 60, None, None),  # blank cells that a tool has run together
    ],
)
def test_the_period_is_read_in_every_shape(text: str, start: date | None, end: date | None) -> None:
    assert read_period(text, 2016) == (start, end)


@pytest.mark.parametrize(
    ("url", "provenance"),
    [
        ("https://www.luzhou.gov.cn/a.html", Provenance.OFFICIAL),
        ("www.shanghai.gov.cn", Provenance.OFFICIAL),
        ("", Provenance.OFFICIAL),
        ("../reports/page.txt", Provenance.OFFICIAL),
        ("page.txt", Provenance.OFFICIAL),
        ("file:///home/page.html", Provenance.OFFICIAL),
        ("https://xcwgysj.com/wwwxcwgysjcom/publicity/subject02/145284index.htm", Provenance.PROXY),
        ("https://newton.com.tw/wiki/2020", Provenance.REPOST),
        ("https://code.fabao365.com/law_579001.html", Provenance.REPOST),
        ("https://www.luzhou.gov.cn.example.com/a.html", Provenance.PROXY),
    ],
)
def test_the_address_tells_the_provenance_and_nothing_else(url: str, provenance: Provenance) -> None:
    assert provenance_of(url) is provenance


def test_a_foreign_host_never_decides_the_place() -> None:
    document = _text(
        f"泸州市2017年政府信息公开工作年度报告\n{LEAD}\n一、概述\n略。", "https://www.yibin.example/a.html"
    )
    heading: Heading = read_heading(document)
    assert (heading.jurisdiction, heading.provenance) == ("510500", Provenance.PROXY)


@pytest.mark.parametrize(("example", "wanted"), [
    (example, key == "matches")
    for key in ("matches", "leaves")
    for example in rules()["aggregate"][key]
])  # fmt: skip
def test_leads_that_gather_are_known_by_their_examples(example: str, wanted: bool) -> None:
    import re

    assert bool(re.search(rules()["aggregate"]["pattern"], example)) is wanted


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (
            "发布时间:2018-02-24 08:04信息来源: 泸州市人民政府(办公室)阅读次数:编辑:公开办",
            {"published_on": date(2018, 2, 24), "source": "泸州市人民政府(办公室)"},
        ),
        (
            "浏览次数:信息来源: 江阳区外资办发布时间:2016-02-20 00:00",
            {"published_on": date(2016, 2, 20), "source": "江阳区外资办"},
        ),
        ("发布机构: 区政府信息科", {"publisher": "区政府信息科"}),
        (
            "113307000025920705/2018-04367\n某局2017年度报告\n市农业农村局\n2018-01-08\n主动公开",
            {"index_number": "113307000025920705/2018-04367", "published_on": date(2018, 1, 8)},
        ),
        ("门户网站 www.gov.cn   2010年04月06日   来源:某网站", {"published_on": date(2010, 4, 6)}),
    ],
)
def test_fields_are_found_where_labels_run_together_or_are_missing(
    head: str, expected: dict[str, object]
) -> None:
    fields = read_fields(f"{head}\n", {})
    assert {name: getattr(fields, name) for name in expected} == expected


def test_a_title_may_break_before_its_last_words() -> None:
    text = "道县文广新局2013年度信息公开工作\n年度报告\n一、主动公开政府信息的情况\n2013年公开信息5条。"
    heading = read_heading(_text(text))
    assert (heading.jurisdiction, heading.year, heading.organ) == ("431124", 2013, "道县文广新局")


def test_a_copy_in_traditional_characters_tells_its_period() -> None:
    lead = "本報告根據條例編制。所列數據的統計期限自2009年1月1日起，至2009年12月31日止。"
    heading = read_heading(_text(f"2009年西藏自治區政府信息公開年度報告\n{lead}\n一、概述\n公開300條。"))
    assert (heading.period_start, heading.period_end) == (date(2009, 1, 1), date(2009, 12, 31))


@pytest.mark.parametrize("example", rules()["overwritten"]["matches"])
def test_names_that_proxies_write_over_bodies_are_known(example: str) -> None:
    assert re.search(rules()["overwritten"]["pattern"], example)


@pytest.mark.parametrize("example", rules()["overwritten"]["leaves"])
def test_words_that_reports_use_are_not_taken_for_them(example: str) -> None:
    assert re.search(rules()["overwritten"]["pattern"], example) is None


@pytest.mark.parametrize(
    ("host", "body", "flagged"),
    [
        ("www.crlive88.example.com", "蜂鸟电竞", True),
        ("www.crlive88.example.com", "卓越尊享", True),
        ("www.crlive88.example.com", "宿迁市教育局", False),
        ("www.suqian.gov.cn", "宿迁市教育局", False),
    ],
)
def test_a_copy_with_a_replaced_name_is_flagged(host: str, body: str, flagged: bool) -> None:
    title = f"{body}2011年政府信息公开年度报告"
    text = "<p>一、概述</p><p>2011年主动公开政府信息120条，收到申请3件。</p>"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"
    reading = extract(open_document(page.encode(), url=f"https://{host}/nb.htm"), place="321300")
    assert ("body_replaced" in [each.kind for each in reading.findings]) is flagged
