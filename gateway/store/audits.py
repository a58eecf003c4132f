"""What the audit across years asks of the store: what changed, neighbouring readings, room for findings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select
from sqlmodel import Session

from gateway.store import queries, rows, version
from gateway.store.engine import reading, writing
from gateway.store.evidence import finding_key, values_by_term
from gateway.store.queries import EXTRACTION, FINDING, REPORT, STATISTIC
from gateway.store.store import Store
from schema.records.finding import Finding
from schema.records.report import Report
from schema.records.statistic import Statistic

AUDIT = "AUDIT"


@dataclass(frozen=True, slots=True)
class Body:
    """Whose reports follow each other from year to year: a place, or one of its organs."""

    jurisdiction: str
    organ: str | None


@dataclass(frozen=True, slots=True)
class Audited:
    """What a report says now, and the number of the reading in which it says so."""

    reading: int
    report: Report
    statistics: tuple[Statistic, ...]


def unaudited(store: Store) -> tuple[int, Mapping[Body, set[int]]]:
    """The data version now, and the bodies and years whose readings have changed since the last audit."""
    changed: dict[Body, set[int]] = {}
    with reading(store.engine) as connection:
        now, seen = version.data_version(connection), version.audited_version(connection)
        query = (
            select(REPORT.c.jurisdiction, REPORT.c.organ, REPORT.c.year)
            .join(EXTRACTION, EXTRACTION.c.report_id == REPORT.c.id)
            .where(EXTRACTION.c.version > seen)
        )
        for jurisdiction, organ, year in connection.execute(query):
            changed.setdefault(Body(jurisdiction, organ), set()).add(year)
    return now, changed


def readings_of(store: Store, body: Body) -> dict[int, Audited]:
    """What all reports of a body say now, by year."""
    same = REPORT.c.organ.is_(None) if body.organ is None else REPORT.c.organ == body.organ
    of_body = (REPORT.c.jurisdiction == body.jurisdiction, same)
    with reading(store.engine) as connection:
        lines = connection.execute(
            queries.reports().add_columns(EXTRACTION.c.id.label("reading")).where(*of_body)
        )
        found = {line.reading: rows.report_of(line) for line in lines}
        statistics = _statistics(connection, list(found))
    return {
        about.year: Audited(number, about, tuple(statistics.get(number, ())))
        for number, about in found.items()
    }


def replace_findings(store: Store, audited: Audited, findings: Sequence[Finding]) -> bool:
    """Let these be the audit's findings on a reading; False if they were already."""
    values = values_by_term(audited.statistics)
    wanted = {finding_key(audited.report.id, finding, values): finding for finding in findings}
    of_reading = FINDING.c.extraction_id == audited.reading
    with writing(store.engine) as connection, Session(connection) as session:
        lines = connection.execute(select(FINDING.c.key, FINDING.c.origin).where(of_reading)).all()
        before = {line.key for line in lines if line.origin == AUDIT}
        said = {line.key for line in lines} - before
        wanted = {key: finding for key, finding in wanted.items() if key not in said}
        if wanted.keys() == before:
            return False
        connection.execute(delete(FINDING).where(of_reading, FINDING.c.origin == AUDIT))
        for key, finding in wanted.items():
            session.add(rows.finding_row(finding, key=key, extraction_id=audited.reading, origin=AUDIT))
        session.flush()
        version.move(connection, [audited.report.id])
    return True


def mark_audited(store: Store, up_to: int) -> None:
    with writing(store.engine) as connection:
        version.set_audited(connection, up_to)


def _statistics(connection: Connection, readings: Sequence[int]) -> dict[int, list[Statistic]]:
    query = select(STATISTIC).where(STATISTIC.c.extraction_id.in_(readings))
    found: dict[int, list[Statistic]] = {}
    line: Any
    for line in connection.execute(query.order_by(STATISTIC.c.extraction_id, STATISTIC.c.position)):
        found.setdefault(line.extraction_id, []).append(rows.statistic_of(line))
    return found
