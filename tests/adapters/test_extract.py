"""The whole reading: what stands where tables, annex and prose meet, and what is no report at all.

Figures of the small pages are those of the report at `URL` and of
https://www.pingtan.gov.cn/zwgk/zfxxgk/zfxxgknb/201301/t20130117_80725.htm, in words of our own.
"""

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from adapters.documents.open import open_document
from adapters.errors import NotAReport
from adapters.extract.extract import READER, extract
from adapters.extract.merge import merge
from adapters.extract.to_json import to_json
from schema.enums import Applicant, ReportFormat, ReportScope
from schema.records.extraction import Extraction
from schema.records.source import Source
from schema.records.statistic import Statistic

REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
with_reports = pytest.mark.skipif(
    not REPORTS.is_dir(), reason="the verified reports lie outside the repository"
)
SAMPLES = Path(__file__).resolve().parents[2] / "gateway" / "samples" / "bodies"
URL = "http://www.shuyang.gov.cn/sygfj/gknb/202401/2ecfb31a335f4d689220a3a23e24a986.shtml"
COLUMNS = "".join(
    f"<td>{name}</td>"
    for name in ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
)


def page(
    received: str, prose: str, title: str = "沭阳县发展和改革局2023年政府信息公开年度报告"
) -> Extraction:
    html = (
        f"<h1>{title}</h1><div id='zoom'>"
        "<p>本报告根据政府信息公开条例编制，数据统计期限为2023年1月1日至2023年12月31日。</p>"
        f"<p>一、总体情况</p><p>{prose}</p><p>二、主动公开政府信息情况</p>"
        "<table><tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>"
        f"<tr><td>规范性文件</td><td>{received and 8}</td><td></td><td>{received and 18}</td></tr>"
        "</table><p>三、收到和处理政府信息公开申请情况</p>"
        f"<table><tr><td></td>{COLUMNS}</tr><tr><td>一、本年新收政府信息公开申请数量</td><td>{received}</td>"
        f"<td></td><td></td><td></td><td></td><td></td><td>{received}</td></tr></table></div>"
    )
    return extract(open_document(html.encode(), url=URL), retrieved_at=datetime(2024, 1, 18, tzinfo=UTC))


def stated(extraction: Extraction) -> dict[tuple[str, Applicant], Decimal | None]:
    return {(each.indicator, each.applicant): each.value for each in extraction.statistics}


def statistic(indicator: str, value: int | None, start: int, label: str = "") -> Statistic:
    number = None if value is None else Decimal(value)
    source = Source(quote=label or indicator, url=URL, start=start, end=start + 1)
    return Statistic(indicator=indicator, label=label or indicator, value=number, unit="件", source=source)


def test_a_report_is_read_whole_with_heading_sections_and_source() -> None:
    found = page("26", "全年收到政府信息公开申请26件。")
    report = found.report
    assert (report.jurisdiction, report.year, report.scope, report.organ) == (
        *("321322", 2023, ReportScope.ORGAN, "沭阳县发展和改革局"),
    )
    assert (report.format, report.source_url, found.reader) == (ReportFormat.TABLES_2021, URL, READER)
    assert [(each.number, each.heading) for each in found.sections][1:] == [
        ("一", "总体情况"),
        ("二", "主动公开政府信息情况"),
        ("三", "收到和处理政府信息公开申请情况"),
    ]
    assert stated(found)["normative_documents.in_force", Applicant.TOTAL] == Decimal(18)


def test_the_table_stands_where_prose_says_the_same_and_each_is_counted_once() -> None:
    found = page("26", "全年收到政府信息公开申请26件。")
    received = [each for each in found.statistics if each.indicator == "requests.received"]
    assert [each.applicant for each in received].count(Applicant.TOTAL) == 1
    assert received[-1].source.table == 2
    assert all(each.value != Decimal(26) for each in found.figures)


