"""How plain text and Markdown from other tools become paragraphs and tables."""

import pytest

from adapters.documents.document import Document, Paragraph, Table
from adapters.documents.open import open_document

FULL = "全市政务公开系统按照条例要求推进主动公开和依申请公开各项工作，完善制度和流程，"


def opened(text: str) -> Document:
    return open_document(text.encode(), url="report.txt")


def tables(text: str) -> list[list[str]]:
    return [block.text.split("\n") for block in opened(text).blocks if isinstance(block, Table)]


def test_rows_between_bars_are_a_table_and_its_neighbours_paragraphs() -> None:
    document = opened(
        "索引号: | 00835003X/2018-00911 | 发布机构: | 市政府办公室 |\n文 号: | 关键词: |\n年度报告\n"
    )
    assert [type(block) for block in document.blocks] == [Table, Paragraph]
    assert document.blocks[0].text == (
        "索引号: | 00835003X/2018-00911 | 发布机构: | 市政府办公室\n文 号: | 关键词:"
    )


def test_a_markdown_table_loses_its_rule_and_keeps_its_empty_cells() -> None:
    text = "# 2023年报告\n\n| 信息内容 | 本年制发件数 |\n| --- | :--: |\n| 规章 |  |\n"
    assert tables(text) == [["信息内容 | 本年制发件数", "规章 | "]]
    assert opened(text).headline == "2023年报告"


def test_tabs_part_cells() -> None:
    assert tables("信息内容\t本年收费金额\n行政事业性收费\t12.5\n") == [
        ["信息内容 | 本年收费金额", "行政事业性收费 | 12.5"]
    ]


def test_columns_set_with_spaces_are_a_table() -> None:
    text = (
        "信息内容        本年制发件数    本年废止件数   现行有效件数\n"
        "规章          2               0        11\n"
    )
    assert tables(text) == [["信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数", "规章 | 2 | 0 | 11"]]


def test_labels_wrapped_before_and_around_their_values_are_whole_again() -> None:
    text = (
        "                         自然人                 总计\n"
        "                               商业   科研\n"
        "                               企业   机构\n"
        "一、本年新收政府信息公开申请数量       3402    99   0    3501\n"
        "              2.其他法律行政法规禁止公\n"
        "结             开              27     0    0    27\n"
        "              5.要求行政机关确认或重新\n"
        "                               4      0    0     4\n"
        "              出具已获取信息\n"
        "（六）         1.逾期不补正       40     0    0    40\n"
    )
    (rows,) = tables(text)
    assert rows[0] == " | 自然人 | 商业企业 | 科研机构 | 总计"
    assert rows[2] == "2.其他法律行政法规禁止公开 | 27 | 0 | 0 | 27"
    assert rows[3] == "5.要求行政机关确认或重新出具已获取信息 | 4 | 0 | 0 | 4"
    assert rows[4] == "1.逾期不补正 | 40 | 0 | 0 | 40"


def test_a_line_of_nothing_but_values_stands_under_its_headings() -> None:
    text = "行政复议                  行政诉讼\n结果维持 结果纠正 其他结果 尚未审结 总计\n309 17 88 26 440\n"
    assert tables(text) == [["结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 总计", "309 | 17 | 88 | 26 | 440"]]


def test_lines_cut_at_one_width_are_joined_and_new_paragraphs_are_not() -> None:
    text = "\n".join([FULL, FULL, FULL + "市级47", "期。", "（一）主动公开。" + FULL[:31], FULL[:39], "完。"])
    lines = opened(text).text.split("\n")
    assert lines[0] == FULL * 3 + "市级47期。"
    assert lines[1].startswith("（一）主动公开。")


def test_lines_that_are_whole_paragraphs_stay_apart() -> None:
    text = "一、概述\n第一段。\n" + FULL * 3 + "\n" + FULL + "\n二、主动公开情况"
    assert len(opened(text).blocks) == 5


