"""Values → what is said about each: why it is absent, its rank, its change, how far it compares.

Everything here waits until a point is read: an answer of bare values never pays for it.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from gateway.compare.absence import ABSENCES, absences
from gateway.compare.align import GRADES, align
from gateway.compare.columns import FORMATS, Columns, Floats
from gateway.compare.guard import bounds, cases, too_few
from gateway.compare.heads import people
from gateway.compare.notes import Notes
from gateway.compare.rank import rank, ranked_among
from gateway.compare.slab import Block, Window
from schema.dictionary import bridges
from schema.enums import Normalization
from schema.ports import statistic_id
from schema.records.bridge import Bridge
from schema.records.comparison import CompareSpec, Point


class Verdicts:
    """All points of one comparison, made series by series from arrays computed once."""

    def __init__(self, columns: Columns, spec: CompareSpec, at: Window, cut: Block) -> None:
        self._columns, self._spec, self._at, self._cut = columns, spec, at, cut

    @cached_property
    def values(self) -> list[list[list[float | None]]]:
        """By indicator, place and year, None where there is no value."""
        values: list[list[list[float | None]]] = as_lists(self._cut.values)
        return values

    def points(self, i: int, p: int) -> Callable[[], list[Point]]:
        """A maker of the points of one indicator (i) in one place (p)."""
        return lambda: self._points(i, p)

    @cached_property
    def _changes(self) -> Any:
        return as_lists(change(self._cut.values, self._cut.before))

    @cached_property
    def _few(self) -> npt.NDArray[np.bool_]:
        return too_few(self._spec, self._cases)

    @cached_property
    def _cases(self) -> Floats:
        return cases(self._columns, self._spec, self._at)

    @cached_property
    def _bounds(self) -> dict[int, tuple[Any, Any]]:
        """By indicator, for rates alone, the bounds by place and year."""
        rates = [i for i in range(len(self._spec.indicators)) if not np.isnan(self._cases[i]).all()]
        both = (bounds(self._cut.values[i], self._cases[i]) for i in rates)
        return {i: (as_lists(low), as_lists(high)) for i, (low, high) in zip(rates, both, strict=True)}

    def _bounds_of(self, i: int, p: int) -> tuple[list[float | None], list[float | None]]:
        if i not in self._bounds:
            return self._nothing, self._nothing
        lower, upper = self._bounds[i]
        return lower[p], upper[p]

    @cached_property
    def _nothing(self) -> list[float | None]:
        return [None] * len(self._spec.years)

    @cached_property
    def _ranks(self) -> tuple[Any, Any]:
        """By indicator, place and year the rank, and by indicator and year among how many."""
        ranks = rank(np.where(self._few, np.nan, counted(self._at, self._cut.values)))
        return ranks.tolist(), ranked_among(ranks).tolist()

    @cached_property
    def _absences(self) -> Any:
        return absences(self._columns, self._spec, self._at, self._cut).tolist()

    @cached_property
    def _printed(self) -> Any:
        return self._cut.printed.tolist()

    @cached_property
    def _notes(self) -> Notes:
        grading = align(self._columns, self._spec, self._at, self._cut)
        return Notes(spec=self._spec, at=self._at, cut=self._cut, grading=grading, few=self._few)

    def _points(self, i: int, p: int) -> list[Point]:
        values, changes, ranks, among = self.values[i][p], self._changes[i][p], *self._rank_of(i, p)
        absent, notes, grades = self._absences[i][p], self._notes, self._notes.grades[i][p]
        printed, (lower, upper) = self._printed_ids(i, p), self._bounds_of(i, p)
        points = [
            Point(
                year=year,
                value=values[y],
                absence=ABSENCES[absent[y]],
                rank=ranks[y] or None,
                change=changes[y],
                comparability=GRADES[grades[y]],
                note=notes.of(i, p, y),
                statistic_id=printed[y],
                ranked_among=among[y] if ranks[y] else None,
                lower=lower[y],
                upper=upper[y],
            )
            for y, year in enumerate(self._spec.years)
        ]
        if self._has_more:
            self._complete(points, i, p)
        return points

    @property
    def _has_more(self) -> bool:
        """Whether there is anything that most comparisons have not: bridges, populations, other codes."""
        spec, borrowed = self._spec, self._at.borrowed.at
        return spec.crosswalk or bool(borrowed) or spec.normalize is Normalization.PER_100K_PEOPLE

    def _complete(self, points: list[Point], i: int, p: int) -> None:
        borrowed = self._at.borrowed.at
        for y, point in enumerate(points):
            if point.value is not None:
                point.population = people(self._spec, self._at, p, y)
            point.bridge = bridge = self._bridge(i, p, y)
            if bridge is not None and len(bridge.indicators) == 1:
                # What a single figure of another form gives is printed there.
                point.statistic_id = self._statistic_id(bridge.indicators[0].code, p, y)
            if (p, point.year) in borrowed:
                point.reported_by = borrowed[p, point.year].place

    def _printed_ids(self, i: int, p: int) -> list[str | None]:
        """The ids of the figures that reports print, None for what was worked out and what is absent."""
        code, printed = self._spec.indicators[i].code, self._printed[i][p]
        return [
            self._statistic_id(code, p, y) if is_printed else None for y, is_printed in enumerate(printed)
        ]

    def _statistic_id(self, code: str, p: int, y: int) -> str:
        report = self._columns.report_ids[self._rows[p][y], self._spec.years[y]]
        return statistic_id(report, code, self._spec.applicant)

    @cached_property
    def _rows(self) -> Any:
        """By place and year where its report stands in the columns."""
        shape = (len(self._spec.places), len(self._spec.years))
        return np.broadcast_to(self._at.rows, shape).tolist()

    def _rank_of(self, i: int, p: int) -> tuple[list[int], list[int]]:
        ranks, among = self._ranks
        return ranks[i][p], among[i]

    @cached_property
    def _forms(self) -> Any:
        return self._at.cut(self._columns.formats).tolist()

    def _bridge(self, i: int, p: int, y: int) -> Bridge | None:
        """What the crosswalk made a value from."""
        form = FORMATS[self._forms[p][y]] if self._cut.crossed[i, p, y] else None
        route = None if form is None else bridges.route(self._spec.indicators[i].code, form)
        return None if route is None else route.bridge


def counted(at: Window, values: Floats) -> Floats:
    """The values without those that would count a report twice or another area's."""
    return values if at.borrowed.aside is None else np.where(at.borrowed.aside, np.nan, values)


def change(values: Floats, before: Floats) -> Floats:
    """The growth as a fraction of the year before; NaN where either is missing or there was nothing."""
    base = np.where(before == 0, np.nan, np.abs(before))
    grown: Floats = (values - before) / base
    return grown


def as_lists(values: Floats) -> Any:
    """Nested lists with None for NaN."""
    boxed = values.astype(object)
    boxed[np.isnan(values)] = None
    return boxed.tolist()
