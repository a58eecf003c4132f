"""What was kept of one report's pages → a reading of today's, saved. No portal is asked.

`reread` goes through everything that is kept, `inbox` keeps a person's file first and then reads it.
"""

from dataclasses import dataclass, replace
from urllib.parse import urldefrag

import anyio.to_thread

from adapters.errors import DocumentUnreadable, FetchError, NotAReport
from adapters.families.base import ReportRef
from adapters.fetch.snapshot import Snapshot
from adapters.pipeline import taken_of
from adapters.profiles import Profile
from adapters.taken import Taken
from gateway.harvest.plan import reading_mark
from gateway.harvest.portal import document_of
from gateway.store.memory import Visit, recall_version, remember_visit
from gateway.store.store import Store
from gateway.store.writer import Outcome, save
from schema.enums import Provenance

UPLOAD = "upload:"


@dataclass(frozen=True, slots=True)
class KeptPages:
    """The pages that a visit asked for, as they were then."""

    store: Store
    visit: Visit

    async def get(self, url: str) -> Snapshot:
        """Raises FetchError for a page that was not kept."""
        pages, found = dict(self.visit.pages), None
        if url in pages:
            found = await anyio.to_thread.run_sync(recall_version, self.store, url, pages[url])
        if found is None:
            raise FetchError("page was not kept, so the report cannot be read again; harvest it", url=url)
        return found


def ref_of(visit: Visit) -> ReportRef:
    """The reference that led to a visit."""
    return ReportRef(
        portal=visit.portal or "",
        place=visit.place or "",
        url=visit.url,
        title=visit.title or "",
        listed_on=visit.listed_on,
        column_year=visit.column_year,
    )


async def read_kept(store: Store, visit: Visit, profile: Profile | None) -> Outcome:
    """Read a visit's pages and save what they say. `profile` is None for a person's file.

    Raises AdapterError where today's readers find no report there; what was read before stays.
    """
    pages, mark = KeptPages(store, visit), reading_mark(ref_of(visit))
    try:
        page = await pages.get(urldefrag(visit.url).url)
        taken = await taken_of(page, ref_of(visit), profile, pages.get)
        taken = _as_upload(taken) if visit.url.startswith(UPLOAD) else taken
    except (NotAReport, DocumentUnreadable) as refusal:
        mark = reading_mark(ref_of(visit), refused=isinstance(refusal, DocumentUnreadable))
        failed = replace(visit, reader=mark, failure_code=refusal.code, failure=str(refusal))
        await anyio.to_thread.run_sync(remember_visit, store, failed)
        raise
    saved = await anyio.to_thread.run_sync(save, store, document_of(taken), taken.extraction, visit.portal)
    done = replace(visit, reader=mark, report_id=saved.report_id, failure_code=None, failure=None)
    await anyio.to_thread.run_sync(remember_visit, store, done)
    return saved.outcome


def _as_upload(taken: Taken) -> Taken:
    """A person's file is a copy of its own kind, wherever it says it is from. Files of one report and name
    are versions of one document.
    """
    report = replace(taken.extraction.report, provenance=Provenance.UPLOAD)
    name = taken.snapshot.url.rpartition("/")[2]
    return replace(
        taken,
        snapshot=replace(taken.snapshot, url=f"{UPLOAD}{report.id}/{name}"),
        extraction=replace(taken.extraction, report=report),
    )
