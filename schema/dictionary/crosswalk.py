"""Two forms → how far their figures may be compared, and which codes stand for the same thing.

The rules are `schema/data/crosswalk.toml`. A grade is about one indicator in two forms, equivalents
are about different indicators. Derived indicators inherit the worst grade of their terms.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from schema.dictionary.formula import formula_of
from schema.dictionary.indicators import indicator
from schema.enums import Comparability, ReportFormat
from schema.errors import DataError, UnknownIndicator
from schema.records.equivalent import Equivalent
from schema.records.indicator import Indicator

FILE = Path(__file__).parents[1] / "data" / "crosswalk.toml"
ORDER = tuple(ReportFormat)  # oldest first
WORST_LAST = (Comparability.SAME, Comparability.NEAR, Comparability.BREAK)


class Grade(NamedTuple):
    """The reasons (Chinese, English) are None where the figures are of the same kind."""

    comparability: Comparability
    reason: str | None
    reason_en: str | None


SAME = Grade(Comparability.SAME, None, None)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to some indicators between forms."""

    codes: tuple[str, ...]
    older: frozenset[ReportFormat]
    newer: frozenset[ReportFormat]
    grade: Grade

    def touches(self, code: str, older: ReportFormat, newer: ReportFormat) -> bool:
        named = any(code == one or (one[-1] == "*" and code.startswith(one[:-1])) for one in self.codes)
        return named and older in self.older and newer in self.newer


@dataclass(frozen=True, slots=True)
class Side:
    """Codes that are added up, and the forms that have them."""

    codes: tuple[str, ...]
    formats: tuple[ReportFormat, ...]


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """`pairs` hold an older side, a newer side, and how nearly they mean the same."""

    changes: tuple[Change, ...]
    pairs: tuple[tuple[Side, Side, Grade], ...]
    defaults: Mapping[str, Grade]


def equivalents(code: str) -> tuple[Equivalent, ...]:
    """Codes of other forms that stand for the same thing, oldest form first. Raises UnknownIndicator."""
    found = list(_counterparts(indicator(code).code))
    return tuple(sorted(found, key=lambda one: ORDER.index(one.format)))


def side_of(found: Equivalent) -> tuple[str, ...]:
    """All codes that are added up with the one found, in the order of the crosswalk."""
    own = {found.indicator.code, *found.joined_with}
    sides = (side for pair in _crosswalk().pairs for side in pair[:2])
    return next(side.codes for side in sides if own == set(side.codes))


def stands_alone(code: str, other: str) -> bool:
    """Whether an entry sets the code by itself against a side that has the other."""
    return any(
        one.codes == (code,) and other in facing.codes
        for older, newer, _ in _crosswalk().pairs
        for one, facing in ((older, newer), (newer, older))
    )


@lru_cache(maxsize=4096)
def grade(code: str, older: ReportFormat, newer: ReportFormat) -> Grade:
    """How far two figures of one indicator may be compared. Raises UnknownIndicator."""
    asked = indicator(code)
    older, newer = sorted((older, newer), key=ORDER.index)
    if older is newer:
        return SAME
    if touching := [one.grade for one in _crosswalk().changes if one.touches(code, older, newer)]:
        return worst(touching)
    if asked.formula and (terms := _terms(asked)):
        return worst(grade(term, older, newer) for term in terms)
    return _by_default(asked, older, newer)


def worst(grades: Iterable[Grade]) -> Grade:
    return max(grades, key=lambda one: WORST_LAST.index(one.comparability))


def _terms(asked: Indicator) -> tuple[str, ...]:
    """The codes a rate rests on; none for sums that the newer form merely prints or omits."""
    if "/" not in (asked.formula or ""):
        return ()
    return tuple(term for term in formula_of(asked.code).codes if term != "population")


def _by_default(asked: Indicator, older: ReportFormat, newer: ReportFormat) -> Grade:
    defaults = _crosswalk().defaults
    if {older, newer} <= set(asked.formats):
        return defaults["shared"]
    free = asked.formats == (ReportFormat.NARRATIVE_2008,)
    return defaults["free" if free else "missing"]


def _counterparts(code: str) -> Iterator[Equivalent]:
    for older, newer, found in _crosswalk().pairs:
        for asked, other in ((older, newer), (newer, older)):
            if code in asked.codes:
                yield from _equivalents(other, found)


def _equivalents(side: Side, found: Grade) -> Iterator[Equivalent]:
    for report_format in side.formats:
        for code in side.codes:
            yield Equivalent(
                indicator=indicator(code),
                format=report_format,
                comparability=found.comparability,
                reason=found.reason or "",
                reason_en=found.reason_en or "",
                joined_with=tuple(one for one in side.codes if one != code),
            )


@cache
def _crosswalk() -> Crosswalk:
    return parse(FILE.read_text(encoding="utf-8"), FILE.name)


def parse(text: str, name: str) -> Crosswalk:
    """The text of a crosswalk. Raises DataError naming file, entry and what to do."""
    table = tomllib.loads(text)
    try:
        return Crosswalk(
            changes=tuple(_change(row) for row in table.get("change", ())),
            pairs=tuple(_pair(row) for row in table.get("equivalent", ())),
            defaults={key: _grade(row) for key, row in table["default"].items()},
        )
    except (KeyError, ValueError, UnknownIndicator) as error:
        raise DataError(f"{name}: {error} is missing, malformed or not in the dictionary; mend it") from None


def _change(row: Mapping[str, Any]) -> Change:
    for code in row["codes"]:
        if not code.endswith(".*"):
            indicator(code)
    return Change(
        codes=tuple(row["codes"]),
        older=frozenset(map(ReportFormat, row["older"])),
        newer=frozenset(map(ReportFormat, row["newer"])),
        grade=_grade(row),
    )


def _pair(row: Mapping[str, Any]) -> tuple[Side, Side, Grade]:
    return (
        _side(row["older"], row.get("older_formats")),
        _side(row["newer"], row.get("newer_formats")),
        _grade(row),
    )


def _side(codes: list[str], formats: list[str] | None) -> Side:
    found = map(ReportFormat, formats) if formats else indicator(codes[0]).formats
    return Side(tuple(indicator(code).code for code in codes), tuple(found))


def _grade(row: Mapping[str, Any]) -> Grade:
    return Grade(Comparability(row["comparability"]), row.get("reason"), row.get("reason_en"))
