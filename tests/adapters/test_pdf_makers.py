"""What makers of PDFs do to tables and numbers: each is read as printed, or the cell is not read at all."""

import io
from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from adapters.documents.document import Paragraph, Table
from adapters.documents.open import open_document
from adapters.extract.cells import read_cell

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
URL = "https://www.example.gov.cn/xxgk/gknb/202401/P020240117.pdf"
XS, YS = (100, 220, 300), (600, 630, 660, 690)
ROWS = (("规章", "36"), ("行政许可", "550"), ("行政处罚", "4119"))
TEXT = "规章 | 36\n行政许可 | 550\n行政处罚 | 4119"


def drawn(*pages: Callable[[Canvas], None]) -> bytes:
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=A4)
    for page in pages:
        canvas.setFont(FONT, 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return body.getvalue()


def tables(*pages: Callable[[Canvas], None]) -> list[str]:
    blocks = open_document(drawn(*pages), url=URL).blocks
    return [block.text for block in blocks if isinstance(block, Table)]


def paragraphs(*pages: Callable[[Canvas], None]) -> list[str]:
    blocks = open_document(drawn(*pages), url=URL).blocks
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def words(canvas: Canvas, rows: Sequence[Sequence[str]] = ROWS, ys: Sequence[float] = YS) -> None:
    canvas.setFillColor("black")
    for y, row in zip(reversed(ys[:-1]), rows, strict=True):
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 8, y + 10, text)
    canvas.drawString(72, 740, "全年的办理情况如下表所列，供查阅")


def grid(canvas: Canvas, xs: Sequence[float] = XS, ys: Sequence[float] = YS) -> None:
    for y in ys:
        canvas.line(xs[0], y, xs[-1], y)
    for x in xs:
        canvas.line(x, ys[0], x, ys[-1])


def dots(canvas: Canvas) -> None:
    for y in YS:
        for step in range((XS[-1] - XS[0]) // 2 + 1):
            canvas.rect(XS[0] + 2 * step, y, 0.75, 0.75, stroke=0, fill=1)
    for x in XS:
        for step in range((YS[-1] - YS[0]) // 2 + 1):
            canvas.rect(x, YS[0] + 2 * step, 0.75, 0.75, stroke=0, fill=1)


def painted_cells(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.9, 0.95, 1)
    for left, right in pairwise(XS):
        for low, high in pairwise(YS):
            canvas.rect(left + 1, low + 1, right - left - 2, high - low - 2, stroke=0, fill=1)


def white_cells_on_black(canvas: Canvas) -> None:
    canvas.rect(XS[0], YS[0], XS[-1] - XS[0], YS[-1] - YS[0], stroke=0, fill=1)
    canvas.setFillColor("white")
    for left, right in pairwise(XS):
        for low, high in pairwise(YS):
            canvas.rect(left + 1, low + 1, right - left - 2, high - low - 2, stroke=0, fill=1)


def round_corners(canvas: Canvas) -> None:
    for left, right in pairwise(XS):
        for low, high in pairwise(YS):
            canvas.roundRect(left + 1, low + 1, right - left - 2, high - low - 2, 3)


def double_lines(canvas: Canvas) -> None:
    grid(canvas, [each + aside for each in XS for aside in (-2, 2)], YS)


@pytest.mark.parametrize("lines", [dots, painted_cells, white_cells_on_black, round_corners, double_lines])
def test_cells_are_known_by_dots_painted_areas_and_lines_drawn_twice(lines: Callable[[Canvas], None]) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas)
        words(canvas)

    assert tables(page) == [TEXT]


def test_colour_behind_lines_of_text_makes_no_table() -> None:
    def page(canvas: Canvas) -> None:
        for y, text in ((700, "全年主动公开政府信息共1136条，"), (684, "其中网站公开1122条，公报公开14条。")):
            canvas.setFillColorRGB(1, 1, 0.4)
            canvas.rect(100, y - 4, 10 * len(text), 16, stroke=0, fill=1)
            canvas.setFillColor("black")
            canvas.drawString(100, y, text)

    assert tables(page) == []
    assert paragraphs(page) == ["全年主动公开政府信息共1136条，其中网站公开1122条，公报公开14条。"]


def test_a_small_raised_sign_after_a_label_points_to_a_note_and_one_on_the_line_is_its_own() -> None:
    def page(canvas: Canvas) -> None:
        for y, label, raise_by in ((700, "法律服务机构", 5), (670, "公开信息", 0)):
            canvas.setFont(FONT, 10)
            canvas.drawString(100, y, label)
            canvas.setFont(FONT, 6)
            canvas.drawString(100 + pdfmetrics.stringWidth(label, FONT, 10), y + raise_by, "12")

    assert paragraphs(page) == ["法律服务机构公开信息12"]


def test_a_small_raised_sign_after_a_number_points_to_a_note_and_is_no_digit() -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas)
        words(canvas, (("规章", ""), ("行政许可", ""), ("行政处罚", "4119")))
        for y, number, sign in ((670, "36", "1"), (640, "550", "[2]")):
            canvas.setFont(FONT, 10)
            canvas.drawString(228, y, number)
            canvas.setFont(FONT, 6)
            canvas.drawString(228 + pdfmetrics.stringWidth(number, FONT, 10), y + 5, sign)

    assert tables(page) == [TEXT]
    assert read_cell("26①", unit="件").value == 26


