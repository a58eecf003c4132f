"""Bytes of a PDF → whether its packed streams stay within bounds. Asked before PDFium unpacks any."""

import re
import zlib

from adapters.documents.limits import MAX_STREAM, MAX_UNPACKED, Overfull

_STREAM = re.compile(rb"stream\r?\n")
_IMAGE = re.compile(rb"/Subtype\s*/Image")
_BEFORE = 600
_CHUNK = 1 << 20


def check_streams(body: bytes) -> None:
    """Raises Overfull for a stream, or all of them together, that unpack to more than is read."""
    total = 0
    for found in _STREAM.finditer(body):
        words = body[max(0, found.start() - _BEFORE) : found.start()]
        words = words[words.rfind(b" obj") + 1 :]
        if b"Fl" not in words:
            continue
        most = MAX_UNPACKED if _IMAGE.search(words) else MAX_STREAM
        size = _unpacked(body, found.end(), min(most, MAX_UNPACKED - total))
        total += size


def _unpacked(body: bytes, start: int, most: int) -> int:
    packed = zlib.decompressobj()
    size, at = 0, start
    rest = b""
    while not packed.eof and (rest or at < len(body)):
        if not rest:
            rest, at = body[at : at + _CHUNK], at + _CHUNK
        try:
            size += len(packed.decompress(rest, _CHUNK))
        except zlib.error:
            break
        rest = packed.unconsumed_tail
        if size > most:
            raise Overfull(f"a packed stream unpacks to more than {most} bytes")
    return size
