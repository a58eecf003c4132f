"""Comparing: what is asked becomes one spec, what is answered is shown as it is, what is too much is said."""

from collections.abc import Sequence
from typing import Any

import pytest
from support.asking import answer, context, refusal, refusals
from support.reader import DictComparer, DictReader
from support.reports import RECEIVED, extraction, statistic

from schema.enums import Absence, Applicant, Comparability, JurisdictionLevel, Normalization
from schema.ports import statistic_id
from schema.records.comparison import (
    CompareSpec,
    Comparison,
    CoverageCell,
    CoverageSpec,
    Point,
    Series,
    Summary,
)


def spec_of(arguments: str) -> CompareSpec:
    comparer = DictComparer()
    answer(f"{{ compare({arguments}) {{ years }} }}", context(comparer=comparer))
    (spec,) = comparer.specs
    assert isinstance(spec, CompareSpec)
    return spec


def test_places_years_and_indicators_are_each_asked_once_and_years_ascend() -> None:
    spec = spec_of(
        'jurisdictions: ["泸州", "510500", "成都市"], years: [2021, 2017, 2021], '
        'indicators: ["requests.received", "outcome.granted", "requests.received"]'
    )

    assert [place.code for place in spec.places] == ["510500", "510100"]
    assert spec.years == (2017, 2021)
    assert [one.code for one in spec.indicators] == ["requests.received", "outcome.granted"]
    assert (spec.applicant, spec.normalize) == (Applicant.TOTAL, Normalization.NONE)


def test_all_places_of_a_level_within_a_place_are_compared() -> None:
    spec = spec_of('within: "四川", level: PREFECTURE, years: [2021], indicators: ["requests.received"]')

    assert len(spec.places) == 21
    assert {place.level for place in spec.places} == {JurisdictionLevel.PREFECTURE}


def test_the_next_level_down_is_meant_where_none_is_given() -> None:
    spec = spec_of('within: "510500", years: [2021], indicators: ["requests.received"]')

    assert {place.level for place in spec.places} == {JurisdictionLevel.COUNTY}


def test_named_places_come_before_those_within_and_stay_single() -> None:
    spec = spec_of(
        'jurisdictions: ["贵阳", "泸州"], within: "510000", years: [2021], indicators: ["requests.received"]'
    )

    assert [place.code for place in spec.places][:2] == ["520100", "510500"]
    assert len(spec.places) == 22


def test_null_for_applicant_and_normalization_means_their_defaults() -> None:
    spec = spec_of(
        'jurisdictions: ["泸州"], years: [2021], indicators: ["requests.received"], '
        "applicant: null, normalize: null"
    )

    assert (spec.applicant, spec.normalize) == (Applicant.TOTAL, Normalization.NONE)


PLACE, YEAR, CODE = 'jurisdictions: ["泸州"]', "years: [2021]", 'indicators: ["requests.received"]'


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        ((YEAR, CODE), ("BAD_INPUT", "NO_PLACES")),
        (("jurisdictions: []", YEAR, CODE), ("BAD_INPUT", "NO_PLACES")),
        (('within: "510500", level: PROVINCE', YEAR, CODE), ("BAD_INPUT", "NO_PLACES")),
        ((PLACE, "years: []", CODE), ("BAD_INPUT", "NO_YEARS")),
        ((PLACE, YEAR, "indicators: []"), ("BAD_INPUT", "NO_INDICATORS")),
        ((PLACE, "years: [2021, 2030]", CODE), ("BAD_INPUT", "BAD_YEAR")),
        (('jurisdictions: ["亚特兰蒂斯"]', YEAR, CODE), ("NOT_FOUND", "UNKNOWN_PLACE")),
        (('jurisdictions: ["999999"]', YEAR, CODE), ("NOT_FOUND", "UNKNOWN_PLACE")),
        (('jurisdictions: ["鼓楼区"]', YEAR, CODE), ("BAD_INPUT", "AMBIGUOUS_PLACE")),
        (('within: "亚特兰蒂斯"', YEAR, CODE), ("NOT_FOUND", "UNKNOWN_PLACE")),
        ((PLACE, YEAR, 'indicators: ["requests.recieved"]'), ("NOT_FOUND", "UNKNOWN_INDICATOR")),
    ],
)
def test_what_cannot_be_compared_is_refused(arguments: Sequence[str], refused: tuple[str, str]) -> None:
    comparer = DictComparer()

    assert refusals(f"{{ compare({', '.join(arguments)}) {{ years }} }}", context(comparer=comparer)) == [
        refused
    ]
    assert comparer.specs == []


def test_too_large_a_comparison_says_its_size_and_the_limit() -> None:
    from schema.dictionary import indicators

    codes = [one.code for one in indicators.all_indicators()]
    query = """query($codes: [String!]!, $provinces: [String!]!) {
      compare(jurisdictions: $provinces, within: "510000", level: COUNTY,
        years: [2017, 2018, 2019, 2020, 2021, 2022, 2023],
        indicators: $codes) { years } }"""
    error = refusal(query, codes=codes, provinces=["510100"])

    assert error.extensions["code"] == "TOO_MUCH"
    assert error.extensions["reason"] == "COMPARISON_TOO_LARGE"
    assert error.extensions["limit"] == 200_000
    assert error.extensions["size"] % (7 * len(codes)) == 0
    assert f"{error.extensions['size']} cells" in error.message


