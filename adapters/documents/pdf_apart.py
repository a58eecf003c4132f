"""The bytes of a PDF → the ink of its pages, read in a process apart with bounds of memory and time.

PDFium unfolds forms within forms without end, and no thread can be stopped in it; a process can. One
is kept for all files, and another takes its place when a file has used it up.
"""

import atexit
import os
import selectors
import subprocess
import sys
import threading
import time

import orjson

from adapters.documents.limits import MAX_MEMORY, MAX_SECONDS, Overfull
from adapters.documents.pdf_file import ink_of
from adapters.documents.pdf_ink import Ink
from adapters.documents.pdf_worker import LENGTH

_ALONE = threading.Lock()
_GRACE = 5.0
_CHUNK = 1 << 20


class Unread(Exception):
    """The file could not be read; the message says why and what to do."""


def read_apart(body: bytes) -> tuple[list[Ink], str]:
    """The ink of all pages, and the title that the file gives itself. Raises Unread."""
    with _ALONE:
        try:
            answer = orjson.loads(_answer(body))
        except (Overfull, OSError, EOFError) as error:
            _reader.stop()
            raise Unread(
                f"past what is read: it takes more than {MAX_SECONDS} seconds or {MAX_MEMORY} bytes"
            ) from error
    if reason := answer.get("refused"):
        raise Unread(reason)
    return [ink_of(page) for page in answer["pages"]], answer["title"]


def _answer(body: bytes) -> bytes:
    """A process that had read other files and is gone was ended by something else: a new one is asked."""
    used = _reader.used
    try:
        return _ask(_reader.process(), body)
    except (OSError, EOFError):
        _reader.stop()
        if not used:
            raise
    return _ask(_reader.process(), body)


class _Reader:
    """The process that reads, begun when it is first asked for."""

    def __init__(self) -> None:
        self._running: subprocess.Popen[bytes] | None = None
        self._parent = 0

    @property
    def used(self) -> bool:
        """Whether a process is there that was begun for another file."""
        return self._running is not None and self._parent == os.getpid()

    def process(self) -> subprocess.Popen[bytes]:
        """Each process of a server has its own: pipes are not shared over a fork."""
        if self._running is None or self._parent != os.getpid() or self._running.poll() is not None:
            self._running = subprocess.Popen(
                [sys.executable, "-m", "adapters.documents.pdf_worker"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            )
            self._parent = os.getpid()
        return self._running

    def stop(self) -> None:
        if self._running is None or self._parent != os.getpid():
            return
        self._running.kill()
        self._running.communicate()
        self._running = None


_reader = _Reader()
atexit.register(_reader.stop)


def _ask(process: subprocess.Popen[bytes], body: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(LENGTH.pack(len(body)) + body)
    process.stdin.flush()
    until = time.monotonic() + MAX_SECONDS + _GRACE
    answer = process.stdout.fileno()
    (size,) = LENGTH.unpack(_take(answer, LENGTH.size, until))
    return _take(answer, size, until)


def _take(source: int, size: int, until: float) -> bytes:
    held = bytearray()
    with selectors.DefaultSelector() as waiting:
        waiting.register(source, selectors.EVENT_READ)
        while len(held) < size:
            if not waiting.select(max(until - time.monotonic(), 0)):
                raise Overfull
            piece = os.read(source, min(size - len(held), _CHUNK))
            if not piece:
                raise EOFError
            held += piece
    return bytes(held)
