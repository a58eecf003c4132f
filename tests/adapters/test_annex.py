"""The statistics form that reports before 2019 attach: the national one and Fujian's."""

import json
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path

import pytest

from adapters.documents.document import Cell, Document, Paragraph, Table
from adapters.documents.open import open_document
from adapters.extract.annex.annex import read_annex
from adapters.extract.annex.form import Form, load_forms
from adapters.extract.chapters import Chapter, chapters

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
NATIONAL = [
    ["统计指标", "单位", "统计数"],
    ["一、主动公开情况", "——", "——"],
    ["（一）主动公开政府信息数 （不同渠道和方式公开相同信息计1条）", "条", "5,323"],
    ["其中：主动公开规范性文件数", "条", "12"],
    ["制发规范性文件总数", "件", "/"],
    ["2.政府网站公开政府信息数", "条", "4100"],
    ["三、依申请公开情况", "——", "——"],
    ["（一）收到申请数", "件", "30"],
    ["其中：涉及国家秘密", "件", ""],
    ["四、行政复议数量", "件", "3"],
    ["（一）维持具体行政行为数", "件", "2"],
    ["（二）被依法纠错数", "件", "1"],
    ["（三）其他情形数", "件", "0"],
    ["五、行政诉讼数量", "件", "4"],
    ["（一）维持具体行政行为或者驳回原告诉讼请求数", "件", "3"],
    ["（二）被依法纠错数", "件", "0"],
    ["（三）其他情形数", "件", "1"],
    ["七、依申请公开信息收取的费用", "万元", "0.35"],
    ["网站访问量", "次", "900"],
]
EXPECTED = {
    "disclosed": ("5323", "条"),
    "disclosed.normative_documents": ("12", "条"),
    "normative_documents.issued_2008": (None, "件"),
    "disclosed.channel.website": ("4100", "条"),
    "requests.received": ("30", "件"),
    "outcome_2008.refused.state_secret": (None, "件"),
    "review.total": ("3", "件"),
    "review.upheld": ("2", "件"),
    "review.corrected": ("1", "件"),
    "review.other": ("0", "件"),
    "litigation.total": ("4", "件"),
    "litigation.upheld": ("3", "件"),
    "litigation.corrected": ("0", "件"),
    "litigation.other": ("1", "件"),
    "fees.collected": ("0.35", "万元"),
}


def _table(rows: list[list[str]]) -> Document:
    offset = 0
    grid = []
    lines = []
    for y, row in enumerate(rows):
        cells = []
        for x, text in enumerate(row):
            cells.append(Cell(text=text, row=y, column=x, row_span=1, column_span=1, start=offset))
            offset += len(text) + (3 if x < len(row) - 1 else 1)
        grid.append(tuple(cells))
        lines.append(" | ".join(row))
    text = "\n".join(lines)
    table = Table(number=1, grid=tuple(grid), text=text, start=0)
    return Document(url="memory:", media_type="text/html", sha256="", blocks=(table,), text=text)


def _whole(document: Document) -> tuple[Chapter, ...]:
    return (Chapter("六", "附表", document.blocks, 0, len(document.text)),)


def _values(document: Document, year: int = 2016) -> dict[str, tuple[Decimal | None, str]]:
    reading = read_annex(document, _whole(document), year=year)
    return {s.indicator: (s.value, s.unit) for s in reading.statistics}


def test_the_national_form_is_read_row_by_row() -> None:
    document = _table(NATIONAL)
    reading = read_annex(document, _whole(document), year=2016)
    expected = {code: (Decimal(v) if v is not None else None, unit) for code, (v, unit) in EXPECTED.items()}
    assert reading.national
    assert {s.indicator: (s.value, s.unit) for s in reading.statistics} == expected
    assert [(f.label, f.value, f.unit) for f in reading.figures] == [("网站访问量", 900, "次")]
    assert reading.claimed == ((0, len(document.text)),)


def test_a_value_knows_its_row_column_and_place() -> None:
    document = _table(NATIONAL)
    found = {s.indicator: s for s in read_annex(document, _whole(document), year=2016).statistics}
    source = found["review.upheld"].source
    assert (source.table, source.row, source.column) == (1, "（一）维持具体行政行为数", "统计数")
    assert document.text[source.start : source.end] == source.quote == "（一）维持具体行政行为数 | 件 | 2"


def test_wide_digits_are_digits_and_the_word_for_none_is_nought() -> None:
    rows = [
        [label, unit, {"30": "３０", "0.35": "０．３５", "1": "无"}.get(value, value)]
        for label, unit, value in NATIONAL
    ]
    found = _values(_table(rows))
    assert (found["requests.received"], found["fees.collected"], found["litigation.other"]) == (
        (30, "件"),
        (Decimal("0.35"), "万元"),
        (0, "件"),
    )


