"""Rates → which rest on too few cases to rank places by. How few is data of the dictionary."""

import numpy as np
import numpy.typing as npt

from gateway.compare.columns import Columns
from gateway.compare.derive import evaluate
from gateway.compare.slab import Window
from schema.dictionary import formula, indicators
from schema.records.comparison import CompareSpec


def too_few(columns: Columns, spec: CompareSpec, at: Window) -> npt.NDArray[np.bool_]:
    """Over indicator × place × year; also where it is not known how many cases there were."""
    few = np.zeros((len(spec.indicators), len(spec.places), len(spec.years)), bool)
    for i, indicator in enumerate(spec.indicators):
        guard = indicators.rank_guard(indicator.code)
        if guard is None:
            continue
        base = evaluate(columns, formula.parse(guard.base), spec.applicant)
        few[i] = True if base is None else ~(at.cut(base) >= guard.minimum)
    return few


def guard_note(code: str) -> str | None:
    """Why a rate has no rank."""
    guard = indicators.rank_guard(code)
    if guard is None:
        return None
    return f"样本不足{guard.minimum}件，不参与排名 / fewer than {guard.minimum} cases, not ranked"
