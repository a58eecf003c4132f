"""Rates on few cases carry their bounds, ranks their number, values per head their population."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from support.columns import Figures

from gateway.compare.guard import bounds
from gateway.compare.rank import total
from schema.enums import Comparability, Normalization, PopulationKind
from schema.places.population import use

LUZHOU, CHENGDU, ZIGONG, MIANYANG = "510500", "510100", "510300", "510700"
RECEIVED = "requests.received"


@pytest.mark.parametrize(
    ("rate", "cases", "lower", "upper"),
    [
        # Checked against tables of the score interval: 0 of 10, 1 of 10, 5 of 10, 81 of 263, 10 of 10.
        (0, 10, 0, 27.75),
        (10, 10, 1.79, 40.42),
        (50, 10, 23.66, 76.34),
        (100 * 81 / 263, 263, 25.53, 36.62),
        (100, 10, 72.25, 100),
    ],
)
def test_bounds_are_those_of_wilson(rate: float, cases: int, lower: float, upper: float) -> None:
    found = bounds(np.array([rate]), np.array([cases], float))
    assert [round(float(side[0]), 2) for side in found] == [lower, upper]


@pytest.mark.parametrize(("rate", "cases"), [(50, 0), (50, float("nan")), (float("nan"), 10), (120, 10)])
def test_there_are_no_bounds_without_cases_or_of_what_is_no_share(rate: float, cases: float) -> None:
    lower, upper = bounds(np.array([rate]), np.array([cases]))
    assert np.isnan(lower[0])
    assert np.isnan(upper[0])


def test_a_rate_of_corrected_reviews_carries_its_bounds_and_is_ranked_from_ten_cases_on() -> None:
    figures = Figures()
    for place, corrected, all_reviews in ((LUZHOU, 1, 10), (CHENGDU, 2, 9), (ZIGONG, 30, 100)):
        figures.state(place, 2023, "review.corrected", corrected).state(
            place, 2023, "review.total", all_reviews
        )
        figures.state(place, 2023, "review.pending", 0)
    comparison = figures.compare([LUZHOU, CHENGDU, ZIGONG], [2023], ["rate.review_corrected"])
    luzhou, chengdu, zigong = (series.points[0] for series in comparison.series)
    assert [one.rank for one in (luzhou, chengdu, zigong)] == [2, None, 1]
    assert [one.ranked_among for one in (luzhou, chengdu, zigong)] == [2, None, 2]
    assert (round(luzhou.lower or 0, 2), round(luzhou.upper or 0, 2)) == (1.79, 40.42)
    assert "10" in (chengdu.note or "")
    assert chengdu.upper is not None


def test_counts_have_no_bounds() -> None:
    (point,) = Figures().state(LUZHOU, 2023, RECEIVED, 9).points(LUZHOU, [2023], RECEIVED)
    assert (point.lower, point.upper) == (None, None)


def test_ties_share_a_rank_and_the_number_ranked_counts_them_all() -> None:
    figures = Figures()
    for place, value in ((LUZHOU, 9), (CHENGDU, 9), (ZIGONG, 4)):
        figures.state(place, 2023, RECEIVED, value)
    comparison = figures.compare([LUZHOU, CHENGDU, ZIGONG, MIANYANG], [2023], [RECEIVED])
    told = [(series.points[0].rank, series.points[0].ranked_among) for series in comparison.series]
    assert told == [(1, 3), (1, 3), (3, 3), (None, None)]


@pytest.mark.parametrize(
    "values", [[5.0], [5.0, 9.0], [1.0, 2.0, 3.0, 4.0], [7.0, 1.0, 3.0, np.nan, 9.0, 2.0]]
)
def test_quartiles_are_those_of_spreadsheets(values: list[float]) -> None:
    totals = total(np.array(values)[None, :, None])
    stated = [value for value in values if not np.isnan(value)]
    for found, part in ((totals.lower_quartile, 25), (totals.median, 50), (totals.upper_quartile, 75)):
        assert found[0, 0] == pytest.approx(np.percentile(stated, part))


# -- per head


@pytest.fixture
def peopled(tmp_path: Path) -> Iterator[None]:
    path = tmp_path / "population.csv"
    rows = [
        "code,year,kind,value,source",
        f"{LUZHOU},2022,resident,4000000,bulletin",
        f"{LUZHOU},2023,resident,5000000,bulletin",
        f"{CHENGDU},2023,户籍,20000000,yearbook",
    ]
    path.write_text("\n".join(rows), encoding="utf-8")
    use(path)
    yield
    use(None)


@pytest.mark.usefixtures("peopled")
def test_a_value_per_head_shows_the_year_and_kind_of_its_population() -> None:
    figures = Figures().state(LUZHOU, 2022, RECEIVED, 100).state(LUZHOU, 2023, RECEIVED, 250)
    figures.state(CHENGDU, 2023, RECEIVED, 400).state(ZIGONG, 2023, RECEIVED, 4)
    comparison = figures.compare(
        [LUZHOU, CHENGDU, ZIGONG], [2023], [RECEIVED], normalize=Normalization.PER_100K_PEOPLE
    )
    luzhou, chengdu, zigong = (series.points[0] for series in comparison.series)
    assert (luzhou.value, luzhou.change, luzhou.rank) == (5, 1.0, 1)
    assert luzhou.population is not None
    assert (luzhou.population.year, luzhou.population.value) == (2023, 5_000_000)
    assert luzhou.note == "2023年常住人口5000000人 / 5000000 residents in 2023"
    assert chengdu.population is not None
    assert (chengdu.value, chengdu.population.kind) == (2, PopulationKind.REGISTERED)
    assert "户籍人口" in (chengdu.note or "")
    assert (zigong.value, zigong.population) == (None, None)
    assert zigong.note == "没有 2023 年人口数 / no population figure for 2023"


@pytest.mark.usefixtures("peopled")
def test_a_year_counted_by_other_people_compares_only_nearly(tmp_path: Path) -> None:
    path = tmp_path / "mixed.csv"
    rows = ["code,year,kind,value,source", f"{LUZHOU},2022,户籍,5000000,a", f"{LUZHOU},2023,常住,4000000,b"]
    path.write_text("\n".join(rows), encoding="utf-8")
    use(path)
    figures = Figures().state(LUZHOU, 2022, RECEIVED, 100).state(LUZHOU, 2023, RECEIVED, 100)
    points = figures.points(LUZHOU, [2022, 2023], RECEIVED, normalize=Normalization.PER_100K_PEOPLE)
    assert [point.comparability for point in points] == [Comparability.SAME, Comparability.NEAR]
    assert "上年为户籍人口" in (points[1].note or "")


@pytest.mark.usefixtures("peopled")
def test_values_as_stated_carry_no_population() -> None:
    (point,) = Figures().state(LUZHOU, 2023, RECEIVED, 9).points(LUZHOU, [2023], RECEIVED)
    assert (point.population, point.note) == (None, None)
