"""Reports → answers: one report with all its parts, or a list of reports."""

from collections.abc import AsyncIterator, Container, Sequence

from gateway.export import rows
from gateway.export.answer import BATCH, About, Answer, at_hand, table
from gateway.export.shape import Row
from gateway.export.words import AS_PRINTED, FOUND
from schema.graph.asked_indicators import indicator_by_code
from schema.ports import Reader, ReportFilter
from schema.records.report import Report


async def report_answer(one: Report, reader: Reader, about: About, doubtful: Container[str] = ()) -> Answer:
    """A report is small: it is read at once."""
    key = [one.id]
    (statistics,), (figures,) = await reader.statistics_of(key), await reader.figures_of(key)
    (sections,), (findings,) = await reader.sections_of(key), await reader.findings_of(key)
    (revisions,), (checks,) = await reader.revisions_of(key), await reader.checks_of(key)
    known = (indicator_by_code(keyed.record.indicator) for keyed in statistics)
    named = {indicator.code: indicator for indicator in known if indicator}
    return Answer(
        name="report",
        about=about,
        tables=(
            at_hand("statistics", [rows.statistic(keyed, one) for keyed in statistics]),
            at_hand("reports", [rows.report(one, doubtful)]),
            at_hand("findings", [rows.finding(keyed, one) for keyed in findings]),
            at_hand("checks", [rows.check(one.id, each) for each in checks]),
            at_hand("figures", [rows.figure(one.id, nth, each) for nth, each in enumerate(figures, 1)]),
            at_hand("sections", [rows.section(one.id, nth, each) for nth, each in enumerate(sections, 1)]),
            at_hand("revisions", [row for each in revisions for row in rows.revision(one.id, each)]),
            at_hand("indicators", map(rows.indicator, named.values())),
            at_hand("rules", rows.rules()),
        ),
        notes=FOUND,
    )


def reports_answer(
    where: ReportFilter, reader: Reader, about: About, doubtful: Container[str] = ()
) -> Answer:
    """The list, page by page."""

    async def batches() -> AsyncIterator[Sequence[Row]]:
        async for reports in each_page(where, reader):
            yield [rows.report(one, doubtful) for one in reports]

    return Answer(name="reports", about=about, tables=(table("reports", batches),), notes=(AS_PRINTED,))


async def each_page(
    where: ReportFilter, reader: Reader, size: int = BATCH
) -> AsyncIterator[Sequence[Report]]:
    """All reports that fit, in the reader's order."""
    after: str | None = None
    while True:
        page = await reader.report_page(where, size, after)
        yield page.items
        if not page.has_next:
            return
        after = page.cursors[-1]
