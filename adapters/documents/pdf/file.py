"""The bytes of a PDF → the ink of its pages, as plain values. Runs in the process of `pdf.worker`."""

import time
from collections.abc import Iterator
from contextlib import closing
from typing import Any

from pypdfium2 import PdfDocument, PdfiumError

from adapters.documents.limits import MAX_PAGES, MAX_SECONDS, Overfull
from adapters.documents.pdf.ink import Glyph, Ink, Rule
from adapters.documents.pdf.lost import FontMissing
from adapters.documents.pdf.page import read_ink

Answer = dict[str, object]
_NO_FONT = (
    "with sideways text whose font is neither in the file nor on this machine, so that its letters cannot be "
    "read; install a Chinese font (such as Noto Sans CJK) and read it again"
)


def read(body: bytes) -> Answer:
    """`pages` and `title`, or `refused` with the reason."""
    try:
        with closing(PdfDocument(body)) as document:
            pages = [plain(ink) for ink in _pages(document)]
            return {"pages": pages, "title": document.get_metadata_value("Title").strip()}
    except Overfull as error:
        return {"refused": f"past what is read: {error}"}
    except FontMissing:
        return {"refused": _NO_FONT}
    except PdfiumError as error:
        return {"refused": _reason(error)}


def plain(ink: Ink) -> tuple[object, ...]:
    """What JSON can carry; `ink_of` is the way back."""
    glyphs, across, down = ([*map(tuple, each)] for each in (ink.glyphs, ink.across, ink.down))
    return ink.number, ink.width, ink.height, glyphs, across, down, ink.picture


def ink_of(page: list[Any]) -> Ink:
    """What `read` made plain, as it was."""
    number, width, height, glyphs, across, down, picture = page
    return Ink(
        number=number,
        width=width,
        height=height,
        glyphs=[*map(Glyph._make, glyphs)],
        across=[*map(Rule._make, across)],
        down=[*map(Rule._make, down)],
        picture=picture,
    )


def _pages(document: PdfDocument) -> Iterator[Ink]:
    if len(document) > MAX_PAGES:
        raise Overfull(f"it has {len(document)} pages, more than {MAX_PAGES}")
    until = time.monotonic() + MAX_SECONDS
    for index in range(len(document)):
        with closing(document[index]) as page:
            yield read_ink(page.raw, index + 1)
        if time.monotonic() > until:
            raise Overfull(f"reading page {index + 1} took it past {MAX_SECONDS} seconds")


def _reason(error: PdfiumError) -> str:
    if "password" in str(error).lower():
        return "locked with a password; unlock it, or find the report as a page or text"
    return f"broken or cut short ({error}); fetch it again"
