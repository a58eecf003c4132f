"""PDFs of pages as portals print them: no lines, stripes, menus beside the article, four pages on a sheet."""

import io
from collections.abc import Callable, Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from adapters.documents.document import Document, Paragraph, Table
from adapters.documents.open import open_document
from adapters.extract.years import compares_years

FONT = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(FONT))
URL = "https://www.example.gov.cn/xxgk/gknb/202401/P020240117.pdf"
NAMES = ("本年制发件数", "本年废止件数", "现行有效件数")
ROWS = (("规章", "3", "0", "36"), ("规范性文件", "4", "1", "41"))
PROSE = (
    "本单位全年公开政府信息一千余条，其中网站公开",
    "九百余条，公报公开一百余条，按期答复了全部申请，",
    "接受了监督。",
)


def opened(*pages: Callable[[Canvas], None], size: tuple[float, float] = A4) -> Document:
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=size)
    for page in pages:
        canvas.setFont(FONT, 10)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return open_document(body.getvalue(), url=URL)


def tables(document: Document) -> list[list[list[str]]]:
    """The texts of the cells, row by row, without rows that are blank."""
    found = [block for block in document.blocks if isinstance(block, Table)]
    rows = [[[cell.text for cell in row if cell and cell.text] for row in table.grid] for table in found]
    return [[row for row in table if row] for table in rows]


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def rows(canvas: Canvas, xs: Sequence[float], top: float = 700, aside: float = 25) -> None:
    canvas.setFillColor("black")
    for x, name in zip(xs[1:], NAMES, strict=True):
        canvas.drawString(x, top, name)
    for at, row in enumerate(ROWS, 1):
        canvas.drawString(xs[0], top - 20 * at, row[0])
        for x, figure in zip(xs[1:], row[1:], strict=True):
            canvas.drawString(x + aside, top - 20 * at, figure)


@pytest.mark.parametrize("aside", [25, 62, 72], ids=["middle", "right edge", "beyond the name"])
def test_figures_stand_under_their_names_in_the_middle_or_at_the_right_of_the_column(aside: float) -> None:
    document = opened(lambda canvas: rows(canvas, (100, 200, 310, 420), aside=aside))
    assert tables(document) == [[list(NAMES), *map(list, ROWS)]]


def test_names_and_labels_that_stand_close_are_parted_where_their_columns_are() -> None:
    def page(canvas: Canvas) -> None:
        for x, name in ((240, "自然人"), (276, "商业企业"), (322, "总计")):
            canvas.drawString(x, 700, name)
        labels = ("1.不掌握信息", "2.需要另行制作", "3.内容不明确")
        for at, (label, figures) in enumerate(zip(labels, ("606", ["4", "7", "11"], "516"), strict=True)):
            canvas.drawString(150, 680 - 20 * at, label)
            for x, figure in zip((250, 290, 326), figures, strict=True):
                canvas.drawString(x, 680 - 20 * at, figure)
        canvas.drawString(74, 659, "（四）无法提供")

    assert tables(opened(page))[0][-4:] == [
        ["自然人", "商业企业", "总计"],
        ["1.不掌握信息", "6", "0", "6"],
        ["（四）无法提供", "2.需要另行制作", "4", "7", "11"],
        ["3.内容不明确", "5", "1", "6"],
    ]


def spread(canvas: Canvas, xs: Sequence[float], table: Sequence[Sequence[str]], top: float = 700) -> None:
    """Words in the middle of their columns, row by row."""
    for at, row in enumerate(table):
        for x, word in zip(xs, row, strict=True):
            canvas.drawCentredString(x, top - 20 * at, word)


@pytest.mark.parametrize(
    "table",
    [
        [
            ["信息内容", "自然人", "总计"],
            ["规章", "0", "7"],
            ["行政许可", "20593", "23935"],
            ["行政处罚", "6", "12"],
        ],
        [
            ["统计指标", "单位", "数量"],
            ["收到申请数", "件", "7"],
            ["收费", "万元", "29.31"],
            ["人员数", "人次", "12"],
        ],
    ],
    ids=["two numbers", "a unit and its number"],
)
def test_words_that_nearly_touch_are_parted_where_the_rows_around_leave_a_gap(table: list[list[str]]) -> None:
    assert tables(opened(lambda canvas: spread(canvas, (150, 300, 326), table)))[0][-3:] == table[1:]