def test_a_form_in_two_halves_side_by_side_or_on_its_side_is_read_as_a_whole() -> None:
    half = len(NATIONAL) // 2 + 1
    left, right = NATIONAL[1:half], NATIONAL[half:]
    pairs = zip_longest([NATIONAL[0], *left], [NATIONAL[0], *right], fillvalue=["", "", ""])
    halves = [[*one, *other] for one, other in pairs]
    turned = [list(column) for column in zip(*NATIONAL, strict=True)]
    whole = _values(_table(NATIONAL))
    assert len(whole) > half
    assert _values(_table(halves)) == whole
    assert _values(_table(turned)) == whole


def test_a_heading_with_its_letters_set_apart_is_the_form_s() -> None:
    rows = [["统　计　指　标", "单　位", "统　计　数"], *NATIONAL[1:]]
    assert _values(_table(rows)) == _values(_table(NATIONAL))


def test_the_whole_place_is_read_where_the_own_level_stands_beside_it() -> None:
    rows = [[row[0], row[1], "7", row[2]] for row in NATIONAL]
    rows[0] = ["统计指标", "单位", "本级", "全区域"]
    assert _values(_table(rows))["requests.received"] == (30, "件")


def test_the_cumulative_column_is_never_read() -> None:
    rows = [[row[0], row[1], "99999", row[2]] for row in NATIONAL]
    rows[0] = ["指标名称", "单位", "历年累计", "2016年度"]
    assert _values(_table(rows))["requests.received"] == (30, "件")
    rows[0] = ["指标名称", "单位", "历年累计", "2015年度"]
    assert _values(_table(rows)) == {}


def test_a_form_run_into_one_paragraph_is_read_by_its_column_of_the_year() -> None:
    text = (
        "附表 指标名称 计量单位 2013年度 历年累计 主动公开文件数 条 812 9000 "
        "其中：1、政府网站公开数 条 800 8000 2、政府公报公开数 条 12 40 "
        "受理依申请公开信息总数 条 4 9 其中：1、当面申请数 条 1 3 "
        "2、信函、传真申请数 条 3 6 对申请的答复总数 条 4 9 行政复议数 件 0 0"
    )
    document = Document(
        url="memory:", media_type="text/plain", sha256="", blocks=(Paragraph(text=text, start=0),), text=text
    )
    reading = read_annex(document, _whole(document), year=2013)
    assert {s.indicator: s.value for s in reading.statistics} == {
        "disclosed": 812,
        "disclosed.channel.website": 800,
        "disclosed.channel.gazette": 12,
        "requests.received": 4,
        "requests.received.in_person": 1,
        "requests.answered": 4,
        "review.total": 0,
    }
    assert [(f.label, f.value) for f in reading.figures] == [("信函传真申请数", 3)]
    assert not reading.national


def test_a_document_without_a_form_gives_an_empty_reading() -> None:
    text = "全年受理政府信息公开申请30件。"
    document = Document(
        url="memory:", media_type="text/plain", sha256="", blocks=(Paragraph(text=text, start=0),), text=text
    )
    reading = read_annex(document, _whole(document), year=2016)
    assert (reading.national, reading.statistics, reading.figures, reading.claimed) == (False, (), (), ())


@pytest.mark.parametrize("form", load_forms(), ids=lambda form: form.name)
def test_every_form_knows_its_own_examples(form: Form) -> None:
    for example in form.examples:
        line, expected = example.split(" → ")
        label, unit, value = line.split(" | ")
        code, amount, _ = expected.split(" ")
        row = next((row for row in (form.row(label, head) for head in (None, "review.total")) if row), None)
        assert row is not None
        assert (row.indicator, value) == (code, amount)
        assert unit
    for example in form.refuses:
        assert form.row(example.split(" | ")[0], None) is None


@pytest.mark.parametrize(
    ("name", "file"), [("pingtan-2014", "page.txt"), ("pingtan-county-2012", "page.html")]
)
def test_a_verified_annex_is_read_as_a_person_read_it(name: str, file: str) -> None:
    folder = REPORTS / name
    if not folder.is_dir():
        pytest.skip(f"the verified reports are not beside this checkout: {folder}")
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    document = open_document((folder / file).read_bytes(), url="memory:")
    reading = read_annex(document, chapters(document), year=gold["year"])
    found = {s.indicator: (s.value, s.unit) for s in reading.statistics}
    wanted = {s["indicator"]: (s["value"], s["unit"]) for s in gold["statistics"] if s.get("annex")}
    assert wanted.items() <= found.items()
    assert not reading.national
