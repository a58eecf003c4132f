"""Database → readings for the columns. One transaction, so that all rows are of one data version."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Select, func, select

from gateway.compare.source import DateRow, Readings, ReportRow, ValueRow
from gateway.compare.source import PortalRow as Found
from gateway.store.engine import reading
from gateway.store.harvest_tables import PortalRow
from gateway.store.tables import DocumentRow, ExtractionRow, StatisticRow, table
from gateway.store.tables import ReportRow as StoredReport
from gateway.store.version import data_version, moved_at
from schema.enums import Applicant, Qualifier, ReportFormat, ReportScope

REPORT, EXTRACTION = table(StoredReport), table(ExtractionRow)
STATISTIC, PORTAL, DOCUMENT = table(StatisticRow), table(PortalRow), table(DocumentRow)
AT_ONCE = 10_000
APPLICANTS = {applicant.value: applicant for applicant in Applicant}
QUALIFIERS = {qualifier.value: qualifier for qualifier in Qualifier}


class StoreSource:
    """Implements `ColumnSource` over the store's tables."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def data_version(self) -> int:
        """The number that every committed change moves. Raises StoreError."""
        with reading(self._engine) as connection:
            return data_version(connection)

    @contextmanager
    def readings(self) -> Iterator[Readings]:
        """Everything that compares; `values` is a stream over the open connection."""
        with reading(self._engine) as connection:
            yield Readings(
                version=data_version(connection),
                reports=[_report(line) for line in connection.execute(whole_place_reports())],
                values=_values(connection),
                unavailable=frozenset(connection.execute(unwell_places()).scalars()),
                moved_at=moved_at(connection),
                dates=[DateRow(*line) for line in connection.execute(dates_of_reports())],
                portals=[_portal(line) for line in connection.execute(portals_of_places())],
            )


def whole_place_reports() -> Select[Any]:
    """What is current of each report on a whole place."""
    return _current(REPORT.c.id, REPORT.c.jurisdiction, REPORT.c.year, EXTRACTION.c.format)


def comparable_values() -> Select[Any]:
    """The figures of those reports, one for each indicator and applicant."""
    return (
        _current(
            REPORT.c.jurisdiction,
            REPORT.c.year,
            STATISTIC.c.indicator,
            STATISTIC.c.applicant,
            STATISTIC.c.value_float,
            STATISTIC.c.unit,
            STATISTIC.c.qualifier,
        )
        .join(STATISTIC, STATISTIC.c.extraction_id == EXTRACTION.c.id)
        .where(STATISTIC.c.entry == 0, STATISTIC.c.value_float.is_not(None))
    )


def dates_of_reports() -> Select[Any]:
    """When each report came out, whoever it is on."""
    speaks = (EXTRACTION.c.report_id == REPORT.c.id) & EXTRACTION.c.is_current
    return (
        select(
            REPORT.c.id,
            REPORT.c.jurisdiction,
            REPORT.c.year,
            REPORT.c.organ,
            EXTRACTION.c.published_on,
            DOCUMENT.c.portal,
        )
        .join(EXTRACTION, speaks)
        .join(DOCUMENT, DOCUMENT.c.id == EXTRACTION.c.document_id)
        .order_by(REPORT.c.id)
    )


def portals_of_places() -> Select[Any]:
    """Every portal with how it is doing."""
    return select(
        PORTAL.c.jurisdiction, PORTAL.c.name, PORTAL.c.healthy, PORTAL.c.last_success_at, PORTAL.c.last_error
    ).order_by(PORTAL.c.code)


def unwell_places() -> Select[Any]:
    """Places none of whose portals is well; the portals of single organs have no say in that."""
    whole = func.coalesce(PORTAL.c.scope, ReportScope.JURISDICTION.value) == ReportScope.JURISDICTION.value
    well = select(PORTAL.c.jurisdiction).where(whole, PORTAL.c.healthy.is_not(False))
    return select(PORTAL.c.jurisdiction).where(whole, PORTAL.c.jurisdiction.not_in(well)).distinct()


def _current(*columns: Any) -> Select[Any]:
    speaks = (EXTRACTION.c.report_id == REPORT.c.id) & EXTRACTION.c.is_current
    return (
        select(*columns)
        .select_from(REPORT)
        .join(EXTRACTION, speaks)
        .where(REPORT.c.scope == ReportScope.JURISDICTION.value)
    )


def _report(line: Any) -> ReportRow:
    return ReportRow(line.id, line.jurisdiction, line.year, ReportFormat(line.format))


def _portal(line: Any) -> Found:
    seen = line.last_success_at
    return Found(line.jurisdiction, line.name, line.healthy, seen.date() if seen else None, line.last_error)


def _values(connection: Connection) -> Iterator[ValueRow]:
    for place, year, indicator, applicant, value, unit, qualifier in connection.execution_options(
        yield_per=AT_ONCE
    ).execute(comparable_values()):
        yield ValueRow(place, year, indicator, APPLICANTS[applicant], value, unit, QUALIFIERS[qualifier])
