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
from gateway.compare.columns import Columns, Floats
from gateway.compare.guard import too_few
from gateway.compare.notes import Notes
from gateway.compare.rank import rank
from gateway.compare.slab import Block, Window
from schema.ports import statistic_id
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
        return too_few(self._columns, self._spec, self._at)

    @cached_property
    def _ranks(self) -> Any:
        return rank(np.where(self._few, np.nan, self._cut.values)).tolist()

    @cached_property
    def _absences(self) -> Any:
        return absences(self._columns, self._spec, self._at, self._cut).tolist()

    @cached_property
    def _printed(self) -> Any:
        return self._cut.printed.tolist()

    @cached_property
    def _notes(self) -> Notes:
        grading = align(self._columns, self._spec, self._at, self._cut)
        return Notes(spec=self._spec, cut=self._cut, grading=grading, few=self._few)

    def _points(self, i: int, p: int) -> list[Point]:
        values, changes, ranks = self.values[i][p], self._changes[i][p], self._ranks[i][p]
        absent, notes, grades = self._absences[i][p], self._notes, self._notes.grades[i][p]
        printed = self._printed_ids(i, p)
        return [
            Point(
                year=year,
                value=values[y],
                absence=ABSENCES[absent[y]],
                rank=ranks[y] or None,
                change=changes[y],
                comparability=GRADES[grades[y]],
                note=notes.at(i, p, y),
                statistic_id=printed[y],
            )
            for y, year in enumerate(self._spec.years)
        ]

    def _printed_ids(self, i: int, p: int) -> list[str | None]:
        """The ids of the figures that reports print, None for what was worked out and what is absent."""
        code, applicant = self._spec.indicators[i].code, self._spec.applicant
        row, reports = int(self._at.rows[p]), self._columns.report_ids
        return [
            statistic_id(reports[row, year], code, applicant) if is_printed else None
            for year, is_printed in zip(self._spec.years, self._printed[i][p], strict=True)
        ]


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
