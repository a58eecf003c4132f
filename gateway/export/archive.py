"""Pieces of files → pieces of a zip archive, sent while it grows. The same contents make the same bytes."""

import hashlib
import zipfile
from collections.abc import AsyncIterable, AsyncIterator
from dataclasses import dataclass, field
from typing import Any, cast

# Zip knows no zone and nothing before 1980; the moments of the data stand inside the files.
NO_MOMENT = (1980, 1, 1, 0, 0, 0)
UNIX, READABLE = 3, 0o644 << 16


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive as it went in."""

    path: str
    size: int
    sha256: str


@dataclass
class Archive:
    """An archive being sent: `add` files, then `end`. `members` are those that are in already."""

    members: list[Member] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._sink = _Sink()
        # Without `tell` and `seek` it knows that it cannot go back. The stubs want a name all the same.
        self._zip = zipfile.ZipFile(cast("Any", self._sink), "w", zipfile.ZIP_DEFLATED, compresslevel=6)

    async def add(self, path: str, pieces: AsyncIterable[bytes]) -> AsyncIterator[bytes]:
        """Put a file in; yields what of the archive can be sent."""
        info = zipfile.ZipInfo(path, NO_MOMENT)
        info.create_system, info.external_attr = UNIX, READABLE
        info.compress_type = zipfile.ZIP_DEFLATED
        size, digest = 0, hashlib.sha256()
        with self._zip.open(info, "w") as file:
            async for piece in pieces:
                file.write(piece)
                size += len(piece)
                digest.update(piece)
                yield self._sink.taken()
        self.members.append(Member(path, size, digest.hexdigest()))
        yield self._sink.taken()

    def end(self) -> bytes:
        """The index, which comes last."""
        self._zip.close()
        return self._sink.taken()


class _Sink:
    """A file that is written once from front to back and emptied on the way."""

    def __init__(self) -> None:
        self._held = bytearray()

    def write(self, data: bytes) -> int:
        self._held += data
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def taken(self) -> bytes:
        held, self._held = bytes(self._held), bytearray()
        return held


async def whole(content: bytes) -> AsyncIterator[bytes]:
    """A file at hand, as pieces."""
    yield content