@pytest.mark.parametrize(
    ("text", "gap", "said"), [("4119", 4, "4119"), ("41", 14, "4 1"), ("行政处罚", 20, "行政处罚")]
)
def test_letters_set_apart_are_one_word_but_two_figures_are_not_one_number(
    text: str, gap: float, said: str
) -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas)
        words(canvas, (("规章", "36"), ("行政许可", "550"), ("行政处罚", "")))
        for at, letter in enumerate(text):
            canvas.drawString(222 + at * (gap + pdfmetrics.stringWidth(letter, FONT, 10)) * 0.7, 610, letter)

    assert tables(page) == [TEXT.replace("4119", said)]


def broken(canvas: Canvas, last: Sequence[str]) -> None:
    """Columns so narrow that two digits fill them."""
    xs = (100, 220, 236, 252, 268)
    grid(canvas, xs, (600, 640))
    canvas.drawString(108, 616, "行政处罚")
    for x, lines in zip(xs[1:], last, strict=False):
        for at, line in enumerate(lines.split()):
            canvas.drawString(x + 3, 624 - 12 * at, line)
    canvas.drawString(72, 740, "全年的办理情况如下表所列，供查阅")


def test_a_number_broken_over_lines_is_one_where_its_cell_has_no_room_for_more() -> None:
    assert tables(lambda canvas: broken(canvas, ["41 19", "0", "36"])) == ["行政处罚 | 4119 | 0 | 36"]


def test_numbers_of_two_rows_without_a_line_between_are_not_made_one() -> None:
    assert tables(lambda canvas: broken(canvas, ["41 19", "10 36", "36 12"])) == [
        "行政处罚 | 41 19 | 10 36 | 36 12"
    ]


def test_a_number_that_runs_into_the_next_is_not_read() -> None:
    def page(canvas: Canvas) -> None:
        xs = (100, 220, 240, 260)
        grid(canvas, xs, (600, 630))
        canvas.drawString(108, 610, "行政处罚")
        canvas.drawString(221, 610, "123571")
        canvas.drawString(72, 740, "全年的办理情况如下表所列，供查阅")

    (text,) = tables(page)
    assert "\ufffd" in text
    with pytest.raises(ValueError, match="not one number"):
        read_cell(text.split(" | ")[1], unit="件")


def pale(canvas: Canvas) -> None:
    canvas.setFillColor(Color(0.5, 0.5, 0.5, alpha=0.4))
    canvas.drawString(235, 640, "2023")


