"""Tables of PDFs as text: rows broken over lines are read, and what is told in another order is not."""

import pytest

from adapters.documents.open import open_document
from adapters.errors import NotAReport
from adapters.extract.chapters import chapters
from adapters.extract.extract import extract
from adapters.extract.flattened.flattened import read_flattened
from adapters.extract.tables.tables import read_tables
from tests.support.flat_form import cell_lines, row_lines, terms

Said = dict[tuple[str, str], str]


def _report() -> Said:
    """Noughts but for 30 requests that were granted and 12 carried over; two rules in force."""
    values = dict.fromkeys(terms(2021), "0")
    for code, number in (("requests.received", 42), ("outcome.granted", 30), ("outcome.total", 30)):
        values[code, "NATURAL_PERSON"] = values[code, "TOTAL"] = str(number)
    values["requests.carried_out", "NATURAL_PERSON"] = values["requests.carried_out", "TOTAL"] = "12"
    values["regulations.in_force", "TOTAL"] = "2"
    return values


def _read(text: str) -> Said:
    document = open_document(text.encode(), url="report.txt")
    statistics = read_tables(chapters(document), document).statistics
    return {
        (each.indicator, each.applicant.value): str(each.value)
        for each in statistics
        if each.value is not None
    }


def test_labels_that_lines_break_keep_their_rows() -> None:
    text = cell_lines(_report(), 2021)
    for label, broken in (
        ("三、本年度办理结果", "三、本年度办\n理结果"),
        ("一、本年新收政府信息公开申请数量", "一、本年新收政府信\n息公开申请数量"),
        ("2.其他法律行政法规禁止公开", "2.其他法律行政法规\n禁止公开"),
    ):
        assert label in text
        text = text.replace(label, broken)
    assert _read(text) == _report()


def test_two_numbers_on_one_line_are_two_cells() -> None:
    text = cell_lines(_report(), 2021).replace("42\n0\n0\n0\n0\n0\n42", "42 0\n0\n0\n0\n0 42")
    assert text.count("42 0") == 1
    assert _read(text) == _report()


def test_rows_whose_numbers_come_before_their_labels_are_not_taken_for_those_of_the_next() -> None:
    first = "一、本年新收政府信息公开申请数量"
    text = cell_lines(_report(), 2021)
    row = f"{first}\n42\n0\n0\n0\n0\n0\n42\n"
    assert row in text
    told = _read(text.replace(row, f"42\n0\n0\n0\n0\n0\n42\n{first}\n"))
    assert not [term for term in told if term[0].startswith(("requests", "outcome"))]


def test_between_a_label_with_two_rows_and_one_without_any_nothing_is_read() -> None:
    """As a PDF tool told a table: the numbers of 3.其他 stand behind the label above it."""
    report = _report()
    report["outcome.granted", "NATURAL_PERSON"] = report["outcome.granted", "TOTAL"] = (
        "31"  # an error of its own
    )
    report["outcome.other.fee_unpaid", "LEGAL_SERVICE"] = report["outcome.other.fee_unpaid", "TOTAL"] = "5"
    row, noughts = "0\n0\n0\n0\n5\n0\n5\n", "0\n" * 7
    text = cell_lines(report, 2021)
    fee = text.index("2.申请人逾期未按")
    told = _read(
        text[:fee].removesuffix(noughts)
        + noughts
        + row
        + text[fee:].replace(row, noughts, 1).replace(f"3.其他\n{noughts}", "3.其他\n", 1)
    )
    assert not [term for term in told if term[0].startswith("outcome.other.")]
    assert told["outcome.granted", "TOTAL"] == "31"


def test_numbers_behind_names_of_columns_leave_the_table_of_disclosure_unread() -> None:
    text = cell_lines(_report(), 2021)
    row = "现行有效件数\n规章\n0\n0\n2\n"
    assert row in text
    told = _read(text.replace(row, "现行有效件数\n0\n规章\n0\n2\n"))
    assert not [term for term in told if term[0].startswith(("regulations", "licensing", "charges"))]


def test_a_heading_that_lacks_its_first_column_gives_no_cell_of_several() -> None:
    rows = "信息内容 | 本年增/减 | 处理决定数量\n行政处罚 | 81375 | 12\n行政强制 | 3 | 4\n"
    assert _read(f"二、主动公开政府信息情况\n{rows}三、收到和处理政府信息公开申请情况\n略。\n") == {}


def test_a_blank_form_gives_no_statistic() -> None:
    assert _read(cell_lines({}, 2021)) == {}
    assert _read(cell_lines({}, 2019, keep_blank=True)) == {}


