"""One indicator over all four forms: what the crosswalk gives is marked, graded and explained."""

import pytest
from support.columns import Figures

from schema.dictionary.bridges import grade, route, routes
from schema.dictionary.formula import parse
from schema.dictionary.indicators import all_indicators, indicator
from schema.enums import Absence, Applicant, Comparability, Normalization, ReportFormat

LUZHOU, ZIGONG = "510500", "510300"
GRANTED, OLD_GRANTED, PUBLIC = "outcome.granted", "outcome_2008.granted", "outcome_2008.already_public"
NARRATIVE, ANNEX, F19, F21 = ReportFormat
SAME, NEAR, BREAK = Comparability
FORMS = {
    2012: NARRATIVE,
    2013: NARRATIVE,
    2015: ANNEX,
    2016: ANNEX,
    2019: F19,
    2020: F19,
    2021: F21,
    2022: F21,
}


def all_forms() -> Figures:
    figures = Figures()
    for number, (year, form) in enumerate(FORMS.items()):
        figures.report(LUZHOU, year, form)
        if form in {NARRATIVE, ANNEX}:
            figures.state(LUZHOU, year, OLD_GRANTED, 100 + number).state(LUZHOU, year, PUBLIC, 20)
            figures.state(LUZHOU, year, "outcome_2008.partial", 5).state(
                LUZHOU, year, "requests.answered", 200
            )
            figures.state(LUZHOU, year, "outcome_2008.refused", 7)
        else:
            figures.state(LUZHOU, year, GRANTED, 130 + number).state(LUZHOU, year, "outcome.partial", 6)
            figures.state(LUZHOU, year, "outcome.total", 210).state(LUZHOU, year, "outcome.refused", 8)
    return figures


def test_nothing_is_joined_unless_it_is_asked_for() -> None:
    points = all_forms().points(LUZHOU, [2012, 2015, 2019], GRANTED)
    assert [point.value for point in points] == [None, None, 134]
    assert [point.absence for point in points] == [Absence.NOT_IN_FORMAT, Absence.NOT_IN_FORMAT, None]
    assert [point.bridge for point in points] == [None, None, None]


def test_a_series_runs_through_all_four_forms_with_every_change_of_form_graded_and_explained() -> None:
    points = all_forms().points(LUZHOU, list(FORMS), GRANTED, crosswalk=True)
    assert [point.value for point in points] == [120, 121, 122, 123, 134, 135, 136, 137]
    assert [point.comparability for point in points] == [SAME, SAME, SAME, SAME, NEAR, SAME, SAME, SAME]
    assert all(point.note for point in points if point.bridge or point.comparability is not SAME)
    assert "第三十六条" in (points[4].note or "")
    assert [bool(point.bridge) for point in points] == [True] * 4 + [False] * 4


def test_a_bridged_point_says_from_which_indicators_it_was_worked_out_and_how_nearly() -> None:
    (point,) = all_forms().points(LUZHOU, [2015], GRANTED, crosswalk=True)
    assert point.bridge is not None
    assert [one.code for one in point.bridge.indicators] == [OLD_GRANTED, PUBLIC]
    assert point.bridge.formula == "outcome_2008.granted + outcome_2008.already_public"
    assert (point.bridge.comparability, point.bridge.format) == (NEAR, ANNEX)
    assert point.statistic_id is None
    assert "outcome_2008.granted + outcome_2008.already_public" in (point.note or "")


def test_a_figure_that_one_other_stands_for_leads_to_that_print() -> None:
    (point,) = all_forms().points(LUZHOU, [2015], "outcome.partial", crosswalk=True)
    assert (point.value, point.statistic_id) == (5, "510500.2015/outcome_2008.partial/TOTAL")
    assert point.bridge is not None
    assert point.bridge.comparability is SAME


def test_half_a_sum_is_no_figure_and_the_gap_says_what_it_needs() -> None:
    half = Figures().report(LUZHOU, 2015, ANNEX).state(LUZHOU, 2015, OLD_GRANTED, 100)
    (point,) = half.points(LUZHOU, [2015], GRANTED, crosswalk=True)
    assert (point.value, point.absence) == (None, Absence.NOT_IN_FORMAT)
    assert "outcome_2008.already_public" in (point.note or "")


