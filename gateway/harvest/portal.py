"""One portal in one run: its lists are walked, and every report that is due is taken and saved.

What was read before, from pages that have not changed, by the readers of today, is left alone.
"""

import hashlib
import math
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

import anyio
import anyio.to_thread
import structlog

from adapters.errors import DocumentUnreadable, NotAReport
from adapters.families.base import ReportRef
from adapters.families.registry import accepted_by
from adapters.fetch.client import Fetcher
from adapters.fetch.snapshot import Snapshot
from adapters.pipeline import discover, take
from adapters.profiles import Profile
from adapters.taken import Taken
from gateway.harvest.attempt import attempt
from gateway.harvest.plan import due, is_current, reading_mark
from gateway.harvest.progress import Tally, handled
from gateway.harvest.remembering import RememberingFetcher
from gateway.harvest.wellness import CUT_SHORT, FIGURES_LOST, Seen, trouble
from gateway.observe.metrics import FETCHES
from gateway.store.ledger import Failure, PortalResult, usual_listing
from gateway.store.memory import Visit, note_unchanged, recall_visits, remember_visit
from gateway.store.store import Store
from gateway.store.writer import Outcome, Saved, save

log = structlog.get_logger()


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is to be done at a portal: the years, None for all; the seconds after which the run leaves it;
    the moment since which an earlier run that was cut off has done work here.
    """

    years: Collection[int] | None = None
    within_s: float = math.inf
    cut_off_since: datetime | None = None


class PortalHarvest:
    """The work at one portal. `run` never raises for what goes wrong there; it is in the result."""

    def __init__(self, profile: Profile, *, store: Store, fetcher: Fetcher, everywhere: Tally) -> None:
        self._profile = profile
        self._store = store
        self._fetcher = RememberingFetcher(fetcher, store, profile.code)
        self._everywhere = everywhere
        self._here = Tally()
        self._failures: list[Failure] = []
        self._lost: set[str] = set()
        self._listed: int | None = None

    async def run(self, task: Task) -> PortalResult:
        done: Failure | None = None
        with anyio.move_on_after(task.within_s) as patience:
            done = await attempt(self._harvest(task), self._profile.url)
        if patience.cancelled_caught:
            done = self._cut_short(task)
        return PortalResult(
            portal=self._profile.code,
            counts=self._here.done(),
            failures=tuple(self._failures),
            error=done if done is not None else await attempt(self._trouble(), self._profile.url),
            listed=self._listed,
            full=task.years is None,
        )

    async def _harvest(self, task: Task) -> None:
        found = await self._find(task.years)
        visits = await anyio.to_thread.run_sync(recall_visits, self._store, [ref.url for ref in found])
        self._fetcher.at_documents(task.cut_off_since)
        for ref in found:
            await self._take(ref, visits.get(ref.url), task.cut_off_since)

    async def _find(self, years: Collection[int] | None) -> list[ReportRef]:
        listed = await discover(self._profile, self._as_fetcher())
        self._listed, refs = len(listed), due(listed, years)
        self._fetcher.asked()
        self._count(discovered=len(refs))
        log.info("harvest.found", portal=self._profile.code, reports=len(refs))
        return refs

    async def _take(self, ref: ReportRef, visit: Visit | None, cut_off_since: datetime | None) -> None:
        before = self._fetcher.fetched
        outcome = await attempt(self._taken(ref, visit, cut_off_since), ref.url)
        self._fetcher.asked()
        fetched = int(self._fetcher.fetched > before)
        if isinstance(outcome, Failure):
            self._failures.append(outcome)
            if visit is not None and visit.report_id is not None:
                self._lost.add(ref.url)
            self._count(fetched=fetched, failed=1)
        elif outcome in {Outcome.NEW, Outcome.CHANGED}:
            self._count(fetched=fetched, stored=1)
        else:
            self._count(fetched=fetched, unchanged=1)
        result = outcome.code if isinstance(outcome, Failure) else str(outcome)
        FETCHES.labels(self._profile.code, result).inc()

    async def _taken(
        self, ref: ReportRef, visit: Visit | None, cut_off_since: datetime | None
    ) -> Outcome | Failure:
        if visit is not None and is_current(visit, ref):
            if _looked_at(visit, cut_off_since):
                return as_before(visit)
            if await self._unchanged(visit):
                await anyio.to_thread.run_sync(note_unchanged, self._store, visit.url)
                return as_before(visit)
        before = visit.report_id if visit is not None else None
        try:
            taken = await take(ref, self._profile, self._as_fetcher())
        except (NotAReport, DocumentUnreadable) as refusal:
            await self._remember(ref, report_id=before, failure_code=refusal.code, failure=str(refusal))
            raise
        assert isinstance(taken, Taken), "the remembering fetcher gives whole pages only"
        return await self._save(ref, taken)

    async def _unchanged(self, visit: Visit) -> bool:
        """Whether every page that the visit asked for still answers the same."""
        for url, sha256 in visit.pages:
            page = await self._fetcher.get(
                url,
                allow=self._profile.hosts,
                referer=self._profile.url,
                accept=accepted_by(self._profile.family),
            )
            if page.sha256 != sha256:
                return False
        return True

    async def _save(self, ref: ReportRef, taken: Taken) -> Outcome | Failure:
        arguments = document_of(taken), taken.extraction, self._profile.code
        lost: str | None = None
        # What was read is written down whole, also where the time at this portal ends meanwhile.
        with anyio.CancelScope(shield=True):
            saved = await anyio.to_thread.run_sync(save, self._store, *arguments)
            if saved.outcome is Outcome.POORER:
                lost = _lost_figures(saved)
            code = FIGURES_LOST if lost else None
            await self._remember(ref, report_id=saved.report_id, failure_code=code, failure=lost)
        log.info("store.saved", report=saved.report_id, outcome=str(saved.outcome), url=ref.url)
        return Failure(ref.url, FIGURES_LOST, lost) if lost else saved.outcome

    async def _remember(
        self,
        ref: ReportRef,
        *,
        report_id: str | None,
        failure_code: str | None = None,
        failure: str | None = None,
    ) -> None:
        visit = Visit(
            url=ref.url,
            portal=self._profile.code,
            pages=self._fetcher.asked(),
            reader=reading_mark(ref, refused=failure_code == DocumentUnreadable.code),
            report_id=report_id,
            failure_code=failure_code,
            failure=failure,
            title=ref.title,
            listed_on=ref.listed_on,
            column_year=ref.column_year,
            place=ref.place,
        )
        await anyio.to_thread.run_sync(remember_visit, self._store, visit)

    async def _trouble(self) -> Failure | None:
        usual = await anyio.to_thread.run_sync(usual_listing, self._store, self._profile.code)
        return trouble(
            Seen(
                url=self._profile.url,
                listed=self._listed or 0,
                usual=usual,
                discovered=self._here.counts.discovered,
                failures=self._failures,
                lost=frozenset(self._lost),
            )
        )

    def _cut_short(self, task: Task) -> Failure:
        done = handled(self._here.counts)
        of_all = f"{done} of {self._here.counts.discovered} reports done"
        message = f"portal was left after {task.within_s:.0f} s with {of_all}; the next run goes on here"
        log.warning("harvest.cut_short", portal=self._profile.code, done=done)
        return Failure(self._profile.url, CUT_SHORT, message)

    def _as_fetcher(self) -> Fetcher:
        """It has the two methods that the pipeline calls."""
        return cast("Fetcher", self._fetcher)

    def _count(self, **steps: int) -> None:
        self._here.add(**steps)
        self._everywhere.add(**steps)


def _looked_at(visit: Visit, since: datetime | None) -> bool:
    """Whether the run that was cut off had already looked at this report."""
    return since is not None and visit.checked_at is not None and visit.checked_at >= since


def _lost_figures(saved: Saved) -> str:
    now = f"page changed and states {saved.stated} figures where it stated {saved.stated_before}"
    return f"{now}; the earlier reading stays; look at the page"


def as_before(visit: Visit) -> Outcome | Failure:
    """What came of a visit the last time, where nothing has changed since."""
    if visit.failure_code is not None:
        return Failure(visit.url, visit.failure_code, visit.failure or "")
    return Outcome.UNCHANGED


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
