"""Point record → one cell of a comparison. Read by the thousand: attributes only, but for `statistic`."""

from collections.abc import Awaitable

import strawberry

from schema.graph.bridge import Bridge
from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.enums import Absence, Comparability
from schema.graph.jurisdiction import Jurisdiction
from schema.graph.population import Population
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
    ranked_among: int | None = shown(
        "当年参与排名的地区数；不参与排名者为 null。",
        "How many places are ranked that year; null for those that are not.",
    )
    lower: float | None = shown(
        "比率的 95% 区间下限（威尔逊法），样本数未知或并非比率者为 null。",
        "Lower bound of a rate at 95% (Wilson); null where the cases are not known and for other figures.",
    )
    upper: float | None = shown("比率的 95% 区间上限（威尔逊法）。", "Upper bound of a rate at 95% (Wilson).")
    bridge: Bridge | None = shown(
        "由其他表式的指标推得时，所据指标、公式与口径；只在 crosswalk 为 true 时有。",
        "What it was worked out from where another form's figures stand for it; only with `crosswalk`.",
    )
    population: Population | None = shown(
        "按人口换算时所用的人口数。", "The population it was divided by, where it was."
    )
    reported_by: Jurisdiction | None = shown(
        "年报所属的另一代码（所问代码该年无效）；属所问地区本身为 null。",
        "Whose report it is, where the asked code did not stand that year; null for its own.",
    )
    change: float | None = shown(
        "比上年的变动，为小数（0.25 即增长 25%）。",
        "Change against the year before, as a fraction (0.25 is 25% more).",
    )
    comparability: Comparability = shown(
        "与上年可比的程度。", "How far it may be compared with the year before."
    )
    note: str | None = shown(
        "不完全可比的原因，以及约数、推算、代码变更、不参与排名等说明（中文 / 英文）。",
        "Why, where it is not SAME, and what else to know: rough figures, bridges, other codes, no rank "
        "(Chinese / English).",
    )

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
