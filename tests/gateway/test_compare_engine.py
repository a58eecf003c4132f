"""What is said about compared figures: values, gaps, ranks, changes, breaks, summaries."""

import pytest
from support.columns import Figures, question

from gateway.compare.engine import ColumnComparer
from schema.enums import Absence, Applicant, Comparability, Normalization, Qualifier, ReportFormat
from schema.records.comparison import Point

LUZHOU, CHENGDU, ZIGONG, MIANYANG = "510500", "510100", "510300", "510700"
RECEIVED, GRANTED, TOTAL = "requests.received", "outcome.granted", "outcome.total"
SAME, NEAR, BREAK = Comparability.SAME, Comparability.NEAR, Comparability.BREAK
NO_REPORT, NOT_IN_FORMAT, NOT_STATED = Absence.NO_REPORT, Absence.NOT_IN_FORMAT, Absence.NOT_STATED


def figures() -> Figures:
    return (
        Figures()
        .state(LUZHOU, 2021, RECEIVED, 100)
        .state(LUZHOU, 2022, RECEIVED, 150)
        .state(CHENGDU, 2022, RECEIVED, 900)
        .report(ZIGONG, 2022)
    )


def test_series_stand_by_place_then_indicator_and_values_by_year() -> None:
    comparison = figures().compare([LUZHOU, CHENGDU], [2021, 2022], [RECEIVED, GRANTED])
    told = [(one.jurisdiction.code, one.indicator.code, list(one.values)) for one in comparison.series]
    assert told == [
        (LUZHOU, RECEIVED, [100, 150]),
        (LUZHOU, GRANTED, [None, None]),
        (CHENGDU, RECEIVED, [None, 900]),
        (CHENGDU, GRANTED, [None, None]),
    ]


def test_a_point_says_its_year_value_rank_change_and_printed_figure() -> None:
    comparison = figures().compare([LUZHOU, CHENGDU], [2021, 2022], [RECEIVED])
    assert comparison.series[0].points[1] == Point(
        year=2022,
        value=150,
        absence=None,
        rank=2,
        change=0.5,
        comparability=SAME,
        note=None,
        statistic_id="510500.2022/requests.received/TOTAL",
        ranked_among=2,
    )


@pytest.mark.parametrize(
    ("place", "year", "code", "absence"),
    [
        (MIANYANG, 2022, RECEIVED, NO_REPORT),
        (CHENGDU, 2021, RECEIVED, NO_REPORT),
        (LUZHOU, 1999, RECEIVED, NO_REPORT),
        (LUZHOU, 2030, RECEIVED, NO_REPORT),
        (ZIGONG, 2022, RECEIVED, NOT_STATED),
        (ZIGONG, 2022, "regulations.made", NOT_IN_FORMAT),
        (ZIGONG, 2022, "rate.on_time", NOT_IN_FORMAT),
        (ZIGONG, 2022, "rate.disclosed", NOT_STATED),
        (LUZHOU, 2022, RECEIVED, None),
    ],
)
def test_every_gap_has_its_reason(place: str, year: int, code: str, absence: Absence | None) -> None:
    (point,) = figures().points(place, [year], code)
    assert point.absence is absence
    assert (point.value is None) is (absence is not None)
    assert (point.rank, point.change, point.statistic_id) == (None, None, None) or absence is None


def test_a_gap_behind_an_unwell_portal_is_not_called_a_missing_report() -> None:
    unwell = figures()
    unwell.unavailable = frozenset({MIANYANG, ZIGONG})
    comparison = unwell.compare([MIANYANG, ZIGONG], [2021, 2022], [RECEIVED])
    told = [[point.absence for point in one.points] for one in comparison.series]
    down = Absence.PORTAL_UNAVAILABLE
    assert told == [[down, down], [down, NOT_STATED]]


@pytest.mark.parametrize(
    ("before", "now", "change"),
    [(100, 150, 0.5), (100, 100, 0.0), (4, 1, -0.75), (0, 5, None), (-4, -2, 0.5)],
)
def test_change_is_a_fraction_of_the_year_before(before: float, now: float, change: float | None) -> None:
    two = Figures().state(LUZHOU, 2021, RECEIVED, before).state(LUZHOU, 2022, RECEIVED, now)
    assert two.points(LUZHOU, [2022], RECEIVED)[0].change == change


def test_change_looks_a_year_back_even_where_that_year_is_not_asked_for() -> None:
    assert [point.change for point in figures().points(LUZHOU, [2022], RECEIVED)] == [0.5]


def test_a_change_of_form_is_marked_with_its_reason_and_not_smoothed() -> None:
    joined = Figures().state(LUZHOU, 2018, RECEIVED, 10).state(LUZHOU, 2019, RECEIVED, 20)
    joined.state(LUZHOU, 2018, "outcome_2008.refused", 5).state(LUZHOU, 2019, "outcome.refused", 2)
    before, after = joined.points(LUZHOU, [2018, 2019], RECEIVED)
    assert (before.comparability, before.note) == (SAME, None)
    assert (after.value, after.change) == (20, 1.0)
    refused = joined.points(LUZHOU, [2019], "outcome.refused")[0]
    assert refused.absence is None
    assert (refused.comparability is SAME) == (refused.note is None)


