"""What must carry over from one year to the next."""

import tomllib
from decimal import Decimal

import pytest
from support.stated import stated

from schema.checks.chains import check_chains, judge_chain
from schema.checks.identity import FILE, Chain, rules
from schema.checks.terms import Terms
from schema.enums import Applicant, Severity

ERROR, WARNING, NOTICE = Severity
ROWS = tomllib.loads(FILE.read_text(encoding="utf-8"))["chain"]
EXAMPLES = [
    pytest.param(chain, example, id=f"{chain.id}-{chain.name_en}-{number}".replace(" ", "-"))
    for chain, row in zip(rules().chains, ROWS, strict=True)
    for number, example in enumerate(row["examples"], 1)
]

IN_TOTAL = [one for one in EXAMPLES if "[" not in str(one.values[1]["later"])]


@pytest.mark.parametrize(("chain", "example"), EXAMPLES)
def test_every_example_of_the_file_comes_out(chain: Chain, example: dict) -> None:
    earlier, later = stated(example["earlier"], table=True), stated(example["later"], table=True)
    found = [
        one for one in check_chains(earlier, later, year=2023) if one.message.startswith(f"{chain.name}：")
    ]

    assert len(found) == (example["holds"] is False)
    if found:
        assert found[0].severity == example.get("severity", chain.severity)
    for side in {"stated", "expected"} & example.keys():
        assert getattr(found[0], side) == Decimal(str(example[side]))


@pytest.mark.parametrize(("chain", "example"), IN_TOTAL)
def test_a_chain_is_three_valued(chain: Chain, example: dict) -> None:
    earlier, later = Terms(stated(example["earlier"])), Terms(stated(example["later"]))
    verdict = judge_chain(chain, earlier, later)

    assert (verdict.holds if verdict else "unknown") == example["holds"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['id']} {row['name']}")
def test_every_chain_has_examples_for_and_against(row: dict) -> None:
    assert {True, False} <= {example["holds"] for example in row["examples"]}


def test_columns_that_fail_are_one_warning_and_the_total_an_error() -> None:
    earlier = stated(
        {
            "requests.carried_out": 72,
            "requests.carried_out[NATURAL_PERSON]": 70,
            "requests.carried_out[LEGAL_SERVICE]": 2,
        }
    )
    later = stated(
        {
            "requests.carried_in": 70,
            "requests.carried_in[NATURAL_PERSON]": 69,
            "requests.carried_in[LEGAL_SERVICE]": 1,
        }
    )

    error, warning = check_chains(earlier, later, year=2020)

    assert (error.severity, error.stated, error.expected) == (ERROR, 70, 72)
    assert error.message == "结转衔接：总计：2020年写上年结转70，2019年写结转下年72"
    assert (
        error.message_en == "requests carried over: total: 70 carried into 2020, but 72 carried out of 2019"
    )
    assert error.terms == (("requests.carried_in", Applicant.TOTAL),)
    assert warning.severity is WARNING
    assert warning.message == (
        "结转衔接：自然人：2020年写上年结转69，2019年写结转下年70；"
        "法律服务机构：2020年写上年结转1，2019年写结转下年2"
    )


def test_a_rough_figure_is_never_more_than_a_notice() -> None:
    earlier, later = stated({"requests.carried_out": "~70"}), stated({"requests.carried_in": 95})

    (found,) = check_chains(earlier, later, year=2020)

    assert found.severity is NOTICE
    assert check_chains(earlier, stated({"requests.carried_in": 76}), year=2020) == ()


def test_what_was_added_and_taken_away_is_written_out() -> None:
    earlier = stated({"normative_documents.in_force": 977})
    later = stated(
        {
            "normative_documents.in_force": 600,
            "normative_documents.issued": 109,
            "normative_documents.repealed": 489,
        }
    )

    (found,) = check_chains(earlier, later, year=2023)

    assert (
        found.message
        == "行政规范性文件现行有效件数：2023年写现行有效600，2022年件数加制发减废止为977+109-489=597"
    )
    assert found.terms == (
        ("normative_documents.in_force", Applicant.TOTAL),
        ("normative_documents.issued", Applicant.TOTAL),
        ("normative_documents.repealed", Applicant.TOTAL),
    )


def test_reports_of_other_forms_have_nothing_to_carry() -> None:
    assert (
        check_chains(stated({"requests.received": 482}), stated({"requests.received": 500}), year=2018) == ()
    )
