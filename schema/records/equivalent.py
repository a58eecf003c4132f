"""What stands for the same thing in another form."""

from dataclasses import dataclass

from schema.enums import Comparability, ReportFormat
from schema.records.indicator import Indicator


@dataclass(frozen=True, slots=True, kw_only=True)
class Equivalent:
    """`indicator` in `format` stands for the asked one, together with the codes in `joined_with`.

    `reason` is Chinese. BREAK says that the two look alike and must not be compared.
    """

    indicator: Indicator
    format: ReportFormat
    comparability: Comparability
    reason: str
    reason_en: str
    joined_with: tuple[str, ...] = ()
