"""PDFs as makers write them: tables over pages, spans, furniture, and those that cannot be read."""

import io
import json
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Image, PageBreak, Paragraph, SimpleDocTemplate, Table

from adapters.documents import document as opened
from adapters.documents.open import open_document
from adapters.errors import DocumentUnreadable
from adapters.pipeline import read_file

URL = "https://www.example.gov.cn/xxgk/gknb/202401/P020240117.pdf"
HONGZE = Path(__file__).resolve().parents[2] / "../shared/reports/hongze-2023"
FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
TITLE = ParagraphStyle("title", fontName=FONT, fontSize=20, leading=26, alignment=1, wordWrap="CJK")
TEXT = ParagraphStyle("text", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
GRID = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONT", (0, 0), (-1, -1), FONT, 10)]
LONG = "本单位按照条例要求做好主动公开和依申请公开工作，按期答复申请，接受社会监督，全年公开信息1136条。"


def made(story: Sequence[Flowable], on_page: Callable[[Canvas, object], None] | None = None) -> bytes:
    body = io.BytesIO()
    template = SimpleDocTemplate(body, pagesize=A4)
    draw = on_page or (lambda canvas, document: None)
    template.build(list(story), onFirstPage=draw, onLaterPages=draw)
    return body.getvalue()


def drawn(*pages: Callable[[Canvas], None], size: tuple[float, float] = A4, **how: object) -> bytes:
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=size, **how)
    for page in pages:
        canvas.setFont(FONT, 12)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return body.getvalue()


def texts(body: bytes) -> list[str]:
    blocks = open_document(body, url=URL).blocks
    return [block.text for block in blocks if isinstance(block, opened.Paragraph)]


def tables(body: bytes) -> list[opened.Table]:
    return [block for block in open_document(body, url=URL).blocks if isinstance(block, opened.Table)]


def refusal(body: bytes) -> str:
    with pytest.raises(DocumentUnreadable) as refused:
        open_document(body, url=URL)
    assert URL in str(refused.value)
    return str(refused.value)


def test_a_wrapped_paragraph_is_one_line_and_a_title_over_two_lines_is_one_title() -> None:
    title = "某某自治州某某县人民代表大会常务委员会办公室二〇二二年政府信息公开工作年度报告"
    document = open_document(
        made([Paragraph(title, TITLE), Paragraph(LONG, TEXT), Paragraph("一、总体情况", TEXT)]), url=URL
    )
    assert document.text.split("\n") == [title, LONG, "一、总体情况"]
    assert document.headline == title
    assert [block.page for block in document.blocks] == [1, 1, 1]


def test_a_paragraph_goes_on_over_the_page_and_furniture_does_not_stand_in_its_way() -> None:
    def furniture(canvas: Canvas, document: object) -> None:
        canvas.setFont(FONT, 9)
        canvas.drawString(72, 810, "某县人民政府办公室")
        canvas.drawCentredString(297, 30, f"第 {canvas.getPageNumber()} 页 共 3 页")

    body = made([Paragraph(f"（{n}）{LONG * 3}", TEXT) for n in "一二三四五六七八九"] * 2, furniture)
    document = open_document(body, url=URL)
    assert document.text.split("\n") == [f"（{n}）{LONG * 3}" for n in "一二三四五六七八九"] * 2
    assert {block.page for block in document.blocks} == {1, 2, 3}


def test_the_word_gap_of_latin_text_stays_and_no_space_is_put_between_figures_and_units() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "2023 年受理 21 件，见 Open Data 平台")
        canvas.drawString(72, 660, "规章")
        canvas.drawString(300, 660, "36")
        canvas.drawString(330, 660, "40")

    assert texts(drawn(page)) == ["2023年受理21件，见Open Data平台", "规章 36 40"]


