"""Places whose codes ended: their series go on under the next code, and say so."""

from support.columns import Figures

from gateway.compare.engine import ColumnComparer
from schema.enums import Absence, Comparability, JurisdictionLevel
from schema.records.comparison import CoverageSpec

RECEIVED = "requests.received"
HAIDONG_OLD, HAIDONG = "632100", "630200"
LAIWU, LAIWU_DISTRICT, JINAN = "371200", "370116", "370100"
YEARS = [2011, 2012, 2013, 2014]


def haidong() -> Figures:
    figures = Figures()
    for year, value in zip(YEARS, (4, 6, 9, 12), strict=True):
        figures.state(HAIDONG_OLD if year < 2013 else HAIDONG, year, RECEIVED, value)
    return figures


def test_a_series_asked_by_either_code_finds_the_years_of_both() -> None:
    for code in (HAIDONG_OLD, HAIDONG):
        points = haidong().points(code, YEARS, RECEIVED)
        assert [point.value for point in points] == [4, 6, 9, 12]
        assert [point.change for point in points] == [None, 0.5, 0.5, 3 / 9]
        assert {point.comparability for point in points} == {Comparability.SAME}
        assert [point.rank for point in points] == [1, 1, 1, 1]


def test_a_point_says_under_which_code_it_was_reported() -> None:
    points = haidong().points(HAIDONG, YEARS, RECEIVED)
    assert [point.reported_by and point.reported_by.code for point in points] == [
        "632100",
        "632100",
        None,
        None,
    ]
    assert points[0].note == "年报属 632100 海东地区（同一地区） / report of 632100 海东地区 (the same place)"
    assert points[0].statistic_id == "632100.2011/requests.received/TOTAL"
    assert points[3].note is None


def test_a_report_counts_once_where_both_codes_are_asked_for() -> None:
    comparison = haidong().compare([HAIDONG_OLD, HAIDONG], YEARS, [RECEIVED])
    assert [summary.sum for summary in comparison.summary] == [4, 6, 9, 12]
    assert [[point.rank for point in series.points] for series in comparison.series] == [
        [1, 1, None, None],
        [None, None, 1, 1],
    ]


def test_the_comparison_tells_which_codes_were_followed() -> None:
    ((zh, en),) = haidong().compare([HAIDONG], YEARS, [RECEIVED]).remarks
    assert zh == "海东市（630200）2011-2012 年取 海东地区（632100）的年报：同一地区"
    assert en.endswith("the same place")


def laiwu() -> Figures:
    figures = Figures().state(LAIWU, 2017, RECEIVED, 30).state(LAIWU, 2018, RECEIVED, 33)
    figures.state(LAIWU_DISTRICT, 2019, RECEIVED, 20).state(LAIWU_DISTRICT, 2020, RECEIVED, 21)
    return figures.state(JINAN, 2019, RECEIVED, 10)


def test_what_came_of_a_parted_place_is_shown_as_a_break() -> None:
    points = laiwu().points(LAIWU, [2017, 2018, 2019, 2020], RECEIVED)
    assert [point.value for point in points] == [30, 33, 20, 21]
    grades = [point.comparability for point in points]
    assert grades == [Comparability.SAME, Comparability.SAME, Comparability.BREAK, Comparability.SAME]
    assert points[2].note == "年报属 370116 莱芜区（辖区不同） / report of 370116 莱芜区 (another area)"


def test_another_area_takes_no_part_in_ranks_and_summaries() -> None:
    comparison = laiwu().compare([LAIWU, JINAN], [2018, 2019], [RECEIVED])
    parted, jinan = comparison.series
    assert [point.rank for point in parted.points] == [1, None]
    assert (jinan.points[1].rank, jinan.points[1].ranked_among) == (1, 1)
    assert [(one.reporting, one.sum) for one in comparison.summary] == [(1, 33), (1, 10)]


def test_a_code_that_still_stood_borrows_nothing() -> None:
    (point,) = Figures().state("110103", 2008, RECEIVED, 9).points("110101", [2008], RECEIVED)
    assert (point.value, point.absence) == (None, Absence.NO_REPORT)


def test_where_nobody_reported_the_gap_names_the_other_code() -> None:
    (point,) = Figures().report("510500", 2012).points(HAIDONG, [2012], RECEIVED)
    assert (point.value, point.absence) == (None, Absence.NO_REPORT)
    assert HAIDONG_OLD in (point.note or "")


def test_coverage_lists_a_place_in_two_codes_once_and_finds_both() -> None:
    spec = CoverageSpec(within="630000", level=JurisdictionLevel.PREFECTURE, years=(2012, 2013))
    cells = [
        one for one in ColumnComparer(haidong().columns).coverage(spec) if "海东" in one.jurisdiction.name
    ]
    assert [(one.jurisdiction.code, one.year, one.report_id) for one in cells] == [
        (HAIDONG, 2012, "632100.2012"),
        (HAIDONG, 2013, "630200.2013"),
    ]
    assert [one.cause is None for one in cells] == [False, True]
