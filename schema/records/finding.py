"""Something a reader should know before trusting a figure."""

from dataclasses import dataclass
from decimal import Decimal

from schema.enums import Applicant, Disposition, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`rule` is the identifier of an identity or rule (`A-REFU`), `kind` the sort of trouble it found.

    `terms` are the (indicator, applicant) pairs of the statistics involved, the stated one first.
    """

    rule: str
    kind: str
    severity: Severity
    message: str
    message_en: str
    terms: tuple[tuple[str, Applicant], ...] = ()
    stated: Decimal | None = None
    expected: Decimal | None = None
    disposition: Disposition = Disposition.OPEN
