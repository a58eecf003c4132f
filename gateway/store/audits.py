"""What the audit asks of the store: what changed, what reports say, what others say, room for findings."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Select, delete, select
from sqlmodel import Session

from gateway.store import queries, rows, version
from gateway.store.engine import reading, writing
from gateway.store.evidence import finding_key, values_by_term
from gateway.store.queries import DOCUMENT, EXTRACTION, FIGURE, FINDING, REPORT, SECTION, STATISTIC, speaks
from gateway.store.store import Store
from gateway.store.tables import AssessmentRow, table
from schema.enums import Applicant, Qualifier, ReportFormat
from schema.records.check import Check
from schema.records.extraction import Extraction
from schema.records.finding import Finding

AUDIT = "AUDIT"
ON_OTHERS = ("S-DUP", "S-SAME")  # rules whose findings name other reports
ASSESSMENT = table(AssessmentRow)


@dataclass(frozen=True, slots=True)
class Key:
    """A report: whose, and of which year. `organ` is None for a whole place."""

    id: str
    jurisdiction: str
    organ: str | None
    year: int


@dataclass(frozen=True, slots=True)
class Audited:
    """What a report says now, and the number of the reading in which it says so."""

    reading: int
    said: Extraction

    @property
    def id(self) -> str:
        return self.said.report.id


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the audit says of one reading."""

    audited: Audited
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """What one report states of a few indicators, exactly and for all applicants."""

    key: Key
    format: ReportFormat
    values: Mapping[str, Decimal]


def unaudited(store: Store) -> tuple[int, list[Key]]:
    """The data version now, and the reports whose readings have changed since the last audit."""
    with reading(store.engine) as connection:
        now, seen = version.data_version(connection), version.audited_version(connection)
        changed = _keys().join(EXTRACTION, EXTRACTION.c.report_id == REPORT.c.id).distinct()
        return now, _read_keys(connection, changed.where(EXTRACTION.c.version > seen))


def stored_reports(store: Store, places: Collection[str] | None = None) -> tuple[int, list[Key]]:
    """The data version now, and every report that says something, of those places or of all."""
    with reading(store.engine) as connection:
        query = _keys().join(EXTRACTION, speaks())
        if places is not None:
            query = query.where(REPORT.c.jurisdiction.in_(sorted(places)))
        return version.data_version(connection), _read_keys(connection, query)


def audited_reports(connection: Connection, ids: Collection[str]) -> list[Audited]:
    """What reports say now; those that say nothing any more are left out."""
    query = queries.reports_by_id(ids).add_columns(
        EXTRACTION.c.id.label("reading"), EXTRACTION.c.reader, EXTRACTION.c.told_twice
    )
    lines = connection.execute(query).all()
    readings = [line.reading for line in lines]
    statistics = _parts(connection, STATISTIC, readings, rows.statistic_of)
    figures = _parts(connection, FIGURE, readings, rows.figure_of)
    sections = _parts(connection, SECTION, readings, rows.section_of)
    findings = _findings(connection, readings)
    return [
        Audited(
            line.reading,
            Extraction(
                report=rows.report_of(line),
                sections=tuple(sections.get(line.reading, ())),
                statistics=tuple(statistics.get(line.reading, ())),
                figures=tuple(figures.get(line.reading, ())),
                findings=tuple(findings.get(line.reading, ())),
                reader=line.reader,
                told_twice=tuple(line.told_twice or ()),
            ),
        )
        for line in lines
    ]


def stated_in(connection: Connection, year: int, codes: Collection[str]) -> list[Stated]:
    """What every report of a year states of some indicators."""
    query = (
        select(REPORT.c.id, REPORT.c.jurisdiction, REPORT.c.organ, REPORT.c.year, EXTRACTION.c.format)
        .add_columns(STATISTIC.c.indicator, STATISTIC.c.value)
        .join(EXTRACTION, speaks())
        .outerjoin(
            STATISTIC,
            (STATISTIC.c.extraction_id == EXTRACTION.c.id)
            & STATISTIC.c.indicator.in_(sorted(codes))
            & (STATISTIC.c.applicant == Applicant.TOTAL)
            & (STATISTIC.c.qualifier == Qualifier.EXACT)
            & (STATISTIC.c.entry == 0),
        )
        .where(REPORT.c.year == year)
    )
    found: dict[str, tuple[Key, str, dict[str, Decimal]]] = {}
    for line in connection.execute(query):
        key = Key(line.id, line.jurisdiction, line.organ, line.year)
        _, _, values = found.setdefault(line.id, (key, line.format, {}))
        if line.value is not None:
            values[line.indicator] = line.value
    return [Stated(key, ReportFormat(form), values) for key, form, values in found.values()]


