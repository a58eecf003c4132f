"""A folder of documents that a person downloaded → reports in the store, as uploads.

For reports that no portal gives us: behind a challenge, taken off, sent by post. Every file that is a
report is saved with provenance UPLOAD; an official copy goes before it, whichever comes first. Beside a
file may stand its address (`report.pdf.url` or `report.url`: a bare address, or a browser's shortcut);
a folder that is called by a division's code says whose reports are in it. Files are left where they are,
and reading them again changes nothing.
"""

import hashlib
import mimetypes
import re
from datetime import UTC, datetime
from pathlib import Path

import anyio.to_thread

from adapters.documents.scan.recognition import is_on
from adapters.errors import DocumentUnreadable
from adapters.fetch.snapshot import Snapshot
from gateway.errors import InboxUnreadable
from gateway.harvest.attempt import attempt
from gateway.harvest.kept import UPLOAD, read_kept, ref_of
from gateway.harvest.plan import is_current
from gateway.harvest.portal import as_before
from gateway.harvest.progress import OnProgress
from gateway.harvest.runner import HarvestSummary
from gateway.harvest.steps import Steps
from gateway.store.ledger import Failure
from gateway.store.memory import Visit, recall_visits, remember_page
from gateway.store.store import Store
from gateway.store.writer import Outcome
from schema.enums import RunKind

INBOX = "inbox"
KINDS = (".pdf", ".doc", ".docx", ".xls", ".xlsx", ".htm", ".html", ".shtml", ".txt")
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif")
_ADDRESS = re.compile(r"https?://\S+")
_DIVISION = re.compile(r"\d{6}(-[a-z]+)?")


async def take_in(folder: Path, *, store: Store, on_progress: OnProgress | None = None) -> HarvestSummary:
    """Read every document of a folder. Raises InboxUnreadable; a file that is no report is in the result."""
    files = await anyio.to_thread.run_sync(files_in, folder)
    steps = Steps(store, RunKind.INBOX, on_progress)
    await steps.begin([INBOX] * len(files))
    for file in files:
        await steps.take(INBOX, attempt(_take(file, folder, store), str(file)))
    return await steps.end()


def files_in(folder: Path) -> list[Path]:
    """The documents of a folder and of the folders in it, by name. Raises InboxUnreadable."""
    if not folder.is_dir():
        raise InboxUnreadable(f"{folder} is no folder; make it and put documents there")
    try:
        kinds = (*KINDS, *PICTURES) if is_on() else KINDS
        found = [path for path in folder.rglob("*") if path.suffix.lower() in kinds and path.is_file()]
    except OSError as error:
        raise InboxUnreadable(f"{folder} cannot be read: {error.strerror}") from error
    return sorted(path for path in found if not path.name.startswith((".", "~")))


async def _take(file: Path, folder: Path, store: Store) -> Outcome | Failure:
    page = await anyio.to_thread.run_sync(snapshot_of, file)
    visit = Visit(
        url=page.url,
        portal=None,
        pages=((page.url, page.sha256),),
        reader="",
        title=file.stem,
        place=_division(file, folder),
    )
    known = (await anyio.to_thread.run_sync(recall_visits, store, [visit.url])).get(visit.url)
    if known is not None and is_current(known, ref_of(visit)):
        return as_before(known)
    await anyio.to_thread.run_sync(remember_page, store, page, None)
    return await read_kept(store, visit, None)


def snapshot_of(file: Path) -> Snapshot:
    """The file as if it had been fetched. Raises DocumentUnreadable."""
    try:
        body, changed = file.read_bytes(), datetime.fromtimestamp(file.stat().st_mtime, UTC)
    except OSError as error:
        raise DocumentUnreadable(f"file cannot be read: {error.strerror}", url=str(file)) from error
    sha256 = hashlib.sha256(body).hexdigest()
    kind, _ = mimetypes.guess_type(file.name)
    return Snapshot(
        url=f"{UPLOAD}{sha256[:16]}/{file.name}",
        final_url=_address(file) or f"{UPLOAD}{file.name}",
        status=200,
        media_type=kind or "application/octet-stream",
        charset=None,
        body=body,
        sha256=sha256,
        fetched_at=changed,
    )


def _address(file: Path) -> str | None:
    """Where the file is from, if something beside it says so."""
    for beside in (file.with_name(f"{file.name}.url"), file.with_suffix(".url")):
        try:
            found = _ADDRESS.search(beside.read_text("utf-8", "replace"))
        except OSError:
            continue
        if found is not None:
            return found.group()
    return None


def _division(file: Path, folder: Path) -> str | None:
    """The code in the name of the nearest folder that has one: 510500, 510500 泸州."""
    for parent in file.parents:
        if found := _DIVISION.match(parent.name):
            return found.group()
        if parent == folder:
            break
    return None