def test_what_a_crawler_wrote_above_a_rule_is_metadata_and_stays_visible() -> None:
    text = "标题: 某县2014年度报告\n发布时间: 2015-01-02 00:00\n文号: \n======= 正文 =======\n一、概述\n"
    document = opened(text)
    assert document.meta == {"标题": "某县2014年度报告", "发布时间": "2015-01-02 00:00", "文号": ""}
    assert document.text.split("\n") == [
        "标题: 某县2014年度报告",
        "发布时间: 2015-01-02 00:00",
        "文号:",
        "一、概述",
    ]


@pytest.mark.parametrize("line", ["全年公开 2543 条。", "电话：0830—3115719", "2017 年 1 月 1 日"])
def test_prose_with_numbers_is_not_a_table(line: str) -> None:
    assert tables(line) == []


def test_a_bar_that_begins_each_row_is_no_blank_cell() -> None:
    """As a page of Hanyang district was stored: cells on lines, rows begun with a bar and filled up."""
    text = "|\n第二十条第(一)项 | |||\n|\n规章 |\n0 |\n0 |\n|\n|\n行政规范性文件 |\n5 |\n12 |\n8 |\n"
    assert opened(text).text == "第二十条第(一)项\n规章\n0\n0\n|\n行政规范性文件\n5\n12\n8"


def test_a_bar_under_a_cell_belongs_to_it_and_bars_that_fill_a_row_up_to_none() -> None:
    assert opened("行政许可\n|\n37\n|\n||||\n行政处罚\n|\n3\n|\n").text == "行政许可\n37\n行政处罚\n3"


def test_blank_cells_that_break_their_row_into_lines_are_put_back_into_it() -> None:
    text = "行名 | 其他 | 总计 | ||\n本年新收 | 821 | 35 |\n|\n| 2 | ||\n"
    assert tables(text) == [["行名 | 其他 | 总计", "本年新收 | 821 | 35 |  |  | 2"]]


def test_borders_drawn_with_the_signs_for_them_part_cells() -> None:
    text = "┌────┬────┐\n│规章│本年│\n├────┼────┤\n│件数│    │\n└────┴────┘\n"
    assert tables(text) == [["规章 | 本年", "件数 | "]]


def test_a_grid_of_plus_and_minus_is_no_text() -> None:
    assert tables("+----+---+\n| 规章 | 3 |\n+----+---+\n| 文件 | 5 |\n+----+---+\n") == [
        ["规章 | 3", "文件 | 5"]
    ]


COMMAS = "信息内容,本年制发件数,本年废止件数\n规章,2,\n行政规范性文件,0,11\n"
QUOTES = '"信息内容";"本年制发件数";"本年废止件数"\n"规章";"2";""\n"行政规范性文件";"0";"11"\n'
PANDOC = """
  ---------------- -------------- --------------
  信息内容         本年制发件数   本年废止件数
  规章             2
  行政规范性文件   0              11
  ---------------- -------------- --------------
"""
RESTRUCTURED = """
================ ============== ==============
信息内容         本年制发件数   本年废止件数
================ ============== ==============
规章             2
行政规范性文件   0              11
================ ============== ==============
"""


@pytest.mark.parametrize("text", [COMMAS, QUOTES, PANDOC, RESTRUCTURED])
def test_rows_with_commas_and_columns_under_a_rule_are_tables(text: str) -> None:
    rows = ["信息内容 | 本年制发件数 | 本年废止件数", "规章 | 2 | ", "行政规范性文件 | 0 | 11"]
    assert tables(text) == [rows]


def test_lines_of_a_row_between_blank_lines_are_one_row() -> None:
    text = (
        "  ---------------- --------------\n"
        "  信息内容         本年\n                   制发件数\n\n"
        "  规章             2\n\n"
        "  ---------------- --------------\n"
    )
    assert tables(text) == [["信息内容 | 本年制发件数", "规章 | 2"]]


def test_sentences_with_commas_are_no_table() -> None:
    text = "本年公开信息130条,受理申请12件,\n按期答复,接受监督,其中网站公开,\n另有解读,问答和图表,共12\n"
    assert tables(text) == []


