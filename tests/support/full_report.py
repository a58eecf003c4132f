"""A whole report of the form of 2021 as a page and as a PDF: made-up words and numbers, a city's size."""

import io
from functools import cache
from random import Random

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from tests.support.flat_form import table_rows, terms

TITLE = "宿迁市2023年政府信息公开工作年度报告"
FONT = "STSong-Light"
_SECTIONS = ("主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况")
_PROSE = (
    "全市主动公开政府信息{}条，其中通过政府网站公开{}条，政务微信公开{}条。",
    "收到政府信息公开申请{}件，上年结转{}件，办结{}件。",
    "举办新闻发布会{}场，发布解读材料{}篇，开展培训{}次。",
    "平台建设稳步推进，监督保障不断加强，群众满意度持续提升，各项制度得到落实。",
)


def html_report() -> bytes:
    """A page of a portal with its navigation, about 100,000 characters."""
    links = "".join(f'<li><a href="/xxgk/{at}.html">第{at}个栏目</a></li>' for at in range(200))
    paragraphs = "".join(f"<p style='text-indent:2em'>{line}</p>" for line in prose())
    tables = "".join(
        f"<p>{number}、{name}</p><table border='1'>{_html_rows(rows)}</table>"
        for number, name, rows in zip("二三四", _SECTIONS, table_rows(values(), 2021), strict=True)
    )
    page = (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{TITLE}</title></head><body>"
        f"<ul>{links}</ul><div id='zoom'><h1>{TITLE}</h1><p>一、总体情况</p>{paragraphs}{tables}"
        f"<p>五、存在的主要问题及改进情况</p><p>无。</p></div><ul>{links}</ul></body></html>"
    )
    return page.encode()


def pdf_report() -> bytes:
    """Some pages of A4 with the same prose and tables."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    title = ParagraphStyle("title", fontName=FONT, fontSize=20, leading=26, wordWrap="CJK")
    text = ParagraphStyle("text", fontName=FONT, fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")
    small = ParagraphStyle("cell", fontName=FONT, fontSize=7, leading=9, wordWrap="CJK")
    story: list[Flowable] = [Paragraph(TITLE, title), Paragraph("一、总体情况", text)]
    story += [Paragraph(line, text) for line in prose()]
    for number, name, rows in zip("二三四", _SECTIONS, table_rows(values(), 2021), strict=True):
        story.append(Paragraph(f"{number}、{name}", text))
        width = max(map(len, rows))
        cells = [[Paragraph(cell, small) for cell in (*row, *[""] * (width - len(row)))] for row in rows]
        story.append(Table(cells, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")]))
    body = io.BytesIO()
    SimpleDocTemplate(body, pagesize=A4).build(story)
    return body.getvalue()


def prose() -> list[str]:
    chance = Random(7)
    return [
        "".join(line.format(*(chance.randint(2, 90_000) for _ in range(3))) for line in _PROSE)
        for _ in range(24)
    ]


@cache
def values() -> dict[tuple[str, str], str]:
    """A number in every cell that the form has, whatever it adds up to."""
    chance = Random(11)
    return {term: str(chance.randint(0, 4_000)) for term in terms(2021)}


def _html_rows(rows: list[list[str]]) -> str:
    style = "style='border:1px solid windowtext;padding:0 4px'"
    return "".join(
        "<tr>" + "".join(f"<td {style}><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows
    )
