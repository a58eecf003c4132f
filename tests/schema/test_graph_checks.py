"""What rules say of reports, in the graph."""

from datetime import date

from support.asking import answer, context
from support.reader import DictComparer, DictReader
from support.reports import RECEIVED, extraction, statistic

from schema.checks.rulebook import all_rules

REPORT = """{ report(jurisdiction: "泸州", year: 2021) {
  checks { outcome reason rule { id name needs } }
  findings { rule about { id } related { id } quotes note } } }"""


def test_every_rule_says_whether_it_holds_fails_or_cannot_be_judged() -> None:
    reader = DictReader([extraction("510500", 2021, statistic(RECEIVED, "12"))])
    report = answer(REPORT, context(reader))["report"]
    told = {one["rule"]["id"]: (one["outcome"], one["reason"]) for one in report["checks"]}
    assert told["T2-NONNEG"] == ("HOLDS", None)
    assert told["T3-SUM"] == ("NOT_ASSESSABLE", "所需的数没有全部给出：（七）总计")
    assert report["findings"] == [{"rule": "A-SUM", "about": None, "related": [], "quotes": [], "note": None}]


def test_reasons_and_rules_follow_the_language_of_the_request() -> None:
    reader = DictReader([extraction("510500", 2021, statistic(RECEIVED, "12"))])
    report = answer(REPORT, context(reader, language="en"))["report"]
    told = {one["rule"]["id"]: one for one in report["checks"]}
    assert told["T3-SUM"]["reason"] == "not all of the figures it needs are stated: Outcome: all outcomes"
    assert told["S-LATE"]["rule"]["name"] == "published in time"


def test_the_rules_are_listed_with_what_they_check() -> None:
    listed = answer("{ rules { id subject severities formats what authority } }")["rules"]
    assert [one["id"] for one in listed] == [rule.id for rule in all_rules()]
    carry = next(one for one in listed if one["id"] == "X-CARRY")
    assert (carry["subject"], carry["formats"]) == ("YEARS", ["TABLES_2019", "TABLES_2021"])
    assert carry["severities"] == ["ERROR", "WARNING", "NOTICE"]


def test_places_are_ranked_by_lateness_and_a_doubtful_day_is_no_lateness() -> None:

    late = extraction("510500", 2021, statistic(RECEIVED, "12"), published_on=date(2022, 4, 2))
    query = """{ report(jurisdiction: "泸州", year: 2021) {
      deadline deadlineAuthority daysLate dateDoubtful publishedOn } }"""
    sure = answer(query, context(DictReader([late])))["report"]
    assert (sure["deadline"], sure["daysLate"], sure["dateDoubtful"]) == ("2022-03-31", 2, False)
    assert sure["deadlineAuthority"] == "《政府信息公开条例》（国务院令第711号）第四十九条第二款"
    doubted = DictComparer(doubtful=frozenset({"510500.2021"}))
    report = answer(query, context(DictReader([late]), comparer=doubted))["report"]
    assert (report["daysLate"], report["dateDoubtful"], report["publishedOn"]) == (None, True, "2022-04-02")