def test_a_number_at_the_end_of_a_label_is_none_of_the_next_column() -> None:
    table = [["统计指标", "单位", "统计数"], ["收到数", "件", "7"], ["其他情形数", "件", "9"]]

    def page(canvas: Canvas) -> None:
        spread(canvas, (150, 320, 400), table)
        for x, y, part in ((120, 646, "公开信息数（不同渠道计"), (232, 646, "1"), (120, 634, "条）")):
            canvas.drawString(x, y, part)
        for x, word in ((320, "条"), (400, "12")):
            canvas.drawCentredString(x, 640, word)

    assert tables(opened(page))[0][-1] == ["公开信息数（不同渠道计1条）", "条", "12"]


def test_a_table_across_a_wide_page_is_not_two_pages_side_by_side() -> None:
    labels = [
        "收到申请数（不含上年结转的申请）",
        "办结申请数（含上年结转的申请）",
        "答复申请数（含延期答复的申请）",
    ]
    table = [
        ["统计指标", "单位", "统计数"],
        *([label, "件", str(71 + at)] for at, label in enumerate(labels * 8)),
    ]
    document = opened(lambda canvas: spread(canvas, (200, 600, 740), table, 560), size=(842, 595))
    assert tables(document)[0][-24:] == table[1:]


def test_a_line_under_a_part_of_the_rows_keeps_rows_that_are_far_apart_together() -> None:
    """The label of a group stands beside the rows, and the lines between these do not reach under it."""

    def page(canvas: Canvas) -> None:
        spread(canvas, (200, 300, 400), [["信息内容", "自然人", "总计"], ["1.属于国家秘密", "4", "7"]])
        canvas.line(140, 660, 450, 660)
        canvas.drawString(80, 630, "（三）不")
        spread(canvas, (200, 300, 400), [["2.保护第三方权益", "5", "8"]], 600)

    (table,) = tables(opened(page))
    assert [row[-3:] for row in table[-2:]] == [["1.属于国家秘密", "4", "7"], ["2.保护第三方权益", "5", "8"]]


def test_lines_of_neighbouring_labels_at_other_heights_stay_whole() -> None:
    def page(canvas: Canvas) -> None:
        for x, name in ((320, "自然人"), (400, "总计")):
            canvas.drawString(x, 700, name)
        for y, label in ((670, "1.属于国家秘密"), (650, "2.保护第三方权益"), (630, "3.属于内部事务")):
            canvas.drawString(200, y, label)
            for x in (330, 405):
                canvas.drawString(x, y, "7")
        for y, part in ((656, "（三）不"), (644, "予公开")):
            canvas.drawString(150, y, part)

    (table,) = tables(opened(page))
    assert [row[-3:] for row in table[-3:]] == [
        ["1.属于国家秘密", "7", "7"],
        ["2.保护第三方权益", "7", "7"],
        ["3.属于内部事务", "7", "7"],
    ]


def test_stripes_on_every_other_row_are_no_table_of_their_own() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setFillColorRGB(0.93, 0.95, 1)
        for left, right in ((95, 195), (195, 305), (305, 415), (415, 525)):
            canvas.rect(left, 675, right - left, 20, stroke=0, fill=1)
        rows(canvas, (100, 200, 310, 420))

    assert tables(opened(page)) == [[list(NAMES), *map(list, ROWS)]]


def test_upright_lines_alone_part_no_rows() -> None:
    def page(canvas: Canvas) -> None:
        rows(canvas, (100, 200, 310, 420))
        for x in (95, 195, 305, 415, 525):
            canvas.line(x, 650, x, 715)
        for y in (650, 715):
            canvas.line(95, y, 525, y)

    assert tables(opened(page)) == [[list(NAMES), *map(list, ROWS)]]


MENU = ("政府信息公开指南", "政府信息公开制度", "2023年", "依申请公开")


@pytest.mark.parametrize(("menu", "article"), [(40, 200), (480, 100)], ids=["left", "right"])
def test_a_menu_beside_the_article_is_none_of_its_text(menu: float, article: float) -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(
            40, 790, "某县人民政府门户网站首页政务公开政务服务互动交流数据开放专题专栏走进某县旅游投资"
        )
        for at, entry in enumerate(MENU):
            canvas.drawString(menu, 740 - 16 * at, entry)
        for at, line in enumerate(PROSE * 3):
            canvas.drawString(article, 742 - 18 * at, line)

    said = paragraphs(opened(page))
    assert not any(entry in text for entry in MENU for text in said)
    assert "".join(said[1:]).startswith("".join(PROSE))


