"""Figure record → a number that no indicator covers."""

import strawberry

from schema.graph.described import both, shown
from schema.graph.enums import Qualifier
from schema.graph.source import Source


@strawberry.type(
    description=both(
        "正文中没有对应指标的数字：照录，使年报所言无一遗漏。",
        "A number in the text that no indicator covers: kept, so that nothing a report says is lost.",
    )
)
class Figure:
    """A view over `schema.records.statistic.Figure`."""

    label: str = shown("年报对它的称呼。", "The words the report uses for it.")
    value: float = shown("数值，已乘出万、亿。", "The value with 万 and 亿 multiplied out.")
    unit: str | None = shown(
        "原文单位（件、人次、万元等）。", "The unit as printed (件, 人次, 万元 and the like)."
    )
    qualifier: Qualifier = shown("精确程度。", "How exactly it is stated.")
    recognised: bool = shown(
        "由扫描件或图片识别而来，引用前应与原件核对。",
        "Whether it was recognised in a scan or picture; check it against the original before use.",
    )
    source: Source = shown("在年报中的位置。", "Where in the report it stands.")
