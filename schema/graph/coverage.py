"""Coverage record → whether a place's report of a year is there, and if not, why."""

from datetime import date

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

    deadline: date | None = shown(
        "依当年规定最迟的发布日期。", "The day by which it had to be out, by the rules of its year."
    )
    days_late: int | None = shown(
        "迟于期限的天数；提前为负，无从得知为 null。",
        "Days after the deadline; negative when early, null when it cannot be known.",
    )
    doubtful: bool = shown(
        "发布日期可疑（多为网站改版迁移之日），不据以判断是否迟延。",
        "Whether the day of publication is doubtful (most likely that of a portal's move): nobody is called "
        "late by it.",
    )

    @resolved(
        str | None,
        "缺年报的具体情况：未配置网站、网站无法访问、已采集而未见、只有机关年报、代码已变更等；语言随请求。",
        "What is known where there is none: no portal configured, out of reach, harvested without finding it, "
        "only an organ's report, another code; in the language of the request.",
    )
    @staticmethod
    def cause(root: strawberry.Parent[records.CoverageCell], info: Info) -> str | None:
        return None if root.cause is None else root.cause[info.context.english]

    @resolved(Report | None, "年报。", "The report.")
    @staticmethod
    async def report(
        root: strawberry.Parent[records.CoverageCell], info: Info
    ) -> report_records.Report | None:
        return await info.context.loaders.report.load(root.report_id) if root.report_id else None
