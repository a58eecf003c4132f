"""Tables as portals cut, copy, hide and convert them: what stands there is read, nothing else is."""

from decimal import Decimal

import pytest

from adapters.documents.document import Document
from adapters.documents.html.glosses import without_glosses
from adapters.documents.open import open_document
from adapters.extract.chapters import chapters
from adapters.extract.extract import extract
from adapters.extract.tables.tables import TableReading, read_tables
from schema.enums import Applicant

APPLICANTS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
TOTAL = Applicant.TOTAL
NATURAL = Applicant.NATURAL_PERSON


def row(label: str, *cells: object) -> str:
    first = f"<td>{label}</td>" if label else ""
    return f"<tr>{first}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def requests(label: str, *cells: object) -> str:
    return row("（本列数据的勾稽关系）", *APPLICANTS) + row(label, *cells)


def page(*tables: str, between: str = "") -> Document:
    body = between.join(f"<table>{table}</table>" for table in tables)
    html = f"<html><body><div id='zoom'><p>二、主动公开政府信息情况</p>{body}</div></body></html>"
    return open_document(html.encode(), url="https://www.example.gov.cn/nb.html")


def read(document: Document) -> TableReading:
    return read_tables(chapters(document), document)


def value(document: Document, code: str, applicant: Applicant = TOTAL) -> Decimal | None:
    held = {(each.indicator, each.applicant): each.value for each in read(document).statistics}
    return held.get((code, applicant))


@pytest.mark.parametrize(
    "cell",
    [
        "8①",
        "8<sup>1</sup>",
        "8<sup>[注1]</sup>",
        "<del>9</del>8",
        "<s>9</s><ins>8</ins>",
        "<span style='display: none'>9</span>8",
        "<span hidden>9</span>8",
        "<input type='text' readonly value='8'><input type='hidden' value='9'>",
        "<textarea readonly>8</textarea>",
        "<select><option>9</option><option selected>8</option></select>",
        "8<!-- 9 --><script>9</script>",
        "<table><tr><td>8</td></tr></table>",
        "8〔注〕",
        "<span class='sr-only'>数量9</span>8",
        "<span class='visually-hidden' style='color:#000'>第3列</span>8",
        "<span style='position:absolute;clip:rect(0, 0, 0, 0)'>9</span>8",
        "<span style='text-decoration:line-through'>9</span>8",
        "<style>@media print{em.o{color:red}} em.tip{display:none}</style><em class='tip'>9</em>8",
        "<span style='font-size:0'>9</span>8",
    ],
)
def test_a_cell_is_what_a_reader_sees_in_it(cell: str) -> None:
    document = page(row("信息内容", "本年处理决定数量") + row("行政许可", cell))
    assert value(document, "licensing.decisions") == 8


def test_what_a_style_sheet_hides_outside_cells_is_read_since_scripts_may_show_it() -> None:
    document = page(row("信息内容", "本年处理决定数量") + row("行政许可", 8))
    sheet = "<style>.tab{display:none}</style><div class='tab'>"
    shown = open_document(f"{sheet}{document.blocks[0].text}</div>".encode(), url=document.url)
    assert shown.text == document.blocks[0].text


@pytest.mark.parametrize(
    ("table", "of_row", "of_cell"),
    [
        ("class='tb'", "class='tr'", "class='td'"),
        ("role='table'", "role='row'", "role='cell'"),
        ("style='display:table'", "style='display:table-row'", "style='display:table-cell'"),
        ("class='content'", "class='row clearfix'", "class='col-md-3'"),
    ],
)
def test_boxes_that_are_laid_out_as_a_table_are_one(table: str, of_row: str, of_cell: str) -> None:
    def line(*cells: object) -> str:
        return f"<div {of_row}>{''.join(f'<div {of_cell}>{cell}</div>' for cell in cells)}</div>"

    label = line("（三）不予公开", line("1.属于国家秘密", *[0] * 6, 0) + line("2.其他", 2, *[0] * 5, 2))
    rows = line("（本列数据的勾稽关系）", *APPLICANTS) + line("2.重复申请", 5, *[0] * 5, 5) + label
    outer = f"<div class='row'><div class='col'><div id='zoom'><div {table}>{rows}</div></div></div></div>"
    document = open_document(f"<p>三、申请情况</p>{outer}".encode(), url="https://www.example.gov.cn/nb.html")
    assert value(document, "outcome.not_processed.repeat", NATURAL) == 5
    assert value(document, "outcome.refused.state_secret") == 0


