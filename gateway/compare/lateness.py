"""Stored reports → how many days after their deadlines they came out, and which dates say nothing.

Many a portal shows the day on which it was rebuilt. A date more than a year after the deadline, shared by
several reports of one portal, is taken for such a day: it stays visible, and nobody is called late by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from gateway.compare.source import DateRow
from schema.checks.deadline import days_late, deadline
from schema.enums import ReportScope

A_YEAR = 365
SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Punctuality:
    """Of one report: its deadline and the days after it, negative when early, None where not known."""

    place: str
    year: int
    scope: ReportScope
    due: date | None
    days_late: int | None


def punctuality(row: DateRow, moved: frozenset[str]) -> Punctuality:
    """`moved` are the reports whose date is doubtful."""
    scope = scope_of(row)
    due = deadline(row.year, scope, row.organ, row.place)
    known = None if row.id in moved else row.published_on
    return Punctuality(row.place, row.year, scope, due, days_late(known, due))


def doubtful(rows: Iterable[DateRow]) -> frozenset[str]:
    """The ids of reports whose day of publication is most likely that of a portal's move."""
    shared: dict[tuple[str, date], list[DateRow]] = defaultdict(list)
    for row in rows:
        if row.portal is not None and row.published_on is not None:
            shared[row.portal, row.published_on].append(row)
    return frozenset(row.id for group in shared.values() for row in _long_after(group))


def scope_of(row: DateRow) -> ReportScope:
    return ReportScope.JURISDICTION if row.organ is None else ReportScope.ORGAN


def _long_after(rows: Sequence[DateRow]) -> list[DateRow]:
    late = [
        row
        for row in rows
        if (days := days_late(row.published_on, deadline(row.year, scope_of(row), row.organ, row.place)))
        is not None
        and days > A_YEAR
    ]
    return late if len(late) >= SEVERAL else []
