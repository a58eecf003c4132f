"""What the official tables give: every cell, its source, its doubts, and nothing else."""

import json
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.documents.assemble import Piece, assemble
from adapters.documents.document import Document
from adapters.documents.open import open_document
from adapters.extract import layout as layout_module
from adapters.extract.cells import read_cell
from adapters.extract.chapters import chapters
from adapters.extract.layout import label_key, layout
from adapters.extract.tables.tables import TableReading, read_tables
from adapters.extract.years import compares_years
from schema.dictionary.indicators import indicator
from schema.enums import Applicant, Qualifier, ReportFormat

FILES = sorted((Path(layout_module.__file__).parent / "layouts").glob("tables_*.toml"))
EXAMPLES = [each for path in FILES for each in tomllib.loads(path.read_text("utf-8"))["example"]]
REPORTS = Path(__file__).resolve().parents[3] / "shared" / "reports"
APPLICANTS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
TOTAL = Applicant.TOTAL


DISCLOSURE = ["本年制发件数", "本年废止件数", "现行有效件数"]


def grid(lines: list[list[str]]) -> Document:
    pieces = [Piece(text, row, column) for row, line in enumerate(lines) for column, text in enumerate(line)]
    return assemble([pieces], body=b"", url="https://example.gov.cn/nb.html", media_type="text/html")


def read(lines: list[list[str]]) -> TableReading:
    document = grid(lines)
    return read_tables(chapters(document), document)


def values(reading: TableReading) -> dict[tuple[str, Applicant], Decimal | None]:
    return {(each.indicator, each.applicant): each.value for each in reading.statistics}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["about"])
def test_the_examples_of_the_layouts_hold(example: dict[str, Any]) -> None:
    found = values(read(example["grid"]))
    for name, printed in example["values"].items():
        code, applicant = name.split("/")
        assert found[code, Applicant(applicant)] == (Decimal(printed) if printed else None), name


def test_every_code_of_the_layouts_is_in_the_dictionary() -> None:
    words = layout()
    disputes = {f"{block}.{result}" for block in words.blocks.values() for result in words.results.values()}
    for code in {*words.cells.values(), *words.codes.values(), *disputes}:
        assert indicator(code).code == code


def test_no_wording_of_the_layouts_means_two_things() -> None:
    for path in FILES:
        for group in tomllib.loads(path.read_text("utf-8")).values():
            for kind in ("rows", "columns"):
                entries = group.get(kind, ()) if isinstance(group, dict) else ()
                keys = [label_key(word) for each in entries for word in (each["name"], *each.get("also", ()))]
                assert len(keys) == len(set(keys)), (path.name, kind)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("859", "件", "859"),
        ("１２", "件", "12"),
        ("1,808,595", "件", "1808595"),
        ("1，808", "件", "1808"),
        ("1 808 595", "件", "1808595"),
        ("22（其中修订16件）", "件", "22"),
        ("22件", "件", "22"),
        ("251000元", "万元", "25.1"),
        ("75394432.52元", "万元", "7539.443252"),
        ("5.2万元", "万元", "5.2"),
        ("1.5亿元", "万元", "15000"),
        ("59237.2449", "万元", "59237.2449"),
        ("+2", "项", "2"),
        ("-1", "项", "-1"),
        ("－35", "项", "-35"),
        ("减少3", "项", "-3"),
        ("增加4项", "项", "4"),
        ("↓4", "项", "-4"),
        ("共8件", "件", "8"),
        ("'12", "件", "12"),
        ("8①", "件", "8"),
        ("无", "件", "0"),
        ("O", "件", "0"),
        ("0", "件", "0"),
        ("1.2万", "件", "12000"),
        ("", "件", None),
        ("  ", "件", None),
        ("/", "件", None),
        ("／", "件", None),
        ("-", "件", None),
        ("——", "件", None),
        ("（略）", "件", None),
    ],
)
def test_a_cell_is_a_number_in_the_unit_of_the_form_or_no_value(
    text: str, unit: str, value: str | None
) -> None:
    assert read_cell(text, unit=unit).value == (None if value is None else Decimal(value))


@pytest.mark.parametrize("text", ["12 34", "见附件", "3/5", "12元", "2023年", "①"])
def test_what_is_not_one_number_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="the cell"):
        read_cell(text, unit="件" if text != "2023年" else "元")


