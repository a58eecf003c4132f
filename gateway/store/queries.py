"""Every SELECT that answers a reader, named. Expressions only; `reader` sends them and `rows` maps the lines.

What a report says is what its current extraction says: every query here joins through `is_current`.
"""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, tuple_

from gateway.store.harvest_tables import HarvestFailureRow, HarvestPortalRow, HarvestRunRow, PortalRow
from gateway.store.tables import (
    AssessmentRow,
    ChangeRow,
    DispositionRow,
    DocumentRow,
    ExtractionRow,
    FigureRow,
    FindingRow,
    ReportRow,
    RevisionRow,
    SectionRow,
    StatisticRow,
    table,
)
from schema.enums import ReportScope
from schema.ports import FindingFilter, ReportFilter
from schema.records.report import report_id

REPORT, EXTRACTION, DOCUMENT = table(ReportRow), table(ExtractionRow), table(DocumentRow)
SECTION, STATISTIC, FIGURE = table(SectionRow), table(StatisticRow), table(FigureRow)
FINDING, DISPOSITION = table(FindingRow), table(DispositionRow)
ASSESSMENT = table(AssessmentRow)
REVISION, CHANGE, PORTAL = table(RevisionRow), table(ChangeRow), table(PortalRow)
RUN, AT_PORTAL, RUN_FAILURE = table(HarvestRunRow), table(HarvestPortalRow), table(HarvestFailureRow)

Query = Select[Any]
Condition = ColumnElement[bool]

_OFFICE = ("办公室", "办公厅")


def reports() -> Query:
    """Reports with what they say of themselves."""
    words = [column for column in EXTRACTION.c if column.name not in {"id", "report_id"}]
    return select(REPORT, *words).join(EXTRACTION, speaks())


def reports_by_id(ids: Collection[str]) -> Query:
    return reports().where(REPORT.c.id.in_(ids))


def reports_at(keys: Collection[tuple[str, int, ReportScope]]) -> Query:
    """The whole-place reports asked for, and all offices' reports of the places and years asked for."""
    whole = [report_id(place, year) for place, year, scope in keys if scope is ReportScope.JURISDICTION]
    organs = [(place, year) for place, year, scope in keys if scope is ReportScope.ORGAN]
    office = or_(*(REPORT.c.organ.endswith(word) for word in _OFFICE))
    return reports().where(
        or_(
            REPORT.c.id.in_(whole),
            tuple_(REPORT.c.jurisdiction, REPORT.c.year).in_(organs) & office,
        )
    )


def reports_where(where: ReportFilter) -> Query:
    return reports().where(*report_conditions(where))


def report_conditions(where: ReportFilter) -> list[Condition]:
    conditions = place_conditions(where.places, where.years)
    if where.format is not None:
        conditions.append(EXTRACTION.c.format == where.format)
    if where.scope is not None:
        conditions.append(REPORT.c.scope == where.scope)
    if where.updated_since is not None:
        conditions.append(REPORT.c.updated_at >= where.updated_since)
    return conditions


def place_conditions(places: Collection[str] | None, years: Sequence[int] | None) -> list[Condition]:
    conditions: list[Condition] = []
    if places is not None:
        conditions.append(REPORT.c.jurisdiction.in_(sorted(places)))
    if years is not None:
        conditions.append(REPORT.c.year.in_(years))
    return conditions


def statistics_by_key(keys: Collection[tuple[str, str, str, int]]) -> Query:
    """Statistics by report, indicator, applicant and entry."""
    key = tuple_(REPORT.c.id, STATISTIC.c.indicator, STATISTIC.c.applicant, STATISTIC.c.entry)
    # The ids alone already lead to few rows by index; the whole key then picks among them.
    return parts(STATISTIC, {report for report, *_ in keys}).where(key.in_(keys))


def parts(part: Any, report_ids: Collection[str]) -> Query:
    """Sections, statistics or figures of reports, in the order of the document."""
    return (
        select(REPORT.c.id.label("of_report"), part)
        .join(EXTRACTION, speaks())
        .join(part, part.c.extraction_id == EXTRACTION.c.id)
        .where(REPORT.c.id.in_(report_ids))
        .order_by(part.c.extraction_id, part.c.position)
    )


