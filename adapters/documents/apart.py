"""A process of its own that answers questions about files, with bounds of memory and time. Both its ends.

No thread can be stopped in a library of others, and what a hostile file takes from it would be the
program's own; a process can be ended. `python -m` a worker that calls `answer_all`; `Apart` asks it.
"""

import atexit
import os
import resource
import selectors
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable

from adapters.documents.limits import Overfull

_LENGTH = struct.Struct(">Q")
_CHUNK = 1 << 20


class Apart:
    """One process at a time, begun when it is first asked; another takes its place when it is gone."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._alone = threading.Lock()
        self._running: subprocess.Popen[bytes] | None = None
        self._parent = 0
        atexit.register(self.stop)

    def ask(self, question: bytes, seconds: float) -> bytes:
        """Its answer; one asks at a time. Where none comes it is ended: Overfull, OSError or EOFError."""
        with self._alone:
            try:
                return self._answer(question, seconds)
            except (Overfull, OSError, EOFError):
                self.stop()
                raise

    def process(self) -> subprocess.Popen[bytes]:
        """Each process of a server has its own: pipes are not shared over a fork."""
        if self._running is not None and self._running.poll() is not None:
            self.stop()
        if self._running is None or self._parent != os.getpid():
            self._running = subprocess.Popen(  # noqa: S603 - a module of ours
                [sys.executable, "-m", self._module],
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

    def _answer(self, question: bytes, seconds: float) -> bytes:
        """A process that had answered before and is gone was ended by something else: a new one is asked."""
        used = self._running is not None and self._parent == os.getpid()
        try:
            return _ask(self.process(), question, seconds)
        except (OSError, EOFError):
            self.stop()
            if not used:
                raise
        return _ask(self.process(), question, seconds)


def answer_all(answer: Callable[[bytes], bytes], memory: int) -> None:
    """The other end: answers on the standard pipes until the input ends, with at most `memory` bytes."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    asked, answered = sys.stdin.buffer, sys.stdout.buffer
    while head := asked.read(_LENGTH.size):
        told = answer(asked.read(_LENGTH.unpack(head)[0]))
        answered.write(_LENGTH.pack(len(told)) + told)
        answered.flush()


def _ask(process: subprocess.Popen[bytes], question: bytes, seconds: float) -> bytes:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    process.stdin.write(_LENGTH.pack(len(question)) + question)
    process.stdin.flush()
    until = time.monotonic() + seconds
    answer = process.stdout.fileno()
    (size,) = _LENGTH.unpack(_take(answer, _LENGTH.size, until))
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
