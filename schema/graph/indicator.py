"""Indicator record → a row of the dictionary, as an entity of the federated graph."""

from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.dictionary import crosswalk, indicators
from schema.graph.context import Info
from schema.graph.described import both, resolved, shown, viewing
from schema.graph.enums import ReportFormat
from schema.graph.node import Node, identified
from schema.records import equivalent as equivalent_records
from schema.records import indicator as records

if TYPE_CHECKING:
    from schema.graph.equivalent import Equivalent


@strawberry.federation.type(
    keys=["code"],
    description=both(
        "指标：一个数字在各份年报中的含义。代码永久不变。",
        "An indicator: what a number means across reports. Its code never changes.",
    ),
)
class Indicator(Node):
    """A view over `schema.records.indicator.Indicator`."""

    is_type_of = viewing(records.Indicator)

    id: strawberry.ID = identified("Indicator", attrgetter("code"))
    code: str = shown("点分代码，如 requests.received。", "The dotted code, such as requests.received.")
    name: str = shown("中文名称，依官方表式。", "Chinese name, as in the official forms.")
    name_en: str = shown("英文名称。", "English name.")
    unit: str = shown(
        "计量单位（件、条、人次、元、万元、% 等）。",
        "Unit of measure (件 cases, 条 items, 人次 visits, 元, 万元, % and the like).",
    )
    formats: list[ReportFormat] = shown(
        "哪些格式的年报会有这一项。", "The formats whose reports may state it."
    )
    by_applicant: bool = shown(
        "官方表格是否按申请人情况分列。", "Whether the official form splits it by applicant."
    )
    formula: str | None = shown(
        "派生指标（比率等）由其他指标代码算出的公式；直接填报的指标为 null。",
        "For derived indicators (rates): how they follow from other codes; null for stated ones.",
    )

    @resolved(
        str | None,
        "定义：计入什么、不计什么；语言随请求。",
        "Definition: what counts and what does not; in the language of the request.",
    )
    @staticmethod
    def definition(root: strawberry.Parent[records.Indicator], info: Info) -> str | None:
        return (root.definition_en if info.context.english else root.definition) or None

    @resolved(
        list[Annotated["Equivalent", strawberry.lazy("schema.graph.equivalent")]],
        "其他表式中表示同一事项的指标，及其口径接近程度。",
        "Indicators of other forms that stand for the same thing, and how nearly.",
    )
    @staticmethod
    def equivalents(root: strawberry.Parent[records.Indicator]) -> tuple[equivalent_records.Equivalent, ...]:
        return crosswalk.equivalents(root.code)

    @resolved(
        Annotated["Indicator", strawberry.lazy("schema.graph.indicator")] | None,
        "上级指标。",
        "The indicator this one is part of.",
    )
    @staticmethod
    def parent(root: strawberry.Parent[records.Indicator]) -> records.Indicator | None:
        return indicators.parent(root.code)

    @resolved(
        list[Annotated["Indicator", strawberry.lazy("schema.graph.indicator")]],
        "下级指标，依词典顺序。",
        "The indicators that are part of this one, in the order of the dictionary.",
    )
    @staticmethod
    def children(root: strawberry.Parent[records.Indicator]) -> tuple[records.Indicator, ...]:
        return indicators.children(root.code)
