"""The straight line: Profile → ReportRef → Snapshot → Document → Extraction. Read it top to bottom.

Reports are *found* by a family, pages *fetched*, documents *opened*, numbers *read*. `taken` holds the
second half for one page: the pages it goes on in, the file it wraps. An upstream that answers data instead
of documents (`families.base.Upstream`) reads its own answers.
"""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from urllib.parse import urldefrag

import anyio.to_thread

from adapters.documents.open import open_document
from adapters.errors import DocumentUnreadable, FetchError
from adapters.extract.extract import extract
from adapters.extract.heading.heading import Listed
from adapters.families.base import NextPage, ReportRef
from adapters.families.registry import FAMILIES, UPSTREAMS, accepted_by
from adapters.families.walk import Fetch, Walk, expected
from adapters.fetch.client import Fetcher
from adapters.fetch.guard import own_host
from adapters.fetch.snapshot import NotModified, Snapshot, Validators
from adapters.profiles import Profile
from adapters.taken import Get, Taken, take_page
from schema.records.extraction import Extraction


async def discover(profile: Profile, fetcher: Fetcher) -> list[ReportRef]:
    """Every report that the portal's lists lead to, each once. Raises LayoutChanged or FetchError."""
    found = await Walk(FAMILIES[profile.family], profile, asking(profile, fetcher)).reports()
    return expected(found, profile)


def asking(profile: Profile, fetcher: Fetcher) -> Fetch:
    """How the pages of a walk are asked for: only from hosts that the profile allows."""

    async def fetch(page: NextPage) -> Snapshot:
        url, allow, referer = page.address, profile.hosts, page.referer
        if page.method == "POST":
            said = fetcher.post(url, data=page.data, json=page.json, allow=allow, referer=referer)
            return _whole(await said)
        accept = accepted_by(profile.family)
        return _whole(await fetcher.get(url, allow=allow, referer=referer, accept=accept))

    return fetch


async def take(
    ref: ReportRef, profile: Profile, fetcher: Fetcher, previous: Validators | None = None
) -> Taken | NotModified:
    """The report behind a reference, or that its page is unchanged. Raises an AdapterError."""
    page = await fetcher.get(
        urldefrag(ref.url).url,
        allow=profile.hosts,
        previous=previous,
        referer=profile.url,
        accept=accepted_by(profile.family),
    )
    if isinstance(page, NotModified):
        return page
    return await taken_of(page, ref, profile, _getter(fetcher, profile.hosts, page.final_url))


async def taken_of(page: Snapshot, ref: ReportRef, profile: Profile | None, get: Get) -> Taken:
    """The report of a page that a reference led to; `get` fetches what belongs to it. Raises an AdapterError.

    `profile` is None for a file that no portal listed.
    """
    if profile is not None and (upstream := UPSTREAMS.get(profile.family)):
        stated = await anyio.to_thread.run_sync(upstream.read, page, ref, profile)
        # One answer may hold many reports: each is a document of its own, under the address that names it.
        return Taken(snapshot=replace(page, url=ref.url), read=(page,), extraction=stated)
    listed = Listed(title=ref.title, listed_on=ref.listed_on, column_year=ref.column_year)
    organ = profile.organ if profile is not None else None
    return await take_page(page, get, partial(extract, place=ref.place or None, organ=organ, listed=listed))


async def read_url(url: str, fetcher: Fetcher, *, place: str | None = None) -> Taken:
    """The report at an address that no profile names; only its own host is asked. Raises an AdapterError."""
    allow = frozenset({own_host(url)})
    page = _whole(await fetcher.get(url, allow=allow))
    return await take_page(page, _getter(fetcher, allow, page.final_url), partial(extract, place=place))


def read_file(source: Path | bytes, name: str | None = None, *, place: str | None = None) -> Extraction:
    """The report in a file, or in bytes that are called `name`. Raises DocumentUnreadable or NotAReport."""
    name = name or (str(source) if isinstance(source, Path) else "document")
    try:
        body = source.read_bytes() if isinstance(source, Path) else source
    except OSError as error:
        raise DocumentUnreadable(f"file cannot be read: {error.strerror}", url=name) from error
    return extract(open_document(body, url=name), place=place)


def _getter(fetcher: Fetcher, allow: Collection[str], referer: str) -> Get:
    async def get(url: str) -> Snapshot:
        return _whole(await fetcher.get(url, allow=allow, referer=referer))

    return get


def _whole(answer: Snapshot | NotModified) -> Snapshot:
    if isinstance(answer, NotModified):
        raise FetchError("portal answers 304 to a request that was not conditional", url=answer.url)
    return answer
