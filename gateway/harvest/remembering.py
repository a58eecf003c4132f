"""A fetcher that asks only whether a page has changed since the last run. Stands before the real one.

What a portal says is unchanged comes back from the store, so `discover` and `take` need not know. For
one listed report an address is asked once. What a run that was cut off had fetched is not even asked for
again by the run that completes it. `fetched` counts what really came over the wire.
"""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import anyio.to_thread

from adapters.fetch.client import Fetcher
from adapters.fetch.snapshot import NotModified, Snapshot, Validators
from gateway.store.memory import recall_page, remember_page
from gateway.store.store import Store


class RememberingFetcher:
    """Has the `get` and `post` of a Fetcher, for one portal and one run."""

    def __init__(self, fetcher: Fetcher, store: Store, portal: str) -> None:
        self._fetcher = fetcher
        self._store = store
        self._portal = portal
        self._seen: dict[str, Snapshot] = {}
        self._asked: dict[str, str] = {}
        self.fetched = 0
        self._fresh_since: datetime | None = None

    def at_documents(self, fresh_since: datetime | None) -> None:
        """From here on pages are reports' own: kept even where they have no validators, and those fetched
        since that moment are taken as they are.
        """
        self._fresh_since = fresh_since or datetime.max.replace(tzinfo=UTC)
        self._seen = {}

    async def get(
        self,
        url: str,
        *,
        allow: Collection[str],
        previous: Validators | None = None,  # noqa: ARG002 - what is remembered here knows better
        referer: str | None = None,
        accept: str | None = None,
    ) -> Snapshot:
        """The page as it is now. Raises FetchError or one of its kinds."""
        page = self._seen.get(url) or await self._ask(url, allow, referer, accept)
        # Of a list only the last page is held: all together cost as much memory as the portal likes.
        self._seen = {url: page} if self._fresh_since is None else {**self._seen, url: page}
        self._asked[url] = page.sha256
        return page

    async def post(
        self,
        url: str,
        *,
        data: Mapping[str, Any],
        json: bool = False,
        allow: Collection[str],
        referer: str | None = None,
    ) -> Snapshot | NotModified:
        """The answer to a form; forms have no validators."""
        self.fetched += 1
        return await self._fetcher.post(url, data=data, json=json, allow=allow, referer=referer)

    def asked(self) -> tuple[tuple[str, str], ...]:
        """Address and hash of every page asked for since the last call.

        Their bodies are let go, but for the last: the next report may stand in the same file.
        """
        pages = tuple(self._asked.items())
        self._asked, self._seen = {}, dict(tuple(self._seen.items())[-1:])
        return pages

    async def _ask(
        self, url: str, allow: Collection[str], referer: str | None, accept: str | None
    ) -> Snapshot:
        known = await anyio.to_thread.run_sync(recall_page, self._store, url)
        if known is not None and self._fresh_since is not None and known.fetched_at >= self._fresh_since:
            return known
        answer = await self._fetcher.get(
            url,
            allow=allow,
            previous=known.validators if known else None,
            referer=referer,
            accept=accept,
        )
        if isinstance(answer, NotModified):
            assert known is not None, "only conditional requests are answered with 304"
            return replace(known, fetched_at=answer.fetched_at)
        self.fetched += 1
        if answer.etag or answer.last_modified or self._fresh_since is not None:
            await anyio.to_thread.run_sync(remember_page, self._store, answer, self._portal)
        return answer
