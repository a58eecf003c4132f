"""The bytes of a PDF → the ink of its pages, read in a process apart with bounds of memory and time.

PDFium unfolds forms within forms without end. One process is kept for all files, and another takes its
place when a file has used it up.
"""

import orjson

from adapters.documents.apart import Apart
from adapters.documents.limits import MAX_MEMORY, MAX_SECONDS, Overfull
from adapters.documents.pdf.file import ink_of
from adapters.documents.pdf.ink import Ink

_GRACE = 5.0

_reader = Apart("adapters.documents.pdf.worker")


class Unread(Exception):
    """The file could not be read; the message says why and what to do."""


def read_apart(body: bytes) -> tuple[list[Ink], str]:
    """The ink of all pages, and the title that the file gives itself. Raises Unread."""
    try:
        answer = orjson.loads(_reader.ask(body, MAX_SECONDS + _GRACE))
    except (Overfull, OSError, EOFError) as error:
        raise Unread(
            f"past what is read: it takes more than {MAX_SECONDS} seconds or {MAX_MEMORY} bytes"
        ) from error
    if reason := answer.get("refused"):
        raise Unread(reason)
    return [ink_of(page) for page in answer["pages"]], answer["title"]
