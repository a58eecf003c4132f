"""Reports, what they say, and what it means → rows, one function a table. Pure, as `cell_rows`."""

from collections.abc import Container, Iterable, Iterator

from gateway.export.shape import Row, shape
from schema.checks import deadline as deadlines
from schema.checks import rulebook
from schema.dictionary import crosswalk, indicators
from schema.errors import UnknownIndicator
from schema.places import registry
from schema.ports import Keyed
from schema.records.check import Check
from schema.records.finding import Finding
from schema.records.indicator import Indicator
from schema.records.place import Place
from schema.records.report import Report, Revision, Section
from schema.records.source import Source
from schema.records.statistic import Figure, Statistic


def statistic(keyed: Keyed[Statistic], report: Report) -> Row:
    one = keyed.record
    return shape("statistics").row(
        statistic_id=keyed.id,
        report_id=report.id,
        place_code=report.jurisdiction,
        place=_name(report),
        year=report.year,
        indicator=one.indicator,
        indicator_name=_indicator_name(one.indicator),
        applicant=one.applicant,
        value=one.value,
        unit=one.unit,
        qualifier=one.qualifier,
        stated_share=one.stated_share,
        inferred=one.inferred,
        recognised=one.recognised,
        label=one.label,
        **_stands(one.source),
    )


def report(one: Report, doubtful: Container[str] = ()) -> Row:
    """`doubtful` holds the ids of reports whose day of publication says nothing; nobody is late by it."""
    rule = deadlines.rule(one.year, one.scope, one.jurisdiction)
    due = deadlines.deadline(one.year, one.scope, one.organ, one.jurisdiction)
    sure = None if one.id in doubtful else one.published_on
    return shape("reports").row(
        report_id=one.id,
        place_code=one.jurisdiction,
        place=_name(one),
        year=one.year,
        scope=one.scope,
        organ=one.organ,
        title=one.title,
        format=one.format,
        publisher=one.publisher,
        published_on=one.published_on,
        deadline=due,
        days_late=deadlines.days_late(sure, due),
        period_start=one.period_start,
        period_end=one.period_end,
        index_number=one.index_number,
        document_number=one.document_number,
        subject=one.subject,
        source_url=one.source_url,
        provenance=one.provenance,
        retrieved_at=one.retrieved_at,
        sha256=one.content_hash,
        updated_at=one.updated_at,
        date_doubtful=one.id in doubtful,
        deadline_authority=rule.authority if rule else None,
    )


def finding(keyed: Keyed[Finding], about: Report) -> Row:
    one = keyed.record
    return shape("findings").row(
        finding_id=keyed.id,
        report_id=about.id,
        place_code=about.jurisdiction,
        place=_name(about),
        year=about.year,
        rule=one.rule,
        kind=one.kind,
        severity=one.severity,
        message=one.message,
        message_en=one.message_en,
        stated=one.stated,
        expected=one.expected,
        statistics=" ".join(f"{indicator}/{applicant}" for indicator, applicant in one.terms) or None,
        disposition=one.disposition,
        source_url=about.source_url,
        quotes="\n".join(one.quotes) or None,
        related=" ".join(one.related) or None,
        note=one.note,
    )


def check(report_id: str, one: Check) -> Row:
    about = rulebook.find_rule(one.rule)
    return shape("checks").row(
        report_id=report_id,
        rule=one.rule,
        rule_name=about.name if about else None,
        rule_name_en=about.name_en if about else None,
        outcome=one.outcome,
        reason=one.reason or None,
        reason_en=one.reason_en or None,
    )


def rules() -> Iterator[Row]:
    """All of them, in the order of the rulebook."""
    for one in rulebook.all_rules():
        yield shape("rules").row(
            rule=one.id,
            name=one.name,
            name_en=one.name_en,
            subject=one.subject,
            severities=" ".join(one.severities),
            formats=" ".join(one.formats),
            what=one.what,
            what_en=one.what_en,
            needs=one.needs,
            needs_en=one.needs_en,
            authority=one.authority,
        )


def figure(report_id: str, position: int, one: Figure) -> Row:
    return shape("figures").row(
        report_id=report_id,
        position=position,
        label=one.label,
        value=one.value,
        unit=one.unit,
        qualifier=one.qualifier,
        recognised=one.recognised,
        **_stands(one.source),
    )


def section(report_id: str, position: int, one: Section) -> Row:
    return shape("sections").row(
        report_id=report_id, position=position, number=one.number, heading=one.heading, text=one.text
    )


def revision(report_id: str, one: Revision) -> Iterator[Row]:
    """One row a change, one without figures where only the page changed."""
    for change in one.changes or (None,):
        yield shape("revisions").row(
            report_id=report_id,
            retrieved_at=one.retrieved_at,
            sha256=one.content_hash,
            indicator=change.indicator if change else None,
            label=change.label if change else None,
            before=change.before if change else None,
            after=change.after if change else None,
        )


def indicator(one: Indicator) -> Row:
    return shape("indicators").row(
        indicator=one.code,
        parent=one.parent,
        name=one.name,
        name_en=one.name_en,
        definition=one.definition,
        definition_en=one.definition_en,
        unit=one.unit,
        formats=" ".join(one.formats),
        by_applicant=one.by_applicant,
        formula=one.formula,
    )


def equivalents(asked: Iterable[Indicator]) -> Iterator[Row]:
    for one in asked:
        for other in crosswalk.equivalents(one.code):
            yield shape("equivalents").row(
                indicator=one.code,
                equivalent=other.indicator.code,
                equivalent_name=other.indicator.name,
                format=other.format,
                comparability=other.comparability,
                reason=other.reason,
                reason_en=other.reason_en,
                joined_with=" ".join(other.joined_with) or None,
            )


def place(one: Place) -> Row:
    return shape("places").row(
        place_code=one.code,
        name=one.name,
        short_name=one.short_name,
        name_en=one.name_en,
        level=one.level,
        parent=one.parent,
        valid_from=one.valid_from,
        valid_to=one.valid_to,
        successors=" ".join(one.successors) or None,
    )


def _indicator_name(code: str) -> str | None:
    """None for what an older dictionary knew: a stored figure is carried out all the same."""
    try:
        return indicators.indicator(code).name
    except UnknownIndicator:
        return None


def _name(about: Report) -> str:
    """As the API names it."""
    return registry.place(about.jurisdiction).name


def _stands(source: Source) -> dict[str, object]:
    """The columns that say where a number stands."""
    return {
        "section": source.section,
        "table": source.table,
        "row": source.row,
        "column": source.column,
        "page": source.page,
        "quote": source.quote,
        "url": source.url,
        "confidence": source.confidence,
    }
