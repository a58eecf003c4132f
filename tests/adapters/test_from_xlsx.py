"""Workbooks, new and old, and what is said about files that are not opened."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from adapters.documents.document import Document, Paragraph, Table
from adapters.documents.open import open_document
from adapters.documents.sniff import sniff
from adapters.errors import DocumentUnreadable
from adapters.pipeline import read_file

URL = "https://www.example.gov.cn/xxgk/gknb/202401/P020240117.xlsx"
HONGZE = Path(__file__).resolve().parents[2] / "../shared/reports/hongze-2023/hzq2023_working.pdf"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


def written(*steps: Callable[[Worksheet], object]) -> bytes:
    book = openpyxl.Workbook()
    for step in steps:
        step(book.active)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def rows(*values: list[object]) -> Callable[[Worksheet], None]:
    def write(sheet: Worksheet) -> None:
        for row in values:
            sheet.append(row)

    return write


def lines(*steps: Callable[[Worksheet], object]) -> list[str]:
    return open_document(written(*steps), url=URL).text.split("\n")


def refusal(body: bytes) -> str:
    with pytest.raises(DocumentUnreadable) as refused:
        open_document(body, url=URL)
    assert URL in str(refused.value)
    return str(refused.value)


def test_captions_are_paragraphs_and_empty_rows_end_a_table() -> None:
    body = written(
        rows(
            ["某县2022年政府信息公开工作年度报告"],
            [],
            ["二、主动公开政府信息情况"],
            ["第二十条第（一）项"],
            ["信息内容", "本年制发件数"],
            ["规章", 0],
            [],
            ["行政许可", 550],
        )
    )
    document = open_document(body, url=URL)
    assert [type(block) for block in document.blocks] == [Paragraph, Paragraph, Table, Table]
    assert document.blocks[2].text == "第二十条第（一）项 | \n信息内容 | 本年制发件数\n规章 | 0"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (21, "21"),
        (21.0, "21"),
        (7730.28, "7730.28"),
        (0.1 + 0.2, "0.3"),
        (-3, "-3"),
        ("22（其中\n修订16件）", "22（其中修订16件）"),
        ("—", "—"),
        (date(2024, 1, 17), "2024-01-17"),
        (123456789012, "123456789012"),
    ],
)
def test_values_are_written_as_the_sheet_shows_them(value: object, shown: str) -> None:
    assert lines(rows(["规章", value])) == [f"规章 | {shown}"]


def test_merged_cells_become_spans_and_blank_figures_stay_blank() -> None:
    def merged(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:C1")
        sheet.merge_cells("A2:A4")

    step = rows(["申请人情况"], ["办理结果", "予以公开", 4], [None, "部分公开"], [None, "不予公开", 0])
    (table,) = open_document(written(step, merged), url=URL).blocks
    assert isinstance(table, Table)
    assert (table.grid[0][2].text, table.grid[0][2].column_span) == ("申请人情况", 3)
    assert (table.grid[3][0].text, table.grid[3][0].row_span) == ("办理结果", 3)
    assert [row[2].text for row in table.grid[1:]] == ["4", "", "0"]


def test_hidden_sheets_are_left_out() -> None:
    book = openpyxl.Workbook()
    book.active.append(["规章", 0])
    other = book.create_sheet("底稿")
    other.append(["规章", 99])
    other.sheet_state = "hidden"
    body = io.BytesIO()
    book.save(body)
    assert open_document(body.getvalue(), url=URL).text == "规章 | 0"


def test_hidden_rows_and_columns_are_left_out_and_what_is_behind_them_moves_up() -> None:
    def hide(sheet: Worksheet) -> None:
        sheet.merge_cells("A1:D1")
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True

    step = rows(["第二十条第（一）项"], ["规章", 99, 1, 0], ["上年", 98, 97, 96], ["规范性文件", 95, 2, 3])
    (table,) = open_document(written(step, hide), url=URL).blocks
    assert table.text == "第二十条第（一）项\n规章 | 1 | 0\n规范性文件 | 2 | 3"
    assert isinstance(table, Table)
    assert table.grid[0][2] is table.grid[0][0]


def test_a_cell_at_the_end_of_the_world_is_refused_before_it_is_laid_out() -> None:
    def far(sheet: Worksheet) -> None:
        sheet["XFD1048576"] = 1

    assert "positions" in refusal(written(rows(["规章", 0]), far))


def test_too_many_cells_are_refused() -> None:
    assert "60000 cells" in refusal(written(rows(*[[1] * 100] * 700)))


def test_a_workbook_cut_short_or_empty_is_refused_by_name() -> None:
    body = written(rows(["规章", 0]))
    assert "cut short" in refusal(body[: len(body) // 2])
    assert "no text" in refusal(written())


def test_old_files_are_told_apart_and_each_refusal_says_what_to_do() -> None:
    for mark, kind, words in (
        ("WordDocument", "doc", "save it as .docx"),
        ("EncryptedPackage", "locked", "unlock it"),
        ("PowerPoint Document", "ppt", "save it as PDF"),
    ):
        body = OLE + mark.encode("utf-16-le")
        assert sniff(body) == kind
        assert words in refusal(body)
    assert sniff(OLE + "Workbook".encode("utf-16-le")) == "xls"
    assert "broken" in refusal(OLE + "Workbook".encode("utf-16-le"))


def test_an_archive_is_refused_with_the_names_of_what_is_inside() -> None:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("某县2022年年度报告.doc", "x")
        archive.writestr("附件.pdf", "x")
    assert "某县2022年年度报告.doc, 附件.pdf" in refusal(body.getvalue())
    assert "a RAR archive" in refusal(b"Rar!\x1a\x07\x00" + b"\x00" * 50)


def copied(document: Document) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    top = 1
    for block in document.blocks:
        if isinstance(block, Paragraph):
            sheet.cell(top, 1, block.text)
            top += 2
            continue
        for cell in {cell for row in block.grid for cell in row if cell}:
            row, column = top + cell.row, 1 + cell.column
            text = float(cell.text) if cell.text.replace(".", "", 1).isdecimal() else cell.text
            sheet.cell(row, column, text)
            if cell.row_span * cell.column_span > 1:
                last = (row + cell.row_span - 1, column + cell.column_span - 1)
                sheet.merge_cells(None, row, column, *last)
        top += len(block.grid) + 1
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


@pytest.mark.skipif(not HONGZE.exists(), reason="the verified reports are not beside the checkout")
def test_a_real_report_as_a_workbook_reads_as_its_pdf_does() -> None:
    body = copied(open_document(HONGZE.read_bytes(), url=URL))
    expected, read = read_file(HONGZE), read_file(body)
    assert {(s.indicator, s.applicant, s.value) for s in read.statistics} == {
        (s.indicator, s.applicant, s.value) for s in expected.statistics
    }
