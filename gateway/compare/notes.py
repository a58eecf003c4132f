"""Grades, hedges, guards, successions → the one bilingual note of a point."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from gateway.compare.align import Grading, grade_table, hedge_note
from gateway.compare.guard import guard_note
from gateway.compare.normalize import missing_note
from gateway.compare.slab import Block
from schema.places import registry
from schema.records.comparison import CompareSpec
from schema.records.place import Place


@dataclass(kw_only=True)
class Notes:
    """The notes of one comparison; `few` marks values on too few cases to rank."""

    spec: CompareSpec
    cut: Block
    grading: Grading
    few: npt.NDArray[np.bool_]

    @cached_property
    def grades(self) -> Any:
        """Positions in GRADES, as nested lists."""
        return self.grading.grades.tolist()

    @cached_property
    def _worth_saying(self) -> Any:
        said = (self.grading.grades > 0) | self.few | np.isnan(self.cut.values)
        return said.tolist()

    def at(self, i: int, p: int, y: int) -> str | None:
        """Everything there is to say about one point, or None."""
        if not self._worth_saying[i][p][y]:
            return None
        return "；".join(note for note in self._parts(i, p, y) if note) or None

    def _parts(self, i: int, p: int, y: int) -> list[str | None]:
        indicator, year = self.spec.indicators[i], self.spec.years[y]
        if np.isnan(self.cut.values[i, p, y]):
            lost = self.cut.lost is not None and self.cut.lost[i, p, y]
            return [
                succession_note(self.spec.places[p], year),
                missing_note(self.spec, indicator, year) if lost else None,
            ]
        _, notes = grade_table(indicator.code)
        older, newer = self.grading.older[i, p, y], self.grading.newer[p, y]
        known_before = not np.isnan(self.cut.before[i, p, y])
        return [
            notes[older][newer],
            hedge_note(self.cut.hedged[i, p, y], year),
            hedge_note(self.cut.hedged_before[i, p, y], year - 1) if known_before else None,
            guard_note(indicator.code) if self.few[i, p, y] else None,
        ]


def succession_note(place: Place, year: int) -> str | None:
    """That the code does not stand for a place in that year, and what to ask for instead."""
    code = place.code
    if place.valid_from is not None and year < place.valid_from:
        zh, en = _others(_predecessors().get(code, ()), "，此前为 ", ", before that ")
        since = place.valid_from
        return f"代码 {code} 自 {since} 年起使用{zh} / code {code} is used since {since}{en}"
    if place.valid_to is not None and year > place.valid_to:
        zh, en = _others(place.successors, "，其后为 ", ", then ")
        return f"代码 {code} 用到 {place.valid_to} 年{zh} / code {code} ended with {place.valid_to}{en}"
    return None


def _others(codes: tuple[str, ...], zh: str, en: str) -> tuple[str, str]:
    return (zh + "、".join(codes), en + ", ".join(codes)) if codes else ("", "")


@cache
def _predecessors() -> dict[str, tuple[str, ...]]:
    """Which codes ended in favour of each code."""
    found: dict[str, tuple[str, ...]] = {}
    for place in registry.all_places():
        for successor in place.successors:
            found[successor] = (*found.get(successor, ()), place.code)
    return found
