"""Search hit → a passage with the report it stands in."""

import strawberry

from schema import ports
from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.report import Report
from schema.graph.section import Section
from schema.records import report as report_records


@strawberry.type(
    description=both("含有所查文字的一个部分。", "A part of a report that contains the searched words.")
)
class SectionHit:
    """A view over `schema.ports.SectionHit`."""

    section: Section = shown("所在部分。", "The part.")
    snippet: str = shown("首次出现处的上下文。", "The text around the first of the words.")

    @resolved(Report, "所在年报。", "The report it stands in.")
    @staticmethod
    async def report(root: strawberry.Parent[ports.SectionHit], info: Info) -> report_records.Report | None:
        return await info.context.loaders.report.load(root.report_id)
