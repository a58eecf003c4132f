"""What takes more than one report to see: levels, jumps, likeness, one document twice, dates of a move."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from support.audited import checks, findings, judged, outcome, put
from support.stored import DIALECTS, a_store, contents

from gateway.store.dispositions import dispose
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from schema.enums import CheckOutcome, Disposition, ReportFormat, Severity
from schema.places import registry

HOLDS, FAILS, OPEN = CheckOutcome
PROVINCE, LUZHOU, ZIGONG = "460000", "510500", "510300"  # 海南 has four prefectures
RECEIVED = "requests.received"
BELOW = [place.code for place in registry.children(PROVINCE, year=2023)]


@pytest.fixture(params=DIALECTS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with a_store(request.param, tmp_path) as store:
        yield store


# -- levels


def whole_and_parts(store: Store, whole: int, each: int, *, but: int = 0) -> str:
    for code in BELOW[but:]:
        put(store, code, 2023, {RECEIVED: each})
    return put(store, PROVINCE, 2023, {RECEIVED: whole})


def test_parts_that_exceed_the_whole_are_a_finding_about_the_whole(store: Store) -> None:
    province = whole_and_parts(store, 10 * len(BELOW) - 1, 10)
    judged(store)
    (found,) = findings(store, province, "H-SUM")
    assert (found.record.stated, found.record.expected) == (10 * len(BELOW) - 1, 10 * len(BELOW))
    assert found.record.severity is Severity.WARNING
    assert outcome(store, province, "H-SUM") is FAILS


def test_a_whole_above_its_places_may_hold_departments_that_are_not_stored(store: Store) -> None:
    province = whole_and_parts(store, 10 * len(BELOW) + 5, 10)
    judged(store)
    assert outcome(store, province, "H-SUM") is OPEN
    put(store, PROVINCE, 2023, {RECEIVED: 5}, organ="海南省人民政府办公厅")
    judged(store)
    assert outcome(store, province, "H-SUM") is HOLDS


def test_with_a_place_missing_nothing_can_be_said(store: Store) -> None:
    province = whole_and_parts(store, 1, 10, but=1)
    judged(store)
    assert outcome(store, province, "H-SUM") is OPEN
    put(store, BELOW[0], 2023, {RECEIVED: 10})
    judged(store)
    assert outcome(store, province, "H-SUM") is FAILS, "the last place to report settles it"


# -- jumps


def test_more_than_five_times_last_year_is_worth_a_notice(store: Store) -> None:
    put(store, LUZHOU, 2022, {RECEIVED: 100, "disclosed": 100})
    now = put(store, LUZHOU, 2023, {RECEIVED: 501, "disclosed": 300})
    judged(store)
    (found,) = findings(store, now, "O-JUMP")
    assert (found.record.stated, found.record.expected, found.record.severity) == (501, 100, Severity.NOTICE)


@pytest.mark.parametrize(
    ("before", "now", "expected"), [(100, 400, HOLDS), (100, 19, FAILS), (2, 12, OPEN), (0, 90, OPEN)]
)
def test_small_figures_and_noughts_jump_by_chance(
    store: Store, before: int, now: int, expected: CheckOutcome
) -> None:
    put(store, LUZHOU, 2022, {RECEIVED: before})
    later = put(store, LUZHOU, 2023, {RECEIVED: now})
    judged(store)
    assert outcome(store, later, "O-JUMP") is expected


def test_a_place_far_from_how_its_peers_moved_is_worth_a_notice(store: Store) -> None:
    peers = [place.code for place in registry.places_within("510000")][:12]
    for number, code in enumerate(peers):
        put(store, code, 2022, {RECEIVED: 100})
        put(store, code, 2023, {RECEIVED: 300 if code == LUZHOU else 100 + number})
    judged(store)
    told = {code: len(findings(store, f"{code}.2023", "O-JUMP")) for code in peers}
    assert told == dict.fromkeys(peers, 0) | {LUZHOU: 1}
    assert "11地" in findings(store, f"{LUZHOU}.2023", "O-JUMP")[0].record.message


def test_years_of_another_form_are_not_set_against_each_other(store: Store) -> None:
    put(store, LUZHOU, 2018, {"disclosed": 100})

    later = put(store, LUZHOU, 2019, {"disclosed": 9000}, form=ReportFormat.TABLES_2019)
    judged(store)
    assert outcome(store, later, "O-JUMP") is OPEN


# -- likeness

TOPICS = ("预算", "教育", "医疗", "住房", "交通", "环保", "就业", "养老", "农业", "水利", "文化", "安全")


def essay(kept: int, other: str = "", first: int = 0) -> str:
    """Twelve sentences with figures from `first` on; the words of the first `kept` are always the same."""
    said = "围绕{}领域的重点工作持续细化公开目录并及时更新相关内容{}，共{}项。"
    return "".join(
        said.format(topic, "" if n < kept else other + topic, first + n) for n, topic in enumerate(TOPICS)
    )


@pytest.mark.parametrize(
    ("kept", "severity"), [(12, Severity.WARNING), (8, Severity.NOTICE), (6, None)], ids=str
)
def test_last_years_text_with_other_figures_is_last_years_text(
    store: Store, kept: int, severity: Severity | None
) -> None:
    put(store, LUZHOU, 2022, text=essay(12))
    now = put(store, LUZHOU, 2023, text=essay(kept, "今年另有安排", first=30))
    judged(store)
    found = findings(store, now, "S-DUP")
    assert [one.record.severity for one in found] == ([] if severity is None else [severity])
    assert outcome(store, now, "S-DUP") is (HOLDS if severity is None else FAILS)


def test_another_places_text_under_ones_own_name_is_found_with_its_words(store: Store) -> None:
    put(store, ZIGONG, 2022, text="自贡市人民政府办公室编制本报告并向社会公布全部内容。" + essay(12))
    now = put(store, LUZHOU, 2023, text="泸州市人民政府办公室编制本报告并向社会公布全部内容。" + essay(12))
    judged(store)
    (found,) = findings(store, now, "S-DUP")
    assert found.record.related == (f"{ZIGONG}.2022",)
    assert found.record.severity is Severity.WARNING
    assert found.record.quotes[0].startswith("泸州市人民政府办公室")
    assert "100%" in found.record.message
    assert findings(store, f"{ZIGONG}.2022", "S-DUP") == [], "who wrote first has copied nobody"


def test_sentences_that_many_bodies_use_are_boilerplate(store: Store) -> None:
    for place in registry.places_within("510000")[:7]:
        put(store, place.code, 2023, text=essay(12))
    judged(store, everything=True)
    assert findings(store, f"{LUZHOU}.2023", "S-DUP") == []
    assert outcome(store, f"{LUZHOU}.2023", "S-DUP") is OPEN
    one_more = put(store, registry.places_within("510000")[8].code, 2023, text=essay(12))
    judged(store)
    assert outcome(store, one_more, "S-DUP") is OPEN


def test_a_report_that_comes_in_late_is_held_against_those_that_copied_it(store: Store) -> None:
    now = put(store, LUZHOU, 2023, text=essay(12))
    judged(store)
    assert findings(store, now, "S-DUP") == []
    put(store, ZIGONG, 2022, text=essay(12))
    judged(store)
    assert len(findings(store, now, "S-DUP")) == 1


def test_a_finding_goes_when_the_other_report_no_longer_says_so(store: Store) -> None:
    put(store, ZIGONG, 2022, text=essay(12))
    now = put(store, LUZHOU, 2023, text=essay(12))
    judged(store)
    put(store, ZIGONG, 2022, text=essay(0, "换了说法"), body="another version")
    judged(store)
    assert findings(store, now, "S-DUP") == []


def test_a_decision_stays_while_the_same_report_is_repeated(store: Store) -> None:
    put(store, ZIGONG, 2022, text=essay(12))
    now = put(store, LUZHOU, 2023, text=essay(12))
    judged(store)
    dispose(store, findings(store, now, "S-DUP")[0].id, Disposition.EXPLAINED, "一同编制")
    put(store, LUZHOU, 2023, text=essay(11, "略改"), body="another version")
    judged(store)
    (found,) = findings(store, now, "S-DUP")
    assert (found.record.disposition, found.record.note) == (Disposition.EXPLAINED, "一同编制")


# -- one document twice, and dates


def test_one_document_that_stands_for_two_reports_is_found_on_both(store: Store) -> None:
    both = [put(store, LUZHOU, year, {RECEIVED: 1}, body="the very same page") for year in (2021, 2023)]
    judged(store)
    assert [findings(store, one, "S-SAME")[0].record.related for one in both] == [(both[1],), (both[0],)]


def test_a_late_report_says_by_how_many_days_and_by_which_rule(store: Store) -> None:
    late = put(store, LUZHOU, 2022, published=date(2023, 4, 10))
    county = put(store, "431221", 2021, published=date(2022, 3, 1))
    judged(store)
    (found,) = findings(store, late, "S-LATE")
    assert found.record.stated == 10
    assert "第四十九条第二款" in found.record.message
    assert findings(store, county, "S-LATE")[0].record.stated == 9
    assert outcome(store, put(store, LUZHOU, 2020), "S-LATE") is None, "not audited yet"


def test_the_day_of_a_portals_move_makes_nobody_late(store: Store) -> None:
    years = [
        put(store, LUZHOU, year, published=date(2020, 6, 20), portal="510500") for year in (2010, 2011, 2012)
    ]
    judged(store)
    for one in years:
        assert outcome(store, one, "S-LATE") is OPEN
        assert [each.record.severity for each in findings(store, one, "S-DATE")] == [Severity.NOTICE]


# -- the run itself


def test_everything_audited_again_changes_nothing(store: Store) -> None:
    whole_and_parts(store, 10 * len(BELOW) - 1, 10)
    put(store, LUZHOU, 2022, {RECEIVED: 100}, text=essay(12))
    put(store, LUZHOU, 2023, {RECEIVED: 600}, text=essay(12))
    first = judged(store)
    before = contents(store.engine, without=("data_version",))
    version = StoreReader(store.engine).data_version()
    again = judged(store, everything=True)
    assert (again.checked, again.findings) == (first.checked, first.findings)
    assert contents(store.engine, without=("data_version",)) == before
    assert StoreReader(store.engine).data_version() == version


def test_only_what_a_change_touches_is_judged_again(store: Store) -> None:
    for place in ("110101", "310101", LUZHOU):
        for year in (2021, 2022, 2023):
            put(store, place, year, {RECEIVED: year})
    assert judged(store).checked == 9
    put(store, LUZHOU, 2022, {RECEIVED: 7}, body="another version")
    assert judged(store).checked == 2, "itself and the year after"
    assert judged(store).checked == 0


def test_a_place_is_followed_under_its_next_code(store: Store) -> None:
    put(store, "632100", 2012, {RECEIVED: 100})
    now = put(store, "630200", 2013, {RECEIVED: 900})
    judged(store)
    assert len(findings(store, now, "O-JUMP")) == 1


def test_every_rule_that_applies_has_an_outcome_and_every_open_one_a_reason(store: Store) -> None:
    now = put(store, LUZHOU, 2017, {"outcome_2008.refused": 38})
    judged(store)
    found = checks(store, now)
    assert len({one.rule for one in found}) == len(found) >= 20
    assert all(one.reason and one.reason_en for one in found if one.outcome is OPEN)
    refusals = next(one for one in found if one.rule == "A-REFU")
    assert (refusals.outcome, refusals.reason.startswith("所需的数没有全部给出：涉及国家秘密")) == (
        OPEN,
        True,
    )