def light_grey(canvas: Canvas) -> None:
    canvas.setFillColorRGB(0.8, 0.8, 0.8)
    canvas.drawString(235, 640, "2023")


def large(canvas: Canvas) -> None:
    canvas.setFont(FONT, 60)
    canvas.drawString(120, 630, "内部 2023")


@pytest.mark.parametrize("mark", [pale, light_grey, large])
def test_a_watermark_across_a_table_is_none_of_its_text(mark: Callable[[Canvas], None]) -> None:
    def page(canvas: Canvas) -> None:
        grid(canvas)
        words(canvas)
        mark(canvas)

    assert tables(page) == [TEXT]


def test_letters_that_lean_are_read() -> None:
    def page(canvas: Canvas) -> None:
        canvas.transform(1, 0, 0.25, 1, 0, 0)
        canvas.drawString(72, 700, "全年收到申请1136件，办结1122件，结转14件")

    assert paragraphs(page) == ["全年收到申请1136件，办结1122件，结转14件"]


def upper_part(canvas: Canvas) -> None:
    """The last label goes on below the table, at the foot of the page."""
    grid(canvas, (100, 160, 220, 260, 300), (40, 70, 100))
    for x, y, text in ((168, 80, "予以公开"), (228, 80, "4"), (168, 50, "部分公开"), (228, 50, "5")):
        canvas.drawString(x, y, text)
    canvas.drawString(108, 50, "办理结")
    canvas.drawString(108, 28, "果")
    canvas.drawString(72, 740, "全年的办理情况如下表所列，供查阅")


def lower_part(canvas: Canvas) -> None:
    """Nothing is drawn of the label that spans the break."""
    grid(canvas, (160, 220, 260, 300), (760, 790, 820))
    for x, y, text in ((168, 800, "不予公开"), (228, 800, "6"), (168, 770, "无法提供"), (228, 770, "7")):
        canvas.drawString(x, y, text)


def test_a_table_goes_on_though_its_label_is_cut_by_the_page_break() -> None:
    assert tables(upper_part, lower_part) == [
        " | 予以公开 | 4 | \n办理结果 | 部分公开 | 5 | \n不予公开 | 6 | \n无法提供 | 7 | "
    ]


def test_headings_at_the_foot_of_a_page_are_no_part_of_the_row_that_follows() -> None:
    def upper(canvas: Canvas) -> None:
        grid(canvas, XS, (40, 70))
        canvas.drawString(108, 50, "信息内容")
        canvas.drawString(228, 50, "处理决定数量")
        canvas.drawString(72, 740, "全年的办理情况如下表所列，供查阅")

    def lower(canvas: Canvas) -> None:
        grid(canvas, XS, (760, 790))
        canvas.drawString(108, 770, "行政许可")
        canvas.drawString(228, 770, "12")

    assert tables(upper, lower) == ["信息内容 | 处理决定数量\n行政许可 | 12"]


def test_names_of_columns_that_a_page_break_cuts_are_whole() -> None:
    """The ends of several names stand below the last line of the page, each under its own beginning."""

    def upper(canvas: Canvas) -> None:
        grid(canvas, (100, 160, 220, 280), (40, 70))
        for x, name in ((108, "结果维"), (168, "结果纠"), (228, "总计")):
            canvas.drawString(x, 50, name)
        for x, rest in ((108, "持"), (168, "正")):
            canvas.drawString(x, 28, rest)
        canvas.drawString(72, 740, "全年的办理情况如下表所列，供查阅")

    def lower(canvas: Canvas) -> None:
        grid(canvas, (100, 160, 220, 280), (790, 820))
        for x, figure in ((108, "11"), (168, "16"), (228, "27")):
            canvas.drawString(x, 800, figure)

    assert tables(upper, lower) == ["结果维持 | 结果纠正 | 总计\n11 | 16 | 27"]