def test_a_letter_printed_twice_for_bold_counts_once() -> None:
    def page(canvas: Canvas) -> None:
        for aside in (0, 0.3):
            canvas.drawString(72 + aside, 700, "全年收到申请1136件，办结1122件，结转14件")

    assert texts(drawn(page)) == ["全年收到申请1136件，办结1122件，结转14件"]


def test_a_table_over_two_pages_is_one_and_repeated_headings_go() -> None:
    rows = [["事项", "数量", "说明"]] + [[f"第{n}类", str(n * 7), ""] for n in range(80)]
    (table,) = tables(made([Paragraph("一、总体情况", TEXT), Table(rows, repeatRows=1, style=GRID)]))
    assert [[cell.text for cell in row if cell] for row in table.grid] == rows
    assert table.page == 1


def test_a_label_that_spans_the_break_spans_again_and_a_blank_figure_stays_blank() -> None:
    widths, style = [60, 120, 60], [*GRID, ("SPAN", (0, 0), (0, 2))]
    upper = Table(
        [["结果", "予以公开", "4"], ["", "部分公开", "5"], ["", "不予公开", "6"]], widths, style=style
    )
    lower = Table([["", "无法提供", ""], ["", "不予处理", "7"], ["", "其他处理", "8"]], widths, style=style)
    (table,) = tables(made([upper, PageBreak(), lower]))
    assert (table.grid[5][0].text, table.grid[5][0].row_span) == ("结果", 6)
    assert [row[2].text for row in table.grid] == ["4", "5", "6", "", "7", "8"]


def test_a_row_cut_in_two_is_one_row() -> None:
    widths = [120, 60, 60]
    upper = Table([["1.信访投诉", "3", "3"], ["2.要求行政机关确认", "", ""]], widths, style=GRID)
    lower = Table([["或重新出具", "5", "5"], ["3.重复申请", "6", "6"]], widths, style=GRID)
    (table,) = tables(made([upper, PageBreak(), lower]))
    assert table.text == "1.信访投诉 | 3 | 3\n2.要求行政机关确认或重新出具 | 5 | 5\n3.重复申请 | 6 | 6"


@pytest.mark.parametrize(
    ("last", "first", "whole"),
    [
        (["2.没有现成信息", "无", "无"], ["需要另行制作", "", ""], "2.没有现成信息需要另行制作 | 无 | 无"),
        (["3.同意部分公开", "件", "17"], ["答复数", "", ""], "3.同意部分公开答复数 | 件 | 17"),
        (["3.同意部分公开答复数", "", ""], ["", "0", "17"], "3.同意部分公开答复数 | 0 | 17"),
    ],
    ids=["words for none", "one figure", "no figure above, no label below"],
)
def test_a_cut_row_is_known_by_what_stands_beside_its_label(
    last: list[str], first: list[str], whole: str
) -> None:
    rows = [["1.不同意公开", "件", "3"], last], [first, ["4.其他", "件", "6"]]
    upper, lower = (Table(each, [120, 60, 60], style=GRID) for each in rows)
    (table,) = tables(made([upper, PageBreak(), lower]))
    assert table.text.split("\n")[1] == whole


def test_a_label_alone_below_a_row_with_a_blank_is_a_row_of_its_own() -> None:
    widths = [120, 60, 60]
    upper = Table([["规章", "", "17"]], widths, style=GRID)
    lower = Table([["规范性文件", "", ""], ["其他", "2", "6"]], widths, style=GRID)
    (table,) = tables(
        made([Table([["信息内容", "件", "件"]], widths, style=GRID), upper, PageBreak(), lower])
    )
    assert [row[0].text for row in table.grid if row[0]][-2:] == ["规范性文件", "其他"]


