"""A question about a code outside its years → the rows of the code that stood for the place then.

A report counts once in ranks and summaries: where the other code is asked for as well, or is another area,
what is borrowed stands aside.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gateway.compare.columns import Codes, Columns, Index
from schema.places.lineage import Relative, relatives, standing_for
from schema.records.comparison import CompareSpec
from schema.records.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Borrowed:
    """`at` tells by asked place and year whose report it is; the arrays are None where nobody's but its own.

    `aside` marks, over asked place × year, what takes no part in ranks and summaries. `areas` numbers, over
    asked place and every year, the area that the figures are of, 0 for the place itself.
    """

    at: Mapping[tuple[int, int], Relative]
    aside: npt.NDArray[np.bool_] | None = None
    areas: Codes | None = None


NOTHING = Borrowed(at={})


def borrowings(columns: Columns, spec: CompareSpec, rows: Index) -> tuple[Index, Borrowed]:
    """The row of each asked place in every year of the columns, and what of it is borrowed."""
    moved = [p for p, place in enumerate(spec.places) if relatives(place.code)]
    if not moved:
        return rows, NOTHING
    every = np.repeat(rows, columns.shape[1], axis=1)
    found: dict[tuple[int, int], Relative] = {}
    for p in moved:
        for year in columns.years:
            one = source(columns, spec.places[p], year)
            if one is not None:
                found[p, year] = one
                every[p, year - columns.years.start] = columns.places[one.place.code]
    return every, _marked(columns, spec, found)


def source(columns: Columns, place: Place, year: int) -> Relative | None:
    """Who reported for the place in a year; None for itself and for nobody."""
    if columns.report_at(place.code, year) is not None:
        return None
    others = standing_for(place.code, year)
    return next((one for one in others if columns.report_at(one.place.code, year) is not None), None)


def _marked(columns: Columns, spec: CompareSpec, found: Mapping[tuple[int, int], Relative]) -> Borrowed:
    asked = {place.code for place in spec.places}
    areas = np.zeros((len(spec.places), columns.shape[1]), np.int8)
    aside = np.zeros((len(spec.places), len(spec.years)), bool)
    numbers: dict[str, int] = {}
    for (p, year), one in found.items():
        if not one.same:
            areas[p, year - columns.years.start] = numbers.setdefault(one.place.code, len(numbers) + 1)
        if year in spec.years:
            aside[p, spec.years.index(year)] = not one.same or one.place.code in asked
    return Borrowed(at=found, aside=aside, areas=areas)
