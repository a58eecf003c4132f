"""Reports and their deadlines → which places are latest. Early reports count as in time, not as a credit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from statistics import fmean

from gateway.compare.columns import Columns
from gateway.compare.lateness import Punctuality
from schema.checks.deadline import deadline
from schema.enums import ReportScope
from schema.places import registry
from schema.places.gb2260 import stands
from schema.places.lineage import absorbed, relatives
from schema.records.comparison import Lateness, LatenessSpec
from schema.records.place import Place


def league(columns: Columns, spec: LatenessSpec, today: date | None = None) -> list[Lateness]:
    """The latest on average first; those without a dated report last, in the order of codes."""
    places = absorbed(registry.places_within(spec.within, spec.level, spec.years))
    reports: dict[str, list[Punctuality]] = {place.code: [] for place in places}
    known_as = {code: place.code for place in places for code in _selves(place)}
    for one in columns.punctuality.values():
        code = known_as.get(one.place)
        if code is not None and one.scope is spec.scope and one.year in spec.years:
            reports[code].append(one)
    by_day = today or date.today()  # noqa: DTZ011 - a day more or less does not matter for a year's report
    told = [_told(place, reports[place.code], spec, by_day) for place in places]
    return _ranked(sorted(told, key=_order))


def _selves(place: Place) -> list[str]:
    return [place.code, *(one.place.code for one in relatives(place.code) if one.same)]


def _told(place: Place, reports: Sequence[Punctuality], spec: LatenessSpec, today: date) -> Lateness:
    days = [one.days_late for one in reports if one.days_late is not None]
    late = [one for one in days if one > 0]
    return Lateness(
        jurisdiction=place,
        rank=None,
        reports=len(reports),
        on_time=len(days) - len(late),
        late=len(late),
        undated=len(reports) - len(days),
        missing=_missing(place, {one.year for one in reports}, spec, today),
        days_late=fmean(max(one, 0) for one in days) if days else None,
        most_days_late=max(days) if days else None,
    )


def _missing(place: Place, there: set[int], spec: LatenessSpec, today: date) -> int:
    """Years that are due and not there. Which organs owe a report is not known, so theirs are not counted."""
    if spec.scope is ReportScope.ORGAN:
        return 0
    owed = [year for year in spec.years if year not in there and stands(place, year)]
    days = (deadline(year, spec.scope, None, place.code) for year in owed)
    return sum(1 for day in days if day is not None and day < today)


def _order(one: Lateness) -> tuple[bool, float, str]:
    return one.days_late is None, -(one.days_late or 0), one.jurisdiction.code


def _ranked(entries: list[Lateness]) -> list[Lateness]:
    """Equals share a rank."""
    found: list[Lateness] = []
    for position, one in enumerate(entries, 1):
        before = found[-1] if found else None
        tied = before is not None and before.days_late == one.days_late
        rank = None if one.days_late is None else before.rank if tied and before else position
        found.append(replace(one, rank=rank))
    return found
