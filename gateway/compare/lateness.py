"""A stored report → how many days after its deadline it came out."""

from gateway.compare.source import ReportRow
from schema.checks.deadline import days_late, deadline
from schema.enums import ReportScope


def lateness(row: ReportRow) -> int | None:
    """Days; negative when early, None where the day of publication is not known."""
    if row.published_on is None:
        return None
    return days_late(row.published_on, deadline(row.year, ReportScope.JURISDICTION, None, row.place))
