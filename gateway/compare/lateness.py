"""A stored report → how many days after its deadline it came out."""

from gateway.compare.source import ReportRow
from schema.checks import deadline as deadlines
from schema.enums import ReportScope


def days_late(row: ReportRow) -> int | None:
    """Negative when early; None where the day of publication is not known."""
    if row.published_on is None:
        return None
    due = deadlines.deadline(row.year, ReportScope.JURISDICTION, None, row.place)
    return deadlines.days_late(row.published_on, due)
