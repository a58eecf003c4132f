"""A picture of a report (PNG, JPEG, TIFF …) → Document, where letters are recognised; else a refusal."""

from collections.abc import Callable

from adapters.documents.document import Document
from adapters.documents.from_pdf import document_of
from adapters.documents.limits import Overfull, check_size
from adapters.documents.pdf.apart import Unread
from adapters.documents.scan.clear import cleared
from adapters.documents.scan.recognition import HOW, is_on, recognised
from adapters.documents.sniff import describe
from adapters.errors import DocumentUnreadable

KINDS = ("png", "jpeg", "tiff", "bmp", "gif")


def from_picture(kind: str) -> Callable[..., Document]:
    """The opener for a kind. It raises DocumentUnreadable."""

    def open_picture(body: bytes, *, url: str, charset: str | None = None) -> Document:  # noqa: ARG001
        if not is_on():
            raise DocumentUnreadable(
                f"this is {describe(kind)}, a picture without a text of its own; find the report as a "
                f"page or text, or {HOW}",
                url=url,
            )
        try:
            check_size(body)
            inks = cleared(recognised(body), url, alone=True)
        except Overfull as error:
            raise DocumentUnreadable(
                f"this is {describe(kind)} past what is read: {error}", url=url
            ) from error
        except Unread as error:
            raise DocumentUnreadable(f"this is {describe(kind)} {error}", url=url) from error
        return document_of(inks, body=body, url=url, media_type=f"image/{kind}")

    return open_picture
