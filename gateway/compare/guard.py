"""Rates → which rest on too few cases to rank places by, and between which bounds they lie.

How few is data of the dictionary. The bounds are Wilson's at 95%: they stay within 0 and 100 and are honest
for a handful of cases, where the rate itself says little.
"""

import numpy as np
import numpy.typing as npt

from gateway.compare.columns import Columns, Floats
from gateway.compare.crossing import asked_column
from gateway.compare.derive import evaluate
from gateway.compare.slab import Window
from schema.dictionary import formula, indicators
from schema.records.comparison import CompareSpec

Z = 1.959964  # of the standard normal distribution at 97.5%


def cases(columns: Columns, spec: CompareSpec, at: Window) -> Floats:
    """How many cases each rate rests on, over indicator × place × year; NaN where that is not known."""
    found = np.full((len(spec.indicators), len(spec.places), len(spec.years)), np.nan)
    for i, indicator in enumerate(spec.indicators):
        guard = indicators.rank_guard(indicator.code)
        base = None if guard is None else _base(columns, guard.base, spec)
        if base is not None:
            found[i] = at.cut(base)
    return found


def too_few(spec: CompareSpec, cases: Floats) -> npt.NDArray[np.bool_]:
    """Which are not to be ranked; also where it is not known how many cases there were."""
    few = np.zeros(cases.shape, bool)
    for i, indicator in enumerate(spec.indicators):
        guard = indicators.rank_guard(indicator.code)
        if guard is not None:
            few[i] = ~(cases[i] >= guard.minimum)
    return few


def bounds(rates: Floats, cases: Floats) -> tuple[Floats, Floats]:
    """Wilson's interval of percentages; NaN where the cases are not known or the figure is no proportion."""
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where((rates >= 0) & (rates <= 100), rates / 100, np.nan)
        count = np.where(cases > 0, cases, np.nan)
        spread = Z * np.sqrt(share * (1 - share) / count + Z**2 / (4 * count**2))
        middle, scale = share + Z**2 / (2 * count), 1 + Z**2 / count
        return (100 * (middle - spread) / scale).clip(0), (100 * (middle + spread) / scale).clip(max=100)


def guard_note(code: str) -> str | None:
    """Why a rate has no rank."""
    guard = indicators.rank_guard(code)
    if guard is None:
        return None
    return f"样本不足{guard.minimum}件，不参与排名 / fewer than {guard.minimum} cases, not ranked"


def _base(columns: Columns, text: str, spec: CompareSpec) -> Floats | None:
    """The cases by the dictionary's formula; one that is a single figure may be bridged like the rate."""
    asked = formula.parse(text)
    if not spec.crosswalk or len(asked.terms) > 1:
        return evaluate(columns, asked, spec.applicant)
    (term,) = asked.terms
    column = asked_column(columns, term.code, term.applicant or spec.applicant, crosswalk=True)
    return None if column is None else column.values
