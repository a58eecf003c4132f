"""A drawn object of a PDF → its colours. Under `pdf.page` and `pdf.rules`."""

import ctypes
from collections.abc import Callable

import pypdfium2.raw as pdfium

Shades = tuple[int, int, int, int]
"""Red, green, blue and how opaque it is, each of 255."""


class Colour:
    """PDFium writes all its answers into one place: to make that for each object takes longer than to ask."""

    def __init__(self) -> None:
        self._parts = [ctypes.c_uint() for _ in range(4)]

    def of_fill(self, thing: pdfium.FPDF_PAGEOBJECT) -> Shades | None:
        return self._said(pdfium.FPDFPageObj_GetFillColor, thing)

    def of_stroke(self, thing: pdfium.FPDF_PAGEOBJECT) -> Shades | None:
        return self._said(pdfium.FPDFPageObj_GetStrokeColor, thing)

    def _said(self, ask: Callable[..., int], thing: pdfium.FPDF_PAGEOBJECT) -> Shades | None:
        red, green, blue, alpha = parts = self._parts
        return (red.value, green.value, blue.value, alpha.value) if ask(thing, *parts) else None