def test_the_table_stands_where_prose_contradicts_and_prose_is_kept_with_a_finding() -> None:
    found = page("26", "全年收到政府信息公开申请27件。")
    assert stated(found)["requests.received", Applicant.TOTAL] == Decimal(26)
    assert Decimal(27) in [each.value for each in found.figures]
    assert "V-TEXT" in [each.rule for each in found.findings]


@pytest.mark.parametrize(
    ("year", "form", "code"),
    [
        (2018, ReportFormat.NARRATIVE_2008, "outcome_2008.granted"),
        (2020, ReportFormat.TABLES_2019, "outcome.granted"),
        (2023, ReportFormat.TABLES_2021, "outcome.granted"),
    ],
)
def test_prose_without_tables_follows_the_form_of_its_year(year: int, form: ReportFormat, code: str) -> None:
    html = (
        f"<h1>泸州市{year}年政府信息公开工作年度报告</h1><div id='zoom'>"
        "<p>三、收到和处理政府信息公开申请情况</p>"
        "<p>全年收到政府信息公开申请98件，答复98件，其中予以公开42件。</p></div>"
    )
    found = extract(open_document(html.encode(), url=URL))
    assert found.report.format is form
    assert stated(found)[code, Applicant.TOTAL] == Decimal(42)


def test_a_blank_form_with_a_report_heading_is_not_a_report() -> None:
    with pytest.raises(NotAReport, match="states no figure"):
        page("", "工作扎实推进，制度不断完善。")


def test_tables_that_set_two_years_side_by_side_are_not_a_report() -> None:
    html = (
        "<h1>沭阳县发展和改革局2023年政府信息公开年度报告</h1><div id='zoom'><p>一、收到和处理申请情况</p>"
        "<table><tr><td>项目</td><td>2022年</td><td>2023年</td></tr>"
        "<tr><td>重复申请</td><td>3</td><td>5</td></tr><tr><td>要求提供公开出版物</td><td>0</td><td>1</td></tr>"
        "</table></div>"
    )
    with pytest.raises(NotAReport, match="several years"):
        extract(open_document(html.encode(), url=URL))


def test_what_stands_is_filled_up_and_comes_in_the_order_of_the_document() -> None:
    merged = merge([statistic("review.total", 0, 90)], [statistic("requests.received", 21, 10)])
    assert [each.indicator for each in merged.statistics] == ["requests.received", "review.total"]
    assert merged.figures == ()


def test_a_blank_cell_stands_and_the_other_statement_becomes_a_figure() -> None:
    merged = merge([statistic("outcome.granted", None, 10)], [statistic("outcome.granted", 258, 90)])
    assert [each.value for each in merged.statistics] == [None]
    assert [each.value for each in merged.figures] == [Decimal(258)]


def test_entries_of_an_open_breakdown_all_stay() -> None:
    prose = [
        statistic("disclosed.category", 161, 1, "机构职能类"),
        statistic("disclosed.category", 34, 2, "行政许可类"),
    ]
    assert merge(prose, [statistic("disclosed.category", 60, 3, "规划计划类")]).statistics == (
        *prose,
        statistic("disclosed.category", 60, 3, "规划计划类"),
    )


def test_the_printed_form_is_plain_json_with_whole_numbers_as_integers() -> None:
    printed = json.loads(json.dumps(to_json(page("26", "全年收到政府信息公开申请27件。"))))
    first = printed["statistics"][0]
    assert (printed["period"], printed["year"], printed["format"]) == (
        *(["2023-01-01", "2023-12-31"], 2023, "TABLES_2021"),
    )
    assert {key: first[key] for key in ("indicator", "applicant", "value", "unit", "qualifier", "table")} == {
        "indicator": "normative_documents.issued",
        "applicant": "TOTAL",
        "value": 8,
        "unit": "件",
        "qualifier": "EXACT",
        "table": 1,
    }
    assert isinstance(first["value"], int)
    blank = next(each for each in printed["statistics"] if each["applicant"] == "COMMERCIAL_ENTERPRISE")
    assert blank["value"] is None