def test_boxes_beside_each_other_that_hold_no_numbers_are_text() -> None:
    menu = "<div class='row'><div class='col'>要闻</div><div class='col'>政务</div></div>" * 3
    document = open_document(f"<div id='zoom'>{menu}</div>".encode(), url="https://www.example.gov.cn/")
    assert [block.text for block in document.blocks] == ["要闻", "政务"] * 3


def test_a_hidden_row_or_cell_is_no_part_of_the_table() -> None:
    hidden = "<tr style='display:none'><td>行政处罚</td><td>9</td></tr>"
    moved = "<tr><td style='display:none'>9</td><td>行政强制</td><td>8</td></tr>"
    document = page(row("信息内容", "本年处理决定数量") + hidden + moved)
    assert (value(document, "penalties.decisions"), value(document, "coercion.decisions")) == (None, 8)


def test_a_request_table_is_read_into_whatever_pieces_it_is_cut() -> None:
    first = requests("一、本年新收政府信息公开申请数量", 5, 0, 0, 0, 0, 0, 5)
    second = row("（四）无法提供", "1.本机关不掌握相关政府信息", 2, "", "", "", "", "", 2)
    third = row("（七）总计", 4, 0, 0, 0, 0, 0, 4)
    document = page(first, second, third, between="<p>&nbsp;</p>")
    assert value(document, "outcome.unable.not_held", NATURAL) == 2
    assert value(document, "outcome.unable.not_held", Applicant.COMMERCIAL_ENTERPRISE) is None
    assert value(document, "outcome.total") == 4


def test_rows_that_are_tables_of_their_own_are_the_rows_of_one() -> None:
    """Their labels stand in the first row only, so that rows have fewer cells the further down they stand."""
    heading = row("（本列数据的勾稽关系）", *APPLICANTS)
    first = row("三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", 1, *[0] * 5, 1)
    document = page(heading, first, row("3.危及“三安全一稳定”", 7, *[0] * 5, 7), between="<p>&nbsp;</p>")
    assert value(document, "outcome.refused.state_secret", NATURAL) == 1
    assert value(document, "outcome.refused.security_stability", NATURAL) == 7


def test_a_row_goes_on_under_a_heading_in_another_table_only_if_it_is_as_wide() -> None:
    heading = row("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    document = page(heading, row("规章", 3, 1, 9), row("行政规范性文件", 4, 20))
    assert value(document, "regulations.in_force") == 9
    assert value(document, "normative_documents.issued") is None


def test_a_later_table_of_the_same_form_fills_no_blank_of_the_first() -> None:
    label = "一、本年新收政府信息公开申请数量"
    document = page(
        requests(label, "", "", "", "", "", "", ""), requests(label, 7, 0, 0, 0, 0, 0, 7), between="附件"
    )
    assert read(document).statistics == ()
    own = page(requests(label, 5, 0, 0, 0, 0, 0, 5), requests(label, 7, 0, 0, 0, 0, 0, 7))
    assert value(own, "requests.received") == 5
    assert [(each.kind, len(each.terms)) for each in read(own).findings] == [("table_printed_twice", 2)]


def test_a_copy_of_a_table_for_telephones_is_nothing_to_remark_on() -> None:
    copied = requests("一、本年新收政府信息公开申请数量", 5, 0, 0, 0, 0, 0, 5)
    assert read(page(copied, copied)).findings == ()


def test_blank_rows_part_no_heading() -> None:
    blank = "<tr><td></td></tr>"
    heading = (
        row("", "行政复议", *[""] * 4, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4)
        + blank
        + row("", *RESULTS * 3)
        + blank
    )
    document = page(heading + row("", 1, 0, 0, 1, 2, 3, 0, 0, 0, 3, 0, 0, 4, 0, 4))
    assert value(document, "review.total") == 2
    assert value(document, "litigation.after_review.other") == 4


def test_a_heading_with_columns_of_no_form_ends_the_one_before_it() -> None:
    known = row("信息内容", "上一年项目数量", "本年增/减", "处理决定数量") + row("行政许可", 3, 1, 9)
    document = page(known + row("信息内容", "上年立项", "本年办结") + row("行政事业性收费", 26, -3))
    assert value(document, "licensing.decisions") == 9
    assert value(document, "charges.items_change") is None


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("行政复议", "review.total"),
        ("2.行政诉讼（未经复议直接起诉）", "litigation.direct.total"),
        ("行政诉讼（复议后起诉）情况", "litigation.after_review.total"),
        ("行政复议、行政诉讼情况", None),
    ],
)
def test_a_dispute_table_of_one_block_is_named_by_the_line_above_it(title: str, code: str | None) -> None:
    document = page(
        "<tr><td></td></tr>", row("", *RESULTS) + row("", 1, 0, 0, 1, 2), between=f"<p>{title}</p>"
    )
    assert {each.indicator for each in read(document).statistics if each.value == 2} == ({code} - {None})


