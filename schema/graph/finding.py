"""Stored finding → something a reader should know before trusting a figure."""

from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.checks import rulebook
from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.enums import Disposition, Severity
from schema.graph.node import Node, identified
from schema.graph.rule import Rule
from schema.graph.statistic import Statistic
from schema.graph.stored import Stored, holding
from schema.records import finding as records
from schema.records import report as report_records
from schema.records import rule as rule_records
from schema.records import statistic as statistic_records

if TYPE_CHECKING:
    from schema.graph.report import Report


@strawberry.type(
    description=both(
        "采信数字之前应知道的事：勾稽不符、两处不一、可疑的单位等。原文照录，从不改动。",
        "Something to know before trusting a figure: sums that do not hold, two readings, doubtful units. "
        "The figures stay as printed.",
    )
)
class Finding(Node):
    """A view over a stored `schema.records.finding.Finding`."""

    is_type_of = holding(records.Finding)

    id: strawberry.ID = identified("Finding", attrgetter("id"))
    rule: str = shown("规则或勾稽关系的编号。", "Identifier of the rule or identity.")
    kind: str = shown("问题的类别。", "The sort of trouble it found.")
    severity: Severity = shown("严重程度。", "How much it matters.")
    stated: float | None = shown("年报写的数。", "What the report states.")
    expected: float | None = shown("按勾稽关系应有的数。", "What the other figures make it.")
    quotes: list[str] = shown(
        "原文中可见此事的字句；以数据为据者见 statistics。",
        "Words of the report that show it; where figures do, see `statistics`.",
    )
    note: str | None = shown("人工复核时的附注。", "What a person wrote when disposing of it.")
    disposition: Disposition = shown("人工复核的结论。", "What a person decided when looking at it.")

    @resolved(str, "说明；语言随请求。", "What is the matter; in the language of the request.")
    @staticmethod
    def message(root: strawberry.Parent[Stored[records.Finding]], info: Info) -> str:
        return root.record.message_en if info.context.english else root.record.message

    @resolved(
        Annotated["Report", strawberry.lazy("schema.graph.report")],
        "所涉年报。",
        "The report it is about.",
    )
    @staticmethod
    async def report(
        root: strawberry.Parent[Stored[records.Finding]], info: Info
    ) -> report_records.Report | None:
        return await info.context.loaders.report.load(root.report_id)

    @resolved(
        Rule | None,
        "所依据的规则。",
        "The rule it was made by; null for one that this version no longer has.",
    )
    @staticmethod
    def about(root: strawberry.Parent[Stored[records.Finding]]) -> rule_records.Rule | None:
        return rulebook.find_rule(root.record.rule)

    @resolved(
        list[Annotated["Report", strawberry.lazy("schema.graph.report")]],
        "所据的其他年报，如雷同的年报。",
        "Other reports that it rests on, such as the one whose text is repeated.",
    )
    @staticmethod
    async def related(
        root: strawberry.Parent[Stored[records.Finding]], info: Info
    ) -> list[report_records.Report]:
        found = await info.context.loaders.report.load_many(root.record.related)
        return [one for one in found if one is not None]

    @resolved(
        list[Statistic],
        "所涉数据，被核对的一项在前。",
        "The statistics involved, the checked one first.",
    )
    @staticmethod
    async def statistics(
        root: strawberry.Parent[Stored[records.Finding]], info: Info
    ) -> list[Stored[statistic_records.Statistic]]:
        printed = await info.context.loaders.statistics_of.load(root.report_id)
        involved = root.record.terms
        named = [one for one in printed if (one.record.indicator, one.record.applicant) in involved]
        named.sort(key=lambda one: involved.index((one.record.indicator, one.record.applicant)))
        return [Stored(one) for one in named]
