"""What one rule says of one report: it holds, it fails, or it cannot be judged, and why not."""

from dataclasses import dataclass

from schema.enums import CheckOutcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """`reason` tells, in Chinese and English, what is missing where the rule cannot be judged; else empty."""

    rule: str
    outcome: CheckOutcome
    reason: str = ""
    reason_en: str = ""
