"""Formulas over indicator codes: one value, or whole columns."""

from decimal import Decimal

import numpy as np
import pytest

from schema.dictionary.formula import Formula, derived_codes, formula_of, parse, value_of
from schema.enums import Applicant
from schema.errors import DataError, UnknownIndicator

NAN = float("nan")
TOTAL, NATURAL = Applicant.TOTAL, Applicant.NATURAL_PERSON


def answer(text: str, values: dict[str, object], applicant: Applicant = TOTAL) -> object:
    return parse(text).evaluate(lambda code, _: values.get(code), applicant)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a + b", 8),
        ("a - b - c", 2),
        ("(a + b) / c", 4),
        ("a + b / c", 7),
        ("a * 100", 600),
        ("a * b / c", 6),
        ("(a - (b + c)) * 10", 20),
        ("a + missing", None),
        ("a + missing?", 6),
        ("a / nought", None),
        ("nought / a", 0),
    ],
)
def test_signs_and_brackets_mean_what_they_mean(text: str, expected: object) -> None:
    values = {"a": Decimal(6), "b": Decimal(2), "c": Decimal(2), "nought": Decimal(0)}

    assert answer(text, values) == expected


def test_columns_are_worked_out_at_once_with_nan_for_missing() -> None:
    columns = {"a": np.array([1.0, NAN, 3.0, 4.0]), "b": np.array([2.0, 2.0, 0.0, NAN])}

    np.testing.assert_array_equal(answer("a / b", columns), [0.5, NAN, NAN, NAN])
    np.testing.assert_array_equal(answer("a - b?", columns), [-1.0, NAN, 3.0, 4.0])


@pytest.mark.parametrize("make", [Decimal, float, int])
def test_rates_are_percentages_of_any_kind_of_number(make: type) -> None:
    values = {"outcome.granted": make(1), "outcome.partial": make(2), "outcome.total": make(12)}

    assert formula_of("rate.disclosed").evaluate(lambda code, _: values.get(code)) == make(25)


def test_an_unmarked_term_follows_the_asked_applicant_and_a_marked_one_does_not() -> None:
    values = {("requests.received", TOTAL): 8, ("requests.received", NATURAL): 6}

    def lookup(code: str, applicant: Applicant) -> int | None:
        return values.get((code, applicant))

    assert formula_of("rate.natural_person").evaluate(lookup) == 75
    assert formula_of("rate.natural_person").evaluate(lookup, NATURAL) == 75
    assert parse("requests.received").evaluate(lookup, NATURAL) == 6


def test_population_is_asked_in_total() -> None:
    def lookup(code: str, applicant: Applicant) -> float:
        return {"requests.received": 482.0, "population": 4_820_000.0}[code] if applicant is TOTAL else NAN

    assert formula_of("requests.per_100k").evaluate(lookup) == 10


def test_subtotals_add_up_what_lies_below() -> None:
    found = formula_of("outcome.unable")

    assert found.codes == (
        "outcome.unable.not_held",
        "outcome.unable.needs_creation",
        "outcome.unable.unclear",
    )
    assert found.evaluate(lambda *_: 2) == 6


def test_cases_still_pending_are_no_part_of_the_base_and_absent_in_older_forms() -> None:
    new = {"review.corrected": 17, "review.total": 440, "review.pending": 26}
    old = {"review.corrected": 3, "review.total": 15}

    assert value_of("rate.review_corrected", lambda code, _: new.get(code)) == pytest.approx(100 * 17 / 414)
    assert value_of("rate.review_corrected", lambda code, _: old.get(code)) == 20


def test_what_is_stated_stands_before_what_follows() -> None:
    split = {"litigation.direct.total": 24, "litigation.after_review.total": 89}

    assert value_of("litigation.total", lambda code, _: split.get(code)) == 113
    assert value_of("litigation.total", lambda code, _: (split | {"litigation.total": 6}).get(code)) == 6
    assert value_of("litigation.total", lambda *_: None) is None


def test_columns_take_what_is_stated_and_fill_in_what_follows() -> None:
    columns = {
        "litigation.total": np.array([6.0, NAN, NAN]),
        "litigation.direct.total": np.array([NAN, 24.0, 1.0]),
        "litigation.after_review.total": np.array([NAN, 89.0, NAN]),
    }

    np.testing.assert_array_equal(
        value_of("litigation.total", lambda code, _: columns.get(code)), [6.0, 113.0, NAN]
    )


def test_derivation_goes_all_the_way_down() -> None:
    values = dict.fromkeys(formula_of("outcome.refused").codes, 1) | {"outcome.total": 16}

    assert value_of("rate.refused", lambda code, _: values.get(code)) == 50


def test_derived_codes_come_after_what_they_rest_on() -> None:
    order = derived_codes()

    assert order.index("outcome.refused") < order.index("rate.refused")
    assert order.index("litigation.pending") < order.index("rate.litigation_corrected")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a +", "ends where a code is expected"),
        ("(a + b", "brackets or signs do not match"),
        ("a b", "cannot read b"),
        ("a + )", "brackets or signs do not match"),
        ("a % b", "cannot read ' % b'"),
        ("a[NOBODY]", "no applicant NOBODY; use TOTAL"),
        ("sum of children", "nothing lies below"),
        ("1.5 * a", "cannot read"),
    ],
)
def test_a_malformed_formula_is_refused_with_what_to_do(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parse(text)


def test_a_stated_indicator_has_no_formula() -> None:
    with pytest.raises(DataError, match=r"requests\.received is stated, not derived"):
        formula_of("requests.received")
    with pytest.raises(UnknownIndicator):
        formula_of("nothing")


def test_a_formula_knows_its_terms() -> None:
    found: Formula = formula_of("rate.natural_person")

    assert [(term.code, term.applicant) for term in found.terms] == [
        ("requests.received", NATURAL),
        ("requests.received", TOTAL),
    ]
