"""Summary record → one indicator in one year over all compared places."""

import strawberry

from schema.graph.described import both, shown
from schema.graph.indicator import Indicator


@strawberry.type(
    description=both(
        "一项指标在某年、所比各地的汇总。", "One indicator in one year over the compared places."
    )
)
class Summary:
    """A view over `schema.records.comparison.Summary`; nothing but `reporting` where no place has a value."""

    indicator: Indicator = shown("指标。", "The indicator.")
    year: int = shown("报告年度。", "The year reported on.")
    reporting: int = shown("有数值的地区数。", "How many places have a value.")
    sum: float | None = shown("合计。", "Sum.")
    mean: float | None = shown("平均数。", "Mean.")
    median: float | None = shown("中位数。", "Median.")
    lower_quartile: float | None = shown("下四分位数（内插）。", "Lower quartile, interpolated.")
    upper_quartile: float | None = shown("上四分位数（内插）。", "Upper quartile, interpolated.")
    min: float | None = shown("最小值。", "Smallest value.")
    max: float | None = shown("最大值。", "Largest value.")
