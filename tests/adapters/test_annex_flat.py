"""The statistics form of 2014 after other tools have made it text: lines, rows between blanks, one run."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from adapters.documents.open import open_document
from adapters.extract.annex.annex import read_annex
from adapters.extract.chapters import chapters

Rows = list[list[str]]
ROWS: Rows = [
    ["一、主动公开情况", "——", "——"],
    ["（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条", "5323"],
    ["其中：主动公开规范性文件数", "条", "12"],
    ["1.政府公报公开政府信息数", "条", "216"],
    ["2.政府网站公开政府信息数", "条", ""],
    ["3.政务微博公开政府信息数", "条", "0"],
    ["四、行政复议数量", "件", "3"],
    ["（一）维持具体行政行为数", "件", "2"],
    ["（二）被依法纠错数", "件", "1"],
    ["五、行政诉讼数量", "件", "4"],
    ["（二）被依法纠错数", "件", "0"],
    ["七、依申请公开信息收取的费用", "万元", "0.35"],
    ["八、机构建设和保障经费情况", "——", "——"],
    ["（四）政府信息公开专项经费", "万元", ""],
]
VALUES = {
    "disclosed": "5323",
    "disclosed.normative_documents": "12",
    "disclosed.channel.gazette": "216",
    "disclosed.channel.website": None,
    "disclosed.channel.weibo": "0",
    "review.total": "3",
    "review.upheld": "2",
    "review.corrected": "1",
    "litigation.total": "4",
    "litigation.corrected": "0",
    "fees.collected": "0.35",
    "institution.budget": None,
}
HEADING = ["统计指标", "单位", "统计数"]


def _lines(rows: Rows) -> str:
    return "\n".join(cell for row in rows for cell in row if cell)


def _rows(rows: Rows) -> str:
    return "\n".join(" ".join(row) for row in rows)


def _one_line(rows: Rows) -> str:
    return " ".join(cell for row in rows for cell in row if cell)


def _run_together(rows: Rows) -> str:
    return "".join(cell for row in rows for cell in row)


def _columns(rows: Rows) -> str:
    wide = max(len(row[0]) for row in rows)
    return "\n".join(f"    {row[0]:\u3000<{wide}}   {row[1]}   {row[2]}" for row in rows)


SHAPES: dict[str, Callable[[Rows], str]] = {
    "a cell a line": _lines,
    "a row a line": _rows,
    "one line": _one_line,
    "run together": _run_together,
    "columns": _columns,
}


def _read(table: str, year: int = 2016) -> dict[str, tuple[Decimal | None, bool]]:
    text = f"某市2016年政府信息公开工作年度报告\n全年工作有序开展。\n附件：统计表\n{table}\n"
    document = open_document(text.encode(), url="memory:report.txt", media_type="text/plain")
    reading = read_annex(document, chapters(document), year=year)
    return {each.indicator: (each.value, each.inferred) for each in reading.statistics}


def _values(table: str, year: int = 2016) -> dict[str, str | None]:
    return {code: None if value is None else str(value) for code, (value, _) in _read(table, year).items()}


@pytest.mark.parametrize("shape", SHAPES)
def test_every_line_of_the_form_is_read_in_each_shape(shape: str) -> None:
    read = _values(SHAPES[shape]([HEADING, *ROWS]))
    filled = {code: value for code, value in VALUES.items() if value is not None}
    assert {code: value for code, value in read.items() if value is not None} == filled


def test_a_unit_without_a_number_is_a_blank_cell() -> None:
    assert _values(_run_together([HEADING, *ROWS]))["institution.budget"] is None


def test_digits_that_run_into_the_number_of_the_next_line_are_cut_where_the_form_says_and_are_inferred() -> (
    None
):
    read = _read(_run_together([HEADING, *ROWS]))
    assert read["disclosed.channel.gazette"] == (216, True)  # 条2162.政府网站…
    assert read["review.total"] == (3, False)


def test_a_number_before_a_line_that_the_form_numbers_otherwise_is_not_read() -> None:
    rows = [[cell.replace("2.政府网站", "12.政府网站") for cell in row] for row in ROWS]
    rows[4] = ["19.其他平台公开数", "条", "7"]
    assert "disclosed.channel.gazette" not in _values(_run_together([HEADING, *rows]))


@pytest.mark.parametrize("titles", [["2015年", "2016年"], ["本级", "全区域"]])
def test_of_two_columns_the_one_of_the_year_or_the_whole_place_is_read(titles: list[str]) -> None:
    rows = [[*row[:2], "7", row[2]] for row in ROWS if row[2]]
    told = _values(_lines([["统计指标", "单位", *titles], *rows]))
    assert told in ({}, {code: value for code, value in VALUES.items() if value is not None})
    if titles == ["本级", "全区域"]:
        assert told["disclosed"] == "5323"


def test_two_numbers_behind_a_label_without_a_heading_are_not_read() -> None:
    assert _values(_lines([[*row[:2], "7", row[2]] for row in ROWS if row[2].isdigit()])) == {}


def test_numbers_that_stand_before_their_labels_are_not_read_as_those_of_the_next() -> None:
    assert _values(_lines([[row[1], row[2], row[0]] for row in ROWS[1:] if row[2]])) == {}


def test_a_blank_form_states_no_number() -> None:
    assert not any(_values(_lines([HEADING, *([*row[:2], ""] for row in ROWS)])).values())


def test_a_form_told_twice_with_different_numbers_gives_only_what_both_say() -> None:
    other = [[*row[:2], "9" if row[2] == "12" else row[2]] for row in ROWS]
    told = _values(_lines([HEADING, *ROWS, HEADING, *other]))
    assert "disclosed.normative_documents" not in told
    assert told["disclosed"] == "5323"


def test_words_of_two_heads_are_not_read_where_one_head_is_not_in_the_text() -> None:
    without = [row for row in ROWS if row[0] != "五、行政诉讼数量" and not row[0].startswith("（一）维持")]
    told = _values(_rows([HEADING, *without]))
    assert "review.total" in told
    assert not [code for code in told if code in {"review.corrected", "litigation.corrected"}]


def test_a_form_told_in_columns_gives_nothing_for_the_few_numbers_that_stand_behind_a_unit() -> None:
    labels = "\n".join(row[0] for row in ROWS[:-2])
    assert _values(f"统计指标\n{labels}\n（三）接受培训人员数\n人次\n8\n5323\n12\n216\n") == {}


def test_a_number_on_a_line_of_its_own_is_no_row_s_where_most_stand_beside_their_units() -> None:
    """As a PDF tool tells a row whose number stands a little higher than its label."""
    told = _rows([HEADING, *ROWS]).replace("条 216", "条\n216", 1)
    read = {code: value for code, value in _values(told).items() if value is not None}
    filled = {code: value for code, value in VALUES.items() if value is not None}
    assert read == {code: value for code, value in filled.items() if code != "disclosed.channel.gazette"}


def test_between_a_line_with_several_numbers_and_one_without_any_nothing_is_read() -> None:
    """As a PDF tool tells them: 216 stands behind the line above its own."""
    told = (
        _lines([HEADING, *ROWS])
        .replace("条\n12\n", "条\n12\n216\n", 1)
        .replace("数\n条\n216\n", "数\n条\n", 1)
    )
    read = {code for code, value in _values(told).items() if value is not None}
    assert read == {code for code, value in VALUES.items() if value is not None} - {
        "disclosed.normative_documents",
        "disclosed.channel.gazette",
    }
