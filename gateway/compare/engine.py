"""Question → comparison, over the columns in memory. Implements `schema.ports.Comparer`."""

from collections.abc import Callable, Sequence

from gateway.compare.columns import Columns
from gateway.compare.coverage import cover
from gateway.compare.league import league
from gateway.compare.link import csv_url
from gateway.compare.normalize import is_additive, normalize
from gateway.compare.points import Later
from gateway.compare.rank import Totals, total
from gateway.compare.remarks import remarks
from gateway.compare.slab import block, window
from gateway.compare.verdicts import Verdicts, as_lists, counted
from schema.records.comparison import (
    CompareSpec,
    Comparison,
    CoverageCell,
    CoverageSpec,
    Lateness,
    LatenessSpec,
    Series,
    Summary,
)


class ColumnComparer:
    """Answers from whatever columns `current` gives at the moment of the question."""

    def __init__(self, current: Callable[[], Columns]) -> None:
        self._current = current

    def compare(self, spec: CompareSpec) -> Comparison:
        """Values at once; points and summary when they are first read."""
        columns = self._current()
        at = window(columns, spec)
        stated = block(columns, at, spec.indicators, spec.applicant, crosswalk=spec.crosswalk)
        cut = normalize(columns, spec, at, stated)
        verdicts = Verdicts(columns, spec, at, cut)
        return Comparison(
            years=spec.years,
            indicators=spec.indicators,
            jurisdictions=spec.places,
            series=_series(spec, verdicts),
            summary=Later(
                len(spec.indicators) * len(spec.years),
                lambda: _summaries(spec, total(counted(at, cut.values))),
            ),
            csv_url=csv_url(spec),
            applicant=spec.applicant,
            normalize=spec.normalize,
            remarks=remarks(spec, at),
        )

    def coverage(self, spec: CoverageSpec) -> Sequence[CoverageCell]:
        """One cell a place and year, by place, then year."""
        return cover(self._current(), spec)

    def lateness(self, spec: LatenessSpec) -> Sequence[Lateness]:
        """One entry a place, the latest on average first."""
        return league(self._current(), spec)

    def doubtful_dates(self) -> frozenset[str]:
        """The ids of reports whose day of publication is most likely that of a portal's move."""
        return self._current().doubtful


def _series(spec: CompareSpec, verdicts: Verdicts) -> list[Series]:
    years = len(spec.years)
    return [
        Series(
            jurisdiction=place,
            indicator=indicator,
            values=verdicts.values[i][p],
            points=Later(years, verdicts.points(i, p)),
        )
        for p, place in enumerate(spec.places)
        for i, indicator in enumerate(spec.indicators)
    ]


def _summaries(spec: CompareSpec, totals: Totals) -> list[Summary]:
    """Shares and rates have no sum over places, so theirs is None."""
    reporting, means, medians = totals.reporting.tolist(), as_lists(totals.mean), as_lists(totals.median)
    sums, least, most = as_lists(totals.sum), as_lists(totals.min), as_lists(totals.max)
    lower, upper = as_lists(totals.lower_quartile), as_lists(totals.upper_quartile)
    adds_up = [is_additive(indicator, spec.normalize) for indicator in spec.indicators]
    return [
        Summary(
            indicator=indicator,
            year=year,
            reporting=reporting[i][y],
            sum=sums[i][y] if adds_up[i] else None,
            mean=means[i][y],
            median=medians[i][y],
            min=least[i][y],
            max=most[i][y],
            lower_quartile=lower[i][y],
            upper_quartile=upper[i][y],
        )
        for i, indicator in enumerate(spec.indicators)
        for y, year in enumerate(spec.years)
    ]