def test_what_looks_alike_and_is_not_is_never_joined_and_says_why() -> None:
    points = all_forms().points(LUZHOU, [2015, 2019], "outcome.refused", crosswalk=True)
    assert [point.value for point in points] == [None, 8]
    assert "非政府信息" in (points[0].note or "")


def test_a_rate_crosses_where_all_its_terms_do() -> None:
    points = all_forms().points(LUZHOU, [2015, 2019], "rate.disclosed", crosswalk=True)
    assert [round(point.value or 0, 4) for point in points] == [round(127 / 2, 4), round(140 / 2.1, 4)]
    assert points[1].comparability is NEAR
    assert [point.rank for point in points] == [1, 1]
    assert points[0].lower is not None


def test_a_printed_figure_stands_before_a_bridge() -> None:
    both = all_forms().state(LUZHOU, 2015, GRANTED, 99)
    (point,) = both.points(LUZHOU, [2015], GRANTED, crosswalk=True)
    assert (point.value, point.bridge) == (99, None)


def test_a_rough_part_makes_a_rough_sum() -> None:
    from schema.enums import Qualifier

    rough = Figures().report(LUZHOU, 2015, ANNEX)
    rough.state(LUZHOU, 2015, OLD_GRANTED, 100, qualifier=Qualifier.MORE_THAN).state(LUZHOU, 2015, PUBLIC, 3)
    (point,) = rough.points(LUZHOU, [2015], GRANTED, crosswalk=True)
    assert (point.value, point.comparability) == (103, NEAR)
    assert "约数" in (point.note or "")


def test_a_share_is_of_the_whole_by_the_same_bridge() -> None:
    (point,) = all_forms().points(
        LUZHOU, [2015], GRANTED, crosswalk=True, normalize=Normalization.SHARE_OF_TOTAL
    )
    assert point.value == pytest.approx(122 / 200)


def test_the_link_to_the_table_asks_for_the_crosswalk_too() -> None:
    comparison = all_forms().compare([LUZHOU], [2015], [GRANTED], crosswalk=True)
    assert comparison.csv_url.endswith("&crosswalk=true")


# -- the whole crosswalk

BRIDGED = [
    pytest.param(one.code, form, id=f"{one.code}-{form}")
    for one in all_indicators()
    for form in ReportFormat
    if route(one.code, form) is not None
]


def test_the_crosswalk_has_bridges() -> None:
    assert len(BRIDGED) >= 55


@pytest.mark.parametrize(("code", "form"), BRIDGED)
def test_every_bridge_adds_up_what_it_says_or_is_never_crossed(code: str, form: ReportFormat) -> None:
    found = route(code, form)
    assert found is not None
    bridge = found.bridge
    assert parse(bridge.formula).codes == tuple(one.code for one in bridge.indicators)
    assert all(form in one.formats for one in bridge.indicators)
    assert form not in indicator(code).formats
    assert bridge.reason
    assert bridge.reason_en

    year = {NARRATIVE: 2012, ANNEX: 2015, F19: 2019, F21: 2022}[form]
    report = Figures().report(LUZHOU, year, form)
    for number, part in enumerate(bridge.indicators, 3):
        report.state(LUZHOU, year, part.code, number, unit=part.unit)
    (point,) = report.points(LUZHOU, [year], code, crosswalk=True)
    if bridge.comparability is BREAK:
        assert (point.value, point.bridge) == (None, None)
        assert bridge.reason in (point.note or "")
    else:
        stated = {part.code: float(number) for number, part in enumerate(bridge.indicators, 3)}
        factor = 100 if indicator(code).unit == "%" else 1
        expected = parse(bridge.formula).evaluate(lambda term, _: stated[term], Applicant.TOTAL) * factor
        assert point.value == pytest.approx(expected)
        assert point.bridge == bridge
        assert point.note


@pytest.mark.parametrize("code", [one.code for one in all_indicators() if routes(one.code)])
def test_every_change_of_form_of_a_bridged_series_has_a_grade_with_its_reason(code: str) -> None:
    for older in ReportFormat:
        for newer in ReportFormat:
            found = grade(code, older, newer)
            assert (found.comparability is SAME) or (found.reason and found.reason_en)
            assert grade(code, newer, older) == found
            if older is newer:
                assert found.comparability is SAME