def test_menus_on_both_sides_that_end_above_the_text_are_no_part_of_the_title_between_them() -> None:
    def page(canvas: Canvas) -> None:
        for x in (30, 480):
            for at, entry in enumerate(MENU):
                canvas.drawString(x, 740 - 16 * at, entry)
        for at, line in enumerate(("某县水利局2023年政府信息", "公开工作年度报告")):
            canvas.drawString(230, 735 - 22 * at, line)
        for at, line in enumerate(PROSE * 3):
            canvas.drawString(150, 650 - 18 * at, line)

    assert "".join(paragraphs(opened(page))).startswith("某县水利局2023年政府信息公开工作年度报告" + PROSE[0])


def test_the_units_of_a_table_without_lines_are_no_menu() -> None:
    labels = (
        "主动公开政府信息数（不同渠道和方式公开相同信息计一条）",
        "制发规范性文件总数（含本级政府及其办公室制发的文件）",
        "回应公众关注热点或重大舆情数（不同方式回应计一次）",
    )

    def page(canvas: Canvas) -> None:
        for x, name in ((100, "统计指标"), (430, "单位"), (480, "统计数")):
            canvas.drawString(x, 700, name)
        for at, label in enumerate(labels):
            for x, text in ((60, label), (435, "条"), (490, str(7 + at))):
                canvas.drawString(x, 680 - 20 * at, text)

    assert tables(opened(page))[0][1:] == [[label, "条", str(7 + at)] for at, label in enumerate(labels)]


