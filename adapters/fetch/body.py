"""Response → its bytes, unpacked here and not by the client: a few packed kilobytes may hold gigabytes.

What is sent and what it unpacks to are both held to the cap while they arrive; never is more than the cap
and one piece in memory.
"""

import zlib
from collections.abc import Iterator
from typing import Protocol

import httpx

from adapters.errors import FetchError, TooLarge, Unreachable

ACCEPTED = "gzip, deflate"
_GZIP, _ZLIB, _BARE = 31, 15, -15
# A piece of this size is unpacked at a time, so that one packed piece of a bomb costs no more than this.
_PIECE = 1 << 16


class Unpack(Protocol):
    """One coding: pieces out for a piece in, and whether all that was announced came."""

    def pieces(self, packed: bytes) -> Iterator[bytes]: ...
    @property
    def whole(self) -> bool: ...


async def read_body(response: httpx.Response, cap: int, *, cut: bool = False) -> bytes:
    """At most `cap` bytes. Longer bodies are TooLarge, or just cut there with `cut`. Raises FetchError."""
    url, announced = str(response.url), response.headers.get("content-length", "")
    if not cut and announced.isdigit() and int(announced) > cap:
        raise TooLarge(f"portal announces {announced} bytes, more than the cap of {cap}", url=url)
    unpack = _unpacker(response)
    body, sent = bytearray(), 0
    # Not aiter_bytes, which unpacks without a limit.
    assert isinstance(response.stream, httpx.AsyncByteStream)
    async for packed in response.stream:
        sent += len(packed)
        for piece in _checked(unpack, packed, url):
            body += piece
            if len(body) > cap or sent > cap:
                if cut:
                    return bytes(body[:cap])
                raise TooLarge(f"body passes the cap of {cap} bytes", url=url)
    if sent and not unpack.whole:
        raise Unreachable("portal broke off in the middle of a packed body; try again later", url=url)
    return bytes(body)


def _unpacker(response: httpx.Response) -> Unpack:
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in {"", "identity"}:
        return _AsSent()
    if coding in {"gzip", "x-gzip", "deflate"}:
        return _Inflate(_ZLIB if coding == "deflate" else _GZIP)
    raise FetchError(
        f"portal packs its answer as {coding[:40]!r}, which was not asked for", url=str(response.url)
    )


def _checked(unpack: Unpack, packed: bytes, url: str) -> Iterator[bytes]:
    try:
        yield from unpack.pieces(packed)
    except zlib.error as error:
        raise FetchError("portal's answer cannot be unpacked", url=url) from error


class _AsSent:
    whole = True

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        yield packed


class _Inflate:
    """gzip, also of several members; deflate with or without its header, because servers send both."""

    def __init__(self, window: int) -> None:
        self._window = window
        self._inflate = zlib.decompressobj(window)
        self._begun = False

    @property
    def whole(self) -> bool:
        return self._inflate.eof

    def pieces(self, packed: bytes) -> Iterator[bytes]:
        more = bool(packed)
        while more:
            if self._inflate.eof:
                if self._window != _GZIP or not packed.startswith(b"\x1f\x8b"):
                    return  # what follows the end is not of the body
                self._inflate = zlib.decompressobj(self._window)
            piece = self._piece(packed)
            yield piece
            packed = self._inflate.unconsumed_tail or self._inflate.unused_data
            # A full piece may have more behind it even where all that came was taken in.
            more = bool(packed) or (len(piece) == _PIECE and not self._inflate.eof)

    def _piece(self, packed: bytes) -> bytes:
        try:
            piece = self._inflate.decompress(packed, _PIECE)
        except zlib.error:
            if self._begun or self._window != _ZLIB:
                raise
            self._window, self._inflate = _BARE, zlib.decompressobj(_BARE)
            piece = self._inflate.decompress(packed, _PIECE)
        self._begun = True
        return piece
