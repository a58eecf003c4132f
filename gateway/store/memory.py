"""What is remembered of a portal's pages between runs, so that what has not changed is not fetched again.

`fetch` knows an address: its validators and what it answered. `visit` knows a listed report: which pages
were asked for it, by which version of the readers, and what came of it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlmodel import Session

from adapters.fetch.snapshot import Snapshot
from gateway.store.engine import reading, writing
from gateway.store.harvest_tables import FetchRow, VisitRow
from gateway.store.store import Store
from gateway.store.tables import table

_FETCH, _VISIT = table(FetchRow), table(VisitRow)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """`pages` are pairs of address and hash. With a `failure`, `report_id` is what the address gave before.
    `checked_at` is when its pages were last looked at.
    """

    url: str
    portal: str | None
    pages: tuple[tuple[str, str], ...]
    reader: str
    report_id: str | None = None
    failure_code: str | None = None
    failure: str | None = None
    checked_at: datetime | None = None
    title: str | None = None
    listed_on: date | None = None
    column_year: int | None = None
    place: str | None = None


def recall_page(store: Store, url: str) -> Snapshot | None:
    """The page as it was last seen, None where it never was or its bytes are gone."""
    return recall_version(store, url, None)


def recall_version(store: Store, url: str, sha256: str | None) -> Snapshot | None:
    """The page as it was when it had that hash, None where it was not kept. None asks for the last one."""
    with reading(store.engine) as connection:
        line = connection.execute(select(_FETCH).where(_FETCH.c.url == url)).first()
    if line is None:
        return None
    wanted = sha256 or str(line.sha256)
    if wanted not in store.blobs:
        return None
    return Snapshot(
        url=url,
        final_url=line.final_url,
        status=200,
        media_type=line.media_type,
        charset=line.charset,
        body=store.blobs.get(wanted),
        sha256=wanted,
        fetched_at=line.fetched_at,
        etag=line.etag,
        last_modified=line.last_modified,
    )


def remember_page(store: Store, page: Snapshot, portal: str | None) -> None:
    """Keep a page and how to ask whether it changed."""
    store.blobs.put(page.body)
    row = FetchRow(
        url=page.url,
        portal=portal,
        final_url=page.final_url,
        media_type=page.media_type,
        charset=page.charset,
        etag=page.etag,
        last_modified=page.last_modified,
        sha256=page.sha256,
        fetched_at=page.fetched_at,
    )
    with writing(store.engine) as connection:
        _replace(connection, _FETCH, row)


def recall_visits(store: Store, urls: Collection[str]) -> dict[str, Visit]:
    """What is known of those listed reports, by address."""
    with reading(store.engine) as connection:
        lines = connection.execute(select(_VISIT).where(_VISIT.c.url.in_(urls))).all()
    return {line.url: _visit(line) for line in lines}


def all_visits(store: Store, portals: Collection[str] | None) -> list[Visit]:
    """What is known of all listed reports and people's files, or of those of some portals; by portal."""
    wanted = select(_VISIT).order_by(_VISIT.c.portal, _VISIT.c.url)
    if portals is not None:
        wanted = wanted.where(_VISIT.c.portal.in_(portals))
    with reading(store.engine) as connection:
        return [_visit(line) for line in connection.execute(wanted)]


def remember_visit(store: Store, visit: Visit) -> None:
    """Without a moment in `checked_at` the pages were looked at just now."""
    row = VisitRow(
        url=visit.url,
        portal=visit.portal,
        pages=[list(page) for page in visit.pages],
        reader=visit.reader,
        report_id=visit.report_id,
        failure_code=visit.failure_code,
        failure=visit.failure,
        checked_at=visit.checked_at or datetime.now(UTC),
        title=visit.title,
        listed_on=visit.listed_on,
        column_year=visit.column_year,
        place=visit.place,
    )
    with writing(store.engine) as connection:
        _replace(connection, _VISIT, row)


def note_unchanged(store: Store, url: str) -> None:
    """The pages of a visit were looked at and are what they were."""
    with writing(store.engine) as connection:
        looked = update(_VISIT).where(_VISIT.c.url == url)
        connection.execute(looked.values(checked_at=datetime.now(UTC)))


def _replace(connection: Connection, target: Any, row: FetchRow | VisitRow) -> None:
    connection.execute(delete(target).where(target.c.url == row.url))
    with Session(connection) as session:
        session.add(row)
        session.flush()


def _visit(line: Any) -> Visit:
    return Visit(
        url=line.url,
        portal=line.portal,
        pages=tuple((url, sha256) for url, sha256 in line.pages),
        reader=line.reader,
        report_id=line.report_id,
        failure_code=line.failure_code,
        failure=line.failure,
        checked_at=line.checked_at,
        title=line.title,
        listed_on=line.listed_on,
        column_year=line.column_year,
        place=line.place,
    )
