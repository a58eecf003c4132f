"""Bytes → what they are. The first question of opening; names and headers lie, first bytes rarely do."""

import re
from itertools import islice

from adapters.documents.charset import unmarked_utf16

# Each: the bytes a file of that kind begins with, its kind, how to call it to a person.
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "pdf", "a PDF"),
    (b"PK\x03\x04", "zip", "a ZIP archive"),
    (b"PK\x05\x06", "zip", "an empty ZIP archive"),
    (b"Rar!\x1a\x07", "rar", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z", "a 7z archive"),
    (b"\x1f\x8b", "gzip", "a gzip stream"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole", "an old Office file (.doc, .xls or .wps)"),
    (b"{\\rtf", "rtf", "an RTF document"),
    (b"\x89PNG\r\n", "png", "a PNG image"),
    (b"\xff\xd8\xff", "jpeg", "a JPEG image"),
    (b"GIF8", "gif", "a GIF image"),
    (b"BM", "bmp", "a BMP image"),
    (b"II*\x00", "tiff", "a TIFF image"),
    (b"MM\x00*", "tiff", "a TIFF image"),
    (b"RIFF", "media", "a WebP, WAV or AVI file"),
)
# A ZIP says in its first entries which office format it carries.
_INSIDE_ZIP: tuple[tuple[bytes, str, str], ...] = (
    (b"word/", "docx", "a Word document (.docx)"),
    (b"xl/", "xlsx", "an Excel workbook (.xlsx)"),
    (b"OFD.xml", "ofd", "an OFD document"),
)
# An old Office file names its streams in two-byte letters.
_INSIDE_OLE: tuple[tuple[str, str, str], ...] = (
    ("EncryptedPackage", "locked", "an Office document locked with a password"),
    ("WordDocument", "doc", "an old Word document (.doc or .wps)"),
    ("Workbook", "xls", "an old Excel workbook (.xls or .et)"),
    ("PowerPoint Document", "ppt", "an old PowerPoint file"),
)
_NAMES: dict[str, str] = {kind: name for _, kind, name in reversed(_MAGIC + _INSIDE_ZIP)}
_NAMES |= {kind: name for _, kind, name in _INSIDE_OLE}
_NAMES |= {"empty": "empty", "binary": "binary data of no known kind"}

_MARKUP = re.compile(
    rb"<(?:!doctype|!--|html|head|body|meta|title|div|p|table|tr|td|span|article|section|ucap\w+|h[1-6]|br|font"
    rb"|center|strong|ul|ol)(?:\b|(?<=--))",
    re.IGNORECASE,
)
_WINDOW = 65_536
_SEVERAL = 3  # tags of a text that is markup


def sniff(body: bytes, media_type: str | None = None) -> str:
    """`html`, `text`, or the kind of a file that is neither (`pdf`, `docx`, `ole`, `png`, `empty` …)."""
    head = body.lstrip()[:_WINDOW]
    if not head:
        return "empty"
    if kind := _by_magic(head):
        return _by_content(kind, body)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff")) or unmarked_utf16(body) is not None
    if b"\x00" in head and not wide:
        return "binary"
    plain = head.replace(b"\x00", b"") if wide else head
    return "html" if _is_markup(plain, media_type) else "text"


def describe(kind: str) -> str:
    """How to call a kind in a message: `a PDF`, `an old Office file (.doc, .xls or .wps)`."""
    return _NAMES.get(kind, kind)


def _by_magic(head: bytes) -> str | None:
    kind = next((kind for magic, kind, _ in _MAGIC if head.startswith(magic)), None)
    if kind == "bmp" and b"\x00" not in head[:32]:
        return None
    return kind


def _by_content(kind: str, body: bytes) -> str:
    """A ZIP lists its files at its end, and the first of them stand at its beginning."""
    if kind == "zip":
        ends = body[:_WINDOW] + body[-_WINDOW:]
        return next((inner for mark, inner, _ in _INSIDE_ZIP if mark in ends), kind)
    if kind == "ole":
        return next((inner for mark, inner, _ in _INSIDE_OLE if mark.encode("utf-16-le") in body), kind)
    return kind


def _is_markup(head: bytes, media_type: str | None) -> bool:
    """A text that quotes one tag is still a text; a page has several, or says so at its very start."""
    tags = sum(1 for _ in islice(_MARKUP.finditer(head), _SEVERAL))
    said = "html" in (media_type or "")
    begins = head.lstrip(b"\xef\xbb\xbf\xff\xfe").startswith(b"<")
    return tags == _SEVERAL or (tags >= 1 and (said or begins))
