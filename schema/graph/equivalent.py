"""Crosswalk entry → an indicator of another form that stands for the same thing."""

import strawberry

from schema.dictionary import indicators
from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.enums import Comparability, ReportFormat
from schema.graph.indicator import Indicator
from schema.records import equivalent as records
from schema.records import indicator as indicator_records


@strawberry.type(
    description=both(
        "另一表式中表示同一事项的指标。", "An indicator of another form that stands for the same thing."
    )
)
class Equivalent:
    """A view over `schema.records.equivalent.Equivalent`."""

    indicator: Indicator = shown("该表式中的指标。", "The indicator in that form.")
    format: ReportFormat = shown("哪一种表式。", "Which form it belongs to.")
    comparability: Comparability = shown(
        "口径接近程度；BREAK 表示看似相同而不可相比。",
        "How nearly it means the same; BREAK says that the two look alike and must not be compared.",
    )

    @resolved(str, "理由；语言随请求。", "Why it is graded so; in the language of the request.")
    @staticmethod
    def reason(root: strawberry.Parent[records.Equivalent], info: Info) -> str:
        return root.reason_en if info.context.english else root.reason

    @resolved(
        list[Indicator],
        "与哪些指标合计之后才与所问指标相当；独自相当者为空。",
        "The indicators it must be added to before it stands for the asked one; empty where it does alone.",
    )
    @staticmethod
    def joined_with(root: strawberry.Parent[records.Equivalent]) -> list[indicator_records.Indicator]:
        return [indicators.indicator(code) for code in root.joined_with]
