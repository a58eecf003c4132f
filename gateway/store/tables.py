"""The tables. No relationships, no behaviour: `rows` maps them, `queries` reads them, `writer` fills them.

A report is a key; what it says is its current extraction. A new reading is a new extraction beside the
old one, so "which reading gave this number" stays answerable. Enumerations are stored as their names.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from gateway.store.types import ExactDecimal, Moment


def _one_current(name: str, column: str) -> Index:
    """An index that lets at most one row of each key be current."""
    only = text("is_current")
    return Index(name, column, unique=True, sqlite_where=only, postgresql_where=only)


class ReportRow(SQLModel, table=True):
    """The key of a report, and when what is kept of it last changed, findings and decisions included."""

    __tablename__ = "report"
    __table_args__ = (
        Index("ix_report_place", "jurisdiction", "year", "id"),
        Index("ix_report_year", "year", "jurisdiction", "id"),
        Index("ix_report_updated", "updated_at", "id"),
    )
    id: str = Field(primary_key=True)
    jurisdiction: str
    year: int
    scope: str
    organ: str | None = None
    updated_at: datetime | None = Field(default=None, sa_type=Moment)


class DocumentRow(SQLModel, table=True):
    """One version of one page: the copies of a report are the documents that have its id."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("url", "sha256"),)
    id: int | None = Field(default=None, primary_key=True)
    report_id: str = Field(foreign_key="report.id", index=True)
    portal: str | None = Field(default=None, index=True)
    url: str
    final_url: str
    sha256: str = Field(index=True)
    media_type: str
    charset: str | None = None
    size: int
    provenance: str
    retrieved_at: datetime = Field(sa_type=Moment)


class ExtractionRow(SQLModel, table=True):
    """One reading of one document, with the report's own words about itself.

    `digest` is the hash of everything read but the place in the bytes; `version` the data version of
    the commit that last made it current or not.
    """

    __tablename__ = "extraction"
    __table_args__ = (
        _one_current("ix_extraction_current", "report_id"),
        Index("ix_extraction_version", "version"),
    )
    id: int | None = Field(default=None, primary_key=True)
    report_id: str = Field(foreign_key="report.id", index=True)
    document_id: int = Field(foreign_key="document.id", index=True)
    reader: str
    digest: str
    is_current: bool
    version: int = Field(sa_type=BigInteger)
    title: str
    format: str
    source_url: str
    content_hash: str
    publisher: str | None = None
    index_number: str | None = None
    document_number: str | None = None
    subject: str | None = None
    published_on: date | None = None
    period_start: date | None = None
    period_end: date | None = None
    provenance: str
    retrieved_at: datetime | None = Field(default=None, sa_type=Moment)
    told_twice: list[str] | None = Field(default=None, sa_type=JSON)


class SectionRow(SQLModel, table=True):
    """One part of a report, in its order."""

    __tablename__ = "section"
    extraction_id: int = Field(foreign_key="extraction.id", primary_key=True)
    position: int = Field(primary_key=True)
    number: str
    heading: str
    text: str


class SourceColumns(SQLModel):
    """Where in the document a figure stands; part of `statistic` and `figure`."""

    quote: str
    url: str
    section: str | None = None
    table_number: int | None = None
    row_label: str | None = None
    column_label: str | None = None
    page: int | None = None
    start_at: int | None = None
    end_at: int | None = None
    confidence: float | None = None


class StatisticRow(SourceColumns, table=True):
    """One number that an indicator covers. `entry` counts those of one indicator and applicant.

    `value` is exact; `value_float` repeats it for SQL that calculates.
    """

    __tablename__ = "statistic"
    __table_args__ = (UniqueConstraint("extraction_id", "indicator", "applicant", "entry"),)
    extraction_id: int = Field(foreign_key="extraction.id", primary_key=True)
    position: int = Field(primary_key=True)
    indicator: str = Field(index=True)
    applicant: str
    entry: int
    label: str
    value: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    value_float: float | None = None
    unit: str
    qualifier: str
    stated_share: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    inferred: bool


class FigureRow(SourceColumns, table=True):
    """A number that no indicator covers."""

    __tablename__ = "figure"
    extraction_id: int = Field(foreign_key="extraction.id", primary_key=True)
    position: int = Field(primary_key=True)
    label: str
    value: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    unit: str | None = None
    qualifier: str


class FindingRow(SQLModel, table=True):
    """A finding about one reading. `key` names rule and evidence, so it is the same after a new reading
    with the same evidence; `origin` tells what the reading found (READING) from the audit across years.
    """

    __tablename__ = "finding"
    __table_args__ = (UniqueConstraint("extraction_id", "key"),)
    id: int | None = Field(default=None, primary_key=True)
    extraction_id: int = Field(foreign_key="extraction.id")
    key: str = Field(index=True)
    origin: str
    rule: str = Field(index=True)
    kind: str
    severity: str
    message: str
    message_en: str
    terms: list[Any] = Field(sa_type=JSON)
    stated: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    expected: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    related: list[str] | None = Field(default=None, sa_type=JSON)
    quotes: list[str] | None = Field(default=None, sa_type=JSON)


class AssessmentRow(SQLModel, table=True):
    """What every rule says of one reading: lists of rule, outcome, and why not where it cannot be judged."""

    __tablename__ = "assessment"
    extraction_id: int = Field(foreign_key="extraction.id", primary_key=True)
    checks: list[list[str]] = Field(sa_type=JSON)


class SentenceRow(SQLModel, table=True):
    """One sentence of a reading, as a hash, so that texts can be held against each other."""

    __tablename__ = "sentence"
    __table_args__ = (Index("ix_sentence_hash", "hash"),)
    extraction_id: int = Field(foreign_key="extraction.id", primary_key=True)
    hash: int = Field(sa_type=BigInteger, primary_key=True)


class DispositionRow(SQLModel, table=True):
    """What a person decided about a finding; earlier decisions are kept."""

    __tablename__ = "disposition"
    __table_args__ = (_one_current("ix_disposition_current", "finding_key"),)
    id: int | None = Field(default=None, primary_key=True)
    finding_key: str
    disposition: str
    note: str | None = None
    decided_at: datetime = Field(sa_type=Moment)
    is_current: bool


class RevisionRow(SQLModel, table=True):
    """A page that changed after it was first stored."""

    __tablename__ = "revision"
    id: int | None = Field(default=None, primary_key=True)
    report_id: str = Field(foreign_key="report.id", index=True)
    content_hash: str
    retrieved_at: datetime = Field(sa_type=Moment)


class ChangeRow(SQLModel, table=True):
    """One figure of a revision that is not what it was."""

    __tablename__ = "change"
    revision_id: int = Field(foreign_key="revision.id", primary_key=True)
    position: int = Field(primary_key=True)
    indicator: str | None = None
    label: str
    before: Decimal | None = Field(default=None, sa_type=ExactDecimal)
    after: Decimal | None = Field(default=None, sa_type=ExactDecimal)


class DataVersionRow(SQLModel, table=True):
    """One row: a number that every committed change moves, when it did, and how far the audit has come."""

    __tablename__ = "data_version"
    id: int = Field(default=1, primary_key=True)
    value: int = Field(sa_type=BigInteger)
    moved_at: datetime | None = Field(default=None, sa_type=Moment)
    audited: int = Field(sa_type=BigInteger)


def table(row: type[SQLModel]) -> Table:
    """The table of a row class, for statements."""
    return SQLModel.metadata.tables[str(row.__tablename__)]
