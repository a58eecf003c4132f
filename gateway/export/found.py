"""Findings → an answer, page by page, each with its report."""

from collections.abc import AsyncIterator, Container, Mapping, Sequence

from gateway.export import rows
from gateway.export.answer import BATCH, About, Answer, at_hand, table
from gateway.export.shape import Row
from gateway.export.words import FOUND
from schema.ports import FindingFilter, Keyed, Reader
from schema.records.finding import Finding
from schema.records.report import Report


def findings_answer(
    where: FindingFilter, reader: Reader, about: About, doubtful: Container[str] = ()
) -> Answer:
    """The findings and, once each, the reports that have them."""
    found = _Found(where, reader, doubtful)
    tables = (
        table("findings", found.findings),
        table("reports", found.reports),
        at_hand("rules", rows.rules()),
    )
    return Answer(name="findings", about=about, tables=tables, notes=FOUND)


class _Found:
    """What a filter finds; each table is a pass of its own."""

    def __init__(self, where: FindingFilter, reader: Reader, doubtful: Container[str]) -> None:
        self._where, self._reader, self._doubtful = where, reader, doubtful

    async def findings(self) -> AsyncIterator[Sequence[Row]]:
        async for found in self._pages():
            reports = await self._reports(found)
            yield [rows.finding(one, reports[one.report_id]) for one in found if one.report_id in reports]

    async def reports(self) -> AsyncIterator[Sequence[Row]]:
        # The findings of a report follow each other, so the last one seen tells whether it is new.
        last = ""
        async for found in self._pages():
            reports = await self._reports(found)
            new = [one for key, one in reports.items() if key != last]
            yield [rows.report(one, self._doubtful) for one in new]
            last = found[-1].report_id if found else last

    async def _pages(self) -> AsyncIterator[Sequence[Keyed[Finding]]]:
        after: str | None = None
        while True:
            page = await self._reader.finding_page(self._where, BATCH, after)
            yield page.items
            if not page.has_next:
                return
            after = page.cursors[-1]

    async def _reports(self, found: Sequence[Keyed[Finding]]) -> Mapping[str, Report]:
        keys = list(dict.fromkeys(one.report_id for one in found))
        return {one.id: one for one in await self._reader.reports(keys) if one is not None}
