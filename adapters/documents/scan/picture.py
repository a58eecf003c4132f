"""The bytes of a PDF or of an image file → grey pictures of its pages, one at a time."""

import io
from collections.abc import Collection, Iterator
from contextlib import closing

import cv2
import numpy as np
from PIL import Image, ImageOps, ImageSequence
from pypdfium2 import PdfDocument, PdfiumError

from adapters.documents.limits import MAX_PIXELS, MAX_SEEN_PAGES, Overfull
from adapters.documents.scan.engine import Picture

_DPI = 300
_POINTS = 72
_LEAST_WIDE = 1240  # pixels, what A4 has at 150 dpi; smaller pictures are enlarged
_MOST_WIDE = 2480  # what it has at 300


class NotAPicture(Exception):
    """The bytes cannot be drawn; the message says why."""


def pictures(body: bytes, pages: Collection[int]) -> Iterator[tuple[int, Picture]]:
    """Numbers from 1, 0 is black; all pages where `pages` is empty. Raises Overfull or NotAPicture."""
    drawn = _of_pdf(body, pages) if body.lstrip().startswith(b"%PDF-") else _of_image(body)
    for count, page in enumerate(drawn, 1):
        if count > MAX_SEEN_PAGES:
            raise Overfull(f"it has more than {MAX_SEEN_PAGES} pages of pictures")
        yield page


def _of_pdf(body: bytes, pages: Collection[int]) -> Iterator[tuple[int, Picture]]:
    try:
        with closing(PdfDocument(body)) as document:
            for index in range(len(document)):
                if not pages or index + 1 in pages:
                    with closing(document[index]) as page:
                        width, height = page.get_size()
                        most = (MAX_PIXELS / max(width * height, 1)) ** 0.5
                        drawn = page.render(scale=min(_DPI / _POINTS, most), grayscale=True)
                        yield index + 1, _sized(np.array(drawn.to_numpy().squeeze()))
    except PdfiumError as error:
        raise NotAPicture(str(error)) from error


def _of_image(body: bytes) -> Iterator[tuple[int, Picture]]:
    """Transparent paper is white."""
    try:
        with Image.open(io.BytesIO(body)) as image:
            for number, frame in enumerate(ImageSequence.Iterator(image), 1):
                if frame.width * frame.height > MAX_PIXELS:
                    raise Overfull(f"a picture has more than {MAX_PIXELS} pixels")
                shown = (ImageOps.exif_transpose(frame) or frame).convert("RGBA")
                white = Image.new("RGBA", shown.size, "white")
                yield number, _sized(np.asarray(Image.alpha_composite(white, shown).convert("L")))
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture(str(error)) from error


def _sized(picture: Picture) -> Picture:
    """Letters of a common size: a page is neither smaller nor much larger than 150 to 300 dpi make it."""
    across = min(picture.shape)
    share = min(max(1.0, _LEAST_WIDE / across), (MAX_PIXELS / picture.size) ** 0.5)
    share = min(share, _MOST_WIDE / across) if across > _MOST_WIDE else share
    how = cv2.INTER_AREA if share < 1 else cv2.INTER_CUBIC
    sized = picture if share == 1 else cv2.resize(picture, None, fx=share, fy=share, interpolation=how)
    return np.ascontiguousarray(sized, np.uint8)