def test_digits_set_wide_apart_in_all_cells_do_not_make_a_table_of_lines_look_as_if_it_had_none() -> None:
    def page(canvas: Canvas) -> None:
        for y in (600, 630, 660):
            canvas.line(100, y, 400, y)
        for x in (100, 200, 300, 400):
            canvas.line(x, 600, x, 660)
        for y, row in ((640, ("规章", "1804", "33")), (610, ("规范性文件", "250", "7"))):
            for x, word in zip((105, 210, 310), row, strict=True):
                for at, letter in enumerate(word):
                    canvas.drawString(x + (12 if letter.isdigit() else 11) * at, y, letter)

    (table,) = tables(drawn(page))
    assert table.text == "规章 | 1804 | 33\n规范性文件 | 250 | 7"


def test_tables_with_a_caption_between_or_other_columns_are_two() -> None:
    one, two = (
        Table([["规章", "0"]] * 2, [200, 100], style=GRID),
        Table([["罚款", "9"]] * 2, [90, 90], style=GRID),
    )
    assert len(tables(made([one, PageBreak(), two]))) == 2
    assert len(tables(made([one, PageBreak(), Paragraph("三、收到申请情况", TEXT), one]))) == 2


def test_spans_are_where_no_line_is() -> None:
    rows = [["申请人情况", "", ""], ["自然人", "法人", "总计"], ["10", "1", "0"]]
    (table,) = tables(made([Table(rows, style=[*GRID, ("SPAN", (0, 0), (2, 0))])]))
    head = table.grid[0][0]
    assert (head.text, head.column_span) == ("申请人情况", 3)
    assert table.text == "申请人情况\n自然人 | 法人 | 总计\n10 | 1 | 0"


@pytest.fixture
def sideways_font() -> None:
    """Skips where this machine has no Chinese font: PDFium needs one for sideways text of CID fonts."""

    def page(canvas: Canvas) -> None:
        canvas.rotate(90)
        canvas.drawString(300, -300, "横排的统计表")

    try:
        open_document(drawn(page), url=URL)
    except DocumentUnreadable as error:
        if "install a Chinese font" in str(error):
            pytest.skip("this machine has no Chinese font: install Debian's `fonts-noto-cjk`")


@pytest.mark.usefixtures("sideways_font")
@pytest.mark.parametrize("turn", [90, -90, 180])
def test_a_table_set_sideways_is_read_upright(turn: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.translate(300, 420)
        canvas.rotate(turn)
        for y in (0, 30, 60):
            canvas.line(0, y, 200, y)
        for x in (0, 100, 200):
            canvas.line(x, 0, x, 60)
        for x, y, text in ((5, 40, "行政许可"), (105, 40, "550"), (5, 10, "行政处罚"), (105, 10, "4119")):
            canvas.drawString(x, y, text)
        canvas.drawString(0, 100, "本页为横排的统计表，共两行，请横向阅读")

    body = drawn(page)
    assert texts(body) == ["本页为横排的统计表，共两行，请横向阅读"]
    assert tables(body)[0].text == "行政许可 | 550\n行政处罚 | 4119"


@pytest.mark.usefixtures("sideways_font")
def test_a_label_set_sideways_or_downwards_in_its_cell_is_one_word() -> None:
    def page(canvas: Canvas) -> None:
        for y in (500, 600, 700):
            canvas.line(100, y, 340, y)
        for x in (100, 140, 180, 340):
            canvas.line(x, 500, x, 700)
        canvas.drawString(190, 650, "予以公开全部内容21")
        canvas.drawString(190, 550, "部分公开区分处理4")
        for n, letter in enumerate("办理结果"):
            canvas.drawString(114, 680 - 14 * n, letter)
        canvas.saveState()
        canvas.translate(164, 620)
        canvas.rotate(90)
        canvas.drawString(0, 0, "本年度")
        canvas.restoreState()

    (table,) = tables(drawn(page))
    assert table.text == "办理结果 | 本年度 | 予以公开全部内容21\n |  | 部分公开区分处理4"


def thin_boxes(canvas: Canvas) -> None:
    for y in (600, 630, 660):
        canvas.rect(100, y, 200, 0.7, stroke=0, fill=1)
    for x in (100, 200, 300):
        canvas.rect(x, 600, 0.7, 60, stroke=0, fill=1)


def one_path(canvas: Canvas) -> None:
    grid = canvas.beginPath()
    for y in (600, 630, 660):
        grid.moveTo(100, y)
        grid.lineTo(300, y)
    for x in (100, 200, 300):
        grid.moveTo(x, 600)
        grid.lineTo(x, 660)
    canvas.drawPath(grid)


def open_sides(canvas: Canvas) -> None:
    for y in (600, 630, 660):
        canvas.line(100, y, 300, y)
    canvas.line(200, 600, 200, 660)


def a_form(canvas: Canvas) -> None:
    canvas.beginForm("grid")
    thin_boxes(canvas)
    canvas.endForm()
    canvas.doForm("grid")


@pytest.mark.parametrize("lines", [thin_boxes, one_path, open_sides, a_form])
def test_lines_make_a_table_however_they_are_drawn(lines: Callable[[Canvas], None]) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas)
        canvas.setFont(FONT, 12)
        cells = ((110, 640, "规章"), (210, 640, "0"), (110, 610, "行政规范性文件"), (210, 610, "5"))
        for x, y, text in (*cells, (72, 720, "二、主动公开政府信息情况如下表所列")):
            canvas.drawString(x, y, text)

    assert [table.text for table in tables(drawn(page))] == ["规章 | 0\n行政规范性文件 | 5"]


