"""Point record → one cell of a comparison. Read by the thousand: attributes only, but for `statistic`."""

from collections.abc import Awaitable

import strawberry

from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.enums import Absence, Comparability
from schema.graph.statistic import Statistic
from schema.graph.stored import Stored
from schema.records import comparison as records
from schema.records import statistic as statistic_records


@strawberry.type(
    description=both(
        "比较中的一点：一地、一指标、一年。", "One point of a comparison: a place, an indicator, a year."
    )
)
class Point:
    """A view over `schema.records.comparison.Point`."""

    year: int = shown("报告年度。", "The year reported on.")
    value: float | None = shown(
        "数值，单位为指标的单位（换算后为每十万人或占比）；没有则见 absence。",
        "The value in the indicator's unit (after normalizing: for each 100,000 people, or a fraction); "
        "where there is none, `absence` says why.",
    )
    absence: Absence | None = shown(
        "没有数值的原因；有数值时为 null。", "Why there is no value; null where there is one."
    )
    rank: int | None = shown(
        "当年在所比各地中的名次，1 为最大，并列同名次。",
        "1 is the largest among the compared places that year; ties share a rank.",
    )
    change: float | None = shown(
        "比上年的变动，为小数（0.25 即增长 25%）。",
        "Change against the year before, as a fraction (0.25 is 25% more).",
    )
    comparability: Comparability = shown(
        "与上年可比的程度。", "How far it may be compared with the year before."
    )
    note: str | None = shown("不完全可比时的原因。", "Why, where it is not SAME.")

    @resolved(
        Statistic | None,
        "年报中的原始数据及出处；推算值和缺项为 null。",
        "The printed figure with its source; null for derived and absent values.",
    )
    @staticmethod
    def statistic(
        root: strawberry.Parent[records.Point], info: Info
    ) -> Awaitable[Stored[statistic_records.Statistic] | None] | None:
        if root.statistic_id is None:
            return None
        return _printed(root.statistic_id, info)


async def _printed(key: str, info: Info) -> Stored[statistic_records.Statistic] | None:
    keyed = await info.context.loaders.statistic.load(key)
    return Stored(keyed) if keyed else None