@pytest.mark.parametrize("places", [(0, 1, 2, 3), (0, 2, 1, 3)], ids=["by rows", "by columns"])
def test_four_pages_on_a_sheet_are_read_as_their_chapters_rise(places: Sequence[int]) -> None:
    def sheet(canvas: Canvas) -> None:
        for chapter, place in zip("一二三四", places, strict=True):
            left, top = 30 + 298 * (place % 2), 800 - 421 * (place // 2)
            canvas.drawString(left, top, f"{chapter}、某一方面的情况")
            for at, line in enumerate(PROSE):
                canvas.drawString(left, top - 20 - 14 * at, line)

    said = paragraphs(opened(sheet))
    assert [text for text in said if "、" in text] == [f"{chapter}、某一方面的情况" for chapter in "一二三四"]


def test_words_that_lie_on_each_other_are_not_read_as_either() -> None:
    def page(canvas: Canvas) -> None:
        for y in (600, 630, 660):
            canvas.line(100, y, 300, y)
        for x in (100, 200, 300):
            canvas.line(x, 600, x, 660)
        for x, y, text in ((110, 640, "行政许可"), (210, 640, "5"), (110, 610, "行政处罚"), (210, 610, "9")):
            canvas.drawString(x, y, text)
        canvas.drawString(110, 612, "信息内容")
        canvas.drawString(72, 740, "全年的办理情况如下表所列，供查阅")

    ((first, second),) = tables(opened(page))
    assert first == ["行政许可", "5"]
    assert "\ufffd" in second[0]


def test_counts_that_look_like_years_make_no_comparison_of_years() -> None:
    def page(canvas: Canvas) -> None:
        for at, row in enumerate((("规章", "2018", "2074", "9"), ("规范性文件", "4", "1", "41"))):
            for x, text in zip((100, 200, 310, 420), row, strict=True):
                canvas.drawString(x, 680 - 20 * at, text)
        for x, name in zip((180, 290, 400), NAMES, strict=True):
            canvas.drawString(x, 700, name)

    assert not compares_years(opened(page))


@pytest.mark.parametrize("gap", [0, 4], ids=["as wide", "a little wider"])
def test_a_frame_round_the_page_that_meets_the_lines_of_a_table_is_none_of_it(gap: int) -> None:
    def page(canvas: Canvas) -> None:
        canvas.rect(100 - gap, 60, 400 + 2 * gap, 720)
        for at, line in enumerate(PROSE):
            canvas.drawString(110, 750 - 16 * at, line)
        canvas.drawString(110, 690, "二、主动公开政府信息情况")
        for y in (600, 630, 660):
            canvas.line(100 - gap, y, 500 + gap, y)
        for x in (100, 200, 300, 400, 500):
            canvas.line(x, 600, x, 660)
        for y, row in zip((640, 610), ROWS, strict=True):
            for x, word in zip((105, 205, 305, 405), row, strict=True):
                canvas.drawString(x, y, word)
        canvas.drawString(290, 70, "- 1 -")

    document = opened(page)
    assert tables(document) == [[list(row) for row in ROWS]]
    assert paragraphs(document) == ["".join(PROSE), "二、主动公开政府信息情况"]


def test_a_number_that_the_edge_of_what_is_printed_may_have_cut_is_not_read() -> None:
    def page(canvas: Canvas) -> None:
        clip = canvas.beginPath()
        clip.rect(60, 60, 395, 720)
        canvas.clipPath(clip, stroke=0, fill=0)
        for y in (600, 630, 660):
            canvas.line(100, y, 700, y)
        for x in (100, 200, 300, 400):
            canvas.line(x, 600, x, 660)
        for y, row in zip(
            (640, 610), (("规章", "3", "0", "298"), ("规范性文件", "4", "1", "415")), strict=True
        ):
            for x, word in zip((105, 205, 305, 450), row, strict=True):
                canvas.drawString(x, y, word if x < 400 else word[0])  # a browser leaves the rest out

    assert tables(opened(page)) == [[["规章", "3", "0", "\ufffd"], ["规范性文件", "4", "1", "\ufffd"]]]


def test_a_table_with_upright_lines_alone_is_read_by_its_words() -> None:
    def page(canvas: Canvas) -> None:
        canvas.drawString(100, 740, "二、主动公开政府信息情况")
        for x in (100, 250, 400):
            canvas.line(x, 620, x, 700)
        for y, row in zip(
            (685, 660, 635),
            (("信息内容", "本年处理决定数量"), ("行政处罚", "0"), ("行政强制", "24")),
            strict=True,
        ):
            for x, word in zip((150, 300), row, strict=True):
                canvas.drawString(x, y, word)

    (table,) = tables(opened(page))
    assert table[-2:] == [["行政处罚", "0"], ["行政强制", "24"]]


def test_numbers_over_each_other_between_upright_lines_are_rows() -> None:
    def page(canvas: Canvas) -> None:
        for x in (100, 250, 300, 400):
            canvas.line(x, 600, x, 700)
        for y in (600, 700):
            canvas.line(100, y, 400, y)
        table = [
            ["收到申请数", "件", "7"],
            ["办结申请数", "件", "0"],
            ["答复申请数", "件", "12"],
            ["其他", "件", "3"],
        ]
        spread(canvas, (175, 275, 350), table, 690)

    assert tables(opened(page))[0][-4:][0] == ["收到申请数", "件", "7"]


def test_where_only_the_heading_has_upright_lines_its_columns_are_those_of_the_rows_below() -> None:
    def page(canvas: Canvas) -> None:
        for y in (600, 630, 660, 690):
            canvas.line(100, y, 400, y)
        for x in (100, 400):
            canvas.line(x, 600, x, 690)
        canvas.line(250, 660, 250, 690)
        for y, row in zip(
            (670, 640, 610),
            (("信息内容", "本年处理决定数量"), ("行政处罚", "0"), ("行政强制", "24")),
            strict=True,
        ):
            for x, word in zip((150, 300), row, strict=True):
                canvas.drawString(x, y, word)

    assert tables(opened(page)) == [[["信息内容", "本年处理决定数量"], ["行政处罚", "0"], ["行政强制", "24"]]]


def test_a_table_without_lines_goes_on_without_a_heading_where_units_stand_before_its_numbers() -> None:
    """The label of the first row begins above its number, as its column is narrow."""

    def first(canvas: Canvas) -> None:
        for x, name in ((100, "统计指标"), (250, "单位"), (330, "统计数")):
            canvas.drawString(x, 120, name)
        for y, label in ((100, "1.公报公开数"), (80, "2.网站公开数")):
            for x, text in ((100, label), (255, "条"), (340, "16")):
                canvas.drawString(x, y, text)

    def second(canvas: Canvas) -> None:
        for y, upper, lower, unit, number in (
            (760, "3.政务微博公", "开政府信息数", "条", "1449"),
            (720, "4.政务微信公", "开政府信息数", "条", "0"),
            (680, "5.回应公众", "关注热点数", "次", "37"),
        ):
            canvas.drawString(100, y + 6, upper)
            canvas.drawString(100, y - 6, lower)
            canvas.drawString(255, y, unit)
            canvas.drawString(340, y, number)

    (table,) = tables(opened(first, second))
    assert table[1:] == [
        ["1.公报公开数", "条", "16"],
        ["2.网站公开数", "条", "16"],
        ["3.政务微博公开政府信息数", "条", "1449"],
        ["4.政务微信公开政府信息数", "条", "0"],
        ["5.回应公众关注热点数", "次", "37"],
    ]
