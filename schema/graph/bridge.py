"""Bridge record → from which figures of another form a value was worked out."""

import strawberry

from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.enums import Comparability
from schema.graph.indicator import Indicator
from schema.records import bridge as records


@strawberry.type(
    description=both(
        "由另一表式的指标推得一个数：所据指标、公式、口径接近程度及理由。",
        "How a value was worked out from figures of another form: from which, by what formula, how nearly, why.",
    )
)
class Bridge:
    """A view over `schema.records.bridge.Bridge`."""

    indicators: list[Indicator] = shown("所据指标。", "The indicators it was worked out from.")
    formula: str = shown("由各指标代码写成的公式。", "The formula over their codes.")
    comparability: Comparability = shown("口径接近程度。", "How nearly it means the same.")

    @resolved(str, "理由；语言随请求。", "Why it is graded so; in the language of the request.")
    @staticmethod
    def reason(root: strawberry.Parent[records.Bridge], info: Info) -> str:
        return root.reason_en if info.context.english else root.reason