def gold(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((REPORTS / name / "gold.json").read_text("utf-8"))
    return found


def printed(name: str, file: str) -> dict[str, Any]:
    return to_json(extract(open_document((REPORTS / name / file).read_bytes(), url=name)))


def by_key(statistics: list[dict[str, Any]]) -> dict[tuple[str, ...], dict[str, Any]]:
    return {
        (each["indicator"], each["applicant"])
        + ((each["label"],) if each["indicator"] == "disclosed.category" else ()): each
        for each in statistics
    }


def check_heading(found: dict[str, Any], verified: dict[str, Any], *names: str) -> None:
    assert {name: found[name] for name in names} == {name: verified[name] for name in names}


@with_reports
@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("shuyang-fgj-2023", "page.html"),
        ("shanghai-office-2019", "article_fragment.html"),
        ("suqian-2023", "report_text.txt"),
        ("luzhou-2017", "page.txt"),
        ("pingtan-county-2012", "page.html"),
        ("pingtan-2014", "page.txt"),
    ],
)
def test_every_verified_statistic_is_printed_as_it_was_verified(name: str, file: str) -> None:
    found, verified = printed(name, file), gold(name)
    statistics = by_key(found["statistics"])
    assert len(statistics) == len(found["statistics"])
    for key, expected in by_key(verified["statistics"]).items():
        names = [each for each in ("value", "unit", "qualifier", "share") if expected.get(each) is not None]
        assert {each: statistics[key][each] for each in names} == {each: expected[each] for each in names}, (
            key
        )
    check_heading(found, verified, "jurisdiction", "year", "title", "format", "scope")


@with_reports
def test_luzhou_is_read_whole_once_with_its_one_finding() -> None:
    found, verified = printed("luzhou-2017", "page.txt"), gold("luzhou-2017")
    assert by_key(found["statistics"]).keys() == by_key(verified["statistics"]).keys()
    check_heading(
        found, verified, "index_number", "publisher", "published_on", "subject", "document_number", "period"
    )
    errors = [
        {each: finding[each] for each in ("rule", "indicator", "stated", "sum_of_parts")}
        for finding in found["findings"]
        if finding["severity"] == "ERROR"
    ]
    assert errors == verified["findings"]


@with_reports
def test_pingtan_county_is_read_whole_prose_first_and_its_annex_where_prose_is_silent() -> None:
    found, verified = printed("pingtan-county-2012", "page.html"), gold("pingtan-county-2012")
    assert by_key(found["statistics"]).keys() == by_key(verified["statistics"]).keys()
    check_heading(found, verified, "publisher", "published_on", "organ")


@with_reports
def test_every_quote_is_words_of_the_document() -> None:
    body = (REPORTS / "pingtan-county-2012" / "page.html").read_bytes()
    document = open_document(body, url="page.html")
    for each in extract(document).statistics:
        assert each.source.quote in document.text


def test_a_sum_that_only_the_text_states_gives_way_to_the_rows_of_the_table() -> None:
    """Suqian 2023: the eight refusal rows add up to 142; a text that says 140 is kept as a figure."""
    body = (SAMPLES / "suqian-2023.html").read_text("utf-8")
    page = body.replace("其中自然人3493件", "不予公开140件，其中自然人3493件")
    title = "宿迁市2023年政府信息公开工作年度报告"
    document = open_document(f"<h1>{title}</h1>{page}".encode(), url="https://www.suqian.gov.cn/a.html")

    read = extract(document)

    assert [s for s in read.statistics if s.indicator == "outcome.refused"] == []
    assert [f.value for f in read.figures if "不予公开" in f.source.quote] == [140]
    assert [(f.rule, f.stated, f.expected) for f in read.findings] == [("V-TEXT", 140, 142)]
