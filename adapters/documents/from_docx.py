"""The body of a Word file → Document. The DOCX entry of the dispatch table in `open.py`.

Page headers, footers, notes and comments stand in other parts of the file and are left out, and so is
what was struck out with changes being tracked. Numbers that Word counts itself (一、二、) are written out.
"""

import io
import re
import zipfile
from collections.abc import Iterator

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from lxml import etree

from adapters.documents.assemble import Part, assemble
from adapters.documents.document import Document
from adapters.documents.limits import Overfull, check_size
from adapters.documents.office.docx_flow import Flow
from adapters.documents.office.docx_numbering import Numbering
from adapters.documents.safe_zip import UnsafeZip, check_zip
from adapters.documents.spaces import squeeze
from adapters.errors import DocumentUnreadable

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TITLE = re.compile(r"报告|報告|年报|年報")


def from_docx(body: bytes, *, url: str, charset: str | None = None) -> Document:  # noqa: ARG001
    """Raises DocumentUnreadable for a file that is broken, locked, or past the limits."""
    try:
        file = _file(body)
        parts = list(_parts(file))
    except (UnsafeZip, Overfull) as error:
        raise DocumentUnreadable(f"this is a Word document that cannot be read: {error}", url=url) from error
    # python-docx meets elements that are not what it expects with whatever error they lead to.
    except (
        OpcError,
        AttributeError,
        KeyError,
        ValueError,
        etree.XMLSyntaxError,
        zipfile.BadZipFile,
    ) as error:
        raise DocumentUnreadable(
            f"this is a Word document whose parts are broken ({error}); fetch it again", url=url
        ) from error
    return assemble(parts, body=body, url=url, media_type=MEDIA_TYPE, meta=_meta(file))


def _file(body: bytes) -> WordFile:
    check_size(body)
    check_zip(body)
    return docx.Document(io.BytesIO(body))


def _parts(file: WordFile) -> Iterator[Part]:
    numbers = Numbering(_part(file, RELATIONSHIP_TYPE.NUMBERING), _part(file, RELATIONSHIP_TYPE.STYLES))
    return Flow(numbers).parts(file.element.body)


def _part(file: WordFile, kind: str) -> etree._Element | None:
    try:
        return etree.fromstring(file.part.part_related_by(kind).blob, etree.XMLParser(resolve_entities=False))
    except KeyError:
        return None


def _meta(file: WordFile) -> dict[str, str]:
    """The title that the file gives itself, where it speaks of a report: most are left from a template."""
    title = squeeze(file.core_properties.title or "")
    return {"title": title} if _TITLE.search(title) else {}
