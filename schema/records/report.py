"""A report: what it calls itself, whose it is, and where the copy came from."""

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime

from schema.enums import Provenance, ReportFormat, ReportScope


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """`jurisdiction` is the GB/T 2260 code valid in `year`; `year` is the year reported on.

    `organ` is set exactly when `scope` is ORGAN. `published_on` comes from the portal, never from
    the URL. `content_hash` is the SHA-256 of the document's bytes. `updated_at` is when the store last
    changed what it says of the report; it is no part of what the report says.
    """

    jurisdiction: str
    year: int
    scope: ReportScope
    title: str
    format: ReportFormat
    source_url: str
    content_hash: str
    organ: str | None = None
    publisher: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    subject: str | None = None
    published_on: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    provenance: Provenance = Provenance.OFFICIAL
    retrieved_at: datetime | None = None
    updated_at: datetime | None = field(default=None, compare=False)

    @property
    def id(self) -> str:
        """The stable key: `510500.2017`, with a digest of the organ's name where there is one."""
        return report_id(self.jurisdiction, self.year, self.organ)


def report_id(jurisdiction: str, year: int, organ: str | None = None) -> str:
    """The key of the report of a place (`510500.2017`) or of one of its organs (`310000.2019.9f2c41aa`)."""
    if organ is None:
        return f"{jurisdiction}.{year}"
    return f"{jurisdiction}.{year}.{hashlib.sha256(organ.encode()).hexdigest()[:8]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One part of a report; `number` as printed (一, 二 …), empty for what stands before the first."""

    number: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One figure that differs between two versions of a report."""

    indicator: str | None
    label: str
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A later version of a report than the first one stored, with what changed."""

    content_hash: str
    retrieved_at: datetime
    changes: tuple[Change, ...]
