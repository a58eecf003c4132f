"""PDFs of sheets that are wider than the paper: their columns stand on several pages."""

from collections.abc import Callable, Sequence
from itertools import chain

from reportlab.pdfgen.canvas import Canvas

from adapters.documents.document import Document, Paragraph
from tests.adapters.test_pdf_layouts import opened, tables

LEFT, WIDE, HIGH = 54, 120, 20
LABELS = [["信息内容", "本年制发件数"], ["规章", "3"], ["规范性文件", "4"]]
SPILT = [["本年废止件数", "现行有效件数"], ["0", "36"], ["1", "41"]]


def grid(canvas: Canvas, cells: Sequence[Sequence[str]], top: float) -> None:
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            x, y = LEFT + WIDE * column, top - HIGH * (row + 1)
            canvas.rect(x, y, WIDE, HIGH)
            canvas.drawString(x + 5, y + 6, text)


def sheet(*pages: tuple[Sequence[Sequence[str]], float, str]) -> Document:
    def page(cells: Sequence[Sequence[str]], top: float, text: str, number: int) -> Callable[[Canvas], None]:
        def draw(canvas: Canvas) -> None:
            canvas.drawString(LEFT, 760, text)
            canvas.drawString(280, 40, f"第{number}页")
            grid(canvas, cells, top)

        return draw

    return opened(*(page(*each, number) for number, each in enumerate(pages, 1)))


def rows_of(document: Document) -> list[list[str]]:
    return [*chain.from_iterable(tables(document))]


def test_columns_on_a_later_page_go_beside_the_rows_they_belong_to() -> None:
    """Over two pages of rows, then over two of further columns, as a spreadsheet prints it."""
    rest = [["行政许可", "12"], ["行政处罚", "7"], ["行政强制", "5"]]
    document = sheet(
        (LABELS, 700, ""), (rest, 600, ""), (SPILT, 700, ""), ([["9", "8"], ["7", "6"], ["5", "4"]], 600, "")
    )
    joined = [left + right for left, right in zip(LABELS, SPILT, strict=True)]
    assert rows_of(document) == [
        *joined,
        ["行政许可", "12", "9", "8"],
        ["行政处罚", "7", "7", "6"],
        ["行政强制", "5", "5", "4"],
    ]


def test_text_that_the_edge_of_the_paper_cuts_goes_on_with_its_columns() -> None:
    text = "全年主动公开政府信息1523条，其中网站"
    document = sheet((LABELS, 700, text), (SPILT, 700, "公开1300条。"))
    said = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert len(tables(document)) == 1
    assert said[0].startswith(text)
    assert "1300" in said[0]


def test_a_page_of_rows_at_the_same_heights_is_another_page() -> None:
    """Rows with labels of their own, under the heading as it is printed again."""
    more = [LABELS[0], ["行政许可", "12"], ["行政处罚", "7"]]
    assert rows_of(sheet((LABELS, 700, ""), (more, 700, ""))) == [*LABELS, *more[1:]]


def test_a_table_of_its_own_at_the_same_heights_goes_beside_nothing() -> None:
    """It has no labels, but the page has a chapter."""
    disputes = [["结果维持", "结果纠正"], ["1", "0"], ["2", "3"]]
    document = sheet((LABELS, 700, ""), (disputes, 700, "四、行政复议情况"))
    assert rows_of(document) == [*LABELS, *disputes]
