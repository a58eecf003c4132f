"""Series record → one place and one indicator over the compared years."""

import strawberry

from schema.graph.described import both, shown
from schema.graph.indicator import Indicator
from schema.graph.jurisdiction import Jurisdiction
from schema.graph.point import Point


@strawberry.type(
    description=both(
        "一地一指标的序列；values 与 points 依 Comparison.years 的顺序。",
        "One place, one indicator; values and points stand in the order of Comparison.years.",
    )
)
class Series:
    """A view over `schema.records.comparison.Series`."""

    jurisdiction: Jurisdiction = shown("地区。", "The place.")
    indicator: Indicator = shown("指标。", "The indicator.")
    values: list[float | None] = shown(
        "各年数值，缺项为 null；大量取数时比 points 轻便。",
        "The value of each year, null where there is none; lighter than points for large answers.",
    )
    points: list[Point] = shown(
        "各年的点，含名次、变动、可比性与缺项原因。",
        "The point of each year, with rank, change, comparability and the reason for a gap.",
    )