@pytest.mark.parametrize("mark", ["# ", "== ", "* ", "h1. ", "   .. rubric:: "])
def test_marks_of_headings_are_no_part_of_them(mark: str) -> None:
    assert opened(f"{mark}宿迁市2023年报告\n\n正文\n").text == "宿迁市2023年报告\n正文"


@pytest.mark.parametrize("line", ["||", "|||", "\t│┐,,А", "┌\t"])
def test_bars_and_rules_without_a_cell_are_no_table(line: str) -> None:
    assert tables(f"公开信息36条。\n{line}\n收到申请9件。") == []


@pytest.mark.parametrize(
    "text",
    [
        '["规章", "3", ""]\n["文件", "5", 7]\n',
        "['规章', '3', '']\n['文件', '5', 7]\n",
        '[["规章", "3", null], ["文件", "5", 7]]\n',
        '[\n  [\n    "规章",\n    "3",\n    ""\n  ],\n  [\n    "文件",\n    "5",\n    7\n  ]\n]\n',
    ],
)
def test_rows_that_a_program_has_printed_as_lists_are_a_table(text: str) -> None:
    assert tables(f"标题\n{text}正文。\n") == [["规章 | 3 | ", "文件 | 5 | 7"]]


@pytest.mark.parametrize("line", ["[见附件](a.html)", "[正文", "[", "[{}]", "[[], 3]"])
def test_other_brackets_are_text(line: str) -> None:
    assert tables(f"标题\n{line}\n正文。\n") == []


def test_signs_of_radicals_and_tags_within_words_are_the_characters_that_are_meant() -> None:
    text = '⼆、主动公开政府信息⼯作，⼈⺠政府⻚⾯\n<span style="font-family:宋体">规章</span>3件\n'
    assert opened(text).text == "二、主动公开政府信息工作，人民政府页面\n规章3件"


def test_a_unit_between_label_and_number_is_a_cell_of_its_own() -> None:
    text = (
        "统计指标              单位    统计数\n收到申请数            件      12\n当面申请数            件\n"
    )
    assert tables(text) == [["统计指标 | 单位 | 统计数", "收到申请数 | 件 | 12", "当面申请数 | 件"]]


def test_signs_that_print_nothing_and_escapes_of_markdown_are_no_part_of_numbers() -> None:
    assert opened("规章1\u200b39\xad28件，收费10\\.31元\n").text == "规章13928件，收费10.31元"


def test_a_blank_between_all_characters_goes_and_a_single_one_stays() -> None:
    assert opened("工 作 年 度 报 告 ： 规 章 3 件\n").text == "工作年度报告 ： 规章 3 件"
    assert opened("工作 年度报告共有规章 3 件\n").text == "工作 年度报告共有规章 3 件"


def test_a_numbered_label_cut_in_two_around_its_values_is_one_row_and_no_chapter() -> None:
    text = """
申请人情况         自然人   其他   总计
一、本年新收政府信
                   30       2      32
息公开申请数量
二、上年结转                1        0      1
（三）不 1.属于国家秘密       4        1      5
"""
    assert tables(text)[-1][1:] == [
        "一、本年新收政府信息公开申请数量 | 30 | 2 | 32",
        "二、上年结转 | 1 | 0 | 1",
        "1.属于国家秘密 | 4 | 1 | 5",
    ]


def test_a_label_that_reaches_up_to_the_first_value_leaves_it_in_its_row() -> None:
    heading = "信息内容    本年制发件数   本年废止件数\n"
    text = f"{heading}规章            2        1\n行政规范性文件 0         84587\n"
    assert tables(text) == [
        ["信息内容 | 本年制发件数 | 本年废止件数", "规章 | 2 | 1", "行政规范性文件 | 0 | 84587"]
    ]


def test_no_sign_of_a_heading_over_several_lines_is_lost() -> None:
    heading = "            自然    商业企 科研机 法律服务   总计\n             人      业     构   机构\n"
    told = "".join(tables(f"{heading}规章新收       1       2      3     4     10\n")[0])
    assert sorted(set("自然人商业企业科研机构法律服务机构总计") - set(told)) == []


