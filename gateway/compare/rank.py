"""Values over indicator × place × year → ranks and the figures of a summary. NaN is "no value"."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.intp]


def rank(values: Floats) -> Counts:
    """Rank among the places (axis 1): 1 is the largest, equals share a rank, 0 where there is no value."""
    order = np.argsort(-values, axis=1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=1)
    fresh = np.ones(values.shape, dtype=bool)
    fresh[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    position = np.arange(1, values.shape[1] + 1, dtype=np.intp)[None, :, None]
    shared = np.maximum.accumulate(np.where(fresh, position, 0), axis=1)
    ranks = np.empty(values.shape, dtype=np.intp)
    np.put_along_axis(ranks, order, shared, axis=1)
    ranks[np.isnan(values)] = 0
    return ranks


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """Arrays over indicator × year; NaN where no place has a value."""

    reporting: Counts
    sum: Floats
    mean: Floats
    median: Floats
    min: Floats
    max: Floats


def total(values: Floats) -> Totals:
    """Count, sum, mean, median, smallest and largest over the places (axis 1)."""
    stated = ~np.isnan(values)
    reporting = stated.sum(axis=1)
    none = np.where(reporting > 0, 1.0, np.nan)
    sums = np.where(stated, values, 0.0).sum(axis=1) * none
    return Totals(
        reporting=reporting,
        sum=sums,
        mean=sums / np.maximum(reporting, 1),
        median=_median(values, reporting),
        min=np.where(stated, values, np.inf).min(axis=1, initial=np.inf) * none,
        max=np.where(stated, values, -np.inf).max(axis=1, initial=-np.inf) * none,
    )


def _median(values: Floats, reporting: Counts) -> Floats:
    if values.shape[1] == 0:
        return np.full(reporting.shape, np.nan)
    ordered = np.sort(values, axis=1)  # NaN sorts last
    middle = np.stack(((reporting - 1) // 2, reporting // 2), axis=1).clip(0, values.shape[1] - 1)
    picked: Floats = np.take_along_axis(ordered, middle, axis=1).mean(axis=1)
    return picked
