"""Something a reader should know before trusting a figure."""

from dataclasses import dataclass
from decimal import Decimal

from schema.enums import Applicant, Disposition, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`rule` is the identifier of an identity or rule (`A-REFU`), `kind` the sort of trouble it found.

    `terms` are the (indicator, applicant) pairs of the statistics involved, the stated one first.
    `related` are the ids of other reports that it rests on, `quotes` the words that show it, `note` what a
    person wrote when disposing of it. `basis` is what
    makes two findings the same where figures do not; it is not stored.
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
    related: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    note: str | None = None