def test_a_frame_round_text_white_lines_and_slanting_watermarks_are_not_read_as_content() -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(60, 500, 480, 300)
        canvas.setStrokeColor("white")
        for y in (600, 650, 700):
            canvas.line(72, y, 500, y)
        for x in (72, 300, 500):
            canvas.line(x, 600, x, 700)
        canvas.drawString(80, 660, "一、全年主动公开政府信息的总体情况")
        canvas.drawString(80, 620, "二、收到和处理政府信息公开申请情况")
        canvas.translate(200, 300)
        canvas.rotate(45)
        canvas.drawString(0, 0, "内部资料")

    body = drawn(page)
    assert tables(body) == []
    assert texts(body) == ["一、全年主动公开政府信息的总体情况", "二、收到和处理政府信息公开申请情况"]


def picture() -> Image:
    """A plain grey PNG as large as the paper of a page."""
    width, height = 40, 56
    rows = b"".join(b"\x00" + b"\xcc" * width for _ in range(height))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + kind + data + zlib.crc32(kind + data).to_bytes(4)

    head = width.to_bytes(4) + height.to_bytes(4) + b"\x08\x00\x00\x00\x00"
    png = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )
    return Image(io.BytesIO(png), width=430, height=640)


def test_a_scan_is_said_to_be_one() -> None:
    words = refusal(made([picture(), PageBreak(), picture()]))
    assert "a PDF of scanned paper" in words
    assert "find the report as a page or text" in words


def test_a_scan_with_guessed_letters_behind_the_picture_is_a_scan_too() -> None:
    def guess(canvas: Canvas, document: object) -> None:
        text = canvas.beginText(72, 700)
        text.setTextRenderMode(3)
        text.setFont(FONT, 12)
        text.textLine(LONG)
        canvas.drawText(text)

    assert "scanned" in refusal(made([picture()], guess))


def test_a_picture_among_pages_of_text_does_not_hide_them() -> None:
    assert texts(made([Paragraph(LONG, TEXT), PageBreak(), picture()])) == [LONG]


def plain(canvas: Canvas) -> None:
    canvas.drawString(72, 700, "全年主动公开政府信息1136条，收到申请21件")


def test_a_locked_pdf_is_refused_by_name() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    assert "locked with a password" in refusal(drawn(plain, encrypt=StandardEncryption("secret")))