def test_a_hedged_cell_says_how_exact_it_is() -> None:
    assert read_cell("1.2万余", unit="件").qualifier is Qualifier.MORE_THAN
    assert read_cell("约300", unit="件").qualifier is Qualifier.ABOUT


def test_the_heading_tells_the_unit_where_the_cell_does_not() -> None:
    found = read([["信息内容", "本年收费金额（单位：元）"], ["行政事业性收费", "125000"]])
    assert values(found) == {("charges.amount", TOTAL): Decimal("12.5")}


def test_every_statistic_says_where_it_stands() -> None:
    lines = [["", *APPLICANTS], ["1.属于国家秘密", "14", "", "", "", "", "", ""]]
    found, document = read(lines), grid(lines)
    statistic = found.statistics[0]
    source = statistic.source
    assert (statistic.label, source.row, source.column, source.table) == (
        *("1.属于国家秘密", "1.属于国家秘密", "自然人", 1),
    )
    assert source.quote == "1.属于国家秘密 | 14 |  |  |  |  |  | "
    assert document.text[source.start : source.end] == "14"
    assert found.claimed == ((0, len(document.text)),)


def test_three_kinds_of_empty_are_no_value_and_not_nought() -> None:
    found = values(read([["", *APPLICANTS], ["2.重复申请", "5", "", "/", "-", "0", "—", ""]]))
    assert [found["outcome.not_processed.repeat", each] for each in Applicant if each is not TOTAL] == [
        *(Decimal(5), None, None, None, Decimal(0), None),
    ]


