"""A figure of one form worked out from the figures of another, by the crosswalk."""

from dataclasses import dataclass

from schema.enums import Comparability, ReportFormat
from schema.records.indicator import Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """`formula` over the codes of `indicators` gives, in reports of `format`, what that form does not print.

    `comparability` says how nearly, `reason` why. BREAK says that the figures look alike and must not be
    joined: such a bridge is never crossed.
    """

    format: ReportFormat
    indicators: tuple[Indicator, ...]
    formula: str
    comparability: Comparability
    reason: str
    reason_en: str