def test_a_pdf_opens_whatever_it_is_called_and_an_empty_file_does_not() -> None:
    document = open_document(drawn(plain), url=URL.replace(".pdf", ".html"), media_type="text/html")
    assert document.media_type == "application/pdf"
    assert "empty" in refusal(b"")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_pdf_cut_short_opens_or_is_refused_but_never_crashes(share: float) -> None:
    body = made([Paragraph(LONG, TEXT), Table([["规章", "0"]] * 3, style=GRID)])
    try:
        document = open_document(body[: int(len(body) * share)], url=URL)
    except DocumentUnreadable:
        return
    assert document.blocks


def object_bomb(content: bytes, *, pages: int = 1) -> bytes:
    """A PDF by hand, whose pages all show one packed stream."""
    packed = zlib.compress(content, 9)
    kids = " ".join(f"{n + 4} 0 R" for n in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        *[b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 3 0 R>>"] * pages,
    ]
    body = b"%PDF-1.4\n"
    for number, each in enumerate(objects, 1):
        body += b"%d 0 obj%s endobj\n" % (number, each)
    return body + b"trailer<</Root 1 0 R/Size %d>>" % (len(objects) + 1)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (object_bomb(b" " * 60_000_000), "unpacks to more than"),
        (object_bomb(b"0 0 m 9 9 l S\n" * 70_000), "drawn objects"),
        (object_bomb(b"".join(b"%d 0 m %d 800 l S\n" % (x, x) for x in range(4, 9_000))), "ruled lines"),
        (object_bomb(b"0 0 m 9 9 l S\n", pages=400), "400 pages"),
    ],
)
def test_bombs_are_refused_in_little_time(body: bytes, words: str) -> None:
    started = time.monotonic()
    assert words in refusal(body)
    assert time.monotonic() - started < 5


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_pdf_never_crashes(data: st.DataObject) -> None:
    body = bytearray(DAMAGED)
    for _ in range(data.draw(st.integers(1, 30))):
        body[data.draw(st.integers(8, len(body) - 1))] = data.draw(st.integers(0, 255))
    try:
        document = open_document(bytes(body), url=URL)
    except DocumentUnreadable:
        return
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.text)] == block.text


DAMAGED = made([Paragraph(LONG, TEXT), Table([["规章", "0"]] * 3, style=GRID)])


@pytest.mark.skipif(not HONGZE.exists(), reason="the verified reports are not beside the checkout")
def test_every_verified_statistic_of_a_real_report_is_read_as_printed() -> None:
    gold = json.loads((HONGZE / "gold.json").read_text("utf-8"))
    reading = read_file(HONGZE / "hzq2023_working.pdf")
    want = {(each["indicator"], each["applicant"]): each["value"] for each in gold["statistics"]}
    read = {(each.indicator, each.applicant.name): float(each.value) for each in reading.statistics}
    assert {key: read.get(key) for key in want} == want
    assert len(want) == 186
    report = reading.report
    said = (report.jurisdiction, report.year, report.title)
    assert said == (gold["jurisdiction"], gold["year"], gold["title"])


@pytest.mark.skipif(not HONGZE.exists(), reason="the verified reports are not beside the checkout")
def test_slips_of_a_real_report_stay_and_its_pages_are_known() -> None:
    document = open_document((HONGZE / "hzq2023_working.pdf").read_bytes(), url=URL)
    tables = [block for block in document.blocks if isinstance(block, opened.Table)]
    assert [table.page for table in tables] == [2, 3, 4]
    assert "2.其他法律行政止公开 | 0" in tables[1].text
    assert tables[2].text.endswith("\n10 | 1 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 5 | 0 | 0 | 0 | 0")
    assert tables[1].grid[-2][0].text == "三、本年度办理结果"


@pytest.mark.skipif(not HONGZE.exists(), reason="the verified reports are not beside the checkout")
def test_three_reports_open_in_a_second() -> None:
    body = (HONGZE / "hzq2023_working.pdf").read_bytes()
    started = time.process_time()
    for _ in range(3):
        open_document(body, url=URL)
    assert time.process_time() - started < 1
