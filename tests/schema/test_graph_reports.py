"""Reports in the graph: their parts, their dates, their pages, and how few reads it all takes."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from support.asking import answer, context, refusal, refusals
from support.reader import DictReader
from support.reports import GRANTED, RECEIVED, extraction, statistic

from schema.enums import Applicant
from schema.graph.identity import global_id
from schema.records.report import Change, Revision

SICHUAN = ("510100", "510300", "510400", "510500", "510600", "510700", "510800", "510900")
YEARS = (2017, 2021, 2023)


def held(*, published_on: date | None = None) -> DictReader:
    return DictReader(
        extraction(
            place,
            year,
            statistic(RECEIVED, "12"),
            statistic(RECEIVED, None, Applicant.LEGAL_SERVICE),
            statistic(GRANTED, "3"),
            published_on=published_on,
        )
        for place in SICHUAN
        for year in YEARS
    )


NESTED = """query($codes: [String!]) { jurisdictions(codes: $codes, first: 100) { nodes { name
  reports(first: 2) { totalCount nodes { year
    statistics { value indicator { name } report { title jurisdiction { name } } }
    findings { message report { id } statistics { value } }
    sections { heading } figures { value } revisions { contentHash } } } } } }"""


def test_a_nested_question_about_eight_places_takes_one_read_a_level() -> None:
    reader = held()
    places = answer(NESTED, context(reader), codes=SICHUAN)["jurisdictions"]["nodes"]

    assert [place["reports"]["totalCount"] for place in places] == [3] * 8
    assert [r["year"] for place in places for r in place["reports"]["nodes"]] == [2023, 2021] * 8
    assert sorted(reader.calls) == [
        "figures_of",
        "findings_of",
        "report_pages",
        "revisions_of",
        "sections_of",
        "statistics_of",
    ]


def test_one_year_of_eight_places_is_one_read() -> None:
    reader = held()
    query = """query($codes: [String!]) { jurisdictions(codes: $codes) { nodes {
      report(year: 2021) { year } office: report(year: 2021, scope: ORGAN) { year } } } }"""
    places = answer(query, context(reader), codes=SICHUAN)["jurisdictions"]["nodes"]

    assert places == [{"report": {"year": 2021}, "office": None}] * 8
    assert reader.calls == ["reports_at"]


def test_pages_that_ask_alike_share_a_read_and_others_do_not() -> None:
    reader = held()
    query = """query($codes: [String!]) { jurisdictions(codes: $codes) { nodes {
      a: reports(years: [2017]) { totalCount } b: reports { totalCount } } } }"""
    places = answer(query, context(reader), codes=SICHUAN)["jurisdictions"]["nodes"]

    assert places == [{"a": {"totalCount": 1}, "b": {"totalCount": 3}}] * 8
    assert reader.calls == ["report_pages", "report_pages"]


def test_statistics_are_chosen_by_exact_code_and_applicant() -> None:
    query = """{ report(jurisdiction: "泸州", year: 2021) {
      all: statistics { value }
      one: statistics(indicators: ["requests.received"], applicants: [TOTAL]) {
        label value unit qualifier applicant inferred indicator { code }
        source { quote section table row column page url } }
      group: statistics(indicators: ["outcome.refused"]) { value }
      none: statistics(indicators: []) { value } } }"""
    report = answer(query, context(held()))["report"]

    assert [one["value"] for one in report["all"]] == [12.0, None, 3.0]
    assert report["one"] == [
        {
            "label": "收到申请",
            "value": 12.0,
            "unit": "件",
            "qualifier": "EXACT",
            "applicant": "TOTAL",
            "inferred": False,
            "indicator": {"code": "requests.received"},
            "source": {
                "quote": "收到申请12件",
                "section": "三、依申请公开",
                "table": 2,
                "row": "一",
                "column": None,
                "page": None,
                "url": "https://example.gov.cn/1.html",
            },
        }
    ]
    assert report["group"] == []
    assert report["none"] == []


def test_an_unknown_indicator_is_refused_and_not_answered_with_nothing() -> None:
    query = """{ report(jurisdiction: "510500", year: 2021) {
      statistics(indicators: ["requests.recieved"]) { value } } }"""
    error = refusal(query, context(held()))

    assert error.extensions["code"] == "NOT_FOUND"
    assert error.extensions["reason"] == "UNKNOWN_INDICATOR"
    assert "requests.received" in error.message


@pytest.mark.parametrize(
    ("published_on", "late"),
    [(date(2018, 3, 9), -22), (date(2018, 4, 2), 2), (None, None)],
    ids=["early", "late", "unknown"],
)
def test_lateness_is_counted_from_the_deadline_of_its_year(
    published_on: date | None, late: int | None
) -> None:
    query = '{ report(jurisdiction: "510500", year: 2017) { deadline daysLate publishedOn } }'
    report = answer(query, context(held(published_on=published_on)))["report"]

    assert report == {
        "deadline": "2018-03-31",
        "daysLate": late,
        "publishedOn": published_on and published_on.isoformat(),
    }


def test_dates_and_moments_are_said_in_iso() -> None:
    query = """{ report(jurisdiction: "510500", year: 2021) {
      retrievedAt periodStart contentHash provenance format } }"""

    assert answer(query, context(held()))["report"] == {
        "retrievedAt": "2024-01-31T08:00:00+00:00",
        "periodStart": None,
        "contentHash": f"{2021:064d}",
        "provenance": "OFFICIAL",
        "format": "TABLES_2021",
    }


def test_revisions_name_the_indicator_where_there_is_one() -> None:
    moment = datetime(2024, 5, 1, tzinfo=UTC)
    changes = (
        Change(indicator=RECEIVED, label="新收", before=12.0, after=13.0),
        Change(indicator=None, label="开放日", before=None, after=2.0),
    )
    revision = Revision(content_hash="b" * 64, retrieved_at=moment, changes=changes)
    reader = DictReader([extraction("510500", 2021)], revisions={"510500.2021": [revision]})
    query = """{ report(jurisdiction: "510500", year: 2021) { revisions {
      contentHash changes { label before after indicator { code } } } } }"""

    assert answer(query, context(reader))["report"]["revisions"] == [
        {
            "contentHash": "b" * 64,
            "changes": [
                {"label": "新收", "before": 12.0, "after": 13.0, "indicator": {"code": RECEIVED}},
                {"label": "开放日", "before": None, "after": 2.0, "indicator": None},
            ],
        }
    ]


def test_a_finding_leads_to_its_statistics_and_speaks_the_language_asked_for() -> None:
    query = """{ findings(within: "四川", severity: WARNING, years: [2021], first: 1) { totalCount nodes {
      rule kind severity message stated expected disposition statistics { value indicator { code } } } } }"""
    page = answer(query, context(held(), language="en"))["findings"]

    assert page["totalCount"] == 8
    assert page["nodes"] == [
        {
            "rule": "A-SUM",
            "kind": "sum",
            "severity": "WARNING",
            "message": "the sum does not hold",
            "stated": 12.0,
            "expected": 38.0,
            "disposition": "OPEN",
            "statistics": [{"value": 12.0, "indicator": {"code": RECEIVED}}],
        }
    ]
    assert answer(query, context(held()))["findings"]["nodes"][0]["message"] == "合计不符"


def test_reports_are_paged_newest_first_by_the_readers_own_cursors() -> None:
    around = context(held())
    query = """query($after: String) { reports(within: "510000", first: 5, after: $after) {
      totalCount edges { cursor node { year } } pageInfo { hasNextPage hasPreviousPage endCursor } } }"""
    page = answer(query, around)["reports"]
    following = answer(query, around, after=page["pageInfo"]["endCursor"])["reports"]

    assert page["totalCount"] == 24
    assert [edge["node"]["year"] for edge in following["edges"]] == [2023, 2023, 2023, 2021, 2021]
    assert following["pageInfo"]["hasPreviousPage"] is True


@pytest.mark.parametrize(
    "query",
    [
        '{ reports(after: "x") { totalCount } }',
        '{ findings(after: "x") { totalCount } }',
        '{ search(text: "公开", after: "x") { totalCount } }',
        '{ jurisdiction(code: "510500") { reports(after: "x") { totalCount } } }',
    ],
)
def test_a_broken_cursor_is_bad_input_everywhere(query: str) -> None:
    assert refusals(query, context(held())) == [("BAD_INPUT", "BAD_CURSOR")]


@pytest.mark.parametrize(
    ("query", "refused"),
    [
        ('{ report(jurisdiction: "510500", year: 2007) { id } }', ("BAD_INPUT", "BAD_YEAR")),
        ('{ report(jurisdiction: "510500", year: 2026) { id } }', ("BAD_INPUT", "BAD_YEAR")),
        ('{ report(jurisdiction: "亚特兰蒂斯", year: 2020) { id } }', ("NOT_FOUND", "UNKNOWN_PLACE")),
        ('{ report(jurisdiction: "510599", year: 2020) { id } }', ("NOT_FOUND", "UNKNOWN_PLACE")),
        ("{ reports(years: [2020, 1999]) { totalCount } }", ("BAD_INPUT", "BAD_YEAR")),
        ('{ jurisdiction(code: "510500") { report(year: 2007) { id } } }', ("BAD_INPUT", "BAD_YEAR")),
        ('{ search(text: "") { totalCount } }', ("BAD_INPUT", "BAD_TEXT")),
    ],
)
def test_what_cannot_be_asked_is_refused_with_its_reason(query: str, refused: tuple[str, str]) -> None:
    assert refusals(query, context(held())) == [refused]


def test_a_year_without_a_report_is_null() -> None:
    assert answer('{ report(jurisdiction: "510500", year: 2020) { id } }', context(held())) == {
        "report": None
    }


def test_refusals_say_what_is_wrong_in_both_languages() -> None:
    message = refusal('{ report(jurisdiction: "510500", year: 2007) { id } }').message

    assert message == (
        "报告年度 2007 不可能有年报，应在 2008 到 2025 之间 / "
        "no report can be about 2007, ask for years from 2008 to 2025"
    )


def test_a_search_answers_passages_with_their_reports() -> None:
    reader = held()
    query = """{ search(text: "2021年主动公开", within: "510500") { totalCount nodes {
      snippet section { number heading } report { id year } } } }"""

    assert answer(query, context(reader))["search"] == {
        "totalCount": 1,
        "nodes": [
            {
                "snippet": "2021年主动公开",
                "section": {"number": "一", "heading": "概述"},
                "report": {"id": global_id("Report", "510500.2021"), "year": 2021},
            }
        ],
    }
    assert reader.calls == ["search", "reports"]


def test_only_reports_changed_since_a_moment_are_listed_in_the_order_of_their_changes() -> None:
    seen = {"510500": datetime(2024, 5, 2, tzinfo=UTC), "510100": datetime(2024, 5, 1, tzinfo=UTC)}
    held = [
        replace(one, report=replace(one.report, updated_at=seen[one.report.jurisdiction]))
        for one in (extraction("510500", 2017), extraction("510100", 2017))
    ]
    query = '{ reports(updatedSince: "%s") { nodes { updatedAt jurisdiction { code } } } }'

    listed = answer(query % "2024-05-01", context(DictReader(held)))["reports"]["nodes"]
    assert [one["jurisdiction"]["code"] for one in listed] == ["510100", "510500"]
    assert listed[1]["updatedAt"] == "2024-05-02T00:00:00+00:00"
    # Without a zone the moment is China's: eight hours earlier than the same figures in UTC.
    for moment, count in {
        "2024-05-02T08:00:00": 1,
        "2024-05-02T08:00:01": 0,
        "2024-05-02T00:00:00Z": 1,
    }.items():
        assert len(answer(query % moment, context(DictReader(held)))["reports"]["nodes"]) == count


def test_a_moment_that_no_clock_can_have_shown_is_refused() -> None:
    query = '{ reports(updatedSince: "0001-01-01T00:00:00Z") { totalCount } }'
    assert refusals(query) == [("BAD_INPUT", "BAD_MOMENT")]
