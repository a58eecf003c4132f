"""A report's body → the Word file that an office attaches instead of a page."""

import io
import zipfile

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
    return _saved(document)


def _saved(document: DocumentObject) -> bytes:
    """Without the hour of saving, which a Word file carries in each of its parts."""
    made, kept = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as parts, zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as fixed:
        for part in parts.infolist():
            fixed.writestr(zipfile.ZipInfo(part.filename), parts.read(part))
    return kept.getvalue()


def _add_table(document: DocumentObject, element: html.HtmlElement) -> None:
    rows = [[str(cell.text_content()) for cell in row.iter("td", "th")] for row in element.iter("tr")]
    table = document.add_table(rows=len(rows), cols=max(map(len, rows)))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=False):
            cell.text = text
