"""A comparison: places × years × indicators. Plain slotted classes, because the API reads thousands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schema.enums import Absence, Applicant, Comparability, JurisdictionLevel, Normalization, ReportScope
from schema.records.bridge import Bridge
from schema.records.indicator import Indicator
from schema.records.place import Place
from schema.records.population import Population

Remark = tuple[str, str]  # Chinese, English


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareSpec:
    """What is asked: resolved places and indicators, years in ascending order.

    `crosswalk` lets figures of one form stand for those of another; `remarks` tell how the places were
    chosen.
    """

    places: tuple[Place, ...]
    years: tuple[int, ...]
    indicators: tuple[Indicator, ...]
    applicant: Applicant = Applicant.TOTAL
    normalize: Normalization = Normalization.NONE
    crosswalk: bool = False
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True, kw_only=True)
class Point:
    """One place, one indicator, one year.

    `rank` 1 is the largest among the `ranked_among` places that are ranked that year, ties share a rank.
    `change` is a fraction of the year before. `note` says why where `comparability` is not SAME, why there
    is no rank, whose report it is. `statistic_id` finds the printed figure, None for derived and absent
    values. `lower` and `upper` bound a rate on few cases (Wilson, 95%). `bridge` tells what the crosswalk
    worked it out from, `population` what it was divided by, `reported_by` whose code the report is under
    where that is not the asked one.
    """

    year: int
    value: float | None
    absence: Absence | None
    rank: int | None
    change: float | None
    comparability: Comparability
    note: str | None
    statistic_id: str | None
    ranked_among: int | None = None
    lower: float | None = None
    upper: float | None = None
    bridge: Bridge | None = None
    population: Population | None = None
    reported_by: Place | None = None


@dataclass(slots=True, kw_only=True)
class Series:
    """One place, one indicator; `values` and `points` stand in the order of the comparison's years."""

    jurisdiction: Place
    indicator: Indicator
    values: Sequence[float | None]
    points: Sequence[Point]


@dataclass(slots=True, kw_only=True)
class Summary:
    """One indicator in one year over the compared places; `reporting` counts those with a value.

    Quartiles are interpolated between the two nearest values, as the median is. A report counts once.
    """

    indicator: Indicator
    year: int
    reporting: int
    sum: float | None
    mean: float | None
    median: float | None
    min: float | None
    max: float | None
    lower_quartile: float | None = None
    upper_quartile: float | None = None


@dataclass(slots=True, kw_only=True)
class Comparison:
    """Series are ordered by place, then indicator; summaries by indicator, then year.

    `remarks` concern the comparison as a whole: how places were chosen, which codes were followed.
    """

    years: Sequence[int]
    indicators: Sequence[Indicator]
    jurisdictions: Sequence[Place]
    series: Sequence[Series]
    summary: Sequence[Summary]
    csv_url: str
    applicant: Applicant = Applicant.TOTAL
    normalize: Normalization = Normalization.NONE
    remarks: Sequence[Remark] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSpec:
    """Whose reports are looked for: all places of `level` within `within` (the next level down if None)."""

    within: str
    level: JurisdictionLevel | None
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageCell:
    """A place and a year: the report's id, or why there is none.

    `late` and `days_late` are None when they cannot be known, also where the day of publication is
    `doubtful`. `cause` tells in two languages what is known of a report that is not there.
    """

    jurisdiction: Place
    year: int
    report_id: str | None
    absence: Absence | None
    late: bool | None
    cause: Remark | None = None
    deadline: date | None = None
    days_late: int | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LatenessSpec:
    """Whose punctuality is asked: places as in `CoverageSpec`, reports of one scope."""

    within: str
    level: JurisdictionLevel | None
    years: tuple[int, ...]
    scope: ReportScope = ReportScope.JURISDICTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """How punctual one place was: `reports` are those stored, of which `undated` give no sure day.

    `missing` are years due by now without a report; `days_late` the mean of the dated ones, early ones
    counting 0, `most_days_late` the worst. `rank` 1 is the latest on average; places without a dated report
    have none.
    """

    jurisdiction: Place
    rank: int | None
    reports: int
    on_time: int
    late: int
    undated: int
    missing: int
    days_late: float | None
    most_days_late: int | None
