"""A rule that findings are made by, as it is shown to people."""

from dataclasses import dataclass

from schema.enums import ReportFormat, RuleSubject, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """`severities` are those that its findings may have, the gravest first; `formats` where it applies.

    `what` says what must hold, `needs` what it cannot be judged without.
    """

    id: str
    name: str
    name_en: str
    subject: RuleSubject
    severities: tuple[Severity, ...]
    formats: tuple[ReportFormat, ...]
    what: str
    what_en: str
    needs: str
    needs_en: str
    authority: str
