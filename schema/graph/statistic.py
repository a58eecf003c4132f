"""Stored statistic → one number that an indicator covers, with where it was printed."""

from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.dictionary import indicators
from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.enums import Applicant, Qualifier
from schema.graph.indicator import Indicator
from schema.graph.node import Node, identified
from schema.graph.source import Source
from schema.graph.stored import Stored, holding
from schema.records import indicator as indicator_records
from schema.records import report as report_records
from schema.records import statistic as records

if TYPE_CHECKING:
    from schema.graph.report import Report


@strawberry.type(
    description=both(
        "年报给出的一个数：某份年报、某项指标、某类申请人。",
        "One number a report states: one report, one indicator, one kind of applicant.",
    )
)
class Statistic(Node):
    """A view over a stored `schema.records.statistic.Statistic`."""

    is_type_of = holding(records.Statistic)

    id: strawberry.ID = identified("Statistic", attrgetter("id"))
    label: str = shown(
        "年报的用词；开放分类（机构职能类、规划计划类等）只有这个名称。",
        "The words the report uses; for open breakdowns (机构职能类 and the like) the only name it has.",
    )
    applicant: Applicant = shown(
        "申请人情况；不分列者为 TOTAL。", "The kind of applicant; TOTAL where there is no split."
    )
    value: float | None = shown(
        "数值，单位见 unit，已乘出万、亿。空白或横线为 null；只有年报写明零或无时才是 0。",
        "The value in `unit`, 万 and 亿 multiplied out. Null for a blank or a dash; "
        "0 only where the report says none or 0.",
    )
    unit: str = shown(
        "原文单位（件、条、人次、元、万元等）。", "The unit as printed (件, 条, 人次, 元, 万元 …)."
    )
    qualifier: Qualifier = shown("精确程度。", "How exactly it is stated.")
    stated_share: float | None = shown(
        "原文所附百分比（占12.3%，即 12.3）。",
        "The percentage printed beside it (占12.3% is 12.3).",
    )
    inferred: bool = shown(
        "原文未单独印出，但由表内勾稽关系唯一确定。",
        "Whether it was not printed on its own, but is the only value the form's identities allow.",
    )
    recognised: bool = shown(
        "由扫描件或图片识别而来，引用前应与原件核对。",
        "Whether it was recognised in a scan or picture; check it against the original before use.",
    )
    source: Source = shown("在年报中的位置。", "Where in the report it stands.")

    @resolved(
        Annotated["Report", strawberry.lazy("schema.graph.report")], "所在年报。", "The report it is from."
    )
    @staticmethod
    async def report(
        root: strawberry.Parent[Stored[records.Statistic]], info: Info
    ) -> report_records.Report | None:
        return await info.context.loaders.report.load(root.report_id)

    @resolved(Indicator, "对应的指标。", "The indicator it is a value of.")
    @staticmethod
    def indicator(root: strawberry.Parent[Stored[records.Statistic]]) -> indicator_records.Indicator:
        return indicators.indicator(root.record.indicator)
