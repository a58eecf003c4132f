"""What becomes of recognised letters after the model: marks, findings and refusals. No model is needed."""

from collections.abc import Iterator

import pytest

from adapters.documents.document import Document
from adapters.documents.from_pdf import document_of
from adapters.documents.pdf.ink import UNKNOWN, Glyph, Ink, Rule
from adapters.documents.pdf.sure import how_sure
from adapters.documents.scan.clear import cleared
from adapters.errors import DocumentUnreadable
from adapters.extract.extract import extract
from schema.records.extraction import Extraction

URL = "scan.pdf"
TITLE = "宿迁市2023年政府信息公开工作年度报告"
ROWS = (
    ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数"),
    ("规章", "3", "0", "12"),
    ("行政规范性文件", "7", UNKNOWN * 2, "41"),
)


def letters(text: str, left: float, top: float, sure: float | None = 0.99) -> Iterator[Glyph]:
    """A line of 10 points, of which letters touch."""
    for at, letter in enumerate(text):
        yield Glyph(letter, left + 10 * at, left + 10 * at + 10, top, top + 10, 0, sure)


def page(*lines: str, sure: float | None = 0.99, number: int = 1) -> Ink:
    """A title, lines of text, and the table of rules and documents."""
    ink = Ink(number, 595, 842)
    for at, line in enumerate((TITLE, *lines)):
        ink.glyphs += letters(line, 60, 60 + 30 * at, sure)
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            ink.glyphs += letters(cell, 65 + 110 * column, 405 + 20 * row, sure)
    ink.across = [Rule(400 + 20 * at, 60, 500) for at in range(4)]
    ink.down = [Rule(60 + 110 * at, 400, 460) for at in range(5)]
    return ink


def opened(*inks: Ink) -> Document:
    return document_of(inks, body=b"", url=URL, media_type="application/pdf")


def read(*inks: Ink) -> Extraction:
    return extract(opened(*inks))


def confidence(read: Extraction) -> dict[str, float | None]:
    return {one.indicator: one.source.confidence for one in read.statistics}


def test_each_number_has_the_confidence_of_the_least_sure_numeral_of_its_own_cell() -> None:
    ink = page()
    ink.glyphs = [each._replace(sure=0.93) if each.text == "4" else each for each in ink.glyphs]
    found = confidence(read(ink))
    assert found["normative_documents.in_force"] == 0.93
    assert (found["regulations.issued"], found["regulations.in_force"]) == (0.99, 0.99)


def test_letters_that_the_file_itself_says_give_no_confidence_and_no_finding() -> None:
    found = read(page(sure=None))
    assert set(confidence(found).values()) == {None}
    assert not any(one.recognised for one in (*found.statistics, *found.figures))
    assert "R-SCAN" not in {one.rule for one in found.findings}


def test_in_a_file_of_both_kinds_of_pages_only_the_numbers_of_pictures_are_marked() -> None:
    text = Ink(
        2, 595, 842, [*letters("一、总体情况", 60, 60, None), *letters("举办新闻发布会9场。", 60, 90, None)]
    )
    found = read(page(), text)
    marks = {one.indicator: one.recognised for one in found.statistics}
    assert (marks["regulations.issued"], marks["response.press_conferences"]) == (True, False)
    (finding,) = (one for one in found.findings if one.kind == "recognised")
    assert "page 1;" in finding.message_en


def test_a_doubtful_cell_is_refused_by_name_and_no_part_of_its_number_is_read() -> None:
    found = read(page())
    assert "normative_documents.repealed" not in confidence(found)
    (cell,) = (one for one in found.findings if one.rule == "R-CELL")
    assert "“行政规范性文件”一行“本年废止件数”一格" in cell.message


def test_a_doubtful_number_in_the_text_is_quoted_and_not_read() -> None:
    found = read(page("一、总体情况", f"举办新闻发布会{UNKNOWN}场，开展培训8次。"))
    stated = {one.indicator: one.value for one in found.statistics}
    assert "response.press_conferences" not in stated
    assert stated["institution.trainings"] == 8
    (finding,) = (one for one in found.findings if one.kind == "doubtful")
    assert any(f"举办新闻发布会{UNKNOWN}场" in quote for quote in finding.quotes)


def test_a_page_whose_numbers_are_mostly_in_doubt_states_none_and_a_file_of_such_pages_is_refused() -> None:
    faint = page(f"共{UNKNOWN * 30}件，举办新闻发布会5场")
    (struck,) = cleared([faint], URL, alone=False)
    assert not any(each.text in "0123456789" for each in struck.glyphs)
    with pytest.raises(DocumentUnreadable, match="scan it again at 300 dpi"):
        cleared([faint], URL, alone=True)
    assert cleared([page()], URL, alone=True) == [page()]


def test_a_scan_whose_ruled_lines_were_not_found_is_refused_and_not_read_as_sentences() -> None:
    ink = page("一、总体情况", "举办新闻发布会5场。")
    ink.across, ink.down = [], []
    with pytest.raises(DocumentUnreadable, match="tables of this scan were not found"):
        read(ink)


def test_a_row_that_stands_in_no_table_of_a_scan_is_a_figure_and_no_statistic() -> None:
    lines = ("一、总体情况", "收到政府信息公开申请18件。")
    assert {one.indicator: one.value for one in read(page(*lines, sure=None)).statistics}[
        "requests.received"
    ] == 18
    found = read(page(*lines))
    assert "requests.received" not in confidence(found)
    assert 18 in {one.value for one in found.figures}


def test_a_text_without_numerals_is_as_sure_as_its_letters_on_the_average() -> None:
    assert how_sure([*letters("无", 0, 0, 0.9), *letters("件", 0, 0, 0.7)]) == pytest.approx(0.8)
    assert how_sure([*letters("无3", 0, 0, 0.8)]) == 0.8
    assert how_sure([*letters("无", 0, 0, None)]) is None
