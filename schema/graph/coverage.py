"""Coverage record → whether a place's report of a year is there, and if not, why."""

import strawberry

from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.enums import Absence
from schema.graph.jurisdiction import Jurisdiction
from schema.graph.report import Report
from schema.records import comparison as records
from schema.records import report as report_records


@strawberry.type(
    description=both("某地某年的年报是否在库。", "Whether the report of a place and a year is there.")
)
class CoverageCell:
    """A view over `schema.records.comparison.CoverageCell`."""

    jurisdiction: Jurisdiction = shown("地区。", "The place.")
    year: int = shown("报告年度。", "The year reported on.")
    absence: Absence | None = shown(
        "没有年报的原因；在库时为 null。", "Why there is no report; null where there is one."
    )
    late: bool | None = shown(
        "是否迟于期限发布；无从得知为 null。",
        "Whether it came out after its deadline; null when it cannot be known.",
    )

    @resolved(Report | None, "年报。", "The report.")
    @staticmethod
    async def report(
        root: strawberry.Parent[records.CoverageCell], info: Info
    ) -> report_records.Report | None:
        return await info.context.loaders.report.load(root.report_id) if root.report_id else None
