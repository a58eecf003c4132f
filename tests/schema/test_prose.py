"""Figures of the text beside those of the tables."""

import pytest
from support.stated import stated

from schema.checks.prose import compare_prose
from schema.enums import Applicant, Severity

ERROR, WARNING, NOTICE = Severity
ROW = "requests.received"


@pytest.mark.parametrize(
    ("table", "prose", "expected"),
    [
        pytest.param({ROW: 26}, {ROW: 26}, [], id="the same"),
        pytest.param({ROW: 26}, {ROW: 25}, [("V-TEXT", WARNING, 25, 26)], id="another number"),
        pytest.param({ROW: 26}, {ROW: 0}, [("V-NONE", ERROR, 0, 26)], id="none in the text"),
        pytest.param({ROW: 0}, {ROW: 3}, [("V-NONE", ERROR, 3, 0)], id="none in the table"),
        pytest.param({ROW: 0}, {ROW: 0}, [], id="none in both"),
        pytest.param({ROW: ""}, {ROW: 3}, [], id="a blank cell says nothing"),
        pytest.param({}, {ROW: 3}, [], id="not in the table"),
        pytest.param({ROW: 3}, {}, [], id="not in the text"),
        pytest.param({ROW: 2567}, {ROW: "~2600"}, [], id="rough and in reach"),
        pytest.param(
            {ROW: 2567}, {ROW: "~2900"}, [("V-TEXT", NOTICE, 2900, 2567)], id="rough and out of reach"
        ),
        pytest.param({ROW: 26}, {f"{ROW}[NATURAL_PERSON]": 3}, [], id="only totals are held together"),
        pytest.param(
            {"litigation.direct.total": 24, "litigation.after_review.total": 89},
            {"litigation.total": 113},
            [],
            id="a sum that the form does not print",
        ),
        pytest.param(
            {"litigation.direct.total": 24, "litigation.after_review.total": 89},
            {"litigation.total": 112},
            [("V-TEXT", WARNING, 112, 113)],
            id="another sum",
        ),
        pytest.param({"procurement.amount": "25.1"}, {"disclosed.category": 3}, [], id="open breakdowns"),
    ],
)
def test_text_and_table_are_held_together(
    table: dict[str, object], prose: dict[str, object], expected: list[tuple]
) -> None:
    found = compare_prose(stated(table, table=True), stated(prose))

    assert [(one.rule, one.severity, one.stated, one.expected) for one in found] == expected


def test_amounts_are_compared_in_one_unit() -> None:
    table = stated({"procurement.amount": "25.1"}, table=True)

    assert compare_prose(table, stated({"procurement.amount": 251000}, unit="元")) == ()
    assert len(compare_prose(table, stated({"procurement.amount": 251001}, unit="元"))) == 1


def test_the_message_has_both_numbers_in_both_languages() -> None:
    (found,) = compare_prose(stated({ROW: 26}, table=True), stated({ROW: 25}))

    assert found.message == "正文写“本年新收政府信息公开申请数量”25，表中为26"
    assert found.message_en == "the text says 25 for Requests received in the year, the table 26"
    assert found.kind == "text_differs_from_table"
    assert found.terms == ((ROW, Applicant.TOTAL),)
