"""A unit word → what it measures, and exact conversion between words of one measure.

`convert(Decimal("25.1"), "万元", "元")` is 251000. Printed values keep their unit; comparisons,
checks and exports convert.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from schema.errors import DataError, SchemaError

FILE = Path(__file__).parents[1] / "data" / "units.toml"
# Wide enough for any printed figure, so that a power of ten never rounds one.
EXACT = Context(prec=60)


class UnknownUnit(SchemaError):
    """No measure has this unit word."""


class IncompatibleUnits(SchemaError):
    """The two words measure different things."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured: `code` in SDMX exports; `whole` where only whole numbers make sense."""

    name: str
    code: str
    whole: bool


class Unit(NamedTuple):
    """A word in terms of its measure: one of it is `10 ** exponent` of the base unit."""

    measure: Measure
    exponent: int


class SdmxUnit(NamedTuple):
    """UNIT_MEASURE and UNIT_MULT of an observation printed in this unit."""

    measure: str
    multiplier: int


@lru_cache(maxsize=512)
def unit(word: str) -> Unit:
    """Raises UnknownUnit."""
    words, multipliers = _units()
    plain = "".join(word.split())
    if plain in words:
        return Unit(words[plain], 0)
    if plain[:1] in multipliers and plain[1:]:
        found = unit(plain[1:])
        return Unit(found.measure, found.exponent + multipliers[plain[0]])
    raise UnknownUnit(f"no measure has the unit {word[:20]!r}; add it to {FILE.name}")


def counts_wholes(word: str) -> bool:
    """Whether a unit counts what has no parts (件, 人次); False for a word that is no unit."""
    try:
        return unit(word).measure.whole
    except UnknownUnit:
        return False


def convert(value: Decimal, from_unit: str, to_unit: str) -> Decimal:
    """The same amount in the other unit, exactly. Raises UnknownUnit, IncompatibleUnits."""
    if from_unit == to_unit:
        return value
    source, target = unit(from_unit), unit(to_unit)
    if source.measure != target.measure:
        raise IncompatibleUnits(
            f"{from_unit} measures {source.measure.name}, {to_unit} measures {target.measure.name}; "
            "only units of one measure can be converted"
        )
    shift = source.exponent - target.exponent
    return EXACT.multiply(value, EXACT.power(Decimal(10), shift)) if shift else value


def same_measure(one: str, other: str) -> bool:
    """Whether figures in the two units may be added or compared. Unknown words match themselves only."""
    try:
        return one == other or unit(one).measure == unit(other).measure
    except UnknownUnit:
        return False


def sdmx(word: str) -> SdmxUnit:
    """Raises UnknownUnit."""
    found = unit(word)
    return SdmxUnit(found.measure.code, found.exponent)


@cache
def _units() -> tuple[Mapping[str, Measure], Mapping[str, int]]:
    return parse(FILE.read_text(encoding="utf-8"), FILE.name)


def parse(text: str, name: str) -> tuple[Mapping[str, Measure], Mapping[str, int]]:
    """Measures by unit word, and the multipliers. Raises DataError naming file, measure and what to do."""
    table = tomllib.loads(text)
    words: dict[str, Measure] = {}
    for key, row in table.get("measure", {}).items():
        measure = _measure(key, row, name)
        for word in row["units"]:
            if word in words:
                raise DataError(f"{name}, measure {key}: unit {word} stands twice; drop one")
            words[word] = measure
    return words, table.get("multipliers", {})


def _measure(key: str, row: Mapping[str, Any], name: str) -> Measure:
    if missing := {"code", "whole", "units"} - row.keys():
        raise DataError(f"{name}, measure {key}: {', '.join(sorted(missing))} is missing; add it")
    return Measure(key, row["code"], row["whole"])