def compared(spec: CompareSpec) -> Comparison:
    """Every place has a value in the first year only."""
    (first, *_), (indicator, *_) = spec.years, spec.indicators
    return Comparison(
        years=spec.years,
        indicators=spec.indicators,
        jurisdictions=spec.places,
        series=[
            Series(
                jurisdiction=place,
                indicator=indicator,
                values=[12.0, None],
                points=[stated(place.code, first), missing(first + 1)],
            )
            for place in spec.places
        ],
        summary=[
            Summary(
                indicator=indicator,
                year=first,
                reporting=len(spec.places),
                sum=24.0,
                mean=12.0,
                median=12.0,
                min=12.0,
                max=12.0,
            )
        ],
        csv_url="/v1/compare.csv?years=2017",
    )


def stated(place: str, year: int) -> Point:
    return Point(
        year=year,
        value=12.0,
        absence=None,
        rank=1,
        change=0.25,
        comparability=Comparability.SAME,
        note=None,
        statistic_id=statistic_id(f"{place}.{year}", RECEIVED, Applicant.TOTAL),
    )


def missing(year: int) -> Point:
    return Point(
        year=year,
        value=None,
        absence=Absence.NO_REPORT,
        rank=None,
        change=None,
        comparability=Comparability.BREAK,
        note="表式变更",
        statistic_id=None,
    )


COMPARE = """{ compare(
  jurisdictions: ["泸州", "成都"], years: [2017, 2018], indicators: ["requests.received"]) {
  years csvUrl indicators { code } jurisdictions { code }
  series { jurisdiction { name } indicator { code } values %s }
  summary { indicator { code } year reporting sum mean median min max } } }"""


def asked(points: str) -> tuple[Any, DictReader]:
    received = statistic(RECEIVED, "12")
    reader = DictReader(extraction(place, 2017, received) for place in ("510500", "510100"))
    return answer(COMPARE % points, context(reader, DictComparer(compared)))["compare"], reader


def test_a_comparison_is_shown_as_the_comparer_answered_it() -> None:
    data, reader = asked("points { year value absence rank change comparability note }")

    assert data["years"] == [2017, 2018]
    assert data["csvUrl"] == "/v1/compare.csv?years=2017"
    assert data["jurisdictions"] == [{"code": "510500"}, {"code": "510100"}]
    assert data["series"][0] == {
        "jurisdiction": {"name": "泸州市"},
        "indicator": {"code": RECEIVED},
        "values": [12.0, None],
        "points": [
            {
                "year": 2017,
                "value": 12.0,
                "absence": None,
                "rank": 1,
                "change": 0.25,
                "comparability": "SAME",
                "note": None,
            },
            {
                "year": 2018,
                "value": None,
                "absence": "NO_REPORT",
                "rank": None,
                "change": None,
                "comparability": "BREAK",
                "note": "表式变更",
            },
        ],
    }
    assert data["summary"][0]["mean"] == 12.0
    assert reader.calls == []


def test_the_printed_figures_of_all_points_are_one_read_and_only_when_asked() -> None:
    data, reader = asked("points { statistic { value source { quote url } report { year } } }")

    first, second = data["series"][0]["points"]
    assert first["statistic"]["source"]["quote"] == "收到申请12件"
    assert first["statistic"]["report"] == {"year": 2017}
    assert second["statistic"] is None
    assert reader.calls == ["statistics", "reports"]


def test_coverage_leads_to_the_reports_that_are_there() -> None:
    def covered(spec: CoverageSpec) -> list[CoverageCell]:
        from schema.places import registry

        place = registry.place("510502")
        return [
            CoverageCell(jurisdiction=place, year=2017, report_id="510502.2017", absence=None, late=False),
            CoverageCell(
                jurisdiction=place, year=2018, report_id=None, absence=Absence.PORTAL_UNAVAILABLE, late=None
            ),
        ]

    comparer = DictComparer(coverage=covered)
    reader = DictReader([extraction("510502", 2017)])
    query = """{ coverage(within: "泸州", years: [2018, 2017]) {
      jurisdiction { name } year report { title } absence late } }"""

    assert answer(query, context(reader, comparer))["coverage"] == [
        {
            "jurisdiction": {"name": "江阳区"},
            "year": 2017,
            "report": {"title": "2017年政府信息公开工作年度报告"},
            "absence": None,
            "late": False,
        },
        {
            "jurisdiction": {"name": "江阳区"},
            "year": 2018,
            "report": None,
            "absence": "PORTAL_UNAVAILABLE",
            "late": None,
        },
    ]
    assert comparer.specs == [CoverageSpec(within="510500", level=None, years=(2017, 2018))]
    assert reader.calls == ["reports"]
