"""Grades, hedges, guards, successions → the one bilingual note of a point."""

from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from gateway.compare.align import Grading, grade_table, hedge_note
from gateway.compare.columns import FORMATS
from gateway.compare.guard import guard_note
from gateway.compare.normalize import missing_note
from gateway.compare.slab import Block, Window
from schema.dictionary import bridges
from schema.enums import Comparability, Normalization, PopulationKind
from schema.places import registry
from schema.places.lineage import Relative
from schema.places.population import population_of
from schema.records.bridge import Bridge
from schema.records.comparison import CompareSpec
from schema.records.place import Place


@dataclass(kw_only=True)
class Notes:
    """The notes of one comparison; `few` marks values on too few cases to rank."""

    spec: CompareSpec
    at: Window
    cut: Block
    grading: Grading
    few: npt.NDArray[np.bool_]

    @cached_property
    def grades(self) -> Any:
        """Positions in GRADES, as nested lists."""
        return self.grading.grades.tolist()

    @cached_property
    def _worth_saying(self) -> Any:
        said = (self.grading.grades > 0) | self.few | np.isnan(self.cut.values) | self.cut.crossed
        for p, year in self.at.borrowed.at:
            if year in self.spec.years:
                said[:, p, self.spec.years.index(year)] = True
        if self.spec.normalize is Normalization.PER_100K_PEOPLE:
            said[:] = True
        return said.tolist()

    def of(self, i: int, p: int, y: int) -> str | None:
        """Everything there is to say about one point, or None."""
        if not self._worth_saying[i][p][y]:
            return None
        return "；".join(note for note in self._parts(i, p, y) if note) or None

    def _parts(self, i: int, p: int, y: int) -> list[str | None]:
        if np.isnan(self.cut.values[i, p, y]):
            return self._of_gap(i, p, y)
        indicator, year = self.spec.indicators[i], self.spec.years[y]
        _, notes = grade_table(indicator.code, crossing=self.spec.crosswalk)
        older, newer = self.grading.older[i, p, y], self.grading.newer[p, y]
        known_before = not np.isnan(self.cut.before[i, p, y])
        moved = self.grading.moved is not None and bool(self.grading.moved[i, p, y])
        return [
            self._of_report(p, year, moved=moved),
            self._of_bridge(i, p, y),
            notes[older][newer],
            hedge_note(self.cut.hedged[i, p, y], year),
            hedge_note(self.cut.hedged_before[i, p, y], year - 1) if known_before else None,
            guard_note(indicator.code) if self.few[i, p, y] else None,
            self._of_people(p, year),
        ]

    def _of_gap(self, i: int, p: int, y: int) -> list[str | None]:
        indicator, year = self.spec.indicators[i], self.spec.years[y]
        lost = self.cut.lost is not None and self.cut.lost[i, p, y]
        form = FORMATS[self.grading.newer[p, y]]
        route = None if form is None or not self.spec.crosswalk else bridges.route(indicator.code, form)
        borrowed = self._of_report(p, year, moved=False)
        return [
            borrowed or succession_note(self.spec.places[p], year),
            missing_note(self.spec, indicator, year) if lost else None,
            None if route is None or lost else uncrossed_note(route.bridge),
        ]

    def _of_report(self, p: int, year: int, *, moved: bool) -> str | None:
        one = self.at.borrowed.at.get((p, year))
        if one is not None:
            return borrowed_note(one)
        if not moved:
            return None
        return "此前数据属另一辖区 / the figures before are of another area"

    def _of_bridge(self, i: int, p: int, y: int) -> str | None:
        form = FORMATS[self.grading.newer[p, y]]
        if form is None or not self.cut.crossed[i, p, y]:
            return None
        route = bridges.route(self.spec.indicators[i].code, form)
        return None if route is None else bridge_note(route.bridge)

    def _of_people(self, p: int, year: int) -> str | None:
        if self.spec.normalize is not Normalization.PER_100K_PEOPLE:
            return None
        one = self.at.borrowed.at.get((p, year))
        code = self.spec.places[p].code if one is None else one.place.code
        figure = population_of(code, year)
        if figure is None:
            return None
        zh, en = PEOPLE_WORDS[figure.kind]
        before = population_of(code, year - 1)
        if before is not None and before.kind is not figure.kind:
            other, other_en = PEOPLE_WORDS[before.kind]
            zh, en = f"（上年为{other}）{zh}", f"({other_en} the year before) {en}"
        return f"{year}年{zh}{figure.value}人 / {figure.value} {en} in {year}"


PEOPLE_WORDS = {
    PopulationKind.RESIDENT: ("常住人口", "residents"),
    PopulationKind.REGISTERED: ("户籍人口", "registered persons"),
}


def bridge_note(bridge: Bridge) -> str:
    """From which figures a value was worked out, and how nearly they stand for it."""
    reason = f"：{bridge.reason} / worked out by {bridge.formula}: {bridge.reason_en}"
    return f"由 {bridge.formula} 推得" + reason


def uncrossed_note(bridge: Bridge) -> str:
    """Why the crosswalk gives nothing: it must not, or a part is not stated."""
    if bridge.comparability is Comparability.BREAK:
        return f"{bridge.reason}，不作推算 / not worked out: {bridge.reason_en}"
    return f"须由 {bridge.formula} 推得，未全部给出 / needs {bridge.formula}, not all of which is stated"


def borrowed_note(one: Relative) -> str:
    """Whose report a figure is from."""
    zh, en = ("同一地区", "the same place") if one.same else ("辖区不同", "another area")
    name = f"{one.place.code} {one.place.name}"
    return f"年报属 {name}（{zh}） / report of {name} ({en})"


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