def twins(connection: Connection, ids: Collection[str]) -> dict[str, Key]:
    """The reports that speak through the very bytes that those do, from another address; by id.

    A file of open data holds many reports, each at its fragment of one address: those are no twins.
    """
    documents = _keys().join(EXTRACTION, speaks()).join(DOCUMENT, DOCUMENT.c.id == EXTRACTION.c.document_id)
    documents = documents.add_columns(DOCUMENT.c.sha256, DOCUMENT.c.url)
    asked: dict[str, set[str]] = {}
    for line in connection.execute(documents.where(REPORT.c.id.in_(ids))):
        asked.setdefault(line.sha256, set()).add(_address(line.url))
    found = connection.execute(documents.where(DOCUMENT.c.sha256.in_(asked)).order_by(REPORT.c.id))
    return {line.id: Key(*line[:4]) for line in found if asked[line.sha256] - {_address(line.url)}}


def _address(url: str) -> str:
    return url.partition("#")[0]


def related_to(connection: Connection, ids: Collection[str]) -> set[str]:
    """The reports with findings that rest on those others."""
    query = (
        select(EXTRACTION.c.report_id, FINDING.c.related)
        .join(EXTRACTION, (EXTRACTION.c.id == FINDING.c.extraction_id) & EXTRACTION.c.is_current)
        .where(FINDING.c.rule.in_(ON_OTHERS))
    )
    wanted = set(ids)
    return {line.report_id for line in connection.execute(query) if wanted & set(line.related)}


def record(store: Store, verdicts: Sequence[Verdict]) -> None:
    """Let these be the audit's findings and checks; a reading that no longer speaks is passed over."""
    with writing(store.engine) as connection, Session(connection) as session:
        speaking = _still_speaking(connection, [one.audited.reading for one in verdicts])
        changed = [
            one.audited.id
            for one in verdicts
            if one.audited.reading in speaking and _record(connection, session, one)
        ]
        if changed:
            session.flush()
            version.move(connection, changed)


def mark_audited(store: Store, up_to: int) -> None:
    with writing(store.engine) as connection:
        version.set_audited(connection, up_to)


def checks_as_json(checks: Iterable[Check]) -> list[list[str]]:
    return [[one.rule, str(one.outcome), one.reason, one.reason_en] for one in checks]


def _record(connection: Connection, session: Session, verdict: Verdict) -> bool:
    """Whether anything is not as it was."""
    findings = _replace_findings(connection, session, verdict)
    return _replace_checks(connection, session, verdict) or findings


def _replace_findings(connection: Connection, session: Session, verdict: Verdict) -> bool:
    said, number = verdict.audited.said, verdict.audited.reading
    values = values_by_term(said.statistics)
    wanted = {finding_key(said.report.id, finding, values): finding for finding in verdict.findings}
    of_reading = FINDING.c.extraction_id == number
    lines = connection.execute(
        select(FINDING.c.key, FINDING.c.origin, FINDING.c.message).where(of_reading)
    ).all()
    before = {line.key: line.message for line in lines if line.origin == AUDIT}
    by_reader = {line.key for line in lines if line.origin != AUDIT}
    wanted = {key: finding for key, finding in wanted.items() if key not in by_reader}
    if {key: finding.message for key, finding in wanted.items()} == before:
        return False
    connection.execute(delete(FINDING).where(of_reading, FINDING.c.origin == AUDIT))
    for key, finding in wanted.items():
        session.add(rows.finding_row(finding, key=key, extraction_id=number, origin=AUDIT))
    return True


def _replace_checks(connection: Connection, session: Session, verdict: Verdict) -> bool:
    number, checks = verdict.audited.reading, checks_as_json(verdict.checks)
    same = ASSESSMENT.c.extraction_id == number
    before = connection.execute(select(ASSESSMENT.c.checks).where(same)).scalar()
    if before == checks:
        return False
    connection.execute(delete(ASSESSMENT).where(same))
    session.add(AssessmentRow(extraction_id=number, checks=checks))
    return True


def _still_speaking(connection: Connection, readings: Collection[int]) -> set[int]:
    query = select(EXTRACTION.c.id).where(EXTRACTION.c.id.in_(readings), EXTRACTION.c.is_current)
    return set(connection.execute(query).scalars())


def _keys() -> Select[Any]:
    return select(REPORT.c.id, REPORT.c.jurisdiction, REPORT.c.organ, REPORT.c.year)


def _read_keys(connection: Connection, query: Select[Any]) -> list[Key]:
    return [Key(*line[:4]) for line in connection.execute(query.order_by(REPORT.c.id))]


def _parts(connection: Connection, part: Any, readings: Sequence[int], read: Any) -> dict[int, list[Any]]:
    query = select(part).where(part.c.extraction_id.in_(readings))
    found: dict[int, list[Any]] = {}
    line: Any
    for line in connection.execute(query.order_by(part.c.extraction_id, part.c.position)):
        found.setdefault(line.extraction_id, []).append(read(line))
    return found


def _findings(connection: Connection, readings: Sequence[int]) -> dict[int, list[Finding]]:
    """What the reader found, without the audit's own."""
    query = queries.findings().where(FINDING.c.extraction_id.in_(readings), FINDING.c.origin != AUDIT)
    found: dict[int, list[Finding]] = {}
    for line in connection.execute(query.order_by(FINDING.c.id)):
        found.setdefault(line.extraction_id, []).append(rows.finding_of(line))
    return found
