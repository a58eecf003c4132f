"""Snapshot → Taken: one page with all that belongs to it, read. The second half of `pipeline`.

A page may be the whole report, its beginning (it goes on in `t…_1.html`), or a wrapper around a
file or a frame.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import anyio.to_thread

from adapters.documents.document import Document
from adapters.documents.open import open_document
from adapters.errors import AdapterError, DocumentUnreadable, NotAReport, TooLarge
from adapters.families.links import embedded, page_text, tree
from adapters.families.paging import body_pages
from adapters.fetch.limits import UNHURRIED
from adapters.fetch.snapshot import Snapshot
from adapters.stitch import stitch
from adapters.titles import read_title
from schema.records.extraction import Extraction

A = TypeVar("A")
B = TypeVar("B")
Get = Callable[[str], Awaitable[Snapshot]]
Read = Callable[..., Extraction]
MOST_ATTACHMENTS = 3
MOST_BYTES = UNHURRIED.file_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A report with what it was read from: `snapshot` is the page, `read` the bodies that hold the text
    (the page and those it goes on in, or its attachment). Their `body` has the report's content hash.
    """

    snapshot: Snapshot
    read: tuple[Snapshot, ...]
    extraction: Extraction

    @property
    def body(self) -> bytes:
        return _joined(self.read)


async def take_page(page: Snapshot, get: Get, read: Read) -> Taken:
    """The report of a page. `get` fetches what belongs to it, `read` is `extract` that knows the portal."""
    read = partial(read, retrieved_at=page.fetched_at)
    bodies = await _bodies(page, get)
    document = await _apart(_open, bodies)
    try:
        return Taken(snapshot=page, read=bodies, extraction=await _apart(read, document))
    except NotAReport as refusal:
        return await _attached(page, document, get, read, refusal)


async def _attached(page: Snapshot, wrapper: Document, get: Get, read: Read, refusal: NotAReport) -> Taken:
    """The report in what the page only wraps: a file (详见附件), a viewer, a frame. Else raises `refusal`."""
    reason: AdapterError = refusal
    for url in (*attachments(wrapper), *_embedded(page))[:MOST_ATTACHMENTS]:
        body = await get(url)
        try:
            opened = await _apart(_open, (body,))
            return Taken(snapshot=page, read=(body,), extraction=await _apart(read, opened))
        except (DocumentUnreadable, NotAReport) as error:
            reason = error
    raise reason


def attachments(wrapper: Document) -> Sequence[str]:
    """The files behind a page that may be its report: those called like one, else all."""
    called = [url for text, url in wrapper.links if read_title(text) is not None]
    return called or [url for _, url in wrapper.links]


def _embedded(page: Snapshot) -> Sequence[str]:
    return embedded(tree(page_text(page)), page.final_url) if "html" in page.media_type else ()


async def _bodies(page: Snapshot, get: Get) -> tuple[Snapshot, ...]:
    """The page and those it goes on in. Raises TooLarge: how many there are is for the page to say."""
    bodies, size = [page], len(page.body)
    for url in _further(page):
        bodies.append(await get(url))
        size += len(bodies[-1].body)
        if size > MOST_BYTES:
            raise TooLarge(f"article goes on past {MOST_BYTES} bytes", url=url)
    return tuple(bodies)


def _further(page: Snapshot) -> Sequence[str]:
    return body_pages(page_text(page), page.final_url) if "html" in page.media_type else ()


def _open(bodies: Sequence[Snapshot]) -> Document:
    opened = [
        open_document(each.body, url=each.final_url, media_type=each.media_type, charset=each.charset)
        for each in bodies
    ]
    return opened[0] if len(opened) == 1 else stitch(opened, _joined(bodies))


async def _apart(work: Callable[[A], B], on: A) -> B:
    """In a thread: opening a large file takes seconds, in which other portals go on being asked."""
    return await anyio.to_thread.run_sync(work, on)


def _joined(bodies: Sequence[Snapshot]) -> bytes:
    return b"".join(each.body for each in bodies)
