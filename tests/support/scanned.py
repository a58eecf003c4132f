"""A report of the form of 2021 as a PDF, and PDFs as scanners give them back: pictures of pages.

`needed` skips a test with the reason where the extra `ocr` or a Chinese font is missing.
"""

import io
from dataclasses import dataclass
from importlib.util import find_spec
from random import Random

import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from adapters.documents.scan.recognition import NEEDED
from tests.support.flat_form import table_rows, terms

TITLE = "宿迁市2023年政府信息公开工作年度报告"
PROSE = (
    "2023年，全市主动公开政府信息42447条，其中通过政府网站公开19774条。举办新闻发布会11场，开展培训100次。"
)
TOLD = {
    ("disclosed", "TOTAL"): "42447",
    ("disclosed.channel.website", "TOTAL"): "19774",
    ("response.press_conferences", "TOTAL"): "11",
    ("institution.trainings", "TOTAL"): "100",
}
FONT = "STSong-Light"
Picture = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Scanner:
    """How a page is scanned: degrees askew, quarters turned, spread of noise, share of black in the ink."""

    dpi: int = 200
    skew: float = 0.0
    turn: int = 0
    noise: float = 0.0
    black: float = 1.0


def needed() -> None:
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        pytest.skip(f"{' and '.join(missing)} not installed (the extra ocr)")
    if not _draws_chinese():
        pytest.skip("no Chinese font on this machine to draw a scan with")


def values() -> dict[tuple[str, str], str]:
    """Small and large numbers in every cell, noughts the most, whatever they add up to."""
    chance = Random(5)
    return {term: str(chance.choice((0, 0, 1, 7, 11, 100, chance.randint(2, 9_999)))) for term in terms(2021)}


def report(held: dict[tuple[str, str], str], *, rows: int | None = None) -> bytes:
    """`rows` is how many rows the table of requests has, all by default."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    title = ParagraphStyle("title", fontName=FONT, fontSize=18, leading=26, alignment=1, wordWrap="CJK")
    text = ParagraphStyle("text", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
    disclosure, requests, disputes = table_rows(held, 2021)
    story: list[Flowable] = [Paragraph(TITLE, title), Paragraph("一、总体情况", text), Paragraph(PROSE, text)]
    story += [Paragraph("二、主动公开政府信息情况", text), _disclosure(disclosure)]
    story += [Paragraph("三、收到和处理政府信息公开申请情况", text), _requests(requests[3:][:rows])]
    if rows is None:
        story += [Paragraph("四、政府信息公开行政复议、行政诉讼情况", text), _disputes(disputes)]
    body = io.BytesIO()
    SimpleDocTemplate(body, pagesize=A4, topMargin=40, bottomMargin=40).build(story)
    return body.getvalue()


def scan(body: bytes, how: Scanner) -> bytes:
    """A PDF of the pictures of its pages."""
    from PIL import Image

    pages = [Image.fromarray(page) for page in pictures(body, how)]
    made = io.BytesIO()
    pages[0].save(made, "PDF", resolution=how.dpi, save_all=True, append_images=pages[1:])
    return made.getvalue()


def pictures(body: bytes, how: Scanner) -> list[Picture]:
    document = pypdfium2.PdfDocument(body)
    try:
        drawn = [page.render(scale=how.dpi / 72, grayscale=True).to_numpy().squeeze() for page in document]
        return [_scanned(np.array(page), how) for page in drawn]
    finally:
        document.close()


def _scanned(page: Picture, how: Scanner) -> Picture:
    from PIL import Image

    turned = Image.fromarray(page).rotate(how.skew, Image.Resampling.BICUBIC, fillcolor=255)
    ink = (255.0 - np.asarray(turned)) * how.black
    noise = np.random.default_rng(1).normal(0, how.noise, ink.shape) if how.noise else 0
    return np.rot90(np.clip(255 - how.noise - ink + noise, 0, 255).astype(np.uint8), how.turn).copy()


def _disclosure(rows: list[list[str]]) -> Table:
    wide = [("SPAN", (0, index), (-1, index)) for index, row in enumerate(rows) if len(row) == 1]
    short = [("SPAN", (1, index), (-1, index)) for index, row in enumerate(rows) if len(row) == 2]
    return _table([row + [""] * (4 - len(row)) for row in rows], [130, 110, 110, 110], [*wide, *short])


def _requests(rows: list[list[str]]) -> Table:
    heading = [
        ["（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", "申请人情况", *[""] * 6],
        ["", "自然人", "法人或其他组织", "", "", "", "", "总计"],
        ["", "", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", ""],
    ]
    spans = [((0, 0), (0, 2)), ((1, 0), (7, 0)), ((1, 1), (1, 2)), ((2, 1), (6, 1)), ((7, 1), (7, 2))]
    return _table([*heading, *rows], [171, 48, *[48] * 5, 48], [("SPAN", *span) for span in spans])


def _disputes(rows: list[list[str]]) -> Table:
    words = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    heading = [
        ["行政复议", *[""] * 4, "行政诉讼", *[""] * 9],
        [*words, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * 4],
        [*[""] * 5, *words, *words],
    ]
    down = [((column, 1), (column, 2)) for column in range(5)]
    spans = [((0, 0), (4, 0)), ((5, 0), (14, 0)), ((5, 1), (9, 1)), ((10, 1), (14, 1)), *down]
    return _table([*heading, *rows[3:]], [34] * 15, [("SPAN", *span) for span in spans])


def _table(rows: list[list[str]], widths: list[int], spans: list[tuple[object, ...]]) -> Table:
    small = ParagraphStyle("cell", fontName=FONT, fontSize=9, leading=11, wordWrap="CJK")
    cells = [[Paragraph(cell, small) for cell in row] for row in rows]
    grid = [("GRID", (0, 0), (-1, -1), 0.6, "black"), ("LEFTPADDING", (0, 0), (-1, -1), 3)]
    tight = [(f"{side}PADDING", (0, 0), (-1, -1), 2) for side in ("RIGHT", "TOP", "BOTTOM")]
    return Table(cells, widths, style=[*grid, *tight, *spans])


def _draws_chinese() -> bool:
    """Without a font all letters are drawn alike, or not at all."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    body = io.BytesIO()
    canvas = Canvas(body, pagesize=A4)
    for letter in "政开":
        canvas.setFont(FONT, 60)
        canvas.drawString(100, 400, letter)
        canvas.showPage()
    canvas.save()
    first, second = pictures(body.getvalue(), Scanner(dpi=72))
    return not np.array_equal(first, second)