def _requests_alone(report: Said) -> str:
    """The table of requests without a heading, a chapter or a name of a column."""
    text = cell_lines(report, 2021)
    first, last = text.index("一、本年新收政府信息公开申请数量"), text.index("四、政府信息公开行政复议")
    return f"某市2023年政府信息公开工作年度报告\n全年工作有序开展。\n{text[first:last]}"


def test_a_table_of_requests_without_any_heading_is_known_by_its_rows_and_sums() -> None:
    report = _report()
    told = _read(_requests_alone(report))
    wanted = {term: value for term, value in report.items() if term[0].startswith(("requests", "outcome"))}
    assert told == wanted


def test_without_a_heading_a_table_that_does_not_add_up_is_not_read() -> None:
    report = _report() | {("outcome.total", "NATURAL_PERSON"): "29", ("outcome.total", "TOTAL"): "29"}
    assert _read(_requests_alone(report)) == {}


def test_a_row_of_bars_below_a_label_need_not_be_that_label_s_own() -> None:
    """Some tools tell labels outside the table of their values, before or behind it."""
    text = cell_lines(_report(), 2021)
    row = "（一）予以公开\n30\n0\n0\n0\n0\n0\n30\n"
    assert row in text
    told = _read(text.replace(row, "（一）予以公开\n|  |  | 30 0 | 0 0 | 0 | 0 30 |\n"))
    assert ("outcome.granted", "NATURAL_PERSON") not in told


def test_rows_told_before_their_heading_are_no_prose_either() -> None:
    labels = [line for line in cell_lines(_report(), 2021).split("\n") if line.startswith(tuple("12345678"))]
    lines = "\n".join(label.partition(".")[2] or label for label in labels if "." in label)
    title = "宿迁市2023年政府信息公开工作年度报告\n全年公开信息36条。\n三、收到和处理政府信息公开申请情况"
    text = f"{title}\n{lines}\n1497\n59\n"
    document = open_document(text.encode(), url="report.txt")
    assert read_flattened(chapters(document), document).claimed
    told = {each.indicator for each in extract(document).statistics}
    assert not [code for code in told if code.startswith("outcome")]


def test_a_sign_apart_from_its_number_may_be_a_blank_cell_or_part_of_the_number() -> None:
    heading = "第二十条第（五）项信息内容上一年项目数量本年增/减处理决定数量\n"
    assert _read(f"某市2019年报告\n二、主动公开政府信息情况\n{heading}行政许可 - 3 14\n") == {}
    assert _read(f"某市2019年报告\n二、主动公开政府信息情况\n{heading}行政许可 5 -3 14\n") == {
        ("licensing.items_last_year", "TOTAL"): "5",
        ("licensing.items_change", "TOTAL"): "-3",
        ("licensing.decisions", "TOTAL"): "14",
    }


def test_a_few_numbers_between_bars_below_a_label_are_no_row_of_its_own() -> None:
    text = cell_lines(_report(), 2021)
    row = "5.属于三类内部事务信息\n0\n0\n0\n0\n0\n0\n0\n"
    assert row in text
    told = _read(text.replace(row, "5.属于三类内部事务信息\n1 | 7 | 8\n"))
    assert ("outcome.refused.internal_affairs", "TOTAL") not in told


_ITEMS = "二、主动公开政府信息情况\n第二十条第（五）项\n"
_ITEM_HEADING = "| 信息内容 | 上一年项目数量 |  | 本年增/减 | 处理决定数量 |  |  |\n"


def test_among_blank_cells_a_value_counts_where_order_and_place_agree() -> None:
    """A tool that finds columns by their places makes more of them than the form has."""
    row = "| 行政许可 |  |  | -3 |  |  |  |\n| 其他对外管理服务事项 | 5 |  | 0 | 7 |  |  |\n"
    assert _read(f"某市2019年报告\n{_ITEMS}{_ITEM_HEADING}{row}") == {
        ("other_services.items_last_year", "TOTAL"): "5",
        ("other_services.items_change", "TOTAL"): "0",
        ("other_services.decisions", "TOTAL"): "7",
    }


def test_a_number_beside_a_label_outside_its_table_may_be_the_next_label_s() -> None:
    heading = "第二十条第（六）项\n| 信息内容 | 本年处理决定数量 |\n"
    text = f"某市2023年报告\n二、主动公开政府信息情况\n{heading}"
    assert _read(f"{text}| 行政处罚 | 18 |\n| 行政强制 | 4 |\n") == {
        ("penalties.decisions", "TOTAL"): "18",
        ("coercion.decisions", "TOTAL"): "4",
    }
    assert _read(f"{text}行政处罚\n18\n行政强制\n") == {}


