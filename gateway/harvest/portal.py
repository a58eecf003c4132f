"""One portal in one run: its lists are walked, and every report that is due is taken and saved.

What was read before, from pages that have not changed, by the readers of today, is left alone.
"""

import hashlib
from collections.abc import Collection
from dataclasses import replace
from typing import cast

import anyio.to_thread
import structlog

from adapters.errors import DocumentUnreadable, FetchError, NotAReport
from adapters.families.base import ReportRef
from adapters.fetch.client import Fetcher
from adapters.fetch.snapshot import Snapshot
from adapters.pipeline import discover, take
from adapters.profiles import Profile
from adapters.taken import Taken
from gateway.harvest.attempt import attempt
from gateway.harvest.plan import due, reading_mark
from gateway.harvest.progress import Tally
from gateway.harvest.remembering import RememberingFetcher
from gateway.observe.metrics import FETCHES
from gateway.store.ledger import Failure, PortalResult
from gateway.store.memory import Visit, recall_visits, remember_visit
from gateway.store.store import Store
from gateway.store.writer import Outcome, save

log = structlog.get_logger()


class PortalHarvest:
    """The work at one portal. `run` never raises for what goes wrong there; it is in the result."""

    def __init__(self, profile: Profile, *, store: Store, fetcher: Fetcher, everywhere: Tally) -> None:
        self._profile = profile
        self._store = store
        self._fetcher = RememberingFetcher(fetcher, store, profile.code)
        self._everywhere = everywhere
        self._here = Tally()
        self._failures: list[Failure] = []

    async def run(self, years: Collection[int] | None) -> PortalResult:
        done = await attempt(self._harvest(years), self._profile.url)
        return PortalResult(
            portal=self._profile.code,
            counts=self._here.done(),
            failures=tuple(self._failures),
            error=done if isinstance(done, Failure) else self._unreachable(),
        )

    async def _harvest(self, years: Collection[int] | None) -> None:
        found = await self._find(years)
        visits = await anyio.to_thread.run_sync(recall_visits, self._store, [ref.url for ref in found])
        for ref in found:
            await self._take(ref, visits.get(ref.url))

    async def _find(self, years: Collection[int] | None) -> list[ReportRef]:
        refs = due(await discover(self._profile, self._as_fetcher()), years)
        self._fetcher.asked()
        self._count(discovered=len(refs))
        log.info("harvest.found", portal=self._profile.code, reports=len(refs))
        return refs

    async def _take(self, ref: ReportRef, visit: Visit | None) -> None:
        before = self._fetcher.fetched
        outcome = await attempt(self._taken(ref, visit), ref.url)
        self._fetcher.asked()
        fetched = int(self._fetcher.fetched > before)
        if isinstance(outcome, Failure):
            self._failures.append(outcome)
            self._count(fetched=fetched, failed=1)
        elif outcome in {Outcome.NEW, Outcome.CHANGED}:
            self._count(fetched=fetched, stored=1)
        else:
            self._count(fetched=fetched, unchanged=1)
        result = outcome.code if isinstance(outcome, Failure) else str(outcome)
        FETCHES.labels(self._profile.code, result).inc()

    async def _taken(self, ref: ReportRef, visit: Visit | None) -> Outcome | Failure:
        if visit is not None and visit.reader == reading_mark(ref) and await self._unchanged(visit):
            if visit.failure_code is not None:
                return Failure(ref.url, visit.failure_code, visit.failure or "")
            return Outcome.UNCHANGED
        try:
            taken = await take(ref, self._profile, self._as_fetcher())
        except (NotAReport, DocumentUnreadable) as refusal:
            await self._remember(ref, failure_code=refusal.code, failure=str(refusal))
            raise
        assert isinstance(taken, Taken), "the remembering fetcher gives whole pages only"
        return await self._save(ref, taken)

    async def _unchanged(self, visit: Visit) -> bool:
        """Whether every page that the visit asked for still answers the same."""
        for url, sha256 in visit.pages:
            page = await self._fetcher.get(url, allow=self._profile.hosts, referer=self._profile.url)
            if page.sha256 != sha256:
                return False
        return True

    async def _save(self, ref: ReportRef, taken: Taken) -> Outcome:
        saved = await anyio.to_thread.run_sync(
            save, self._store, document_of(taken), taken.extraction, self._profile.code
        )
        await self._remember(ref, report_id=saved.report_id)
        log.info("store.saved", report=saved.report_id, outcome=str(saved.outcome), url=ref.url)
        return saved.outcome

    async def _remember(self, ref: ReportRef, **came_of_it: str) -> None:
        visit = Visit(
            url=ref.url,
            portal=self._profile.code,
            pages=self._fetcher.asked(),
            reader=reading_mark(ref),
            **came_of_it,
        )
        await anyio.to_thread.run_sync(remember_visit, self._store, visit)

    def _as_fetcher(self) -> Fetcher:
        """It has the two methods that the pipeline calls."""
        return cast("Fetcher", self._fetcher)

    def _count(self, **steps: int) -> None:
        self._here.add(**steps)
        self._everywhere.add(**steps)

    def _unreachable(self) -> Failure | None:
        """A portal that lists reports and gives none of them is not well."""
        lost = [failure for failure in self._failures if failure.code in _FETCH_CODES]
        return lost[0] if lost and len(lost) == self._here.counts.discovered else None


def document_of(taken: Taken) -> Snapshot:
    """What was read as one document under the page's address: its bytes are those of the content hash."""
    body = taken.body
    return replace(
        taken.snapshot,
        body=body,
        sha256=hashlib.sha256(body).hexdigest(),
        final_url=taken.read[0].final_url,
        media_type=taken.read[0].media_type,
        charset=taken.read[0].charset,
    )


_FETCH_CODES = {FetchError.code, *(kind.code for kind in FetchError.__subclasses__())}
