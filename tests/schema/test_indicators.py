"""The indicator dictionary."""

import csv

import pytest

from schema.dictionary.formula import formula_of
from schema.dictionary.indicators import (
    FILE,
    all_indicators,
    children,
    in_format,
    indicator,
    is_open,
    parent,
    parse,
    rank_guard,
    search,
)
from schema.dictionary.units import unit
from schema.enums import ReportFormat
from schema.errors import DataError, UnknownIndicator
from schema.records.indicator import Indicator

CODES = {found.code for found in all_indicators()}


def test_a_row_says_everything_about_an_indicator() -> None:
    found = indicator("requests.received")

    assert found.name == "本年新收政府信息公开申请数量"
    assert found.name_en == "Requests received in the year"
    assert found.unit == "件"
    assert found.formats == tuple(ReportFormat)
    assert found.by_applicant
    assert found.formula is None


@pytest.mark.parametrize("found", all_indicators(), ids=lambda found: found.code)
def test_every_indicator_is_defined_in_both_languages(found: Indicator) -> None:
    assert found.definition.endswith("。")
    assert found.definition_en.endswith(".")
    assert any("一" <= letter <= "鿿" for letter in found.definition)
    assert len(found.definition) > 15
    assert len(found.definition_en) > 30


def test_definitions_tell_indicators_apart() -> None:
    assert len({found.definition for found in all_indicators()}) == len(all_indicators())
    assert len({found.definition_en for found in all_indicators()}) == len(all_indicators())


@pytest.mark.parametrize("found", all_indicators(), ids=lambda found: found.code)
def test_every_unit_is_known_and_every_formula_reads(found: Indicator) -> None:
    assert unit(found.unit).exponent >= 0
    if found.formula:
        assert set(formula_of(found.code).codes) <= CODES | {"population"}


@pytest.mark.parametrize(
    ("code", "above"),
    [
        ("outcome.refused.state_secret", "outcome.refused"),
        ("disclosed.category.plans", "disclosed.category"),
        ("disclosed.category", "disclosed"),
        ("disclosed.channel.gazette", "disclosed"),
        ("access_points.archive.visits", "access_points.archive"),
        ("requests.received", None),
        ("outcome.refused", None),
    ],
)
def test_the_parent_is_the_nearest_row_above(code: str, above: str | None) -> None:
    found = parent(code)

    assert (found and found.code) == above


def test_children_stand_in_the_order_of_the_form() -> None:
    assert [found.code for found in children("outcome.unable")] == [
        "outcome.unable.not_held",
        "outcome.unable.needs_creation",
        "outcome.unable.unclear",
    ]
    assert len(children("outcome.refused")) == 8
    assert children("outcome.total") == ()


def test_an_unknown_code_is_refused_with_the_nearest_ones() -> None:
    with pytest.raises(UnknownIndicator, match=r"the code 'outcome\.refuse'; nearest: outcome\.refused"):
        indicator("outcome.refuse")
    with pytest.raises(UnknownIndicator, match=r"'zzz'$"):
        parent("zzz")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("requests.received", "requests.received"),
        ("不予公开率", "rate.refused"),
        ("press conferences", "response.press_conferences"),
        ("state secret refused", "outcome_2008.refused.state_secret"),
        ("填报", None),
        ("不存在的词", None),
        ("  ", None),
    ],
)
def test_search_finds_names_before_definitions(text: str, first: str | None) -> None:
    found = search(text)

    if first is None:
        assert all(text.strip() in one.definition for one in found)
    else:
        assert first in [one.code for one in found[:2]]


@pytest.mark.parametrize(
    ("report_format", "some", "none_of"),
    [
        (ReportFormat.NARRATIVE_2008, "gazette.copies", "outcome.total"),
        (ReportFormat.ANNEX_2014, "normative_documents.issued_2008", "gazette.copies"),
        (ReportFormat.TABLES_2019, "procurement.amount", "outcome.other.fee_unpaid"),
        (ReportFormat.TABLES_2021, "charges.amount", "procurement.amount"),
    ],
)
def test_each_format_has_its_own_indicators(report_format: ReportFormat, some: str, none_of: str) -> None:
    codes = {found.code for found in in_format(report_format)}

    assert some in codes
    assert none_of not in codes


def test_only_the_free_list_of_categories_is_open() -> None:
    assert [code for code in sorted(CODES) if is_open(code)] == ["disclosed.category"]


def test_rates_are_ranked_only_from_a_base_on() -> None:
    guard = rank_guard("rate.refused")

    assert guard is not None
    assert (guard.base, guard.minimum) == ("outcome.total", 30)
    assert rank_guard("rate.contested") is None
    assert {g.minimum for code in CODES if (g := rank_guard(code))} == {10, 30}


def test_the_file_is_in_good_order() -> None:
    rows = list(csv.reader(FILE.read_text(encoding="utf-8").splitlines(), delimiter="\t"))

    assert {len(row) for row in rows} == {13}
    assert all(cell == cell.strip() for row in rows for cell in row)


HEAD = FILE.read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (
            "a\t\t名\tname\t定义\tdefinition\t件\tN,X\t\t\t\t\t",
            "line 2: unknown format X; use N, A, F19, F21",
        ),
        ("a\t\t名\t\t定义\tdefinition\t件\tN\t\t\t\t\t", "line 2: name_en is empty; fill it"),
        ("a\t\t名\tname\t定义\tdefinition\t件\tN\tcolumn\t\t\t\t", "line 2: unknown dimension"),
        (
            "a\t\t名\tname\t定义\tdefinition\t件\tN\t\t\tb\t\t",
            "line 2: rank_base and rank_minimum go together",
        ),
        ("a\t\t名\tname\t定义\tdefinition\t件\tN\t\t\t\t\t\t!", "line 2: more cells than columns"),
        ("\n".join(["a\t\t名\tname\t定义\tdefinition\t件\tN"] * 2), "line 3: code a stands twice"),
    ],
)
def test_a_malformed_row_is_named_with_what_to_do(row: str, message: str) -> None:
    with pytest.raises(DataError, match=f"indicators.tsv, {message}"):
        parse(f"{HEAD}\n{row}\n", "indicators.tsv")


def test_missing_columns_are_refused() -> None:
    with pytest.raises(DataError, match="line 1: the columns must be code, parent"):
        parse("code\tname\n", "indicators.tsv")