TRADITIONAL = """<html><body><div id='zoom'><h1>宿遷市2023年政府資訊公開工作年度報告</h1>
<p>一、總體情況</p><p>本年公開政府信息三十條，按時辦結。</p><p>二、主動公開政府信息情況</p>
<table><tr><td>信息內容</td><td>本年製發件數</td><td>本年廢止件數</td><td>現行有效件數</td></tr>
<tr><td>規章</td><td>1</td><td>0</td><td>24</td></tr></table></div></body></html>"""


def test_tables_of_a_copy_in_traditional_characters_are_read_and_quoted_as_printed() -> None:
    document = open_document(TRADITIONAL.encode(), url="https://www.example.gov.cn/big5/nb.html")
    reading = extract(document)
    (found,) = (each for each in reading.statistics if each.indicator == "regulations.in_force")
    assert (found.value, found.source.quote) == (24, "規章 | 1 | 0 | 24")
    assert document.text[found.source.start : found.source.end] == "24"
    assert [section.heading for section in reading.sections if section.number] == [
        "總體情況",
        "主動公開政府信息情況",
    ]


def test_pronunciations_that_a_mirror_puts_behind_characters_are_no_part_of_the_text() -> None:
    assert without_glosses("根據(jù)規(guī)章(件)統計(tǒng)3(km)條(a)") == "根據規章(件)統計3(km)條(a)"


def test_rows_each_in_a_table_of_its_own_are_read_if_the_columns_names_stand_in_order() -> None:
    """As a tool turned a county's report on 2025 into Markdown."""
    above = "".join(f"### 申请人情况 ({name})\n| (项目) | 数量 |\n|---|---|\n" for name in APPLICANTS)
    header = f"| 类别 | {' | '.join(f'数据{at}' for at in range(1, 7))} | 总计 |\n{'|---' * 8}|\n"
    rows = "".join(
        f"### {label}\n{header}| {label[2:]} | {' | '.join(cells.split())} |\n"
        for label, cells in (
            ("一、本年新收政府信息公开申请数量", "705 3 0 0 5 0 713"),
            ("二、上年结转政府信息公开申请数量", "36 0 0 0 0 0 36"),
        )
    )
    text = f"三、收到和处理政府信息公开申请情况\n{above}{rows}"
    named = open_document(text.encode(), url="nb.md")
    assert value(named, "requests.received", Applicant.LEGAL_SERVICE) == 5
    assert value(named, "requests.carried_in", NATURAL) == 36
    other = open_document(text.replace("科研机构", "新闻媒体").encode(), url="nb.md")
    assert read(other).statistics == ()


def lost(*rows: str) -> str:
    """A request table of which all spans are lost: names of two heading rows stand under each other."""
    names = row("", "自然人", "法人或其他组织", "总计") + row("", *APPLICANTS[1:6])
    return "".join((row("（本列数据的勾稽关系）", "申请人情况"), names, *rows))


@pytest.mark.parametrize("beside", [(), ("", "")], ids=["bare", "blank-columns"])
def test_where_spans_are_lost_the_form_s_order_and_the_row_s_sum_place_the_values(
    beside: tuple[str, ...],
) -> None:
    document = page(lost(row("一、本年新收政府信息公开申请数量", 8, 0, 0, 1, 0, 0, 9, *beside)))
    assert value(document, "requests.received", Applicant.SOCIAL_ORGANIZATION) == 1
    assert value(document, "requests.received") == 9


def test_columns_that_a_body_prints_in_its_own_order_are_read_as_printed() -> None:
    names = ("总计", *APPLICANTS[:6])
    document = page(row("", *names) + row("一、本年新收政府信息公开申请数量", 9, 8, 0, 0, 1, 0, 0))
    assert value(document, "requests.received") == 9
    assert value(document, "requests.received", Applicant.SOCIAL_ORGANIZATION) == 1


def test_of_a_row_that_has_lost_its_blank_cells_only_what_its_sum_tells_is_taken() -> None:
    whole = row("一、本年新收政府信息公开申请数量", 3, 0, 0, 0, 0, 0, 3)
    document = page(row("", *APPLICANTS) + whole + row("2.重复申请", 5, 5))
    assert value(document, "outcome.not_processed.repeat") == 5
    assert value(document, "outcome.not_processed.repeat", NATURAL) is None


