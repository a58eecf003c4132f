"""Record ↔ row, one pair a record. Pure: nothing here knows a database.

What is read may be a row object or a line of a SELECT; both have the columns as attributes.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from gateway.store.harvest_tables import PortalRow
from gateway.store.tables import (
    ChangeRow,
    DispositionRow,
    ExtractionRow,
    FigureRow,
    FindingRow,
    ReportRow,
    SectionRow,
    StatisticRow,
)
from schema.enums import (
    Applicant,
    CheckOutcome,
    Disposition,
    Provenance,
    Qualifier,
    ReportFormat,
    ReportScope,
    Severity,
)
from schema.records.check import Check
from schema.records.finding import Finding
from schema.records.portal import PortalStatus, cause_of
from schema.records.report import Change, Report, Section
from schema.records.source import Source
from schema.records.statistic import Figure, Statistic

Line = Any  # a row object, or a line of a SELECT with the same columns

# What a portal's profile says of it, and what the runs found.
_OF_PROFILE = ("code", "jurisdiction", "name", "url", "adapter", "expected_reports")
_OF_HEALTH = (
    "healthy",
    "last_success_at",
    "last_new_report_at",
    "last_error",
    "last_attempt_at",
    "last_full_at",
    "reports",
)

# What a report's key holds; everything else that a Report says belongs to one reading of it.
_OF_KEY = ("jurisdiction", "year", "scope", "organ")
_OF_READING = (
    "title",
    "format",
    "source_url",
    "content_hash",
    "publisher",
    "index_number",
    "document_number",
    "subject",
    "published_on",
    "period_start",
    "period_end",
    "provenance",
    "retrieved_at",
)


def report_row(report: Report) -> ReportRow:
    return ReportRow(id=report.id, **_attributes(report, _OF_KEY))


def extraction_row(report: Report, **keys: Any) -> ExtractionRow:
    """`keys` are the columns that the report does not know: document, reader, digest, version."""
    return ExtractionRow(report_id=report.id, **_attributes(report, _OF_READING), **keys)


def report_of(line: Line) -> Report:
    """From a line that joins a report with one of its extractions."""
    words = {name: getattr(line, name) for name in (*_OF_KEY, *_OF_READING)}
    words["scope"] = ReportScope(line.scope)
    words["format"] = ReportFormat(line.format)
    words["provenance"] = Provenance(line.provenance)
    return Report(updated_at=line.updated_at, **words)


def section_row(section: Section, extraction_id: int, position: int) -> SectionRow:
    return SectionRow(
        extraction_id=extraction_id,
        position=position,
        number=section.number,
        heading=section.heading,
        text=section.text,
    )


def section_of(line: Line) -> Section:
    return Section(number=line.number, heading=line.heading, text=line.text)


def statistic_rows(statistics: Sequence[Statistic], extraction_id: int) -> list[StatisticRow]:
    """In order; entries of an open breakdown, which share indicator and applicant, are counted from 0."""
    counts: dict[tuple[str, Applicant], int] = {}
    rows = []
    for position, statistic in enumerate(statistics):
        pair = (statistic.indicator, statistic.applicant)
        entry = counts[pair] = counts.get(pair, -1) + 1
        rows.append(_statistic_row(statistic, extraction_id=extraction_id, position=position, entry=entry))
    return rows


def _statistic_row(statistic: Statistic, **keys: Any) -> StatisticRow:
    value = statistic.value
    return StatisticRow(
        indicator=statistic.indicator,
        applicant=statistic.applicant,
        label=statistic.label,
        value=value,
        value_float=None if value is None else float(value),
        unit=statistic.unit,
        qualifier=statistic.qualifier,
        stated_share=statistic.stated_share,
        inferred=statistic.inferred,
        **_source_columns(statistic.source),
        **keys,
    )


def statistic_of(line: Line) -> Statistic:
    return Statistic(
        indicator=line.indicator,
        label=line.label,
        value=line.value,
        unit=line.unit,
        source=_source_of(line),
        applicant=Applicant(line.applicant),
        qualifier=Qualifier(line.qualifier),
        stated_share=line.stated_share,
        inferred=line.inferred,
    )


def figure_row(figure: Figure, extraction_id: int, position: int) -> FigureRow:
    return FigureRow(
        extraction_id=extraction_id,
        position=position,
        label=figure.label,
        value=figure.value,
        unit=figure.unit,
        qualifier=figure.qualifier,
        **_source_columns(figure.source),
    )


def figure_of(line: Line) -> Figure:
    return Figure(
        label=line.label,
        value=line.value,
        unit=line.unit,
        source=_source_of(line),
        qualifier=Qualifier(line.qualifier),
    )


def finding_row(finding: Finding, *, key: str, extraction_id: int, origin: str) -> FindingRow:
    return FindingRow(
        extraction_id=extraction_id,
        key=key,
        origin=origin,
        rule=finding.rule,
        kind=finding.kind,
        severity=finding.severity,
        message=finding.message,
        message_en=finding.message_en,
        terms=[[indicator, str(applicant)] for indicator, applicant in finding.terms],
        stated=finding.stated,
        expected=finding.expected,
        related=list(finding.related) or None,
        quotes=list(finding.quotes) or None,
    )


def finding_of(line: Line) -> Finding:
    """From a line that joins a finding with the current disposition, if it has one."""
    return Finding(
        rule=line.rule,
        kind=line.kind,
        severity=Severity(line.severity),
        message=line.message,
        message_en=line.message_en,
        terms=tuple((indicator, Applicant(applicant)) for indicator, applicant in line.terms),
        stated=line.stated,
        expected=line.expected,
        disposition=Disposition(line.disposition or Disposition.OPEN),
        related=tuple(line.related or ()),
        quotes=tuple(line.quotes or ()),
        note=line.note,
    )


def checks_of(line: Line) -> tuple[Check, ...]:
    """From a line of `assessment`."""
    return tuple(
        Check(rule=rule, outcome=CheckOutcome(outcome), reason=reason, reason_en=reason_en)
        for rule, outcome, reason, reason_en in line.checks
    )


def disposition_row(key: str, disposition: Disposition, **facts: Any) -> DispositionRow:
    return DispositionRow(finding_key=key, disposition=disposition, is_current=True, **facts)


def change_of(line: ChangeRow | Line) -> Change:
    return Change(
        indicator=line.indicator, label=line.label, before=_edge(line.before), after=_edge(line.after)
    )


def portal_row(status: PortalStatus) -> PortalRow:
    """What the profile says of a portal; how it is doing is added by the ledger."""
    return PortalRow(
        **_attributes(status, _OF_PROFILE),
        scope=status.scope.value,
        expected_years=list(status.expected_years) if status.expected_years else None,
    )


def portal_of(line: Line, stored_years: Sequence[int] = ()) -> PortalStatus:
    """From a line that joins a portal with the number of its `reports`."""
    told = {name: getattr(line, name) for name in (*_OF_PROFILE, *_OF_HEALTH)}
    expected = line.expected_years
    return PortalStatus(
        **told,
        scope=ReportScope(line.scope or ReportScope.JURISDICTION),
        cause=cause_of(line.last_error_code or "") if line.healthy is False else None,
        failed_runs=line.failed_runs or 0,
        expected_years=(expected[0], expected[1]) if expected else None,
        stored_years=tuple(stored_years),
    )


def _source_columns(source: Source) -> dict[str, Any]:
    return {
        "quote": source.quote,
        "url": source.url,
        "section": source.section,
        "table_number": source.table,
        "row_label": source.row,
        "column_label": source.column,
        "page": source.page,
        "start_at": source.start,
        "end_at": source.end,
        "confidence": source.confidence,
    }


def _source_of(line: Line) -> Source:
    return Source(
        quote=line.quote,
        url=line.url,
        section=line.section,
        table=line.table_number,
        row=line.row_label,
        column=line.column_label,
        page=line.page,
        start=line.start_at,
        end=line.end_at,
        confidence=line.confidence,
    )


def _attributes(record: object, names: Sequence[str]) -> Mapping[str, Any]:
    return {name: getattr(record, name) for name in names}


def _edge(value: Any) -> float | None:
    """Changes are shown, not calculated with, and are floats in the contract's records already."""
    return None if value is None else float(value)
