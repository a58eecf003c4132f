"""Old Word files (.doc, .wps) and RTF → Document, by way of .docx. Two entries of the table in `open.py`.

Without a converter they are refused with what to do.
"""

import hashlib
from dataclasses import replace

from adapters.documents.document import Document
from adapters.documents.from_docx import from_docx
from adapters.documents.limits import Overfull, check_size
from adapters.documents.office.converter import NotConverted, to_docx
from adapters.errors import DocumentUnreadable

_DOC = "an old Word document (.doc or .wps)"
_RTF = "an RTF document"


def from_doc(body: bytes, *, url: str, charset: str | None = None) -> Document:  # noqa: ARG001
    """Raises DocumentUnreadable where LibreOffice is missing or cannot convert the file."""
    return _converted(body, ".doc", _DOC, "application/msword", url)


def from_rtf(body: bytes, *, url: str, charset: str | None = None) -> Document:  # noqa: ARG001
    """Raises DocumentUnreadable where LibreOffice is missing or cannot convert the file."""
    return _converted(body, ".rtf", _RTF, "application/rtf", url)


def _converted(body: bytes, suffix: str, name: str, media_type: str, url: str) -> Document:
    try:
        check_size(body)
        made = to_docx(body, suffix)
    except (NotConverted, Overfull) as error:
        raise DocumentUnreadable(
            f"this is {name}, whatever its name says, and cannot be opened: {error}; "
            "save it as .docx or PDF and give that",
            url=url,
        ) from error
    document = from_docx(made, url=url)
    return replace(document, media_type=media_type, sha256=hashlib.sha256(body).hexdigest())
