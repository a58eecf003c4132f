"""Change record → one figure that differs between two versions of a report."""

import strawberry

from schema.dictionary import indicators
from schema.graph.described import both, resolved, shown
from schema.graph.indicator import Indicator
from schema.records import indicator as indicator_records
from schema.records import report as records


@strawberry.type(
    description=both("两个版本之间变动的一个数。", "One figure that differs between two versions.")
)
class Change:
    """A view over `schema.records.report.Change`."""

    label: str = shown("年报对它的称呼。", "The words the report uses for it.")
    before: float | None = shown(
        "改动前的数；原先没有则为 null。", "The value before; null if there was none."
    )
    after: float | None = shown("改动后的数；删去则为 null。", "The value after; null if it was taken out.")

    @resolved(
        Indicator | None,
        "对应的指标；没有对应指标的数字为 null。",
        "The indicator it is a value of; null where none covers it.",
    )
    @staticmethod
    def indicator(root: strawberry.Parent[records.Change]) -> indicator_records.Indicator | None:
        return indicators.indicator(root.indicator) if root.indicator else None
