"""Text of a page that PDFium leaves out of its letters. Under `pdf.page`.

Letters of a font that neither the file nor the machine brings have no height; set sideways, PDFium takes
them for nothing. A table would lose its words without a sign, so such a page is refused.
"""

import ctypes
from collections.abc import Sequence

import pypdfium2.raw as pdfium

from adapters.documents.pdf.rules import matrix_of


class FontMissing(Exception):
    """A page has sideways text whose font is neither in the file nor on this machine."""


def check_turned(page: pdfium.FPDF_PAGE, texts: Sequence[pdfium.FPDF_PAGEOBJECT]) -> None:
    """Raises FontMissing where sideways text of such a font gave no letter."""
    turned = {address(each) for each in texts if not _brings_its_font(each) and _is_turned(each)}
    if turned and turned - _read(page):
        raise FontMissing


def _read(page: pdfium.FPDF_PAGE) -> set[int]:
    """The text objects that gave at least one letter."""
    text = pdfium.FPDFText_LoadPage(page)
    try:
        count = pdfium.FPDFText_CountChars(text)
        objects = (pdfium.FPDFText_GetTextObject(text, index) for index in range(count))
        return {address(each) for each in objects if each}
    finally:
        pdfium.FPDFText_ClosePage(text)


def _is_turned(text: pdfium.FPDF_PAGEOBJECT) -> bool:
    _, b, c, *_ = matrix_of(text)
    return abs(b) > 0 and abs(c) > 0


def _brings_its_font(text: pdfium.FPDF_PAGEOBJECT) -> bool:
    return bool(pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(text)) == 1)


def address(thing: pdfium.FPDF_PAGEOBJECT) -> int:
    return ctypes.addressof(thing.contents) if thing else 0
