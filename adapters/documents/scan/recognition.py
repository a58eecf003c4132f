"""Whether letters of pictures are recognised in this process, and the ink of pictures where they are.

Off until it is switched on, once, when the program begins, as its log is set up. It needs the extra `ocr`;
the models come with that, nothing is fetched. The recognising process has bounds and ends with each file.
"""

from collections.abc import Collection
from importlib.util import find_spec

import orjson

from adapters.documents.apart import Apart
from adapters.documents.limits import MAX_SEEN_MEMORY, MAX_SEEN_SECONDS, Overfull
from adapters.documents.pdf.apart import Unread
from adapters.documents.pdf.file import ink_of
from adapters.documents.pdf.ink import Ink

NEEDED = ("rapidocr", "onnxruntime")
HOW = "set GONGKAI_OCR=true, or give --ocr to gongkai extract, to have its letters recognised"

_recogniser = Apart("adapters.documents.scan.worker")
_state = {"on": False}


class ExtraMissing(Exception):
    """The libraries that recognise letters are not installed; the message says how to install them."""


def switch(*, on: bool) -> None:
    """Raises ExtraMissing."""
    missing = [name for name in NEEDED if on and find_spec(name) is None]
    if missing:
        raise ExtraMissing(
            f"{' and '.join(missing)} not installed; install gongkai[ocr] to recognise pictures"
        )
    _state["on"] = on


def is_on() -> bool:
    return _state["on"]


def recognised(body: bytes, pages: Collection[int] = ()) -> list[Ink]:
    """The ink of those pages of a PDF, or of all pictures of an image file. Raises Unread."""
    try:
        said = _recogniser.ask(orjson.dumps(sorted(pages)) + b"\n" + body, MAX_SEEN_SECONDS)
    except (Overfull, OSError, EOFError) as error:
        raise Unread(
            f"past what is recognised: it takes more than {MAX_SEEN_SECONDS} seconds or "
            f"{MAX_SEEN_MEMORY} bytes"
        ) from error
    finally:
        _recogniser.stop()
    answer = orjson.loads(said)
    if reason := answer.get("refused"):
        raise Unread(reason)
    return [ink_of(page) for page in answer["pages"]]
