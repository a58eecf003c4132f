"""Word files as offices write them, and those that cannot be read."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordFile
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from adapters.documents.document import Document, Paragraph, Table
from adapters.documents.office.docx_numbering import chinese
from adapters.documents.open import open_document
from adapters.errors import DocumentUnreadable
from adapters.pipeline import read_file

URL = "https://www.example.gov.cn/xxgk/gknb/202401/P020240117.docx"
HONGZE = Path(__file__).resolve().parents[2] / "../shared/reports/hongze-2023/hzq2023_working.pdf"


def saved(file: WordFile) -> bytes:
    body = io.BytesIO()
    file.save(body)
    return body.getvalue()


def written(*steps: Callable[[WordFile], object]) -> bytes:
    file = docx.Document()
    for step in steps:
        step(file)
    return saved(file)


def lines(*steps: Callable[[WordFile], object]) -> list[str]:
    return open_document(written(*steps), url=URL).text.split("\n")


def refusal(body: bytes) -> str:
    with pytest.raises(DocumentUnreadable) as refused:
        open_document(body, url=URL)
    assert URL in str(refused.value)
    return str(refused.value)


def test_paragraphs_and_tables_keep_their_order_and_headers_are_left_out() -> None:
    def table(file: WordFile) -> None:
        cells = file.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "规章", "0"
        file.sections[0].header.paragraphs[0].text = "某县人民政府办公室"
        file.sections[0].footer.paragraphs[0].text = "第 1 页"

    said = lines(
        lambda file: file.add_heading("某县2022年政府信息公开工作年度报告", 0),
        table,
        lambda file: file.add_paragraph("\u3000\u3000全年公开1136条。"),
    )
    assert said == ["某县2022年政府信息公开工作年度报告", "规章 | 0", "全年公开1136条。"]


def test_runs_join_without_a_space_and_breaks_end_a_line() -> None:
    def paragraph(file: WordFile) -> None:
        paragraph = file.add_paragraph("收到申请")
        for run in ("1", ",1", "36件"):
            paragraph.add_run(run).bold = run == ",1"
        paragraph.add_run().add_break()
        paragraph.add_run("办结21件").add_break(WD_BREAK.PAGE)

    assert lines(paragraph) == ["收到申请1,136件", "办结21件"]


def test_what_is_struck_out_is_not_read_and_what_is_put_in_is() -> None:
    def tracked(file: WordFile) -> None:
        paragraph = file.add_paragraph("收到申请")
        for kind, tag, text in (("del", "delText", "21"), ("ins", "t", "26")):
            change = parse_xml(f"<w:{kind} {nsdecls('w')}><w:r><w:{tag}>{text}</w:{tag}></w:r></w:{kind}>")
            paragraph._p.append(change)
        paragraph.add_run("件")

    assert lines(tracked) == ["收到申请26件"]


@pytest.mark.parametrize(
    ("look", "text"),
    [
        ("<w:vanish/>", "9"),
        ("<w:strike/>", "9"),
        ("<w:dstrike w:val='1'/>", "9"),
        ("<w:vertAlign w:val='superscript'/>", "[1]"),
    ],
)
def test_hidden_and_struck_out_letters_and_marks_of_notes_are_not_read(look: str, text: str) -> None:
    def marked(file: WordFile) -> None:
        paragraph = file.add_paragraph("收到申请21")
        run = f"<w:r {nsdecls('w')}><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"
        paragraph._p.append(parse_xml(run))
        plain = run.replace("<w:rPr>", "<w:rPr><w:strike w:val='0'/>").replace(look, "")
        paragraph._p.append(parse_xml(plain.replace(f">{text}<", ">件<")))

    assert lines(marked) == ["收到申请21件"]


def test_content_controls_and_text_boxes_are_read_once() -> None:
    def boxed(file: WordFile) -> None:
        text = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
        control = f"<w:sdt {nsdecls('w')}><w:sdtContent>{text.format('一、总体情况')}</w:sdtContent></w:sdt>"
        file.element.body.insert(0, parse_xml(control))
        space = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        box = f"<w:pict><w:txbxContent>{text.format('公开36条')}</w:txbxContent></w:pict>"
        both = f"<mc:Choice Requires='wps'>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        file.add_paragraph()._p.append(
            parse_xml(
                f"<w:r {nsdecls('w')} xmlns:mc='{space}'>"
                f"<mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
            )
        )

    assert lines(boxed) == ["一、总体情况", "公开36条"]


def test_merged_cells_become_spans_and_a_blank_figure_stays_blank() -> None:
    def form(file: WordFile) -> None:
        table = file.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(0, 2)).text = "申请人情况"
        table.cell(1, 0).merge(table.cell(2, 0)).text = "三、\n办理结果"
        for row, column, text in ((1, 1, "予以公开"), (1, 2, "4"), (2, 1, "部分公开")):
            table.cell(row, column).text = text

    (table,) = open_document(written(form), url=URL).blocks
    assert isinstance(table, Table)
    assert (table.grid[0][2].text, table.grid[0][2].column_span) == ("申请人情况", 3)
    assert (table.grid[2][0].text, table.grid[2][0].row_span) == ("三、办理结果", 2)
    assert (table.grid[1][2].text, table.grid[2][2].text) == ("4", "")


def test_a_table_of_one_cell_is_a_frame_and_a_table_in_a_cell_is_its_text() -> None:
    def frame(file: WordFile) -> None:
        cell = file.add_table(1, 1).cell(0, 0)
        cell.text = "一、总体情况"
        cell.add_paragraph("全年公开36条。")

    def nested(file: WordFile) -> None:
        table = file.add_table(1, 2)
        table.cell(0, 0).text = "联系方式"
        table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "办公室"

    assert lines(frame, nested) == ["一、总体情况", "全年公开36条。", "联系方式 | 办公室"]


@pytest.mark.parametrize("around", ["a cell beside a blank one", "a text box"])
def test_a_table_of_numbers_in_another_or_in_a_text_box_is_a_table(around: str) -> None:
    def form(file: WordFile) -> None:
        outer = file.add_table(1, 2)
        inner = outer.cell(0, 1).add_table(2, 2)
        for place, text in enumerate(("规章", "3", "规范性文件", "41")):
            inner.cell(*divmod(place, 2)).text = text
        if around == "a text box":
            box = parse_xml(f"<w:r {nsdecls('w')}><w:pict><w:txbxContent/></w:pict></w:r>")
            box[0][0].append(inner._tbl)
            file.add_paragraph("统计表")._p.append(box)
            outer._tbl.getparent().remove(outer._tbl)

    document = open_document(written(form), url=URL)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    said = [[cell.text for cell in row if cell] for row in table.grid]
    assert said == [["规章", "3"], ["规范性文件", "41"]]


def numbered(file: WordFile, shape: str, shown: str, *texts: str) -> None:
    numbering = file.part.numbering_part.element
    level = f"<w:start w:val='1'/><w:numFmt w:val='{shape}'/><w:lvlText w:val='{shown}'/>"
    level = f"<w:lvl w:ilvl='0'>{level}</w:lvl>"
    kind = parse_xml(f"<w:abstractNum {nsdecls('w')} w:abstractNumId='77'>{level}</w:abstractNum>")
    numbering.insert(0, kind)
    number = numbering.add_num(77).numId
    for text in texts:
        properties = file.add_paragraph(text)._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = number


@pytest.mark.parametrize(
    ("shape", "shown", "first", "second"),
    [
        ("chineseCountingThousand", "%1、", "一、", "二、"),
        ("japaneseCounting", "（%1）", "（一）", "（二）"),
        ("decimal", "%1.", "1.", "2."),
        ("decimalEnclosedCircle", "%1", "①", "②"),
        ("bullet", "", "", ""),
    ],
)
def test_numbers_that_word_counts_are_written_out(shape: str, shown: str, first: str, second: str) -> None:
    said = lines(lambda file: numbered(file, shape, shown, "总体情况", "主动公开情况"))
    assert said == [f"{first}总体情况", f"{second}主动公开情况"]


def test_chinese_numbers_are_written_as_they_are_said() -> None:
    assert [chinese(n) for n in (1, 10, 11, 20, 35, 99, 100)] == [
        "一",
        "十",
        "十一",
        "二十",
        "三十五",
        "九十九",
        "100",
    ]


def test_only_a_title_that_speaks_of_a_report_is_kept_of_the_files_own() -> None:
    def titled(title: str) -> Callable[[WordFile], None]:
        return lambda file: setattr(file.core_properties, "title", title)

    def text(file: WordFile) -> None:
        file.add_paragraph("公开36条")

    report = "某县2022年政府信息公开工作年度报告"
    assert open_document(written(titled(report), text), url=URL).meta == {"title": report}
    assert open_document(written(titled("附件1"), text), url=URL).meta == {}


def archive(**entries: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return body.getvalue()


def repacked(body: bytes, name: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as source,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for entry in source.namelist():
            target.writestr(entry, content if entry == name else source.read(entry))
    return made.getvalue()


PLAIN = written(lambda file: file.add_paragraph("全年公开36条"))
MAIN = "word/document.xml"
DEEP = b"<w:p xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>" * 5_000


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (PLAIN[: len(PLAIN) // 2], "cut short"),
        (repacked(PLAIN, MAIN, b" " * 50_000_000), "times its size"),
        (repacked(PLAIN, MAIN, b"<w:document"), "broken"),
        (repacked(PLAIN, MAIN, DEEP), "broken"),
        (repacked(PLAIN, "[Content_Types].xml", b"<x/>"), "broken"),
        (archive(**{"word/a.xml": b"x"}), "broken"),
    ],
)
def test_broken_files_and_bombs_are_refused_by_name(body: bytes, words: str) -> None:
    said = refusal(body)
    assert "a Word document" in said
    assert words in said


def test_an_entity_bomb_and_a_file_from_outside_are_not_unfolded() -> None:
    bomb = (
        b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
        b"<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body><w:p><w:r>"
        b"<w:t>36</w:t></w:r></w:p><w:p><w:r><w:t>&b;&f;</w:t></w:r></w:p></w:body></w:document>"
    )
    assert open_document(repacked(PLAIN, MAIN, bomb), url=URL).text == "36"


def test_a_table_of_too_many_cells_is_refused() -> None:
    row = "<w:tr>" + "<w:tc><w:p/></w:tc>" * 100 + "</w:tr>"
    body = f"<w:document {nsdecls('w')}><w:body><w:tbl>{row * 300}</w:tbl></w:body></w:document>"
    assert "30000 cells" in refusal(repacked(PLAIN, MAIN, body.encode()))


def test_a_file_with_no_text_is_refused() -> None:
    assert "no text" in refusal(written())


def copied(document: Document) -> bytes:
    """A document written as a Word file: what a clerk has before printing it as a PDF."""
    file = docx.Document()
    for block in document.blocks:
        if isinstance(block, Paragraph):
            file.add_paragraph(block.text)
            continue
        table = file.add_table(len(block.grid), len(block.grid[0]))
        for cell in {cell for row in block.grid for cell in row if cell}:
            last = (cell.row + cell.row_span - 1, cell.column + cell.column_span - 1)
            table.cell(cell.row, cell.column).merge(table.cell(*last)).text = cell.text
    return saved(file)


@pytest.mark.skipif(not HONGZE.exists(), reason="the verified reports are not beside the checkout")
def test_a_real_report_as_a_word_file_reads_as_its_pdf_does() -> None:
    original = open_document(HONGZE.read_bytes(), url=URL)
    body = copied(original)
    assert open_document(body, url=URL).text == original.text
    expected, read = read_file(HONGZE), read_file(body)
    assert [(s.indicator, s.applicant, s.value) for s in read.statistics] == [
        (s.indicator, s.applicant, s.value) for s in expected.statistics
    ]


def test_wrapped_rows_and_cells_are_found() -> None:
    def wrapped(file: WordFile) -> None:
        table = file.add_table(2, 2)
        for index, text in enumerate(("规章", "0", "行政许可", "550")):
            table.cell(*divmod(index, 2)).text = text
        row = table.rows[1]._tr
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        row.addprevious(control)
        control.append(content)
        content.append(row)
        assert control.tag == qn("w:sdt")

    assert lines(wrapped) == ["规章 | 0", "行政许可 | 550"]