def test_blanks_around_a_stroke_within_a_name_part_no_columns() -> None:
    text = "信息内容  上一年项目数量  本年增 / 减  处理决定数量\n行政许可  12  +3  780\n行政强制  9  -1  27\n"
    assert tables(text)[0][0] == "信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量"


def test_what_programs_print_for_blank_cells_and_the_numbers_of_their_rows_are_no_cells() -> None:
    text = "|   | 信息内容 | 本年制发件数 |\n|---|---|---|\n| 0 | 规章 | NaN |\n| 1 | 行政规范性文件 | 3 |\n"
    assert tables(text) == [["信息内容 | 本年制发件数", "规章 | ", "行政规范性文件 | 3"]]


def test_bars_at_the_end_are_blank_cells_where_bars_within_rows_are() -> None:
    assert tables("规章||2||\n规范性文件|1||3|\n行政许可|4|||\n") == [
        ["规章 |  | 2 | ", "规范性文件 | 1 |  | 3", "行政许可 | 4 |  | "]
    ]


def test_a_comma_within_a_number_parts_no_cells_where_the_other_rows_tell() -> None:
    rows = "信息内容,制发,废止\n规章,15,095,2\n规范性文件,1,3\n许可,7,2\n"
    assert tables(rows) == [
        ["信息内容 | 制发 | 废止", "规章 | 15095 | 2", "规范性文件 | 1 | 3", "许可 | 7 | 2"]
    ]


def test_a_number_that_a_narrow_column_has_broken_is_marked_as_no_number() -> None:
    text = (
        "信息内容       本年制发件数   本年废止件数   现行有效件数\n"
        "规章           10             2              3\n"
        "               1\n"
        "行政规范性文件 12             3              4\n"
    )
    assert tables(text)[0][1] == "规章 | 10…1 | 2 | 3"


def test_lines_that_commas_part_only_within_numbers_are_no_rows() -> None:
    """Thousands without quotes: told by how many values the other rows have, or else no row."""
    heading = "信息内容,本年处理决定数量\n行政许可,12\n行政处罚,7\n"
    assert tables(f"{heading}行政强制,15,095\n") == [
        ["信息内容 | 本年处理决定数量", "行政许可 | 12", "行政处罚 | 7", "行政强制 | 15095"]
    ]
    assert tables("规章88,940057,058\n行政规范性文件46,23121,87588\n") == []
    assert tables("信息内容\t本年\t现行\n规章\t88,940\t57,058\n") == [
        ["信息内容 | 本年 | 现行", "规章 | 88,940 | 57,058"]
    ]


def test_numbers_broken_in_the_last_row_of_a_table_are_no_numbers_either() -> None:
    rows = "信息内容      上年    本年    合计\n行政许可      3       10      13\n"
    text = f"{rows}                      1       1\n"
    assert tables(text)[0][1:] == ["行政许可 | 3 | 10…1 | 13…1"]


def test_values_below_two_labels_that_have_none_yet_are_given_to_neither() -> None:
    text = """
申请人情况         自然人   其他   总计
1.申请人无正当理由逾期不补正、行政
2.申请人逾期未按收费通知要求缴纳
                   0        0      0
费用                 0        3      3
"""
    assert not [row for row in tables(text)[-1] if row.startswith("2.") and row.endswith("0 | 0 | 0")]


def test_a_sign_set_apart_from_its_number_is_one_value_with_it() -> None:
    heading = "信息内容        上一年项目数量         本年增/减    处理决定数量\n"
    row = "行政许可            12               -   ３     １４\n"
    assert "12 | -３ | １４" in open_document(f"{heading}{row}".encode(), url="report.txt").text


def test_a_cell_in_quotes_that_goes_on_over_a_line_end_is_one_cell() -> None:
    rows = '信息内容,上一年项目数量,本年增/减\n"其他对外管理\n服务事项",12,3\n行政许可,4,5\n'
    assert "其他对外管理服务事项 | 12 | 3" in open_document(rows.encode(), url="report.txt").text


def test_a_quote_that_nothing_closes_joins_no_lines() -> None:
    text = '信息内容\t"上一年\n行政许可\t4\n'
    assert "行政许可 | 4" in open_document(text.encode(), url="report.txt").text
