"""Ranks and summaries over indicator × place × year."""

import numpy as np
import pytest

from gateway.compare.rank import Floats, rank, total

NONE = float("nan")


def one_year(*values: float) -> Floats:
    return np.array(values, float)[None, :, None]


@pytest.mark.parametrize(
    ("values", "ranks"),
    [
        ((5, 9, 7), [3, 1, 2]),
        ((5, 9, 9, 1), [3, 1, 1, 4]),
        ((NONE, 2, NONE, 3), [0, 2, 0, 1]),
        ((0, 0, 0), [1, 1, 1]),
        ((-1, 0, NONE), [2, 1, 0]),
        ((NONE, NONE), [0, 0]),
        ((4,), [1]),
    ],
)
def test_the_largest_is_first_ties_share_a_rank_and_gaps_have_none(
    values: tuple[float, ...], ranks: list[int]
) -> None:
    assert rank(one_year(*values))[0, :, 0].tolist() == ranks


def test_years_and_indicators_are_ranked_apart() -> None:
    values = np.array([[[1, 8], [2, 7]], [[30, NONE], [20, 5]]], float)
    assert rank(values).tolist() == [[[2, 1], [1, 2]], [[1, 0], [2, 1]]]


@pytest.mark.parametrize(
    ("values", "figures"),
    [
        ((1, 2, 3, 10), [4, 16, 4, 2.5, 1, 10]),
        ((NONE, 7, 3), [2, 10, 5, 5, 3, 7]),
        ((6, NONE, NONE), [1, 6, 6, 6, 6, 6]),
    ],
)
def test_a_summary_counts_only_places_with_a_value(values: tuple[float, ...], figures: list[float]) -> None:
    found = total(one_year(*values))
    given = (found.reporting, found.sum, found.mean, found.median, found.min, found.max)
    assert [figure[0, 0] for figure in given] == figures


@pytest.mark.parametrize("values", [one_year(NONE, NONE), np.empty((1, 0, 1))])
def test_a_summary_of_nothing_has_no_figures(values: Floats) -> None:
    found = total(values)
    assert found.reporting[0, 0] == 0
    assert all(np.isnan(f[0, 0]) for f in (found.sum, found.mean, found.median, found.min, found.max))
