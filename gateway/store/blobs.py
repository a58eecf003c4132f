"""Bytes → a file called after their SHA-256, written once and never changed. Raw documents live here.

`data/documents/ab/abcdef…`: a file that has its name is whole, because it gets the name only after its
bytes have reached the disk.
"""

import hashlib
import os
import re
from pathlib import Path
from tempfile import NamedTemporaryFile

from gateway.errors import DocumentMissing, StoreUnavailable

_NAME = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """Documents under one folder. Safe for many writers: equal bytes have one name."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, body: bytes) -> str:
        """Keep the bytes and give their SHA-256. Raises StoreUnavailable when they cannot be kept."""
        sha256 = hashlib.sha256(body).hexdigest()
        path = self.path(sha256)
        if not path.exists():
            try:
                _write(path, body)
            except OSError as error:
                raise StoreUnavailable(f"document cannot be kept: {error}") from error
        return sha256

    def get(self, sha256: str) -> bytes:
        """Raises DocumentMissing."""
        try:
            return self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise DocumentMissing(
                f"document {sha256} is not in {self._folder}; restore the folder or harvest again"
            ) from error

    def __contains__(self, sha256: str) -> bool:
        return self.path(sha256).exists()

    def path(self, sha256: str) -> Path:
        """Where a document is or would be. Raises ValueError for what is not a SHA-256."""
        if not _NAME.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is not a SHA-256 in hexadecimal")
        return self._folder / sha256[:2] / sha256


def _write(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, prefix=".part-", delete=False) as file:
        try:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    """The new name itself must reach the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
