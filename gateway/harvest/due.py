"""Portals and what the ledger knows of them → which are due now, why, and for which years. Pure.

New reports come in the first months of a year, so then portals that still lack last year's are looked at
daily. Reports of the last two years are looked at again for corrections, all of them a few times a year,
and what is missing is looked for. A portal that is unwell is tried again, ever more seldom.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from adapters.profiles import Profile
from schema.enums import PortalCause
from schema.graph.context import CHINA
from schema.records.portal import PortalStatus

SEASON = range(1, 5)  # January to April: the law's last day is 31 March, and some are late
DAILY = timedelta(hours=20)
WEEKLY, MONTHLY, ALL_OF_IT = timedelta(days=7), timedelta(days=30), timedelta(days=90)
RETRY_FIRST, RETRY_MOST = timedelta(hours=6), timedelta(days=7)
# Not for the portal to mend by waiting: its operator, or ours, has to do something.
TO_BE_MENDED = {PortalCause.CHALLENGED, PortalCause.ROBOTS_DENIED, PortalCause.UNSAFE_ADDRESS}


class Why(StrEnum):
    """Why a portal is due, the most pressing first."""

    SEASON = "season"
    FIRST = "first"
    RETRY = "retry"
    MISSING = "missing"
    ALL = "all"
    CORRECTIONS = "corrections"


@dataclass(frozen=True, slots=True)
class Due:
    """A portal that is due; `years` None for all."""

    profile: Profile
    why: Why
    years: frozenset[int] | None = None


def due_now(
    profiles: Iterable[Profile], known: Mapping[str, PortalStatus], now: datetime | None = None
) -> list[Due]:
    """What is due, the most pressing first. `known` are the portals' states by code."""
    moment = now or datetime.now(UTC)
    found = [due for one in profiles if (due := _due(one, known.get(one.code), moment)) is not None]
    order = list(Why)
    return sorted(found, key=lambda due: (order.index(due.why), due.profile.code))


def _due(profile: Profile, status: PortalStatus | None, now: datetime) -> Due | None:
    if status is None or status.last_attempt_at is None:
        return Due(profile, Why.FIRST)
    since = now - status.last_attempt_at
    if status.healthy is not True:
        return Due(profile, Why.RETRY) if since >= patience(status) else None
    return _of_a_well_portal(profile, status, now, since)


def _of_a_well_portal(profile: Profile, status: PortalStatus, now: datetime, since: timedelta) -> Due | None:
    today = now.astimezone(CHINA).date()
    last, season = today.year - 1, today.month in SEASON
    missing = frozenset(year for year in status.missing_years if year < last) - set(profile.expect.absent)
    if season and _awaited(status, last) and since >= DAILY:
        return Due(profile, Why.SEASON, frozenset({last}))
    if status.last_full_at is None or now - status.last_full_at >= ALL_OF_IT:
        return Due(profile, Why.ALL)
    if missing and since >= WEEKLY:
        return Due(profile, Why.MISSING, missing)
    if since >= (WEEKLY if season else MONTHLY):
        return Due(profile, Why.CORRECTIONS, frozenset({last, last - 1}))
    return None


def patience(status: PortalStatus) -> timedelta:
    """How long after its last attempt an unwell portal is left alone."""
    if status.cause in TO_BE_MENDED:
        return RETRY_MOST
    doubled = min(max(status.failed_runs - 1, 0), 10)
    return min(RETRY_FIRST * (1 << doubled), RETRY_MOST)


def _awaited(status: PortalStatus, year: int) -> bool:
    """Whether the report on last year is still to come: not from portals whose span ended long ago."""
    ended = status.expected_years is not None and status.expected_years[1] < year - 1
    return not ended and year not in status.stored_years
