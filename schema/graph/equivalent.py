"""Crosswalk entry → an indicator of another form that stands for the same thing."""

import strawberry

from schema.graph.described import both, shown
from schema.graph.enums import Comparability, ReportFormat
from schema.graph.indicator import Indicator


@strawberry.type(
    description=both(
        "另一表式中表示同一事项的指标。", "An indicator of another form that stands for the same thing."
    )
)
class Equivalent:
    """A view over an entry of `schema.dictionary.crosswalk`."""

    indicator: Indicator = shown("该表式中的指标。", "The indicator in that form.")
    format: ReportFormat = shown("哪一种表式。", "Which form it belongs to.")
    comparability: Comparability = shown("口径接近程度。", "How nearly it means the same.")
    reason: str = shown("理由。", "Why it is graded so.")
