"""Extraction → plain dictionaries, as `gongkai extract` prints them. The reader's outward face."""

from datetime import date
from decimal import Decimal
from typing import Any

from schema.records.extraction import Extraction
from schema.records.finding import Finding
from schema.records.report import Report
from schema.records.source import Source
from schema.records.statistic import Figure, Statistic


def to_json(extraction: Extraction) -> dict[str, Any]:
    """Only what JSON knows: dates as text, integral values as int, others as float, no value as null."""
    report = extraction.report
    return {
        **_report(report),
        "statistics": [_statistic(each) for each in extraction.statistics],
        "figures": [_figure(each) for each in extraction.figures],
        "findings": [_finding(each) for each in extraction.findings],
        "sections": [{"number": each.number, "heading": each.heading} for each in extraction.sections],
        "provenance": report.provenance.value,
        "sha256": report.content_hash,
        "reader": extraction.reader,
    }


def _report(report: Report) -> dict[str, Any]:
    return {
        "jurisdiction": report.jurisdiction,
        "year": report.year,
        "title": report.title,
        "index_number": report.index_number,
        "publisher": report.publisher,
        "published_on": _day(report.published_on),
        "subject": report.subject,
        "document_number": report.document_number,
        "format": report.format.value,
        "scope": report.scope.value,
        "organ": report.organ,
        "period": _period(report),
        # A file of one's own has a path, not an address.
        "source_url": report.source_url if "://" in report.source_url else None,
    }


def _period(report: Report) -> list[str | None] | None:
    if report.period_start is None and report.period_end is None:
        return None
    return [_day(report.period_start), _day(report.period_end)]


def _statistic(statistic: Statistic) -> dict[str, Any]:
    return {
        "indicator": statistic.indicator,
        "applicant": statistic.applicant.value,
        "value": _number(statistic.value),
        "unit": statistic.unit,
        "qualifier": statistic.qualifier.value,
        "share": _number(statistic.stated_share),
        "label": statistic.label,
        **_place(statistic.source),
        "inferred": statistic.inferred,
        "confidence": statistic.source.confidence,
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "indicator": None,
        "label": figure.label,
        "value": _number(figure.value),
        "unit": figure.unit,
        "qualifier": figure.qualifier.value,
        "section": figure.source.section,
        "quote": figure.source.quote,
        "confidence": figure.source.confidence,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    stated_term = finding.terms[0][0] if finding.terms else None
    return {
        "rule": finding.kind,
        "identity": finding.rule,
        "indicator": stated_term,
        "stated": _number(finding.stated),
        "sum_of_parts": _number(finding.expected),
        "expected": _number(finding.expected),
        "severity": finding.severity.value,
        "message": finding.message,
        "message_en": finding.message_en,
    }


def _place(source: Source) -> dict[str, Any]:
    return {
        "section": source.section,
        "quote": source.quote,
        "table": source.table,
        "row": source.row,
        "column": source.column,
        "page": source.page,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
