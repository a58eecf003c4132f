"""Identities hold, fail or cannot be judged exactly as in this table, written by hand.

"" is a blank cell of a table, "~40" a rough figure (40余), "12 30%" a figure with its printed share; what is
not named is not stated at all.
"""

import pytest
from support.stated import stated

from schema.checks.identities import check, judged
from schema.enums import ReportFormat, Severity

NARRATIVE, ANNEX, F19, F21 = ReportFormat
ERROR, WARNING, NOTICE = Severity
HOLDS, UNKNOWN = "holds", "cannot be judged"

R, IN, OUT, TOTAL = "requests.received", "requests.carried_in", "requests.carried_out", "outcome.total"
FLOW = (R, IN, TOTAL, OUT)
REASONS = (
    "state_secret", "forbidden_by_law", "security_stability", "third_party_rights",
    "internal_affairs", "process_information", "enforcement_files", "administrative_queries",
)  # fmt: skip
PARTS = (
    "outcome.granted", "outcome.partial", *(f"outcome.refused.{one}" for one in REASONS),
    "outcome.unable.not_held", "outcome.unable.needs_creation", "outcome.unable.unclear",
    "outcome.not_processed.petition", "outcome.not_processed.repeat", "outcome.not_processed.publication",
    "outcome.not_processed.excessive", "outcome.not_processed.reconfirmation",
)  # fmt: skip
OTHER_21 = ("outcome.other.uncorrected", "outcome.other.fee_unpaid", "outcome.other.other")
WHO = (
    "NATURAL_PERSON", "COMMERCIAL_ENTERPRISE", "RESEARCH_INSTITUTION", "SOCIAL_ORGANIZATION",
    "LEGAL_SERVICE", "OTHER_ORGANIZATION",
)  # fmt: skip
Case = tuple[ReportFormat, str, dict[str, object], object]


def flow(*values: object) -> dict[str, object]:
    return dict(zip(FLOW, values, strict=True))


def outcomes(
    total: object, *, other: object = 0, form: ReportFormat = F21, **named: object
) -> dict[str, object]:
    """Every row of the results, 0 unless named by its last word; `other` is the one row of 2019."""
    rows: dict[str, object] = {code: named.get(code.rpartition(".")[2], 0) for code in PARTS}
    rows |= {"outcome.other": other} if form is F19 else {code: named.get(code[14:], 0) for code in OTHER_21}
    return rows | {TOTAL: total}


def row(total: object, *columns: object, code: str = R) -> dict[str, object]:
    return {f"{code}[TOTAL]": total} | {f"{code}[{w}]": v for w, v in zip(WHO, columns, strict=True)}


def review(total: object, *values: object, of: str = "review") -> dict[str, object]:
    names = ("upheld", "corrected", "other", "pending")
    return {f"{of}.total": total} | {f"{of}.{n}": v for n, v in zip(names, values, strict=False)}


def channels(total: object, *values: object) -> dict[str, object]:
    names = ("in_person", "fax", "online", "letter")
    return {R: total} | {f"{R}.{n}": v for n, v in zip(names, values, strict=False) if v is not None}


def answers(total: object, **values: object) -> dict[str, object]:
    return {"requests.answered": total} | {f"outcome_2008.{n}": v for n, v in values.items()}


EIGHT = (
    "already_public", "granted", "partial", "refused", "not_this_agency", "not_exist", "amend", "redirected",
)  # fmt: skip
REFUSED = "outcome_2008.refused"


def refused(total: object, **values: object) -> dict[str, object]:
    return {REFUSED: total} | {f"{REFUSED}.{n}": v for n, v in values.items()}


