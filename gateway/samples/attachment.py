"""A report's body → the Word file that an office attaches instead of a page."""

import io

from docx import Document
from docx.document import Document as DocumentObject
from lxml import html

from gateway.samples.report import SampleReport

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_docx(report: SampleReport) -> bytes:
    """Headline, paragraphs and plain tables; the bytes are the same for the same report."""
    document = Document()
    document.add_heading(report.title)
    for element in html.fragment_fromstring(report.body, create_parent="div"):
        if element.tag == "table":
            _add_table(document, element)
        else:
            document.add_paragraph(str(element.text_content()))
    document.add_paragraph(f"原文链接：{report.original}")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _add_table(document: DocumentObject, element: html.HtmlElement) -> None:
    rows = [[str(cell.text_content()) for cell in row.iter("td", "th")] for row in element.iter("tr")]
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
