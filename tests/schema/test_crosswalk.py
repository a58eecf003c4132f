"""How far figures of different forms may be compared."""

import itertools
import tomllib

import pytest

from schema.dictionary.crosswalk import FILE, equivalents, grade, parse
from schema.dictionary.indicators import all_indicators
from schema.enums import Comparability, ReportFormat
from schema.errors import DataError, UnknownIndicator

SAME, NEAR, BREAK = Comparability
NARRATIVE, ANNEX, F19, F21 = ReportFormat
TABLE = tomllib.loads(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "example",
    [example for row in TABLE["change"] for example in row["examples"]],
    ids=lambda one: f"{one['code']}-{one['older']}-{one['newer']}",
)
def test_every_example_of_a_change_comes_out(example: dict[str, str]) -> None:
    found = grade(example["code"], ReportFormat(example["older"]), ReportFormat(example["newer"]))

    assert found.comparability == example["comparability"]


@pytest.mark.parametrize(
    "example",
    [example for row in TABLE["equivalent"] for example in row["examples"]],
    ids=lambda one: f"{one['code']}-{one['gives']}",
)
def test_every_example_of_an_equivalent_comes_out(example: dict[str, str]) -> None:
    found = {(one.indicator.code, one.format): one.comparability for one in equivalents(example["code"])}

    assert found[example["gives"], ReportFormat(example["format"])] == example["comparability"]


@pytest.mark.parametrize(
    "row", [*TABLE["change"], *TABLE["equivalent"]], ids=lambda row: str(row.get("codes", row.get("older")))
)
def test_every_entry_has_an_example(row: dict[str, object]) -> None:
    assert row["examples"]


@pytest.mark.parametrize("found", all_indicators(), ids=lambda found: found.code)
def test_every_indicator_has_a_grade_for_every_pair_of_forms_and_a_reason_unless_same(found: object) -> None:
    for older, newer in itertools.product(ReportFormat, repeat=2):
        given = grade(found.code, older, newer)

        assert (given.comparability is SAME) == (given.reason is None) == (given.reason_en is None)
        assert given == grade(found.code, newer, older)
        assert older is not newer or given.comparability is SAME


@pytest.mark.parametrize(
    ("code", "older", "newer", "expected"),
    [
        ("requests.received", NARRATIVE, ANNEX, SAME),
        ("requests.received", ANNEX, F19, SAME),
        ("requests.received", NARRATIVE, F21, SAME),
        ("outcome.refused.state_secret", F19, F21, SAME),
        ("regulations.in_force", F19, F21, BREAK),
        ("rate.disclosed", F19, F21, SAME),
        ("rate.disclosed", ANNEX, F19, BREAK),
        ("rate.on_time", ANNEX, F19, BREAK),
        ("requests.per_100k", NARRATIVE, F21, SAME),
        ("litigation.total", NARRATIVE, F19, NEAR),
        ("litigation.total", F19, F21, SAME),
        ("accounts.weibo", NARRATIVE, ANNEX, NEAR),
    ],
)
def test_grades_follow_the_forms(
    code: str, older: ReportFormat, newer: ReportFormat, expected: Comparability
) -> None:
    assert grade(code, older, newer).comparability is expected


def test_a_grade_says_why_in_both_languages() -> None:
    found = grade("review.total", ANNEX, F19)

    assert found == (
        NEAR,
        "2019年起总计含尚未审结的案件",
        "since 2019 the total includes cases still pending",
    )


def test_joined_codes_name_each_other() -> None:
    found = equivalents("outcome.granted")

    assert [(one.indicator.code, one.format, one.joined_with) for one in found] == [
        ("outcome_2008.granted", NARRATIVE, ("outcome_2008.already_public",)),
        ("outcome_2008.already_public", NARRATIVE, ("outcome_2008.granted",)),
        ("outcome_2008.granted", ANNEX, ("outcome_2008.already_public",)),
        ("outcome_2008.already_public", ANNEX, ("outcome_2008.granted",)),
    ]
    assert {one.reason_en for one in found} == {
        "under Art. 36(1) of the Regulation telling where public information is found counts as granted"
    }


def test_what_became_of_nothing_has_no_equivalent() -> None:
    assert equivalents("outcome_2008.amend") == ()
    assert equivalents("gazette.copies") == ()


def test_unknown_codes_are_refused() -> None:
    with pytest.raises(UnknownIndicator):
        equivalents("nothing")
    with pytest.raises(UnknownIndicator):
        grade("nothing", F19, F21)


@pytest.mark.parametrize(
    "text",
    [
        "[default.shared]\ncomparability='ALIKE'",
        "[default]\n[[equivalent]]\nolder=['nothing']\nnewer=['outcome.total']\ncomparability='SAME'",
        "[[change]]\ncodes=['review.total']",
    ],
)
def test_a_malformed_entry_is_named(text: str) -> None:
    with pytest.raises(DataError, match=r"crosswalk.toml: .* mend it"):
        parse(text, "crosswalk.toml")