CASES: dict[str, Case] = {
    # the flow of requests
    "flow: 10+2 = 11+1": (F21, "T3-FLOW", flow(10, 2, 11, 1), HOLDS),
    "flow: one too many": (F21, "T3-FLOW", flow(10, 2, 12, 1), ERROR),
    "flow: one too few": (F19, "T3-FLOW", flow(10, 2, 10, 1), ERROR),
    "flow: nothing at all is in order": (F21, "T3-FLOW", flow(0, 0, 0, 0), HOLDS),
    "flow: a blank carried in counts as 0": (F21, "T3-FLOW", flow(10, "", 10, 0), HOLDS),
    "flow: a blank that should not be 0": (F21, "T3-FLOW", flow(10, "", 11, 0), ERROR),
    "flow: carried in is not stated": (F21, "T3-FLOW", {R: 10, TOTAL: 10, OUT: 0}, UNKNOWN),
    "flow: everything blank": (F21, "T3-FLOW", flow("", "", "", ""), UNKNOWN),
    "flow: a rough total within its last digit": (F21, "T3-FLOW", flow("~40", 2, 45, 1), HOLDS),
    "flow: a rough total out of reach": (F21, "T3-FLOW", flow("~40", 2, 75, 1), NOTICE),
    "flow: no rule before 2019": (ANNEX, "T3-FLOW", flow(10, 2, 99, 1), None),
    # the sum of the outcomes
    "outcomes: 6 = 4+2": (F21, "T3-SUM", outcomes(6, granted=4, partial=2), HOLDS),
    "outcomes: 7 for 4+2": (F21, "T3-SUM", outcomes(7, granted=4, partial=2), ERROR),
    "outcomes: three rows of other since 2021": (F21, "T3-SUM", outcomes(5, granted=4, fee_unpaid=1), HOLDS),
    "outcomes: one row of other in 2019": (F19, "T3-SUM", outcomes(5, form=F19, granted=4, other=1), HOLDS),
    "outcomes: 2019 without it": (F19, "T3-SUM", outcomes(5, form=F19, granted=4), ERROR),
    "outcomes: blanks beside numbers are 0": (
        F21,
        "T3-SUM",
        outcomes(4, granted=4, partial="", repeat=""),
        HOLDS,
    ),
    "outcomes: blank total over numbers": (F21, "T3-SUM", outcomes("", granted=4, partial=2), NOTICE),
    "outcomes: total alone": (F21, "T3-SUM", {TOTAL: 6}, UNKNOWN),
    "outcomes: a row that is not there": (
        F21,
        "T3-SUM",
        {k: v for k, v in outcomes(4, granted=4).items() if "repeat" not in k},
        UNKNOWN,
    ),
    "outcomes: all noughts": (F21, "T3-SUM", outcomes(0), HOLDS),
    # rows of the request table
    "row: 26 = 20+6": (F21, "T3-ROW", row(26, 20, 6, 0, 0, 0, 0), HOLDS),
    "row: 26 for 20+5": (F21, "T3-ROW", row(26, 20, 5, 0, 0, 0, 0), ERROR),
    "row: blank columns are 0": (F21, "T3-ROW", row(26, 26, "", "", "", "", ""), HOLDS),
    "row: blank total over parts": (F19, "T3-ROW", row("", 258, 12, "", "", 1, 1), NOTICE),
    "row: blank total over noughts": (F19, "T3-ROW", row("", 0, 0, 0, 0, 0, 0), HOLDS),
    "row: total alone": (F21, "T3-ROW", {f"{R}[TOTAL]": 26}, UNKNOWN),
    # reconsiderations and suits since 2019
    "disputes: 7 = 5+2": (F21, "T4-SUM", review(7, 5, 0, 0, 2), HOLDS),
    "disputes: 0 for 10+1": (F21, "T4-SUM", review(0, 10, 1, 0, 0), ERROR),
    "disputes: direct suits 9 for 8": (F21, "T4-SUM", review(9, 8, 0, 0, 0, of="litigation.direct"), ERROR),
    "disputes: after review 5 = 5": (
        F19,
        "T4-SUM",
        review(5, 5, 0, 0, 0, of="litigation.after_review"),
        HOLDS,
    ),
    "disputes: blanks beside numbers are 0": (F21, "T4-SUM", review(7, 5, "", "", 2), HOLDS),
    "disputes: pending is not stated": (F21, "T4-SUM", review(7, 5, 0, 2), UNKNOWN),
    "disputes: everything blank": (F21, "T4-SUM", review("", "", "", "", ""), UNKNOWN),
    # values
    "values: a count": (F21, "T2-NONNEG", {R: 3}, HOLDS),
    "values: below 0": (F21, "T2-NONNEG", {R: -3}, ERROR),
    "values: half a case": (ANNEX, "T2-NONNEG", {R: "3.5"}, ERROR),
    "values: money has decimals": (F21, "T2-NONNEG", {"charges.amount": "59237.2449"}, HOLDS),
    "values: a change may be negative": (F19, "T2-NONNEG", {"licensing.items_change": -35, R: 1}, HOLDS),
    "values: a blank is no value": (F21, "T2-NONNEG", {R: ""}, UNKNOWN),
    # channels of requests
    "channels: 21 = 18+3": (NARRATIVE, "A-CHAN", channels(21, 18, None, 3), HOLDS),
    "channels: all four fall short": (ANNEX, "A-CHAN", channels(21, 10, 0, 3, 0), ERROR),
    "channels: some fall short": (NARRATIVE, "A-CHAN", channels(21, 10, None, 3), WARNING),
    "channels: some exceed": (NARRATIVE, "A-CHAN", channels(21, 20, None, 3), ERROR),
    "channels: one is no list": (NARRATIVE, "A-CHAN", channels(21, 10), UNKNOWN),
    "channels: rough within its digit": (NARRATIVE, "A-CHAN", channels("~20", 18, None, 3), HOLDS),
    # closed
    "closed: 100 = 97+3": (
        ANNEX,
        "A-CLOSE",
        {"requests.closed": 100, "requests.closed.on_time": 97, "requests.closed.extended": 3},
        HOLDS,
    ),
    "closed: 100 for 97+2": (
        ANNEX,
        "A-CLOSE",
        {"requests.closed": 100, "requests.closed.on_time": 97, "requests.closed.extended": 2},
        ERROR,
    ),
    "closed: more than received": (ANNEX, "A-CLOSE", {R: 95, "requests.closed": 98}, WARNING),
    "closed: alone": (ANNEX, "A-CLOSE", {"requests.closed": 98}, UNKNOWN),
    # answers
    "answers: 482 = 86+245+20+38+93": (
        NARRATIVE,
        "A-ANSW",
        answers(482, already_public=86, granted=245, partial=20, refused=38, other=93),
        HOLDS,
    ),
    "answers: named ones exceed": (NARRATIVE, "A-ANSW", answers(482, granted=445, refused=38), ERROR),
    "answers: named ones fall short": (NARRATIVE, "A-ANSW", answers(482, granted=245, refused=38), WARNING),
    "answers: all eight fall short": (ANNEX, "A-ANSW", answers(9, **dict.fromkeys(EIGHT, 1)), ERROR),
    "answers: all eight": (ANNEX, "A-ANSW", answers(8, **dict.fromkeys(EIGHT, 1)), HOLDS),
    "answers: one is no list": (NARRATIVE, "A-ANSW", answers(482, granted=245), UNKNOWN),
    "answers: the total is not stated": (
        NARRATIVE,
        "A-ANSW",
        {"outcome_2008.granted": 2, "outcome_2008.partial": 1},
        UNKNOWN,
    ),
    # reasons for refusal
    "reasons: 33 for 38": (
        NARRATIVE,
        "A-REFU",
        refused(38, protected_interests=17, not_government_information=4, other_law=12),
        ERROR,
    ),
    "reasons: 38 = 22+4+12": (
        NARRATIVE,
        "A-REFU",
        refused(38, protected_interests=22, not_government_information=4, other_law=12),
        HOLDS,
    ),
    "reasons: rough ones": (
        NARRATIVE,
        "A-REFU",
        refused(38, protected_interests="~20", not_government_information=4, other_law=12),
        HOLDS,
    ),
    "reasons: two of them fall short": (ANNEX, "A-REFU", refused(38, privacy=3, other_law=12), WARNING),
    "reasons: one of them": (ANNEX, "A-REFU", refused(38, privacy=3), UNKNOWN),
    # disputes of the old forms
    "old disputes: 15 = 12+3+0": (NARRATIVE, "A-REV", review(15, 12, 3, 0), HOLDS),
    "old disputes: 15 for 12+2+0": (NARRATIVE, "A-REV", review(15, 12, 2, 0), ERROR),
    "old disputes: an open list that falls short": (NARRATIVE, "A-REV", review(15, 12, 2), UNKNOWN),
    "old disputes: an open list that exceeds": (NARRATIVE, "A-REV", review(15, 14, 2), ERROR),
    "old suits: 6 = 3+0+3": (NARRATIVE, "A-LIT", review(6, 3, 0, 3, of="litigation"), HOLDS),
    "old suits: 7 for 3+0+3": (ANNEX, "A-LIT", review(7, 3, 0, 3, of="litigation"), ERROR),
    # institutions, leaders, disclosure
    "staff: 12 = 4+8": (
        ANNEX,
        "A-STAFF",
        {"institution.staff": 12, "institution.staff.full_time": 4, "institution.staff.part_time": 8},
        HOLDS,
    ),
    "staff: 12 for 4+7": (
        ANNEX,
        "A-STAFF",
        {"institution.staff": 12, "institution.staff.full_time": 4, "institution.staff.part_time": 7},
        ERROR,
    ),
    "leaders: 5 of 37": (
        ANNEX,
        "A-LEAD",
        {"response.press_conferences": 37, "response.press_conferences.by_leaders": 5},
        HOLDS,
    ),
    "leaders: 5 of 3": (
        ANNEX,
        "A-LEAD",
        {"response.press_conferences": 3, "response.press_conferences.by_leaders": 5},
        ERROR,
    ),
    "channels of disclosure overlap": (
        ANNEX,
        "A-DISC",
        {"disclosed": 970, "disclosed.channel.website": 900, "disclosed.channel.weibo": 345},
        HOLDS,
    ),
    "channels of disclosure fall short": (
        ANNEX,
        "A-DISC",
        {"disclosed": 2026, "disclosed.channel.website": 1795, "disclosed.channel.gazette": 0},
        NOTICE,
    ),
    "categories are often only examples": (
        NARRATIVE,
        "A-DISC",
        {"disclosed": 583, "disclosed.category.plans": 100, "disclosed.category.finance": 88},
        NOTICE,
    ),
    # gazette and shares
    "gazette: 12 x 3800 = 45600": (
        NARRATIVE,
        "N-MULT",
        {"gazette.issues": 12, "gazette.copies_per_issue": 3800, "gazette.copies": 45600},
        HOLDS,
    ),
    "gazette: 12 x 3800 is not 38000": (
        NARRATIVE,
        "N-MULT",
        {"gazette.issues": 12, "gazette.copies_per_issue": 3800, "gazette.copies": 38000},
        WARNING,
    ),
    "gazette: rough copies": (
        NARRATIVE,
        "N-MULT",
        {"gazette.issues": 12, "gazette.copies_per_issue": 3800, "gazette.copies": "~46000"},
        HOLDS,
    ),
    "share: 241 of 482 is 50%": (NARRATIVE, "N-SHARE", {R: 482, f"{R}.online": "241 50%"}, HOLDS),
    "share: 241 of 482 is not 60%": (NARRATIVE, "N-SHARE", {R: 482, f"{R}.online": "241 60%"}, WARNING),
    "share: none is printed": (NARRATIVE, "N-SHARE", {R: 482, f"{R}.online": 241}, UNKNOWN),
}


def test_the_table_is_long_enough_and_has_gaps_and_rough_figures() -> None:
    assert len(CASES) >= 60
    assert sum(expected == UNKNOWN for *_, expected in CASES.values()) >= 12
    assert sum("~" in str(figures) for _, _, figures, _ in CASES.values()) >= 5


@pytest.mark.parametrize(("form", "rule", "figures", "expected"), CASES.values(), ids=CASES)
def test_an_identity_comes_out_as_written(
    form: ReportFormat, rule: str, figures: dict[str, object], expected: object
) -> None:
    statistics = stated(figures, table=form in {F19, F21})
    found = [one for one in check(form, statistics) if one.rule == rule]
    outcome = judged(form, statistics).get(rule, "no such rule")
    if isinstance(expected, Severity):
        assert [one.severity for one in found] == [expected]
        assert outcome is None
    else:
        assert found == []
        wanted = {HOLDS: None, None: "no such rule"}.get(expected, outcome)  # type: ignore[call-overload]
        assert outcome == wanted
        assert (expected == UNKNOWN) == isinstance(outcome, tuple)
