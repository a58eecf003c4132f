"""What is due: new reports in their season, corrections, what is missing, and the unwell ever more seldom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from support.harvesting import Town

from adapters.profiles import Expect, Profile
from gateway.harvest.due import Why, due_now, patience
from schema.enums import PortalCause
from schema.records.portal import PortalStatus

PROFILE: Profile = Town("510500").profile()
MARCH = datetime(2027, 3, 10, 8, tzinfo=UTC)
JULY = datetime(2027, 7, 10, 8, tzinfo=UTC)
EVERYTHING = tuple(range(2008, 2027))


def status(now: datetime, days: float = 0.5, **facts: Any) -> PortalStatus:
    """A portal that is well and was looked at so many days ago, all of it."""
    looked = now - timedelta(days=days)
    given = {
        "healthy": True,
        "last_attempt_at": looked,
        "last_success_at": looked,
        "last_full_at": looked,
        "stored_years": EVERYTHING,
        "expected_years": (2008, 2025),
    }
    return PortalStatus(
        code=PROFILE.code, jurisdiction="510500", name="", url="", adapter="plain", **(given | facts)
    )


def why(known: PortalStatus | None, now: datetime) -> tuple[Why, frozenset[int] | None] | None:
    found = due_now([PROFILE], {known.code: known} if known else {}, now)
    return (found[0].why, found[0].years) if found else None


def test_a_portal_that_nobody_was_at_is_due_for_all_years() -> None:
    assert why(None, JULY) == (Why.FIRST, None)


@pytest.mark.parametrize(
    ("facts", "now", "expected"),
    [
        ({}, JULY, None),
        ({"days": 31}, JULY, (Why.CORRECTIONS, frozenset({2026, 2025}))),
        ({"days": 8}, JULY, None),
        ({"days": 8}, MARCH, (Why.CORRECTIONS, frozenset({2026, 2025}))),
        ({"days": 1, "stored_years": EVERYTHING[:-1]}, MARCH, (Why.SEASON, frozenset({2026}))),
        ({"days": 0.5, "stored_years": EVERYTHING[:-1]}, MARCH, None),
        ({"days": 1, "stored_years": EVERYTHING[:-1]}, JULY, None),
        ({"days": 8, "stored_years": EVERYTHING[1:]}, JULY, (Why.MISSING, frozenset({2008}))),
        ({"days": 91}, JULY, (Why.ALL, None)),
        ({"days": 1, "last_full_at": None}, JULY, (Why.ALL, None)),
    ],
)
def test_a_portal_that_is_well_is_due_by_season_and_age(
    facts: dict[str, Any], now: datetime, expected: tuple[Why, frozenset[int] | None] | None
) -> None:
    assert why(status(now, **facts), now) == expected


def test_a_year_that_the_profile_does_not_look_for_is_not_missing() -> None:
    absent = replace(PROFILE, expect=Expect(years=(2008, 2025), absent=(2008,)))
    known = status(JULY, days=8, stored_years=EVERYTHING[1:])

    assert due_now([absent], {known.code: known}, JULY) == []


def test_a_portal_whose_span_ended_long_ago_is_not_waited_for() -> None:
    old = status(MARCH, days=1, expected_years=(2008, 2018), stored_years=tuple(range(2008, 2019)))

    assert why(old, MARCH) is None


def test_new_years_day_is_chinas() -> None:
    """At 17:00 UTC on 31 December it is the new year there."""
    eve = datetime(2026, 12, 31, 17, tzinfo=UTC)

    assert why(status(eve, days=1, stored_years=EVERYTHING[:-1]), eve) == (Why.SEASON, frozenset({2026}))


@pytest.mark.parametrize(
    ("failed_runs", "cause", "hours"),
    [
        (1, PortalCause.UNREACHABLE, 6),
        (2, PortalCause.UNREACHABLE, 12),
        (4, PortalCause.UNREACHABLE, 48),
        (60, PortalCause.UNREACHABLE, 168),
        (1, PortalCause.CHALLENGED, 168),
        (1, PortalCause.ROBOTS_DENIED, 168),
    ],
)
def test_an_unwell_portal_is_tried_again_ever_more_seldom(
    failed_runs: int, cause: PortalCause, hours: int
) -> None:
    known = {"healthy": False, "failed_runs": failed_runs, "cause": cause}
    assert patience(status(JULY, **known)) == timedelta(hours=hours)
    looked = JULY - timedelta(hours=hours)
    too_soon = looked + timedelta(minutes=1)

    assert why(status(JULY, **known, last_attempt_at=looked), JULY) == (Why.RETRY, None)
    assert why(status(JULY, **known, last_attempt_at=too_soon), JULY) is None


def test_the_most_pressing_come_first() -> None:
    towns = [Town(place).profile() for place in ("510500", "321300", "330100")]
    waiting = status(MARCH, days=1, stored_years=EVERYTHING[:-1])
    unwell = status(MARCH, days=9, healthy=False, failed_runs=1)
    known = {towns[0].code: unwell, towns[1].code: waiting}

    assert [(due.profile.place, due.why) for due in due_now(towns, known, MARCH)] == [
        ("321300", Why.SEASON),
        ("330100", Why.FIRST),
        ("510500", Why.RETRY),
    ]
