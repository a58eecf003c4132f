"""A ZIP file's own list → whether it may be unpacked, and what is inside. Asked before any library is."""

import io
import zipfile
import zlib

MAX_ENTRIES = 4_000
MAX_UNPACKED = 120_000_000
MAX_ENTRY = 60_000_000
MAX_RATIO = 200
_SMALL = 1_000_000
_CHUNK = 1 << 20
_NAMED = 8


class UnsafeZip(Exception):
    """The archive is broken, locked, or unpacks to more than is read; the message says which."""


def check_zip(body: bytes) -> None:
    """Unpacks every entry once, a piece at a time, since what a ZIP says of its sizes may be a lie."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            _check_list(archive.infolist())
            total = 0
            for entry in archive.infolist():
                total += _size(archive, entry)
                if total > MAX_UNPACKED:
                    raise UnsafeZip(f"it unpacks to more than {MAX_UNPACKED} bytes")
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        raise UnsafeZip(f"it is broken or cut short ({error})") from error
    except RuntimeError as error:  # zipfile's word for a password and for ways of packing it does not know
        raise UnsafeZip(f"it is locked, or packed in a way that is not known ({error})") from error


def names_inside(body: bytes) -> list[str]:
    """The files in an archive as far as its list can be read; old makers wrote their names in GBK."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return [_name(entry) for entry in archive.infolist()[:_NAMED] if not entry.is_dir()]
    except (zipfile.BadZipFile, ValueError, OSError, RuntimeError):
        return []


def _check_list(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise UnsafeZip(f"it holds {len(entries)} files, more than {MAX_ENTRIES}")
    if len({entry.filename for entry in entries}) < len(entries):
        raise UnsafeZip("it holds two files of one name")
    for entry in entries:
        if entry.file_size > MAX_ENTRY:
            raise UnsafeZip(f"{entry.filename} unpacks to more than {MAX_ENTRY} bytes")
        if entry.file_size > _SMALL and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise UnsafeZip(f"{entry.filename} unpacks to more than {MAX_RATIO} times its size")


def _size(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    size = 0
    with archive.open(entry) as opened:
        while piece := opened.read(_CHUNK):
            size += len(piece)
            if size > MAX_ENTRY:
                raise UnsafeZip(f"{entry.filename} unpacks to more than {MAX_ENTRY} bytes")
    return size


def _name(entry: zipfile.ZipInfo) -> str:
    if entry.flag_bits & 0x800:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename
