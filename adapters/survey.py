"""Profile → what its portal shows now: each report read, each expected year that is missing, and why.

Nothing is stored. What is missing is looked for once more on the pages that were fetched: a report that the
profile's pattern leaves out, one on a host that is not allowed, a title that was refused.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from adapters.errors import AdapterError
from adapters.families.base import ReportRef
from adapters.families.registry import FAMILIES
from adapters.families.walk import Walk
from adapters.fetch.client import Fetcher
from adapters.near_misses import near_misses
from adapters.pipeline import asking, take
from adapters.profile import Column, Profile
from adapters.scout.once import OnceFetcher
from adapters.taken import Taken
from adapters.titles import read_title
from schema.checks.deadline import days_late, deadline
from schema.places import registry
from schema.records.extraction import Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A report that the portal lists: read, or why it could not be. `year` is None where nobody says it,
    `late` the days from its deadline to its publication, negative when it was early.
    """

    ref: ReportRef
    year: int | None
    extraction: Extraction | None = None
    error: AdapterError | None = None
    late: int | None = None

    @property
    def place(self) -> str | None:
        """Whose it is: as the report says, else as its title does."""
        if self.extraction is not None:
            return self.extraction.report.jurisdiction
        title = read_title(self.ref.title, within=self.ref.place)
        return title.place if title else self.ref.place


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """A year without a report. `overdue` is false before its deadline: then nothing is wrong yet."""

    year: int
    due: date | None
    overdue: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """`error` is what kept the lists from being walked to their end; `problem` that they hold too few."""

    profile: Profile
    shown: tuple[Shown, ...]
    missing: tuple[Missing, ...]
    error: AdapterError | None = None
    problem: str | None = None

    @property
    def well(self) -> bool:
        """Whether everything expected is there and can be read."""
        complete = not any(missing.overdue for missing in self.missing)
        readable = not any(shown.error for shown in self.shown)
        return self.error is None and self.problem is None and complete and readable


async def survey(
    profile: Profile, fetcher: Fetcher, *, today: date, years: Collection[int] | None = None
) -> Survey:
    """What the portal shows of those years (None: of all). What goes wrong there is in the result."""
    once = OnceFetcher(fetcher)
    refs, error = await _listed(profile, cast("Fetcher", once))
    pages = once.pages
    wanted = [ref for ref in refs if years is None or (ref.year or 0) in {0, *years}]
    shown = [await _read(ref, profile, cast("Fetcher", once)) for ref in wanted]
    near = near_misses(pages, profile, today)
    missing = _missing(profile, shown, error=error, near=near, today=today)
    return Survey(
        profile=profile,
        shown=tuple(sorted(shown, key=lambda each: -(each.year or 0))),
        missing=tuple(each for each in missing if years is None or each.year in years),
        error=error,
        problem=None if error else _too_few(len(refs), profile),
    )


async def _listed(profile: Profile, fetcher: Fetcher) -> tuple[Sequence[ReportRef], AdapterError | None]:
    walk = Walk(FAMILIES[profile.family], profile, asking(profile, fetcher))
    try:
        return await walk.reports(), None
    except AdapterError as error:
        return walk.found, error


async def _read(ref: ReportRef, profile: Profile, fetcher: Fetcher) -> Shown:
    try:
        taken = await take(ref, profile, fetcher)
    except AdapterError as error:
        return Shown(ref=ref, year=ref.year, error=error)
    assert isinstance(taken, Taken), "an unconditional question is answered with a page"
    report = taken.extraction.report
    named = profile.deadline if report.jurisdiction == profile.place else None
    due = deadline(report.year, report.scope, report.organ, report.jurisdiction, named=named)
    late = days_late(report.published_on, due)
    return Shown(ref=ref, year=report.year, extraction=taken.extraction, late=late)


def _missing(
    profile: Profile,
    shown: Sequence[Shown],
    *,
    error: AdapterError | None,
    near: dict[int, str],
    today: date,
) -> list[Missing]:
    there = {each.year for each in _own(shown, profile)}
    found = []
    for year in profile.expect.each_year:
        if year in there or year in profile.expect.absent:
            continue
        due = profile.due(year)
        overdue = due is None or due < today
        reason = _why(year, shown, profile, error=error, near=near) if overdue else f"not due before {due}"
        found.append(Missing(year=year, due=due, overdue=overdue, reason=reason))
    return found[::-1]


def _own(shown: Sequence[Shown], profile: Profile) -> Sequence[Shown]:
    """The reports of the profile's place; all of them on a column that holds only those of others."""
    own = [each for each in shown if each.place == profile.place]
    return own or shown


def _why(
    year: int, shown: Sequence[Shown], profile: Profile, *, error: AdapterError | None, near: dict[int, str]
) -> str:
    """The nearest cause."""
    others = [each for each in shown if each.year == year and each.place and each.place != profile.place]
    if others:
        place = registry.place(str(others[0].place))
        return f"there is only one of {place.code} {place.name}: {others[0].ref.title}"
    if year in near:
        return near[year]
    if error is not None:
        return f"the lists could not be walked to their end: {error}"
    if profile.column is Column.UNKNOWN:
        return "no list is known; find the column with `gongkai portal new`"
    return "no list leads to it"


def _too_few(found: int, profile: Profile) -> str | None:
    wanted = profile.expect.min_reports
    return f"{found} reports listed, at least {wanted} are expected" if found < wanted else None