def test_a_heading_that_has_lost_a_row_gives_no_value_that_its_sum_does_not_bear_out() -> None:
    """Only five of seven names are left, one column too far to the left."""
    heading = row("", *APPLICANTS[1:6])
    document = page(heading + row("一、本年新收政府信息公开申请数量", 8, 1, 0, 0, 0, 0, 9))
    assert read(document).statistics == ()


def test_digits_apart_in_a_cell_are_one_number_only_where_the_row_adds_up_so() -> None:
    label = "一、本年新收政府信息公开申请数量"
    document = page(row("", *APPLICANTS) + row(label, "1 2", 0, 0, 0, 0, 3, "<p>1</p><p>5</p>"))
    reading = read(document)
    held = {each.applicant: (each.value, each.inferred) for each in reading.statistics}
    assert (held[NATURAL], held[TOTAL]) == ((12, True), (15, True))
    wrong = page(row("", *APPLICANTS) + row(label, "1 2", 0, 0, 0, 0, 3, 14))
    assert value(wrong, "requests.received", NATURAL) is None


@pytest.mark.parametrize(
    "label", ["（三）不予公开 1.属于国家秘密", "三、本年度办理结果（三）不予公开1.属于国家秘密"]
)
def test_a_group_s_words_before_a_row_s_in_one_cell_do_no_harm(label: str) -> None:
    document = page(row("", *APPLICANTS) + row(label, 1, 0, 0, 0, 0, 0, 1))
    assert value(document, "outcome.refused.state_secret") == 1


def test_a_span_that_a_tool_has_filled_with_copies_counts_once() -> None:
    document = page(row("信息内容", *["本年处理决定数量"] * 3) + row("行政许可", 24, 24, 24))
    assert value(document, "licensing.decisions") == 24


def test_the_foot_of_a_table_that_is_written_before_its_body_is_its_last_row() -> None:
    foot = f"<tfoot>{row('四、结转下年度继续办理', 3, 0, 0, 0, 0, 1, 4)}</tfoot>"
    assert value(page(foot + requests("2.重复申请", 5, 0, 0, 0, 0, 0, 5)), "requests.carried_out") == 4


def test_a_span_that_is_a_row_too_long_does_not_take_the_place_of_the_next_label() -> None:
    """（三）不予公开 reaches into the row of （四）, which then stands behind the labels of its own rows."""
    heading = row("", "", *APPLICANTS)
    refused = "<tr><td rowspan='3'>（三）不予公开</td>" + row("1.属于国家秘密", *[0] * 6, 0)[4:]
    second = row("2.其他法律行政法规禁止公开", 2, *[0] * 5, 2)
    unable = "<tr><td rowspan='3'>（四）无法提供</td>" + row("1.本机关不掌握相关政府信息", 7, *[0] * 5, 7)[4:]
    document = page(heading + refused + second + unable + row("2.没有现成信息需要另行制作", 5, *[0] * 5, 5))
    found = [value(document, code) for code in ("outcome.unable.not_held", "outcome.unable.needs_creation")]
    assert found == [7, 5]


def slipped(*rows: str) -> Document:
    """科研机构 is lost, and the names behind it stand a column too far to the left."""
    names = [name for name in APPLICANTS if name != "科研机构"]
    heading = "<tr><td></td>" + "".join(f"<td>{name}</td>" for name in names[:-1]) + "</tr>"
    return page(heading.replace("</tr>", f"<td></td><td>{names[-1]}</td></tr>") + "".join(rows))


LABELS = (
    "1.信访举报投诉类申请",
    "2.重复申请",
    "3.要求提供公开出版物",
    "（七）总计",
    "四、结转下年度继续办理",
)


def test_where_a_name_of_the_heading_is_lost_the_form_s_order_counts_if_all_rows_add_up() -> None:
    document = slipped(*(row(label, 4, 0, 0, 2, 1, 0, 7) for label in LABELS))
    assert value(document, "outcome.not_processed.repeat", Applicant.SOCIAL_ORGANIZATION) == 2
    assert value(document, "outcome.not_processed.repeat", Applicant.LEGAL_SERVICE) == 1


def test_where_a_name_of_the_heading_is_lost_and_the_rows_do_not_add_up_nothing_is_read() -> None:
    rows = [row(label, 4, 0, 0, 2, 1, 0, 7) for label in LABELS]
    assert read(slipped(*rows[:-1], row(LABELS[-1], 4, 0, 0, 2, 1, 0, 9))).statistics == ()