def test_the_reason_of_a_grade_stands_in_both_languages() -> None:
    fees = Figures().state(LUZHOU, 2018, "review.total", 4).state(LUZHOU, 2019, "review.total", 5)
    point = fees.points(LUZHOU, [2019], "review.total")[0]
    assert point.comparability is NEAR
    assert " / " in (point.note or "")


def test_years_far_apart_in_the_question_are_neighbours_too() -> None:
    gap = Figures()
    for year in (2014, 2022, 2023):
        gap.state(LUZHOU, year, "review.total", 4)
    _, after = gap.points(LUZHOU, [2014, 2023], "review.total")
    assert after.comparability is not SAME
    assert gap.points(LUZHOU, [2022, 2023], "review.total")[1].comparability is SAME


@pytest.mark.parametrize(
    ("qualifier", "word"), [(Qualifier.ABOUT, "约"), (Qualifier.MORE_THAN, "超过"), (Qualifier.NEARLY, "近")]
)
def test_a_hedged_figure_compares_only_nearly_also_the_year_after(qualifier: Qualifier, word: str) -> None:
    hedged = Figures().state(LUZHOU, 2021, RECEIVED, 100, qualifier=qualifier)
    hedged.state(LUZHOU, 2022, RECEIVED, 120).state(LUZHOU, 2023, RECEIVED, 130)
    first, second, third = hedged.points(LUZHOU, [2021, 2022, 2023], RECEIVED)
    assert [one.comparability for one in (first, second, third)] == [NEAR, NEAR, SAME]
    assert word in (first.note or "")
    assert "2021" in (second.note or "")


def test_summaries_stand_by_indicator_then_year() -> None:
    summary = figures().compare([LUZHOU, CHENGDU, ZIGONG], [2021, 2022], [RECEIVED]).summary
    told = [(one.year, one.reporting, one.sum, one.mean, one.median, one.min, one.max) for one in summary]
    assert told == [(2021, 1, 100, 100, 100, 100, 100), (2022, 2, 1050, 525, 525, 150, 900)]


def test_nothing_compared_is_an_empty_answer() -> None:
    comparison = Figures().compare([LUZHOU], [2022], [RECEIVED])
    assert [list(one.values) for one in comparison.series] == [[None]]
    assert [(one.reporting, one.sum) for one in comparison.summary] == [(0, None)]


# -- what follows from printed figures

REASONS = (
    "state_secret", "forbidden_by_law", "security_stability", "third_party_rights",
    "internal_affairs", "process_information", "enforcement_files", "administrative_queries",
)  # fmt: skip


def refusing(missing: str | None = None) -> Figures:
    report = Figures().report(LUZHOU, 2023)
    for number, reason in enumerate(REASONS):
        if reason != missing:
            report.state(LUZHOU, 2023, f"outcome.refused.{reason}", number)
    return report


def test_a_subtotal_of_the_form_is_the_sum_of_its_parts_and_has_no_printed_figure() -> None:
    (point,) = refusing().points(LUZHOU, [2023], "outcome.refused")
    assert (point.value, point.statistic_id, point.rank) == (28, None, 1)


def test_a_sum_with_a_blank_part_is_not_guessed() -> None:
    (point,) = refusing(missing="internal_affairs").points(LUZHOU, [2023], "outcome.refused")
    assert (point.value, point.absence) == (None, NOT_STATED)


def test_a_printed_subtotal_stands_before_the_sum() -> None:
    (point,) = refusing().state(LUZHOU, 2023, "outcome.refused", 30).points(LUZHOU, [2023], "outcome.refused")
    assert (point.value, point.statistic_id) == (30, "510500.2023/outcome.refused/TOTAL")


def test_suits_before_and_after_2019_form_one_series() -> None:
    suits = Figures().state(LUZHOU, 2018, "litigation.total", 7)
    suits.state(LUZHOU, 2019, "litigation.direct.total", 3).state(
        LUZHOU, 2019, "litigation.after_review.total", 2
    )
    before, after = suits.points(LUZHOU, [2018, 2019], "litigation.total")
    assert (before.value, after.value) == (7, 5)
    assert before.statistic_id == "510500.2018/litigation.total/TOTAL"
    assert after.statistic_id is None


def test_a_year_without_a_report_has_no_figure_beside_years_that_were_added_up() -> None:
    suits = Figures().state(LUZHOU, 2018, "litigation.total", 7)
    suits.state(LUZHOU, 2021, "litigation.direct.total", 3).state(
        LUZHOU, 2021, "litigation.after_review.total", 2
    )
    told = [
        (one.value, one.statistic_id) for one in suits.points(LUZHOU, [2018, 2019, 2021], "litigation.total")
    ]
    assert told == [(7, "510500.2018/litigation.total/TOTAL"), (None, None), (5, None)]


