"""The tables of harvesting: portals, what is known of their pages, and the ledger of runs.

Rows of these tables describe the work, not the reports; they are overwritten as the work goes on.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlmodel import Field, SQLModel

from gateway.store.types import Moment


class PortalRow(SQLModel, table=True):
    """How a portal is doing; the rest of it is its profile."""

    __tablename__ = "portal"
    code: str = Field(primary_key=True)
    jurisdiction: str
    name: str
    url: str
    adapter: str
    healthy: bool | None = None
    last_success_at: datetime | None = Field(default=None, sa_type=Moment)
    last_new_report_at: datetime | None = Field(default=None, sa_type=Moment)
    last_error: str | None = None
    last_error_code: str | None = None
    expected_reports: int | None = None
    scope: str | None = None
    last_attempt_at: datetime | None = Field(default=None, sa_type=Moment)
    last_full_at: datetime | None = Field(default=None, sa_type=Moment)
    failed_runs: int | None = None
    expected_years: list[Any] | None = Field(default=None, sa_type=JSON)


class FetchRow(SQLModel, table=True):
    """What is known of an address: how to ask whether it changed, and what came of it last time."""

    __tablename__ = "fetch"
    url: str = Field(primary_key=True)
    portal: str | None = Field(default=None, index=True)
    final_url: str
    media_type: str
    charset: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    sha256: str
    fetched_at: datetime = Field(sa_type=Moment)


class VisitRow(SQLModel, table=True):
    """What came of a report that a portal lists: the report, or why there is none.

    `pages` are the addresses that were asked for it, each with the hash of what they answered. With a
    failure, `report_id` is the report that the address gave before. The last four are what the list said.
    """

    __tablename__ = "visit"
    url: str = Field(primary_key=True)
    portal: str | None = Field(default=None, index=True)
    pages: list[Any] = Field(sa_type=JSON)
    reader: str
    report_id: str | None = None
    failure_code: str | None = None
    failure: str | None = None
    checked_at: datetime | None = Field(default=None, sa_type=Moment)
    title: str | None = None
    listed_on: date | None = None
    column_year: int | None = None
    place: str | None = None


class HarvestRunRow(SQLModel, table=True):
    """One run over some portals. Not finished: under way while `alive_at` is fresh, else cut off."""

    __tablename__ = "harvest_run"
    __table_args__ = (Index("ix_harvest_run_started_at", "started_at"),)
    id: str = Field(primary_key=True)
    started_at: datetime = Field(sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    kind: str | None = None
    years: list[Any] | None = Field(default=None, sa_type=JSON)
    alive_at: datetime | None = Field(default=None, sa_type=Moment)


class HarvestPortalRow(SQLModel, table=True):
    """What a run did at one portal. Not finished: the run is at it, or was cut off there.

    `listed` counts all reports that its lists lead to, `discovered` those that were due.
    """

    __tablename__ = "harvest_portal"
    __table_args__ = (Index("ix_harvest_portal_portal", "portal", "started_at"),)
    run_id: str = Field(foreign_key="harvest_run.id", primary_key=True)
    portal: str = Field(primary_key=True)
    discovered: int
    fetched: int
    stored: int
    unchanged: int
    failed: int
    error_code: str | None = None
    error: str | None = None
    listed: int | None = None
    started_at: datetime | None = Field(default=None, sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)


class HarvestFailureRow(SQLModel, table=True):
    """A listed report that gave none, and why."""

    __tablename__ = "harvest_failure"
    id: int | None = Field(default=None, primary_key=True)
    run_id: str = Field(foreign_key="harvest_run.id", index=True)
    portal: str
    url: str
    code: str
    message: str
