"""The sentences of every report as hashes, and which reports share them. What the audit asks about likeness.

A sentence that many bodies use is boilerplate, however it came about; how many is data of the rule.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, func, insert, select

from gateway.store.queries import EXTRACTION, REPORT, speaks
from gateway.store.tables import SentenceRow, table

SENTENCE = table(SentenceRow)
CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class Sharing:
    """A report and how many of the asked sentences it has too."""

    report_id: str
    jurisdiction: str
    organ: str | None
    year: int
    shared: int


def keep_sentences(connection: Connection, readings: Mapping[int, tuple[str, Collection[int]]]) -> None:
    """Readings with their report and hashes; what the report's older readings said is forgotten."""
    reports = {report for report, _ in readings.values()}
    older = select(EXTRACTION.c.id).where(EXTRACTION.c.report_id.in_(reports))
    connection.execute(delete(SENTENCE).where(SENTENCE.c.extraction_id.in_(older)))
    rows = [
        {"extraction_id": reading, "hash": one} for reading, (_, hashes) in readings.items() for one in hashes
    ]
    if rows:
        connection.execute(insert(SENTENCE), rows)


def uncommon(connection: Connection, hashes: Collection[int], common_to: int) -> list[int]:
    """Those that fewer bodies use, in the order given."""
    found = {line.hash for line in _in_chunks(connection, _used_by(common_to), hashes)}
    return [one for one in hashes if one not in found]


def common(connection: Connection, common_to: int) -> frozenset[int]:
    """All sentences that so many bodies use."""
    return frozenset(connection.execute(_used_by(common_to)).scalars())


def sharing(connection: Connection, report_id: str, hashes: Collection[int], least: float) -> list[Sharing]:
    """Other reports with more than `least` of the sentences, most first."""
    counts: dict[str, Sharing] = {}
    query = (
        _current(
            REPORT.c.id, REPORT.c.jurisdiction, REPORT.c.organ, REPORT.c.year, func.count().label("shared")
        )
        .where(REPORT.c.id != report_id)
        .group_by(REPORT.c.id, REPORT.c.jurisdiction, REPORT.c.organ, REPORT.c.year)
    )
    for line in _in_chunks(connection, query, hashes):
        before = counts[line.id].shared if line.id in counts else 0
        counts[line.id] = Sharing(line.id, line.jurisdiction, line.organ, line.year, before + line.shared)
    found = [one for one in counts.values() if one.shared > least]
    return sorted(found, key=lambda one: (-one.shared, one.report_id))


def numbers(connection: Connection, report_ids: Collection[str]) -> dict[str, int]:
    """How many sentences each report has."""
    query = _current(REPORT.c.id, func.count().label("number")).group_by(REPORT.c.id)
    lines = connection.execute(query.where(REPORT.c.id.in_(report_ids)))
    return {line.id: line.number for line in lines}


def hashes_of(connection: Connection, report_ids: Collection[str]) -> dict[str, set[int]]:
    """The sentences of reports."""
    found: dict[str, set[int]] = {}
    lines = connection.execute(_current(REPORT.c.id, SENTENCE.c.hash).where(REPORT.c.id.in_(report_ids)))
    for line in lines:
        found.setdefault(line.id, set()).add(line.hash)
    return found


def _used_by(bodies: int) -> Select[Any]:
    body = REPORT.c.jurisdiction + "/" + func.coalesce(REPORT.c.organ, "")
    return _current(SENTENCE.c.hash).group_by(SENTENCE.c.hash).having(func.count(body.distinct()) >= bodies)


def _current(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(SENTENCE)
        .join(EXTRACTION, EXTRACTION.c.id == SENTENCE.c.extraction_id)
        .join(REPORT, speaks())
    )


def _in_chunks(connection: Connection, query: Select[Any], hashes: Collection[int]) -> Iterable[Any]:
    asked = list(hashes)
    for start in range(0, len(asked), CHUNK):
        yield from connection.execute(query.where(SENTENCE.c.hash.in_(asked[start : start + CHUNK])))