def test_parts_of_one_column_are_added_within_it() -> None:
    person = Applicant.NATURAL_PERSON
    report = Figures().report(LUZHOU, 2023)
    for number, reason in enumerate(REASONS):
        report.state(LUZHOU, 2023, f"outcome.refused.{reason}", number, applicant=person)
    assert report.points(LUZHOU, [2023], "outcome.refused", applicant=person)[0].value == 28
    assert report.points(LUZHOU, [2023], "outcome.refused")[0].absence is NOT_STATED


def deciding(granted: float, partial: float, total: float, place: str = LUZHOU) -> Figures:
    return add_decisions(Figures(), granted, partial, total, place)


def add_decisions(to: Figures, granted: float, partial: float, total: float, place: str) -> Figures:
    to.state(place, 2023, GRANTED, granted).state(place, 2023, "outcome.partial", partial)
    return to.state(place, 2023, TOTAL, total)


def test_a_rate_is_in_per_cent() -> None:
    assert deciding(40, 10, 200).points(LUZHOU, [2023], "rate.disclosed")[0].value == 25


def test_a_rate_over_nothing_has_no_value() -> None:
    (point,) = deciding(0, 0, 0).points(LUZHOU, [2023], "rate.disclosed")
    assert (point.value, point.absence) == (None, NOT_STATED)


def test_a_rate_on_too_few_cases_is_not_ranked_and_says_so() -> None:
    both = add_decisions(deciding(10, 0, 20), 10, 0, 100, CHENGDU)
    few, many = both.compare([LUZHOU, CHENGDU], [2023], ["rate.disclosed"]).series
    assert (few.points[0].value, few.points[0].rank) == (50, None)
    assert "30" in (few.points[0].note or "")
    assert (many.points[0].rank, many.points[0].note) == (1, None)


def test_rates_have_no_sum() -> None:
    (summary,) = deciding(40, 10, 200).compare([LUZHOU], [2023], ["rate.disclosed"]).summary
    assert (summary.sum, summary.mean) == (None, 25)


def test_a_pending_review_that_the_old_form_has_no_cell_for_counts_as_none() -> None:
    old = Figures().report(LUZHOU, 2015, ReportFormat.ANNEX_2014)
    old.state(LUZHOU, 2015, "review.corrected", 5).state(LUZHOU, 2015, "review.total", 20)
    assert old.points(LUZHOU, [2015], "rate.review_corrected")[0].value == 25


# -- normalising


@pytest.mark.parametrize(
    ("code", "applicant", "share"),
    [
        (GRANTED, Applicant.TOTAL, 0.2),
        ("requests.received.online", Applicant.TOTAL, 0.75),
        (RECEIVED, Applicant.NATURAL_PERSON, 0.9),
        (RECEIVED, Applicant.TOTAL, None),
        ("rate.disclosed", Applicant.TOTAL, None),
        ("disclosed.channel.website", Applicant.TOTAL, None),
    ],
)
def test_a_share_is_of_the_whole_that_the_form_adds_up_to(
    code: str, applicant: Applicant, share: float | None
) -> None:
    report = deciding(40, 10, 200).state(LUZHOU, 2023, RECEIVED, 400)
    report.state(LUZHOU, 2023, "requests.received.online", 300)
    report.state(LUZHOU, 2023, RECEIVED, 360, applicant=Applicant.NATURAL_PERSON)
    report.state(LUZHOU, 2023, "disclosed.channel.website", 10, "条").state(
        LUZHOU, 2023, "disclosed", 20, "条"
    )
    (point,) = report.points(
        LUZHOU, [2023], code, applicant=applicant, normalize=Normalization.SHARE_OF_TOTAL
    )
    assert point.value == share
    assert (share is None) == (point.note is not None)


def test_figures_per_head_need_a_population_and_say_so() -> None:
    (point,) = figures().points(LUZHOU, [1999], RECEIVED, normalize=Normalization.PER_100K_PEOPLE)
    assert point.absence is NO_REPORT
    nowhere = Figures().state("350128-pingtan", 2019, RECEIVED, 5)
    (point,) = nowhere.points("350128-pingtan", [2019], RECEIVED, normalize=Normalization.PER_100K_PEOPLE)
    assert (point.value, "population" in (point.note or "")) == (None, True)


def test_money_is_compared_in_the_unit_of_the_indicator() -> None:
    paid = Figures().state(LUZHOU, 2022, "institution.budget", 45_000, "元")
    paid.state(LUZHOU, 2023, "institution.budget", 6, "万元")
    assert [point.value for point in paid.points(LUZHOU, [2022, 2023], "institution.budget")] == [4.5, 6]


def test_the_link_asks_the_same_question() -> None:
    spec = question([LUZHOU, CHENGDU], [2021, 2022], [RECEIVED], Applicant.OTHER_ORGANIZATION)
    assert ColumnComparer(Figures().columns).compare(spec).csv_url == (
        "/v1/compare.csv?jurisdictions=510500,510100&years=2021,2022&indicators=requests.received"
        "&applicant=OTHER_ORGANIZATION"
    )
