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
    lower_quartile: Floats
    upper_quartile: Floats
    min: Floats
    max: Floats


def total(values: Floats) -> Totals:
    """Count, sum, mean, quartiles, smallest and largest over the places (axis 1)."""
    stated = ~np.isnan(values)
    reporting = stated.sum(axis=1)
    none = np.where(reporting > 0, 1.0, np.nan)
    sums = np.where(stated, values, 0.0).sum(axis=1) * none
    ordered = np.sort(values, axis=1)  # NaN sorts last
    return Totals(
        reporting=reporting,
        sum=sums,
        mean=sums / np.maximum(reporting, 1),
        median=_quantile(ordered, reporting, 0.5),
        lower_quartile=_quantile(ordered, reporting, 0.25),
        upper_quartile=_quantile(ordered, reporting, 0.75),
        min=np.where(stated, values, np.inf).min(axis=1, initial=np.inf) * none,
        max=np.where(stated, values, -np.inf).max(axis=1, initial=-np.inf) * none,
    )


def _quantile(ordered: Floats, reporting: Counts, part: float) -> Floats:
    """Interpolated between the two nearest values, as spreadsheets do (QUARTILE.INC)."""
    if ordered.shape[1] == 0:
        return np.full(reporting.shape, np.nan)
    position = (reporting - 1).clip(0) * part
    lower = np.floor(position).astype(np.intp)
    upper = np.minimum(lower + 1, (reporting - 1).clip(0))
    below, above = (np.take_along_axis(ordered, at[:, None, :], axis=1)[:, 0, :] for at in (lower, upper))
    found: Floats = below + (above - below) * (position - lower)
    return found


def ranked_among(ranks: Counts) -> Counts:
    """How many places have a rank, over indicator × year."""
    counted: Counts = (ranks > 0).sum(axis=1)
    return counted
