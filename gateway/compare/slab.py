"""Columns and a question → the block of values asked for, over indicator × place × year."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from gateway.compare.columns import Codes, Columns, Floats, Index
from gateway.compare.derive import column_of
from schema.enums import Applicant
from schema.records.comparison import CompareSpec
from schema.records.indicator import Indicator

S = TypeVar("S", bound=np.generic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Where the places and years of a question stand in the columns; -1 reads as empty."""

    rows: Index
    cols: Index
    cols_before: Index

    def cut(self, array: npt.NDArray[S]) -> npt.NDArray[S]:
        """The asked places × years of a column."""
        return array[self.rows[:, None], self.cols]

    def cut_before(self, array: npt.NDArray[S]) -> npt.NDArray[S]:
        """The same, one year earlier."""
        return array[self.rows[:, None], self.cols_before]


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Values of this year and the year before, with what is needed to judge them.

    Arrays run over indicator × place × year. `hedged` holds qualifier codes, `printed` whether a
    report prints the figure, `lost` whether there is a figure that could not be normalised.
    """

    values: Floats
    before: Floats
    hedged: Codes
    hedged_before: Codes
    printed: npt.NDArray[np.bool_]
    lost: npt.NDArray[np.bool_] | None = None


def window(columns: Columns, spec: CompareSpec) -> Window:
    """Find the places and years of a question."""
    return Window(
        rows=columns.rows([place.code for place in spec.places]),
        cols=columns.cols(spec.years),
        cols_before=columns.cols([year - 1 for year in spec.years]),
    )


def block(columns: Columns, at: Window, indicators: tuple[Indicator, ...], applicant: Applicant) -> Block:
    """Cut the columns of all indicators at once."""
    shape = (len(indicators), len(at.rows), len(at.cols))
    values, before = np.full(shape, np.nan), np.full(shape, np.nan)
    hedged, hedged_before = np.zeros(shape, np.int8), np.zeros(shape, np.int8)
    printed = np.zeros(shape, bool)
    for i, indicator in enumerate(indicators):
        column = column_of(columns, indicator.code, applicant)
        if column is None:
            continue
        values[i], before[i] = at.cut(column.values), at.cut_before(column.values)
        printed[i] = ~np.isnan(values[i])
        if column.derived is not None:
            printed[i] &= ~at.cut(column.derived)
        if column.hedges is not None:
            hedged[i], hedged_before[i] = at.cut(column.hedges), at.cut_before(column.hedges)
    return Block(values=values, before=before, hedged=hedged, hedged_before=hedged_before, printed=printed)
