"""Printed columns → those that follow from them: subtotals, joined series, rates. By the dictionary.

A printed figure stands before what its formula gives. A formula needs all its terms: a blank part
leaves the sum open. Worked out for all places and years at once, at the first question that needs it.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from gateway.compare.columns import (
    QUALIFIER_CODES,
    Codes,
    Column,
    ColumnKey,
    Columns,
    Floats,
    empty_codes,
    empty_floats,
)
from schema.dictionary import formula, indicators
from schema.dictionary.formula import POPULATION, Formula
from schema.enums import Applicant, Qualifier
from schema.places.population import population

ROUGHLY = QUALIFIER_CODES[Qualifier.ABOUT]


def column_of(columns: Columns, code: str, applicant: Applicant) -> Column | None:
    """The column of an indicator, None where no report states it and nothing gives it."""
    key = (code, applicant)
    if code != POPULATION and indicators.indicator(code).formula is None:
        return columns.printed.get(key)
    if key not in columns.worked_out:
        columns.worked_out[key] = _population(columns) if code == POPULATION else _work_out(columns, key)
    return columns.worked_out[key]


def evaluate(columns: Columns, asked: Formula, applicant: Applicant) -> Floats | None:
    """A formula over whole columns; None where one of its terms has no column at all."""

    def values(code: str, whose: Applicant) -> Floats | None:
        column = column_of(columns, code, whose)
        return None if column is None else column.values

    found: Any = asked.evaluate(values, applicant)
    return None if found is None else np.asarray(found, float)


def _work_out(columns: Columns, key: ColumnKey) -> Column | None:
    code, applicant = key
    printed, asked = columns.printed.get(key), formula.formula_of(code)
    given = evaluate(columns, asked, applicant)
    if given is None:
        return printed
    stated = empty_floats(columns.shape) if printed is None else printed.values
    derived = np.isnan(stated) & ~np.isnan(given)
    return Column(
        values=np.where(derived, given, stated),
        hedges=_hedges(columns, asked, applicant, derived, printed),
        derived=derived,
    )


def _hedges(
    columns: Columns,
    asked: Formula,
    applicant: Applicant,
    derived: npt.NDArray[np.bool_],
    printed: Column | None,
) -> Codes | None:
    """The qualifiers that are printed, and those of what follows."""
    own = None if printed is None else printed.hedges
    rough = rough_codes(columns, asked, applicant) * derived
    if not rough.any():
        return own
    return rough if own is None else np.maximum(own, rough)


def rough_codes(columns: Columns, asked: Formula, applicant: Applicant) -> Codes:
    """ABOUT where a term is stated roughly: what follows from it is known no better."""
    terms = [column_of(columns, term.code, term.applicant or applicant) for term in asked.terms]
    hedged = [column.hedges > 0 for column in terms if column is not None and column.hedges is not None]
    codes = empty_codes(columns.shape)
    if hedged:
        codes[np.any(hedged, axis=0)] = ROUGHLY
    return codes


def _population(columns: Columns) -> Column | None:
    values = empty_floats(columns.shape)
    for place, row in columns.places.items():
        for col, year in enumerate(columns.years):
            people = population(place, year)
            values[row, col] = np.nan if people is None else people
    return None if np.isnan(values).all() else Column(values=values)
