"""An indicator: one row of the dictionary, the meaning of a number across reports."""

from dataclasses import dataclass

from schema.enums import ReportFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """`code` is stable for ever. `formula` is set for derived indicators only, in terms of other codes.

    `by_applicant` tells whether the official form splits it by applicant (申请人情况).
    """

    code: str
    parent: str | None
    name: str
    name_en: str
    definition: str
    definition_en: str
    unit: str
    formats: tuple[ReportFormat, ...]
    by_applicant: bool = False
    formula: str | None = None
    note: str | None = None
