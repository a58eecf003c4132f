"""Unit words and exact conversion."""

import tomllib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.dictionary.units import (
    FILE,
    IncompatibleUnits,
    SdmxUnit,
    UnknownUnit,
    convert,
    parse,
    same_measure,
    sdmx,
    unit,
)
from schema.errors import DataError

EXAMPLES = [
    pytest.param(example, id=f"{example['value']}{example['from']}-{example['to']}")
    for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["measure"].values()
    for example in row["examples"]
]


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_of_the_file_comes_out(example: dict[str, str]) -> None:
    assert convert(Decimal(example["value"]), example["from"], example["to"]) == Decimal(example["gives"])


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**15), max_value=10**15))
def test_money_there_and_back_is_the_same_money(value: Decimal) -> None:
    assert convert(convert(value, "亿元", "元"), "元", "亿元") == value


@pytest.mark.parametrize(("one", "other"), [("元", "件"), ("人次", "条"), ("场", "件"), ("%", "个百分点")])
def test_units_of_different_measures_do_not_mix(one: str, other: str) -> None:
    with pytest.raises(IncompatibleUnits, match=f"{one} measures .*, {other} measures .*; only units of one"):
        convert(Decimal(1), one, other)
    assert not same_measure(one, other)


def test_count_words_are_one_measure() -> None:
    assert {unit(word).measure.name for word in ("件", "宗", "起", "份", "条", "项")} == {"count"}
    assert {unit(word).measure.name for word in ("场", "次", "期")} == {"occasions"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("万元", SdmxUnit("CNY", 4)),
        ("元", SdmxUnit("CNY", 0)),
        ("件", SdmxUnit("NR", 0)),
        ("%", SdmxUnit("PT", 0)),
        ("名", SdmxUnit("PS", 0)),
    ],
)
def test_exports_name_measure_and_multiplier(word: str, expected: SdmxUnit) -> None:
    assert sdmx(word) == expected


def test_an_unknown_word_is_refused_and_matches_itself_only() -> None:
    with pytest.raises(UnknownUnit, match=r"no measure has the unit '坨'; add it to units\.toml"):
        unit("坨")
    assert same_measure("坨", "坨")
    assert not same_measure("坨", "件")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[measure.a]\ncode='NR'\nunits=['件']", "measure a: whole is missing"),
        ("[measure.a]\ncode='NR'\nwhole=true\nunits=['件','件']", "measure a: unit 件 stands twice"),
    ],
)
def test_a_malformed_measure_is_named_with_what_to_do(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parse(text, "units.toml")
