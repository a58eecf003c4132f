"""A report's day of publication → findings: past its deadline (S-LATE), or a doubtful day (S-DATE)."""

from decimal import Decimal

from schema.checks.deadline import days_late, deadline, rule
from schema.checks.rulebook import Checked, fails, holds, open_question, worded
from schema.enums import Severity
from schema.records.report import Report


def check_punctual(report: Report, *, doubtful: bool) -> Checked:
    """S-LATE: by the law of the year, the kind of body and local rules."""
    due = deadline(report.year, report.scope, report.organ, report.jurisdiction)
    days = None if doubtful else days_late(report.published_on, due)
    if days is None or report.published_on is None or due is None:
        return open_question("S-LATE")
    if days <= 0:
        return holds("S-LATE")
    found = rule(report.year, report.scope, report.jurisdiction)
    texts: dict[str, object] = {
        "published": report.published_on,
        "due": due,
        "days": days,
        "authority": "" if found is None else found.authority,
    }
    late = worded(
        "S-LATE", "late", Severity.WARNING, (texts, texts), stated=Decimal(days), expected=Decimal(0)
    )
    return fails("S-LATE", [late])


def check_date(report: Report, *, doubtful: bool) -> Checked:
    """S-DATE: whether the day is most likely that of a portal's move."""
    if report.published_on is None:
        return open_question("S-DATE")
    if not doubtful:
        return holds("S-DATE")
    texts: dict[str, object] = {"published": report.published_on}
    return fails("S-DATE", [worded("S-DATE", "shared_date", Severity.NOTICE, (texts, texts))])