def findings() -> Query:
    """Findings with what was last decided about them."""
    decided = (DISPOSITION.c.finding_key == FINDING.c.key) & DISPOSITION.c.is_current
    return (
        select(REPORT.c.id.label("of_report"), REPORT.c.jurisdiction, REPORT.c.year, FINDING)
        .add_columns(DISPOSITION.c.disposition, DISPOSITION.c.note)
        .join(EXTRACTION, speaks())
        .join(FINDING, FINDING.c.extraction_id == EXTRACTION.c.id)
        .outerjoin(DISPOSITION, decided)
    )


def assessments(report_ids: Collection[str]) -> Query:
    """What the audit's rules say of reports, one line a report that was audited."""
    return (
        select(REPORT.c.id.label("of_report"), ASSESSMENT.c.checks)
        .join(EXTRACTION, speaks())
        .join(ASSESSMENT, ASSESSMENT.c.extraction_id == EXTRACTION.c.id)
        .where(REPORT.c.id.in_(report_ids))
    )


def findings_where(where: FindingFilter) -> Query:
    query = findings().where(*place_conditions(where.places, where.years))
    if where.rule is not None:
        query = query.where(FINDING.c.rule == where.rule)
    if where.severity is not None:
        query = query.where(FINDING.c.severity == where.severity)
    return query


def revisions(report_ids: Collection[str]) -> Query:
    """One line a change; a revision without changes is one line with a null position. Oldest first."""
    return (
        select(REVISION, CHANGE)
        .outerjoin(CHANGE, CHANGE.c.revision_id == REVISION.c.id)
        .where(REVISION.c.report_id.in_(report_ids))
        .order_by(REVISION.c.id, CHANGE.c.position)
    )


def sections_holding(words: Sequence[str], where: ReportFilter) -> Query:
    """Sections that hold every word, in heading or text, whatever the case of Latin letters."""
    # Segmenters and trigram indexes miss the two-character words that most Chinese terms are.
    holds = (
        or_(
            SECTION.c.text.icontains(word, autoescape=True),
            SECTION.c.heading.icontains(word, autoescape=True),
        )
        for word in words
    )
    return (
        select(REPORT.c.id.label("of_report"), REPORT.c.jurisdiction, REPORT.c.year, SECTION)
        .join(EXTRACTION, speaks())
        .join(SECTION, SECTION.c.extraction_id == EXTRACTION.c.id)
        .where(*report_conditions(where), *holds)
    )


def portals() -> Query:
    """Portals with the number of reports that one of their pages is a copy of, by code."""
    counted = (
        select(DOCUMENT.c.portal, func.count(DOCUMENT.c.report_id.distinct()).label("reports"))
        .group_by(DOCUMENT.c.portal)
        .subquery()
    )
    return (
        select(PORTAL, func.coalesce(counted.c.reports, 0).label("reports"))
        .outerjoin(counted, counted.c.portal == PORTAL.c.code)
        .order_by(PORTAL.c.code)
    )


def portals_of(report_ids: Collection[str]) -> Query:
    """The portal of the document that each report speaks through."""
    return (
        select(REPORT.c.id, DOCUMENT.c.portal)
        .join(EXTRACTION, speaks())
        .join(DOCUMENT, DOCUMENT.c.id == EXTRACTION.c.document_id)
        .where(REPORT.c.id.in_(report_ids))
    )


def years_stored() -> Query:
    """Which years the reports of each portal are on."""
    return (
        select(DOCUMENT.c.portal, REPORT.c.year)
        .join(REPORT, REPORT.c.id == DOCUMENT.c.report_id)
        .where(DOCUMENT.c.portal.is_not(None))
        .distinct()
        .order_by(DOCUMENT.c.portal, REPORT.c.year)
    )


def runs() -> Query:
    return select(RUN)


def portal_runs(run_ids: Collection[str]) -> Query:
    return select(AT_PORTAL).where(AT_PORTAL.c.run_id.in_(run_ids)).order_by(AT_PORTAL.c.portal)


def run_failures(run_ids: Collection[str]) -> Query:
    return select(RUN_FAILURE).where(RUN_FAILURE.c.run_id.in_(run_ids)).order_by(RUN_FAILURE.c.id)


def speaks() -> Condition:
    """Joins a report with the one reading that it speaks through."""
    return (EXTRACTION.c.report_id == REPORT.c.id) & EXTRACTION.c.is_current
