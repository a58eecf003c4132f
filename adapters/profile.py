"""What a portal's profile holds. `profiles` reads it from TOML, `profile_checks` refuses what cannot be."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from adapters.families.options import Options
from schema.checks.deadline import deadline
from schema.enums import ReportScope

EARLIEST_YEAR = 2004  # 上海 and 广州 reported by rules of their own before the Regulation of 2008
_DATED = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?): *(.+)", re.DOTALL)


class Column(StrEnum):
    """How the addresses in `lists` are known."""

    SEEN = "SEEN"
    DERIVED = "DERIVED"
    UNKNOWN = "UNKNOWN"


class Level(StrEnum):
    """Whose address is known where the place's own is not."""

    OFFICE = "OFFICE"
    DEPARTMENT = "DEPARTMENT"
    COUNTY = "COUNTY"
    COUNTY_ORGAN = "COUNTY_ORGAN"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    """What a healthy portal yields: reports on these years (first, last), at least so many of them.

    `[2008]` alone is from then to last year. `absent` are years in between that are not looked for here.
    """

    years: tuple[int, int] | None = None
    min_reports: int = 1
    absent: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.years is not None:
            object.__setattr__(self, "years", _span(self.years))
        if self.min_reports < 0:
            raise ValueError(f"min_reports is {self.min_reports}; it is 0 or more")
        if beyond := [year for year in self.absent if year not in self.each_year]:
            raise ValueError(f"absent names {beyond[0]}, which is not among the years {self.years}")

    @property
    def each_year(self) -> range:
        """The years of the span, the absent ones too."""
        return range(self.years[0], self.years[1] + 1) if self.years else range(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A host under which the portal answered or answers too. One that has ended is not contacted: whoever
    holds the name now is not known.
    """

    host: str
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.since > self.until:
            raise ValueError(f"{self.host} ends on {self.until}, before it begins on {self.since}")

    def holds(self, on: date) -> bool:
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What is odd about the portal, and the month or day on which that was so."""

    on: str
    text: str

    @classmethod
    def parse(cls, text: str) -> Self:
        found = _DATED.fullmatch(text)
        if found is None:
            raise ValueError(f"{text[:40]!r} has no date; begin with 2026-11: or 2026-11-24:")
        return cls(on=found[1], text=found[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Where an address is known from: `seen_in` names the list or page, `year` is the year reported on."""

    seen_in: str
    url: str | None = None
    year: int | None = None
    published_on: date | None = None

    @classmethod
    def parse(cls, text: str) -> Self:
        return cls(seen_in=text)


@dataclass(frozen=True, slots=True, kw_only=True)
class StandsFor:
    """The place whose own column is not known, so that this lower one is all there is of it."""

    place: str
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Everything that is particular to one portal.

    `place` is the GB/T 2260 or zone code of the reports found, `organ` is set exactly when `scope` is
    ORGAN. `hosts` is the allow-list of every hop: those of the file and the aliases that hold today.
    `lists` are the pages that reports are looked for on. `title_pattern` narrows a list that several
    bodies share; `title_examples` are titles it must find. `deadline` names a rule of
    `schema/data/deadlines.toml`, `legacy_tls` the hosts that only speak an old protocol. `contacted`
    tells whether the addresses were ever tried from a running gateway; `evidence` where they are known from.
    """

    code: str
    place: str
    name: str
    name_en: str
    family: str
    hosts: tuple[str, ...]
    lists: tuple[str, ...] = ()
    column: Column = Column.SEEN
    scope: ReportScope = ReportScope.JURISDICTION
    organ: str | None = None
    stands_for: StandsFor | None = None
    title_pattern: re.Pattern[str] | None = None
    title_examples: tuple[str, ...] = ()
    max_pages: int = 40
    options: Options
    expect: Expect = Expect()
    deadline: str | None = None
    aliases: tuple[Alias, ...] = ()
    legacy_tls: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    contacted: bool = False

    @property
    def url(self) -> str:
        """An address to show people: the first list, or the portal's root."""
        return self.lists[0] if self.lists else f"https://{self.hosts[0].removeprefix('*.')}/"

    def due(self, year: int) -> date | None:
        """The last day on which the report on that year is in time; None before the duty began."""
        return deadline(year, self.scope, self.organ, self.place, named=self.deadline)


def _span(years: tuple[int, ...]) -> tuple[int, int]:
    """[first] or [first, last] → both. Raises ValueError for years in which no report can be."""
    now = date.today().year  # noqa: DTZ011 - a year
    if len(years) not in {1, 2} or years[0] > years[-1]:
        raise ValueError(f"years is {list(years)}; it is [first, last], or [first] for up to last year")
    if wrong := [year for year in years if not EARLIEST_YEAR <= year <= now]:
        raise ValueError(f"years names {wrong[0]}; reports are on years from {EARLIEST_YEAR} to {now}")
    return years[0], years[1] if len(years) > 1 else last_year()


def last_year() -> int:
    """The newest year that reports can be complete on."""
    return date.today().year - 1  # noqa: DTZ011 - a year
