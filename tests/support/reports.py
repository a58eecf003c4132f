"""Small extractions for tests of what lies behind a store: real places, plain figures, made-up texts."""

from datetime import UTC, date, datetime
from decimal import Decimal

from schema.enums import Applicant, Qualifier, ReportFormat, ReportScope, Severity
from schema.records.extraction import Extraction
from schema.records.finding import Finding
from schema.records.portal import PortalStatus
from schema.records.report import Report, Section
from schema.records.source import Source
from schema.records.statistic import Figure, Statistic

RECEIVED, GRANTED = "requests.received", "outcome.granted"
SOURCE = Source(
    quote="收到申请12件", url="https://example.gov.cn/1.html", section="三、依申请公开", table=2, row="一"
)

PORTAL = PortalStatus(
    code="510500",
    jurisdiction="510500",
    name="泸州市人民政府",
    url="https://www.luzhou.gov.cn",
    adapter="trs",
)


def format_of(year: int) -> ReportFormat:
    if year >= 2021:
        return ReportFormat.TABLES_2021
    return ReportFormat.TABLES_2019 if year >= 2019 else ReportFormat.NARRATIVE_2008


def report(place: str, year: int, organ: str | None = None, published_on: date | None = None) -> Report:
    return Report(
        jurisdiction=place,
        year=year,
        scope=ReportScope.ORGAN if organ else ReportScope.JURISDICTION,
        organ=organ,
        title=f"{year}年政府信息公开工作年度报告",
        format=format_of(year),
        source_url=f"https://example.gov.cn/{place}/{year}.html",
        content_hash=f"{year:064d}",
        published_on=published_on,
        retrieved_at=datetime(2024, 1, 31, 8, tzinfo=UTC),
    )


def statistic(indicator: str, value: str | None, applicant: Applicant = Applicant.TOTAL) -> Statistic:
    return Statistic(
        indicator=indicator,
        label="收到申请",
        value=None if value is None else Decimal(value),
        unit="件",
        source=SOURCE,
        applicant=applicant,
        qualifier=Qualifier.EXACT,
    )


def extraction(
    place: str, year: int, *statistics: Statistic, organ: str | None = None, published_on: date | None = None
) -> Extraction:
    """One report with the statistics given, a section, a figure and a finding about its first statistic."""
    return Extraction(
        report=report(place, year, organ, published_on),
        sections=(Section(number="一", heading="概述", text=f"{year}年主动公开信息若干条"),),
        statistics=statistics,
        figures=(Figure(label="开放日", value=Decimal("3.5"), unit="场", source=SOURCE),),
        findings=tuple(doubt(one) for one in statistics[:1]),
        reader="1",
    )


def doubt(about: Statistic) -> Finding:
    return Finding(
        rule="A-SUM",
        kind="sum",
        severity=Severity.WARNING,
        message="合计不符",
        message_en="the sum does not hold",
        terms=((about.indicator, about.applicant),),
        stated=about.value,
        expected=Decimal(38),
    )