def test_a_blank_form_gives_its_format_and_no_statistics() -> None:
    found = read([["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "", "", ""]])
    assert (found.format, found.statistics) == (ReportFormat.TABLES_2021, ())


def test_a_single_row_of_other_handling_is_read_in_the_later_form_too() -> None:
    lines = [
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规范性文件", "3", "0", "12"],
        ["", *APPLICANTS],
        ["（六）其他处理", "2", "0", "0", "0", "0", "0", "2"],
    ]
    found = read(lines)
    assert found.format is ReportFormat.TABLES_2021
    assert values(found)["outcome.other", TOTAL] == Decimal(2)


def test_a_misprinted_label_is_read_with_a_notice_only_where_one_row_is_like_it() -> None:
    found = read([["", *APPLICANTS], ["2.其他法律行政止公开", "1", "0", "0", "0", "0", "0", "1"]])
    assert values(found)["outcome.refused.forbidden_by_law", TOTAL] == Decimal(1)
    assert [each.kind for each in found.findings] == ["label_by_likeness"]


def test_a_label_of_two_rows_in_one_is_like_neither() -> None:
    reading = read([["信息内容", *DISCLOSURE], ["规章行政规范性文件", "3", "0", "5"]])
    assert reading.statistics == ()
    assert [finding.kind for finding in reading.findings] == ["row_not_known"]


def test_a_row_of_no_form_is_not_read_and_said_so() -> None:
    found = read([["", *APPLICANTS], ["小计", "7", "0", "0", "0", "0", "0", "7"]])
    assert (found.statistics, [each.kind for each in found.findings]) == ((), ["row_not_known"])


def test_a_cell_that_cannot_be_read_is_a_finding_and_costs_only_itself() -> None:
    found = read([["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"], ["规章", "见附件", "1", "9"]])
    assert values(found) == {
        ("regulations.repealed", TOTAL): Decimal(1),
        ("regulations.in_force", TOTAL): Decimal(9),
    }
    assert [(each.kind, each.terms) for each in found.findings] == [
        ("cell_not_read", (("regulations.issued", TOTAL),))
    ]


def test_a_table_that_says_two_things_keeps_the_first_and_says_so() -> None:
    lines = [["信息内容", "本年处理决定数量"], ["行政许可", "12"], ["行政许可", "13"]]
    found = read(lines)
    assert values(found) == {("licensing.decisions", TOTAL): Decimal(12)}
    assert [(each.stated, each.expected) for each in found.findings] == [(Decimal(12), Decimal(13))]


def test_a_request_table_cut_by_a_page_goes_on_under_its_heading() -> None:
    first = [Piece(text, 0, at) for at, text in enumerate(["", *APPLICANTS])]
    second = [Piece(text, 0, at) for at, text in enumerate(["2.重复申请", "3", "0", "0", "0", "0", "0", "3"])]
    document = assemble([first, second], body=b"", url="u", media_type="text/html")
    assert values(read_tables(chapters(document), document))[
        "outcome.not_processed.repeat", TOTAL
    ] == Decimal(3)


def test_a_table_that_has_lost_its_cells_is_claimed_and_not_guessed() -> None:
    text = (
        "一、主动公开政府信息情况 信息内容本年新制作数量本年新公开数量对外公开总数量规章000规范性文件898989"
    )
    document = assemble([text], body=b"", url="u", media_type="text/plain")
    found = read_tables(chapters(document), document)
    assert found.format == ReportFormat.TABLES_2019
    assert [(each.indicator, each.value) for each in found.statistics] == [
        ("regulations.made", 0),
        ("regulations.newly_disclosed", 0),
        ("regulations.total_disclosed", 0),
    ]
    assert document.text[slice(*found.claimed[0])].startswith("信息内容本年新制作数量")
    assert [each.kind for each in found.findings] == ["several_readings"]


PADDED = """三、收到和处理政府信息公开申请情况
(本列数据的勾稽关系) | | | 申请人情况 | | | | | | |
| | | 自然人 | 法人或其他组织 | | | | | 总计 |
| | | | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | |
三、本年度办理结果 | (一)予以公开 | | 20 | 1 | | 0 | 0 | 0 | 21 |
四、政府信息公开行政复议、行政诉讼情况
行政复议 | | | | | 行政诉讼 | | | | | | | | | |
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | | | | | 复议后起诉 | | | | |
| ||||结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
1 | 0 | 0 | 1 | 2 | 3 | 0 | 0 | 0 | 3 | 0 | 0 | 4 | 0 | 4 |
"""
SLIPPED = """三、收到和处理政府信息公开申请情况
(本列数据的勾稽关系) | 申请人情况 |
自然人 | 法人或其他组织 | 总计 |
商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |
三、本年度办理结果 | (一)予以公开 | 20 | 1 | | 0 | 0 | 0 | 21 |
四、政府信息公开行政复议、行政诉讼情况
行政复议 | 行政诉讼 |
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 未经复议直接起诉 | 复议后起诉 |
结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 | 结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计 |
1 | 0 | 0 | 1 | 2 | 3 | 0 | 0 | 0 | 3 | 0 | 0 | 4 | 0 | 4 |
"""


@pytest.mark.parametrize("text", [PADDED, SLIPPED], ids=["padded", "slipped"])
def test_tables_between_bars_are_read_though_their_spans_are_lost(text: str) -> None:
    document = open_document(text.encode(), url="report.txt")
    reading = read_tables(chapters(document), document)
    found = values(reading)
    granted = [found["outcome.granted", each] for each in Applicant if each is not TOTAL]
    assert [each and int(each) for each in granted] == [20, 1, None, 0, 0, 0]
    assert found["outcome.granted", TOTAL] == 21
    assert [found[f"review.{each}", TOTAL] for each in ("upheld", "pending", "total")] == [1, 1, 2]
    assert [found[f"litigation.direct.{each}", TOTAL] for each in ("upheld", "other", "total")] == [3, 0, 3]
    assert [found[f"litigation.after_review.{each}", TOTAL] for each in ("upheld", "other")] == [0, 4]
    assert reading.findings == ()


def test_a_column_of_remarks_does_not_move_the_values() -> None:
    found = values(
        read([["", *APPLICANTS, "备注"], ["2.重复申请", "26", "1", "0", "0", "0", "0", "27", "30"]])
    )
    assert found["outcome.not_processed.repeat", Applicant.NATURAL_PERSON] == Decimal(26)
    assert found["outcome.not_processed.repeat", TOTAL] == Decimal(27)


def test_a_dispute_table_that_does_not_say_whose_its_columns_are_is_not_read() -> None:
    found = read([["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"], ["1", "0", "0", "0", "1"]])
    assert (found.statistics, [each.kind for each in found.findings]) == ((), ["columns_not_known"])


CELLS = st.sampled_from(
    [
        *APPLICANTS,
        "结果维持",
        "规章",
        "本年新",
        "对外公开总数量",
        "本年增/减",
        "2.重复申请",
        "（六）其他处理",
        "",
        "3",
        "无",
        "1 2",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=9), min_size=1, max_size=8))
def test_no_mixture_of_labels_and_values_breaks_the_reading(lines: list[list[str]]) -> None:
    found = read(lines)
    assert len({(each.indicator, each.applicant) for each in found.statistics}) == len(found.statistics)


def test_an_ordinary_table_is_left_alone() -> None:
    found = read([["索引号", "014314799/2024-00002", "发布机构", "某局"], ["指标名称", "条", "2026", "3542"]])
    assert found == TableReading(None, (), (), ())


@pytest.mark.parametrize(
    ("years", "found"),
    [(["2022年", "2023年"], True), (["2023年", "同比"], False), (["2023", "2022年度"], True)],
)
def test_two_years_side_by_side_are_seen(years: list[str], found: bool) -> None:
    document = grid([["指标", *years], ["2.重复申请", "3", "5"], ["3.要求提供公开出版物", "1", "0"]])
    assert compares_years(document) is found


def gold(name: str) -> dict[tuple[str, Applicant], tuple[Decimal, str]]:
    verified = json.loads((REPORTS / name / "gold.json").read_text("utf-8"), parse_float=Decimal)
    return {
        (each["indicator"], Applicant(each["applicant"])): (Decimal(each["value"]), each["unit"])
        for each in verified["statistics"]
    }


@pytest.mark.skipif(not REPORTS.is_dir(), reason="the verified reports lie outside the repository")
@pytest.mark.parametrize(
    ("name", "file", "form", "count"),
    [
        ("shuyang-fgj-2023", "page.html", ReportFormat.TABLES_2021, 75),
        ("shanghai-office-2019", "article_fragment.html", ReportFormat.TABLES_2019, 63),
        ("suqian-2023", "report_text.txt", ReportFormat.TABLES_2021, 200),
    ],
)
def test_every_verified_figure_is_read_and_no_other(
    name: str, file: str, form: ReportFormat, count: int
) -> None:
    document = open_document((REPORTS / name / file).read_bytes(), url=name)
    reading = read_tables(chapters(document), document)
    stated = {
        (each.indicator, each.applicant): (each.value, each.unit)
        for each in reading.statistics
        if each.value is not None
    }
    assert (reading.format, len(stated), reading.findings) == (form, count, ())
    assert stated == gold(name)
    assert all(document.text.find(each.source.quote) >= 0 for each in reading.statistics)


def test_names_of_columns_that_are_cut_over_two_rows_are_put_together() -> None:
    """As in a county's report (徐闻县, 2023): 商业 stands in one cell and 企业 in the cell below."""
    blank = [""] * 2
    found = values(
        read(
            [
                ["", "自然人", "商业", "科研", "社会公益组织", "法律服务机构", "其他", "总计"],
                ["", "", "企业", "机构", *blank, *blank],
                ["一、本年新收政府信息公开申请数量", "5", "3", "0", "0", "0", "1", "9"],
            ]
        )
    )
    assert found["requests.received", Applicant.COMMERCIAL_ENTERPRISE] == 3
    assert found["requests.received", TOTAL] == 9


@pytest.mark.parametrize("cut", [1, 2], ids=["after a sign", "in the middle"])
def test_names_of_the_dispute_table_that_a_page_break_cuts_are_put_together(cut: int) -> None:
    names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3
    blocks = ["行政复议", *[""] * 4, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4]
    upper, lower = [name[:cut] for name in names], [name[cut:] for name in names]
    found = values(read([blocks, upper, lower, [str(count) for count in range(15)]]))
    assert [found[code, TOTAL] for code in ("review.upheld", "review.total")] == [0, 4]
    assert found["litigation.direct.pending", TOTAL] == 8
    assert found["litigation.after_review.total", TOTAL] == 14
    other = [blocks, upper, [*lower[:3], "情况", *lower[4:]], [str(count) for count in range(15)]]
    assert ("review.pending", TOTAL) not in values(read(other))


def test_a_dispute_heading_whose_lower_names_are_cut_short_is_known_by_the_form_s_order() -> None:
    names = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    short = ["结果", "结果", "其他", "尚未", "总计"]
    blocks = ["行政复议", *[""] * 4, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4]
    found = values(read([blocks, [*names, *short, *short], [str(count) for count in range(15)]]))
    assert found["litigation.direct.corrected", TOTAL] == 6
    assert found["litigation.after_review.pending", TOTAL] == 13


def test_a_heading_that_has_lost_a_name_is_known_by_the_others_in_their_places() -> None:
    found = values(
        read(
            [
                ["", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"],
                ["一、本年新收政府信息公开申请数量", "26", "", "", "", "", "", "26"],
            ]
        )
    )
    assert found["requests.received", Applicant.NATURAL_PERSON] == 26


ROWS = [
    ["1.信访举报投诉类申请", "3", "0", "0", "2", "0", "0", "5"],
    ["2.重复申请", "0", "", "", "", "1", "0", "1"],
    ["3.要求提供公开出版物", "0", "0", "0", "0", "0", "0", "0"],
    ["4.无正当理由大量反复申请", "7", "0", "1", "0", "0", "0", "8"],
    ["（七）总计", "10", "0", "1", "2", "1", "0", "14"],
]


def test_requests_without_any_heading_are_read_in_the_form_s_order_where_all_rows_add_up() -> None:
    found = values(read(ROWS))
    assert found["outcome.not_processed.excessive", Applicant.RESEARCH_INSTITUTION] == 1
    assert found["outcome.total", TOTAL] == 14


@pytest.mark.parametrize(
    "rows",
    [
        [row[:1] + row[-1:] + row[1:-1] for row in ROWS],
        [*ROWS[:-1], ["（七）总计", "10", "0", "1", "2", "1", "0", "15"]],
        [["", "甲", "乙", "丙", "丁", "戊", "己", "合"], *ROWS],
        ROWS[1:],
    ],
    ids=["total first", "a row that does not add up", "a heading of its own", "too few rows"],
)
def test_requests_without_a_heading_are_not_read_where_the_order_is_not_borne_out(
    rows: list[list[str]],
) -> None:
    assert read(rows).statistics == ()


def test_a_heading_in_pieces_and_out_of_order_is_known_by_its_signs() -> None:
    """As pdftotext lays out the narrow columns of Hongze's report on 2023."""
    text = (
        "三、收到和处理政府信息公开申请情况\n申请人情况\n法人或其他组织\n自然人 社会 法律 总计\n"
        "商业 科研\n公益 服务 其他\n企业 机构\n组织 机构\n一、本年新收政府信息公开申请数量 21 0 0 0 0 0 21\n"
        "二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n（一）予以公开 4 0 0 0 0 0 4\n"
    )
    document = open_document(text.encode(), url="report.txt")
    found = values(read_tables(chapters(document), document))
    assert found["requests.received", Applicant.NATURAL_PERSON] == 21
    assert found["outcome.granted", TOTAL] == 4


def test_a_table_cut_within_a_group_goes_on_though_its_rows_are_a_cell_shorter() -> None:
    """三、本年度办理结果 spans rows of the first part only, so the second begins a column further left."""

    def row(labels: str, cells: str) -> str:
        return f"<tr>{labels}{''.join(f'<td>{cell.strip()}</td>' for cell in cells.split(','))}</tr>"

    first = [
        row("<td colspan=3></td>", ",".join(APPLICANTS)),
        row("<td colspan=3>一、本年新收政府信息公开申请数量</td>", "9,0,0,0,0,0,9"),
        row(
            "<td>三、本年度办理结果</td><td>（四）无法提供</td><td>1.本机关不掌握相关政府信息</td>",
            "4,,,,,1,5",
        ),
    ]
    second = [
        row("<td>（五）不予处理</td><td>2.重复申请</td>", "3,,,,,,3"),
        row("<td colspan=3>四、结转下年度继续办理</td>", "1,0,0,0,0,0,1"),
    ]
    parts = "<p> </p>".join(f"<table>{''.join(rows)}</table>" for rows in (first, second))
    page = f"<html><body><p>三、收到和处理政府信息公开申请情况</p>{parts}</body></html>"
    document = open_document(page.encode(), url="https://www.example.gov.cn/nb.html", media_type="text/html")
    found = values(read_tables(chapters(document), document))
    assert found["outcome.unable.not_held", TOTAL] == 5
    assert found["outcome.not_processed.repeat", Applicant.NATURAL_PERSON] == 3
    assert found["outcome.not_processed.repeat", Applicant.COMMERCIAL_ENTERPRISE] is None