def test_where_two_numbers_share_a_cell_the_blank_cells_of_the_row_are_not_all_there() -> None:
    text = cell_lines(_report(), 2021)
    row = "一、本年新收政府信息公开申请数量\n42\n0\n0\n0\n0\n0\n42\n"
    assert row in text
    merged = "| 一、本年新收政府信息公开申请数量 |  | 35 3 | 2 1 | 5 46 |\n"
    told = _read(text.replace(row, merged))
    assert [applicant for code, applicant in told if code == "requests.received"] in ([], ["TOTAL"])


def test_a_sum_of_two_numbers_is_no_proof_where_another_row_has_lost_its_total() -> None:
    report = {("outcome.refused.internal_affairs", "NATURAL_PERSON"): "2"}
    report |= {("outcome.refused.internal_affairs", "OTHER_ORGANIZATION"): "2"}
    report |= {("outcome.refused.administrative_queries", "NATURAL_PERSON"): "9"}
    text = cell_lines(report, 2021)
    label = "2.没有现成信息需要另行制作\n"
    assert label in text
    assert not [term for term in _read(text.replace(label, "")) if term[0].startswith("outcome.refused")]


def _sheet(report: Said, *, packed: bool = False, edge: int = 5) -> str:
    """The table of requests as a spreadsheet holds it: three columns of labels, and more than it has."""
    columns = list(dict.fromkeys(applicant for code, applicant in terms(2021) if code == "outcome.total"))
    lines = []
    for line in row_lines(report, 2021, fill="left").split("\n"):
        cells = line.split(" | ")
        if packed:
            kept = [cell for cell in cells if cell]
            cells = [*kept, *[""] * (len(cells) - len(kept))]
        lines.append(f"| {' | '.join([*cells, *[''] * edge])} |" if len(cells) > len(columns) else line)
    return "\n".join(lines)


def _few() -> Said:
    """Requests of one applicant; all else is blank."""
    report = {
        (code, applicant): "3"
        for code in ("requests.received", "outcome.granted", "outcome.total")
        for applicant in ("NATURAL_PERSON", "TOTAL")
    }
    return report | {("outcome.refused.state_secret", "LEGAL_SERVICE"): "8"}


def test_blank_cells_at_both_ends_of_a_row_leave_its_values_under_their_columns() -> None:
    assert {
        term: value for term, value in _read(_sheet(_few())).items() if term[0][:2] in ("re", "ou")
    } == _few()


def test_rows_closed_up_to_the_left_keep_no_places() -> None:
    told = _read(_sheet(_few(), packed=True, edge=0))
    assert not [term for term in told if term[1] not in ("TOTAL", "NATURAL_PERSON")]
    assert told.get(("outcome.refused.state_secret", "NATURAL_PERSON")) is None


def test_a_report_whose_numbers_all_are_refused_is_a_report_with_findings() -> None:
    report = {("review.upheld", "TOTAL"): "12", ("review.total", "TOTAL"): "13"}
    prose = "一、总体情况\n工作有序开展。\n五、存在的主要问题\n工作仍有不足。\n"
    text = f"宿迁市2023年政府信息公开工作年度报告\n{prose}{cell_lines(report, 2021)}"
    read = extract(open_document(text.encode(), url="report.txt"))
    assert not [each for each in read.statistics if each.value is not None]
    assert {finding.kind for finding in read.findings} >= {"cells_missing"}


def test_a_blank_form_under_a_report_s_heading_is_no_report() -> None:
    text = f"宿迁市2023年政府信息公开工作年度报告\n{cell_lines({}, 2021)}"
    with pytest.raises(NotAReport):
        extract(open_document(text.encode(), url="report.txt"))


_RESULTS = ["结果维\n持", "结果纠\n正", "其他结\n果", "尚未审\n结"]
_MIXED_HEADING = ["未经复议直接起诉", "复议后起诉", "总计", *_RESULTS * 3]


@pytest.mark.parametrize(("counts", "told"), [("0 0 0 4 4", "4"), ("0 0 0 4 0", None)])
def test_numbers_under_a_heading_told_in_mixed_order_count_only_where_each_block_adds_up(
    counts: str, told: str | None
) -> None:
    """A PDF told out of order mixes the numbers as it mixes the words."""
    head = "\n".join(["行政复议", "行政诉讼", *_MIXED_HEADING, "总计", "总计"])
    numbers = "\n".join([*counts.split(), *"0000000000"])
    text = f"四、政府信息公开行政复议、行政诉讼情况\n{head}\n{numbers}\n五、存在的主要问题及改进情况\n无。\n"
    assert _read(text).get(("review.pending", "TOTAL")) == told
