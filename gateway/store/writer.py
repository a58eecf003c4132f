"""Snapshot + Extraction → rows. The one way in: one reading, one transaction, and twice is once.

The bytes are kept first, then everything that was read from them in one commit; whoever is killed in
between leaves a document that nothing speaks of, and the next run completes it. Which of several copies
a report speaks through is decided by `precedence`; what it said before stays stored.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select, update
from sqlmodel import Session, SQLModel

from adapters.fetch.snapshot import Snapshot
from gateway.observe.metrics import FINDINGS, REPORTS
from gateway.store import precedence, rows, version
from gateway.store.engine import writing
from gateway.store.evidence import digest, finding_key, values_by_term
from gateway.store.revisions import by_key, change_finding, change_rows, differences
from gateway.store.store import Store
from gateway.store.tables import (
    DocumentRow,
    ExtractionRow,
    FigureRow,
    FindingRow,
    ReportRow,
    RevisionRow,
    StatisticRow,
    table,
)
from schema.records.extraction import Extraction

READING, CHANGE = "READING", "CHANGE"
_DOCUMENT, _EXTRACTION, _REPORT = table(DocumentRow), table(ExtractionRow), table(ReportRow)
_STATISTIC, _FIGURE, _FINDING = table(StatisticRow), table(FigureRow), table(FindingRow)


class Outcome(StrEnum):
    """What saving did. BESIDE: kept, but another copy of the report goes before it. POORER: kept, but the
    page lost most of its figures since it was last read, and the reading from then stays.
    """

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    BESIDE = "beside"
    POORER = "poorer"


@dataclass(frozen=True, slots=True)
class Saved:
    """Which report a reading went to, and what that did to it. `stated` counts the figures that have a
    value, `stated_before` those of the reading that spoke until now.
    """

    report_id: str
    outcome: Outcome
    stated: int = field(default=0, compare=False)
    stated_before: int = field(default=0, compare=False)

    @property
    def stored(self) -> bool:
        """Whether the report says something new now."""
        return self.outcome in {Outcome.NEW, Outcome.CHANGED}


def save(store: Store, snapshot: Snapshot, extraction: Extraction, portal: str | None = None) -> Saved:
    """Keep the document and what was read from it. Raises StoreError, and then nothing was saved."""
    store.blobs.put(snapshot.body)
    with writing(store.engine) as connection, Session(connection) as session:
        saved = _Save(session, connection, snapshot, extraction, portal).run()
        session.flush()
    REPORTS.labels(saved.outcome).inc()
    for finding in extraction.findings if saved.stored else ():
        FINDINGS.labels(finding.rule).inc()
    return saved


class _Save:
    """One transaction's work on one report."""

    def __init__(
        self,
        session: Session,
        connection: Connection,
        snapshot: Snapshot,
        extraction: Extraction,
        portal: str | None,
    ) -> None:
        self._session = session
        self._connection = connection
        self._snapshot = snapshot
        self._extraction = extraction
        self._portal = portal
        self._report = extraction.report
        self._digest = digest(extraction)
        self._stated = sum(statistic.value is not None for statistic in extraction.statistics)
        self._stated_before = 0
        self._inherited: set[str] = set()

    def run(self) -> Saved:
        retired = precedence.retire(self._connection, self._snapshot.url, keep=self._report.id)
        self._ensure_report()
        document = self._ensure_document()
        current = precedence.current(self._connection, self._report.id)
        outcome = self._decide(current, document)
        poorer_again = outcome is Outcome.POORER and self._stands_beside(document)
        if outcome is not Outcome.UNCHANGED and not poorer_again:
            self._store(outcome, document, current)
        if retired or outcome in {Outcome.NEW, Outcome.CHANGED}:
            version.move(self._connection, [*retired, self._report.id])
        return Saved(self._report.id, outcome, self._stated, self._stated_before)

    def _decide(self, current: Any, document: int) -> Outcome:
        if current is None:
            return Outcome.NEW
        if self._digest == current.digest:
            return Outcome.UNCHANGED
        newcomer = precedence.Copy(self._snapshot.url, self._report.provenance, self._stated)
        incumbent = precedence.copy_of(self._connection, current)
        self._stated_before = incumbent.stated
        if self._is_revision(current) and precedence.far_poorer(newcomer, incumbent):
            return Outcome.POORER
        if precedence.goes_before(newcomer, incumbent):
            return Outcome.CHANGED
        return Outcome.UNCHANGED if self._stands_beside(document) else Outcome.BESIDE

    def _stands_beside(self, document: int) -> bool:
        """Whether this very reading of this document is stored already."""
        same = (
            _EXTRACTION.c.document_id == document,
            _EXTRACTION.c.report_id == self._report.id,
            _EXTRACTION.c.digest == self._digest,
        )
        return self._connection.execute(select(_EXTRACTION.c.id).where(*same)).first() is not None

    def _store(self, outcome: Outcome, document: int, current: Any) -> None:
        is_current = outcome in {Outcome.NEW, Outcome.CHANGED}
        if is_current and current is not None:
            self._supersede(current)
        reading = rows.extraction_row(
            self._report,
            document_id=document,
            reader=self._extraction.reader,
            digest=self._digest,
            is_current=is_current,
            version=version.data_version(self._connection) + 1,
            told_twice=list(self._extraction.told_twice) or None,
        )
        self._add(reading)
        assert reading.id is not None, "flushed rows have an id"
        self._store_parts(reading.id)
        if outcome is Outcome.CHANGED:
            self._inherit(reading.id, current)
            if self._is_revision(current):
                self._store_revision(reading.id, current)

    def _store_parts(self, reading: int) -> None:
        said = self._extraction
        sections = [rows.section_row(part, reading, nth) for nth, part in enumerate(said.sections)]
        figures = [rows.figure_row(figure, reading, nth) for nth, figure in enumerate(said.figures)]
        self._add(*sections, *rows.statistic_rows(said.statistics, reading), *figures)
        values = values_by_term(said.statistics)
        # Two findings of one rule with one evidence are one finding said twice.
        findings = {finding_key(self._report.id, finding, values): finding for finding in said.findings}
        for key, finding in findings.items():
            self._add(rows.finding_row(finding, key=key, extraction_id=reading, origin=READING))

    def _supersede(self, current: Any) -> None:
        superseded = update(_EXTRACTION).where(_EXTRACTION.c.id == current.id)
        self._connection.execute(superseded.values(is_current=False))

    def _is_revision(self, current: Any) -> bool:
        """The same page with other bytes; another copy of the report is not a change of it."""
        return bool(current.url == self._snapshot.url and current.sha256 != self._snapshot.sha256)

    def _store_revision(self, reading: int, current: Any) -> None:
        row = RevisionRow(
            report_id=self._report.id,
            content_hash=self._snapshot.sha256,
            retrieved_at=self._snapshot.fetched_at,
        )
        self._add(row)
        assert row.id is not None, "flushed rows have an id"
        same_reader = current.reader == self._extraction.reader
        before, after = self._printed(current.id), self._printed(reading)
        differing = differences(before, after, same_reader=same_reader)
        self._add(*change_rows(row.id, differing))
        finding = change_finding(differing)
        key = finding_key(self._report.id, finding, values_by_term(self._extraction.statistics))
        if key not in self._inherited:
            self._add(rows.finding_row(finding, key=key, extraction_id=reading, origin=CHANGE))

    def _inherit(self, reading: int, current: Any) -> None:
        """That a page was changed stays said, whoever reads it again."""
        of_before = _FINDING.c.extraction_id == current.id, _FINDING.c.origin == CHANGE
        for line in self._connection.execute(select(_FINDING).where(*of_before)).mappings():
            self._inherited.add(line["key"])
            self._add(FindingRow(**{**line, "id": None, "extraction_id": reading}))

    def _printed(self, reading: int) -> Any:
        parts = (
            select(part).where(part.c.extraction_id == reading).order_by(part.c.position)
            for part in (_STATISTIC, _FIGURE)
        )
        return by_key(*(self._connection.execute(part).all() for part in parts))

    def _ensure_report(self) -> None:
        if (
            self._connection.execute(select(_REPORT.c.id).where(_REPORT.c.id == self._report.id)).first()
            is None
        ):
            self._add(rows.report_row(self._report))

    def _ensure_document(self) -> int:
        """The id of this version of the page."""
        snapshot = self._snapshot
        same = _DOCUMENT.c.url == snapshot.url, _DOCUMENT.c.sha256 == snapshot.sha256
        found = self._connection.execute(select(_DOCUMENT.c.id).where(*same)).scalar()
        if found is not None:
            return int(found)
        row = DocumentRow(
            report_id=self._report.id,
            portal=self._portal,
            url=snapshot.url,
            final_url=snapshot.final_url,
            sha256=snapshot.sha256,
            media_type=snapshot.media_type,
            charset=snapshot.charset,
            size=len(snapshot.body),
            provenance=self._report.provenance,
            retrieved_at=snapshot.fetched_at,
        )
        self._add(row)
        assert row.id is not None, "flushed rows have an id"
        return row.id

    def _add(self, *new: SQLModel) -> None:
        self._session.add_all(new)
        self._session.flush()
