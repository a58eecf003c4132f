"""Columns and a question → the block of values asked for, over indicator × place × year."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from gateway.compare.columns import Codes, Columns, Floats, Index
from gateway.compare.crossing import asked_column
from gateway.compare.successions import Borrowed, borrowings
from schema.enums import Applicant
from schema.records.comparison import CompareSpec
from schema.records.indicator import Indicator

S = TypeVar("S", bound=np.generic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where the places and years of a question stand in the columns; -1 reads as empty.

    `rows` has one row a place for all years; over place × year only where some place reported under
    another code, which `borrowed` names. `every` are the same rows over all years that the columns have.
    """

    rows: Index
    rows_before: Index
    every: Index
    cols: Index
    cols_before: Index
    borrowed: Borrowed

    def cut(self, array: npt.NDArray[S]) -> npt.NDArray[S]:
        """The asked places × years of a column."""
        return array[self.rows, self.cols]

    def cut_before(self, array: npt.NDArray[S]) -> npt.NDArray[S]:
        """The same, one year earlier."""
        return array[self.rows_before, self.cols_before]

    def over_time(self, array: npt.NDArray[S]) -> npt.NDArray[S]:
        """The asked places over all years."""
        return array[self.every, np.arange(array.shape[1])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Values of this year and the year before, with what is needed to judge them.

    Arrays run over indicator × place × year. `hedged` holds qualifier codes, `printed` whether a
    report prints the figure, `crossed` whether the crosswalk gives it, `lost` whether there is a figure
    that could not be normalised.
    """

    values: Floats
    before: Floats
    hedged: Codes
    hedged_before: Codes
    printed: npt.NDArray[np.bool_]
    crossed: npt.NDArray[np.bool_]
    lost: npt.NDArray[np.bool_] | None = None


def window(columns: Columns, spec: CompareSpec) -> Window:
    """Find the places and years of a question, also where a place reported under another code."""
    rows = columns.rows([place.code for place in spec.places])[:, None]
    cols, cols_before = columns.cols(spec.years), columns.cols([year - 1 for year in spec.years])
    every, borrowed = borrowings(columns, spec, rows)
    if not borrowed.at:
        return Window(
            rows=rows, rows_before=rows, every=rows, cols=cols, cols_before=cols_before, borrowed=borrowed
        )
    return Window(
        rows=every[:, cols],
        rows_before=every[:, cols_before],
        every=every,
        cols=cols,
        cols_before=cols_before,
        borrowed=borrowed,
    )


def block(
    columns: Columns,
    at: Window,
    indicators: tuple[Indicator, ...],
    applicant: Applicant,
    *,
    crosswalk: bool = False,
) -> Block:
    """Cut the columns of all indicators at once."""
    shape = (len(indicators), len(at.rows), len(at.cols))
    values, before = np.full(shape, np.nan), np.full(shape, np.nan)
    hedged, hedged_before = np.zeros(shape, np.int8), np.zeros(shape, np.int8)
    printed, crossed = np.zeros(shape, bool), np.zeros(shape, bool)
    for i, indicator in enumerate(indicators):
        column = asked_column(columns, indicator.code, applicant, crosswalk=crosswalk)
        if column is None:
            continue
        values[i], before[i] = at.cut(column.values), at.cut_before(column.values)
        printed[i] = ~np.isnan(values[i])
        if column.derived is not None:
            printed[i] &= ~at.cut(column.derived)
        if column.crossed is not None:
            crossed[i] = at.cut(column.crossed)
        if column.hedges is not None:
            hedged[i], hedged_before[i] = at.cut(column.hedges), at.cut_before(column.hedges)
    return Block(
        values=values,
        before=before,
        hedged=hedged,
        hedged_before=hedged_before,
        printed=printed,
        crossed=crossed,
    )
