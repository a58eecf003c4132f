"""Bytes → Document. The one door to opening; what a file is called never decides, what it is does.

`OPENERS` is the dispatch table: a new file format is one entry here and one `from_*.py` beside it.
"""

from collections.abc import Callable

from adapters.documents.charset import decode
from adapters.documents.document import Document
from adapters.documents.from_doc import from_doc, from_rtf
from adapters.documents.from_docx import from_docx
from adapters.documents.from_html import from_html
from adapters.documents.from_pdf import from_pdf
from adapters.documents.from_picture import KINDS, from_picture
from adapters.documents.from_text import from_text
from adapters.documents.from_xls import from_xls
from adapters.documents.from_xlsx import from_xlsx
from adapters.documents.html.glosses import without_glosses
from adapters.documents.html.scripted import scripted_page
from adapters.documents.safe_zip import names_inside
from adapters.documents.sniff import describe, sniff
from adapters.errors import DocumentUnreadable

Opener = Callable[..., Document]


def open_document(
    body: bytes, *, url: str, media_type: str | None = None, charset: str | None = None
) -> Document:
    """`charset` is that of the HTTP header. Raises DocumentUnreadable where nothing can open the bytes."""
    kind = sniff(body, media_type)
    opener = OPENERS.get(kind)
    if opener is None:
        raise DocumentUnreadable(_refusal(kind, body), url=url)
    document = opener(body, url=url, charset=charset)
    if not document.blocks:
        raise DocumentUnreadable("the page holds no text; look whether it is built by scripts", url=url)
    return document


def _open_html(body: bytes, *, url: str, charset: str | None) -> Document:
    text = without_glosses(decode(body, header=charset).text)
    return from_html(scripted_page(text) or text, body=body, url=url)


def _open_text(body: bytes, *, url: str, charset: str | None) -> Document:
    text = without_glosses(decode(body, header=charset).text)
    page = scripted_page(text)
    return from_text(text, body=body, url=url) if page is None else from_html(page, body=body, url=url)


OPENERS: dict[str, Opener] = {
    "html": _open_html,
    "text": _open_text,
    "pdf": from_pdf,
    "docx": from_docx,
    "doc": from_doc,
    "rtf": from_rtf,
    "xlsx": from_xlsx,
    "xls": from_xls,
    **{kind: from_picture(kind) for kind in KINDS},
}
# What a person can do about a file that is not opened here.
_ADVICE = {
    "ole": "save it as .docx, .xlsx or PDF and give that",
    "locked": "unlock it and give that",
    "ofd": "save it as PDF and give that",
    "ppt": "save it as PDF and give that",
    "zip": "unpack it and give the report in it",
    "rar": "unpack it and give the report in it",
    "7z": "unpack it and give the report in it",
    "gzip": "unpack it and give what is in it",
}


def _refusal(kind: str, body: bytes) -> str:
    if kind == "empty":
        return "the document is empty: no bytes but white space; fetch it again"
    inside = ", ".join(names_inside(body)) if kind == "zip" else ""
    holds = f" that holds {inside}" if inside else ""
    advice = _ADVICE.get(kind) or f"give {', '.join(sorted(OPENERS))}"
    return f"this is {describe(kind)}{holds}, whatever its name says, and cannot be opened; {advice}"
