"""Reports put into a store and audited, a few words a report."""

import asyncio
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from support.stored import report, snapshot

from gateway.audit import AuditSummary, audit
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from gateway.store.writer import save
from schema.dictionary.indicators import indicator
from schema.enums import CheckOutcome, ReportFormat
from schema.ports import Keyed
from schema.records.check import Check
from schema.records.extraction import Extraction
from schema.records.finding import Finding
from schema.records.report import Section
from schema.records.source import Source
from schema.records.statistic import Statistic


def put(
    store: Store,
    place: str,
    year: int,
    figures: Mapping[str, int] | None = None,
    *,
    text: str = "",
    organ: str | None = None,
    form: ReportFormat = ReportFormat.NARRATIVE_2008,
    published: date | None = None,
    portal: str | None = None,
    body: str = "",
) -> str:
    """Save a report with those figures and that text; `body` tells versions of its page apart."""
    about = report(place, year, organ, format=form, published_on=published)
    url = f"http://www.example.gov.cn/{about.id}.html"
    said = Extraction(
        report=about,
        sections=(Section(number="", heading="", text=text),) if text else (),
        statistics=tuple(_statistic(code, value) for code, value in (figures or {}).items()),
        figures=(),
        findings=(),
        reader="1",
    )
    return save(store, snapshot((body or f"{about.id}{figures}{text}").encode(), url), said, portal).report_id


def judged(store: Store, *, everything: bool = False) -> AuditSummary:
    return audit(store, everything=everything)


def findings(store: Store, report_id: str, rule: str | None = None) -> list[Keyed[Finding]]:
    (found,) = asyncio.run(StoreReader(store.engine).findings_of([report_id]))
    return [one for one in found if rule in {None, one.record.rule}]


def outcome(store: Store, report_id: str, rule: str) -> CheckOutcome | None:
    """What a rule says of a report; None where it does not apply."""
    return next((one.outcome for one in checks(store, report_id) if one.rule == rule), None)


def checks(store: Store, report_id: str) -> list[Check]:
    (found,) = asyncio.run(StoreReader(store.engine).checks_of([report_id]))
    return list(found)


def _statistic(code: str, value: int) -> Statistic:
    return Statistic(
        indicator=code,
        label=code,
        value=Decimal(value),
        unit=indicator(code).unit,
        source=Source(quote=f"{value}", url="http://www.example.gov.cn/r.html"),
    )
