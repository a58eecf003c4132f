"""Columns → the same with what other forms give by the crosswalk. Only where a question asks for it.

A printed figure, or what a form's own formula gives, stands before what is bridged. Every part of a bridge
must be stated: half a sum is no figure.
"""

import numpy as np

from gateway.compare.columns import FORMAT_CODES, Column, Columns, empty_codes, empty_floats
from gateway.compare.derive import column_of, evaluate, rough_codes
from schema.dictionary.bridges import routes
from schema.dictionary.formula import POPULATION
from schema.enums import Applicant


def asked_column(columns: Columns, code: str, applicant: Applicant, *, crosswalk: bool) -> Column | None:
    """The column of an indicator, with or without what the crosswalk gives."""
    if not crosswalk or code == POPULATION:
        return column_of(columns, code, applicant)
    key = (code, applicant)
    if key not in columns.bridged:
        columns.bridged[key] = _bridge(columns, code, applicant)
    return columns.bridged[key]


def _bridge(columns: Columns, code: str, applicant: Applicant) -> Column | None:
    own = column_of(columns, code, applicant)
    values = empty_floats(columns.shape) if own is None else own.values.copy()
    hedges = empty_codes(columns.shape) if own is None or own.hedges is None else own.hedges.copy()
    crossed = np.zeros(columns.shape, bool)
    for route in routes(code):
        given = evaluate(columns, route.formula, applicant)
        if given is None:
            continue
        here = (columns.formats == FORMAT_CODES[route.bridge.format]) & np.isnan(values) & ~np.isnan(given)
        values[here] = given[here]
        hedges[here] = rough_codes(columns, route.formula, applicant)[here]
        crossed |= here
    if not crossed.any():
        return own
    derived = crossed if own is None or own.derived is None else own.derived | crossed
    return Column(values=values, hedges=hedges, derived=derived, crossed=crossed)
