"""When a report had to be out."""

import tomllib
from datetime import date

import pytest

from schema.checks.deadline import FILE, days_late, deadline, named_rule, parent_code, parse, rule
from schema.enums import ReportScope
from schema.errors import DataError

TABLE = tomllib.loads(FILE.read_text(encoding="utf-8"))
EXAMPLES = [
    pytest.param(example, id=f"{example['place']}-{example['year']}-{example['scope']}")
    for row in (*TABLE["national"], *TABLE["local"])
    for example in row["examples"]
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_file_comes_out(example: dict[str, str | int]) -> None:
    due = deadline(int(example["year"]), ReportScope(example["scope"]), None, str(example["place"]))

    assert due == date.fromisoformat(str(example["due"]))


@pytest.mark.parametrize("row", [*TABLE["national"], *TABLE["local"]], ids=lambda row: row["authority"])
def test_every_rule_has_an_example(row: dict[str, object]) -> None:
    assert row["examples"]


@pytest.mark.parametrize(
    ("year", "scope", "place", "due"),
    [
        (2017, "JURISDICTION", "510500", date(2018, 3, 31)),
        (2018, "JURISDICTION", "510500", date(2019, 3, 31)),
        (2018, "ORGAN", "510500", date(2019, 3, 31)),
        (2019, "ORGAN", "310000", date(2020, 1, 31)),
        (2019, "JURISDICTION", "310000", date(2020, 3, 31)),
        (2023, "ORGAN", "321322", date(2024, 1, 31)),
        (2019, "JURISDICTION", "350128-pingtan", date(2020, 3, 31)),
        (2021, "JURISDICTION", "431221-gaoxin", date(2022, 2, 20)),
    ],
)
def test_the_law_of_the_year_and_the_kind_of_body_decide(
    year: int, scope: str, place: str, due: date
) -> None:
    assert deadline(year, ReportScope(scope), None, place) == due


def test_a_local_calendar_of_the_nearest_ancestor_wins_and_names_its_authority() -> None:
    local = rule(2021, ReportScope.JURISDICTION, "431221")
    national = rule(2021, ReportScope.JURISDICTION, "430100")

    assert local is not None
    assert national is not None
    assert local.authority.startswith("湖南省怀化市")
    assert national.authority.startswith("《政府信息公开条例》")


def test_ancestors_may_come_from_a_registry() -> None:
    moved = {"999999": "431200"}

    assert deadline(2021, ReportScope.JURISDICTION, None, "999999", moved.get) == date(2022, 2, 20)


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("350128-pingtan", "350128"),
        ("350128", "350100"),
        ("350100", "350000"),
        ("350000", None),
        ("500101", "500100"),
        ("429004", "429000"),
    ],
)
def test_codes_climb_by_their_digits(code: str, above: str | None) -> None:
    assert parent_code(code) == above


def test_a_year_before_the_regulation_has_no_deadline() -> None:
    assert deadline(2007, ReportScope.JURISDICTION, None, "510500") is None
    assert days_late(date(2008, 3, 1), None) is None


@pytest.mark.parametrize(
    ("published", "days"),
    [(date(2018, 3, 9), -22), (date(2018, 3, 31), 0), (date(2018, 4, 10), 10), (None, None)],
)
def test_lateness_is_counted_in_days_and_unknown_without_a_date(
    published: date | None, days: int | None
) -> None:
    assert days_late(published, date(2018, 3, 31)) == days


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[local]]\nplace='1'\nday='03-31'\nauthority='x'", "from_year"),
        ("[[national]]\nfrom_year=2008\nday='31 March'\nauthority='x'", "national 1"),
        ("[[national]]\nfrom_year=2008\nday='03-31'\nauthority='x'\nuntil=2018", "unknown key until"),
        (
            "[[local]]\nplace='1'\nfrom_year=2008\nday='03-31'\nauthority='x'\nreach='x'",
            "unknown reach 'x'",
        ),
        ("[[regional]]\nx=1", "unknown table regional"),
    ],
)
def test_a_malformed_rule_is_named_with_what_to_do(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parse(text, "deadlines.toml")


def test_every_local_rule_has_a_name_of_its_own_that_profiles_may_use() -> None:
    names = [row["id"] for row in TABLE["local"]]
    assert len(set(names)) == len(names)
    assert [named_rule(name).authority for name in names] == [row["authority"] for row in TABLE["local"]]


def test_a_name_that_no_rule_has_is_refused_with_those_there_are() -> None:
    with pytest.raises(DataError, match="no rule has the id 'x'; there are chongqing-2014, "):
        named_rule("x")