def test_a_number_cut_by_the_page_break_within_its_cell_is_one() -> None:
    xs = (100, 220, 236, 252)

    def upper(canvas: Canvas) -> None:
        grid(canvas, xs, (40, 70))
        for x, text in ((108, "行政强制"), (223, "41"), (239, "0")):
            canvas.drawString(x, 50, text)
        canvas.drawString(72, 740, "全年的办理情况如下表所列，供查阅")

    def lower(canvas: Canvas) -> None:
        grid(canvas, xs, (730, 760, 790))
        for x, y, text in ((223, 770, "19"), (108, 740, "行政处罚"), (223, 740, "8"), (239, 740, "0")):
            canvas.drawString(x, y, text)

    assert tables(upper, lower) == ["行政强制 | 4119 | 0\n行政处罚 | 8 | 0"]


def test_two_pages_on_one_are_read_one_after_the_other() -> None:
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=(842, 595))
    canvas.setFont(FONT, 10)
    for line in range(12):
        canvas.drawString(40, 500 - 20 * line, f"（{line}）全年公开政府信息{line}条。")
        canvas.drawString(460, 500 - 20 * line, f"（{line}）全年收到申请{line}件。")
    canvas.save()
    said = [block.text for block in open_document(body.getvalue(), url=URL).blocks]
    assert said == [
        *(f"（{line}）全年公开政府信息{line}条。" for line in range(12)),
        *(f"（{line}）全年收到申请{line}件。" for line in range(12)),
    ]


def level_lines(canvas: Canvas) -> None:
    for y in (594, 624, 654, 684):
        canvas.line(100, y, 420, y)


@pytest.mark.parametrize("lines", [lambda canvas: None, level_lines])
def test_a_table_without_vertical_lines_is_read_by_where_its_figures_stand(
    lines: Callable[[Canvas], None],
) -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas)
        canvas.drawString(72, 740, "全年的办理情况如下表所列，供查阅")
        for x, text in ((200, "自然人"), (290, "商业企"), (375, "总计")):
            canvas.drawString(x, 700, text)
        canvas.drawString(300, 688, "业")
        for y, label, figures in ((660, "予以公开", ("14", "0", "14")), (600, "不予公开", ("6", "", "6"))):
            canvas.drawString(100, y, label)
            for x, figure in zip((205, 295, 378), figures, strict=True):
                canvas.drawString(x, y, figure)
        canvas.drawString(100, 636, "部分公开，区分")
        canvas.drawString(100, 625, "处理的")
        for x, figure in zip((205, 295, 378), ("5", "11", "16"), strict=True):
            canvas.drawString(x, 630, figure)
        canvas.drawString(72, 560, "三、收到和处理政府信息公开申请情况")

    (table,) = [block for block in open_document(drawn(page), url=URL).blocks if isinstance(block, Table)]
    assert [[cell.text if cell else "" for cell in row[2:]] for row in table.grid[-4:]] == [
        ["", "自然人", "商业企业", "总计"],
        ["予以公开", "14", "0", "14"],
        ["部分公开，区分处理的", "5", "11", "16"],
        ["不予公开", "6", "", "6"],
    ]
    assert paragraphs(page) == ["全年的办理情况如下表所列，供查阅", "三、收到和处理政府信息公开申请情况"]


def test_a_column_without_figures_takes_none_of_its_neighbours_where_no_line_parts_them() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(72, 740, "全年的办理情况如下表所列，供查阅")
        for x, text in ((200, "本年制发件数"), (290, "本年废止件数"), (380, "现行有效件数")):
            canvas.drawString(x, 700, text)
        for y, label, figures in ((680, "规章", ("3", "", "36")), (660, "规范性文件", ("4", "", "41"))):
            canvas.drawString(100, y, label)
            for x, figure in zip((225, 315, 405), figures, strict=True):
                canvas.drawString(x, y, figure)

    (text,) = tables(page)
    assert [line.split(" | ") for line in text.split("\n")[-3:]] == [
        ["本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "3", "", "36"],
        ["规范性文件", "4", "", "41"],
    ]
