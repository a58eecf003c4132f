"""Two years of a series → may they stand side by side? The crosswalk's grade, and what is hedged.

A point is graded against the year before, or the latest earlier year that has a value where that one
has none, and against the year before it in the question; the worse grade counts. So 2014 beside 2023
is marked, although 2022 and 2023 share a form.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from gateway.compare.columns import FORMATS, QUALIFIERS, Codes, Column, Columns, Index
from gateway.compare.crossing import asked_column
from gateway.compare.heads import mixed
from gateway.compare.slab import Block, Window
from schema.dictionary import bridges, crosswalk
from schema.enums import Comparability, Qualifier
from schema.records.comparison import CompareSpec

GRADES: tuple[Comparability, ...] = (Comparability.SAME, Comparability.NEAR, Comparability.BREAK)
BROKEN = GRADES.index(Comparability.BREAK)
HEDGE_WORDS = {
    Qualifier.ABOUT: ("约", "about"),
    Qualifier.MORE_THAN: ("超过", "more than"),
    Qualifier.NEARLY: ("近", "nearly"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """`grades` holds positions in GRADES over indicator × place × year; `older` and `newer` the forms.

    `moved` marks points of another area than the one before them, None where no place has changed.
    """

    grades: Codes
    older: Codes
    newer: Codes
    moved: Codes | None = None


@lru_cache(maxsize=1024)
def grade_table(code: str, *, crossing: bool = False) -> tuple[Codes, tuple[tuple[str | None, ...], ...]]:
    """Grades and notes of one indicator by older and newer form; row and column 0 stand for no report."""
    grades = np.zeros((len(FORMATS), len(FORMATS)), np.int8)
    notes: list[list[str | None]] = [[None] * len(FORMATS) for _ in FORMATS]
    graded = bridges.grade if crossing else crosswalk.grade
    for i, older in enumerate(FORMATS):
        for j, newer in enumerate(FORMATS):
            if older is not None and newer is not None and older is not newer:
                grade = graded(code, older, newer)
                grades[i, j] = GRADES.index(grade.comparability)
                notes[i][j] = f"{grade.reason} / {grade.reason_en}" if grade.reason else None
    return grades, tuple(tuple(row) for row in notes)


def align(columns: Columns, spec: CompareSpec, at: Window, cut: Block) -> Grading:
    """Grade every point of a block; where there is no value there is nothing to grade."""
    newer = at.cut(columns.formats)
    grades = np.zeros(cut.values.shape, np.int8)
    older = np.zeros(cut.values.shape, np.int8)
    moved = None if at.borrowed.areas is None else np.zeros(cut.values.shape, np.int8)
    for i, indicator in enumerate(spec.indicators):
        table, _ = grade_table(indicator.code, crossing=spec.crosswalk)
        stated = ~np.isnan(cut.values[i])
        column = asked_column(columns, indicator.code, spec.applicant, crosswalk=spec.crosswalk)
        seen = _latest(at, column)
        latest = _taken(at, at.over_time(columns.formats), seen)
        by_latest, by_beside = table[latest, newer], table[_beside(newer, stated), newer]
        grades[i] = np.where(stated, np.maximum(by_latest, by_beside), 0)
        older[i] = np.where(by_beside > by_latest, _beside(newer, stated), latest)
        if moved is not None and at.borrowed.areas is not None:
            moved[i] = _moved(at, at.borrowed.areas, seen, stated)
            grades[i][moved[i] > 0] = BROKEN
    hedged = (cut.hedged > 0) | ((cut.hedged_before > 0) & ~np.isnan(cut.before))
    rough = hedged | (mixed(spec, at) & ~np.isnan(cut.before))
    grades = np.maximum(grades, (rough & ~np.isnan(cut.values)).astype(np.int8))
    return Grading(grades=grades, older=older, newer=newer, moved=moved)


def _beside(newer: Codes, stated: npt.NDArray[np.bool_]) -> Codes:
    """The form of the year before it in the question, where that has a value."""
    beside = np.zeros_like(newer)
    beside[:, 1:] = np.where(stated, newer, 0)[:, :-1]
    return beside


def _latest(at: Window, column: Column | None) -> Index | None:
    """For each asked place and each year of the columns the latest year with a value, -1 for none."""
    if column is None:
        return None
    stated = ~np.isnan(at.over_time(column.values))
    return np.maximum.accumulate(np.where(stated, np.arange(stated.shape[1]), -1), axis=1)


def _taken(at: Window, known: Codes, seen: Index | None) -> Codes:
    """What was so at the latest earlier year with a value, over asked place × year; 0 where there is none."""
    asked = np.zeros((len(at.rows), len(at.cols)), np.int8)
    if seen is None:
        return asked
    filled = np.where(seen >= 0, np.take_along_axis(known, seen.clip(0), axis=1), 0).astype(np.int8)
    inside = at.cols > 0
    asked[:, inside] = filled[:, at.cols[inside] - 1]
    return asked


def _moved(at: Window, areas: Codes, seen: Index | None, stated: npt.NDArray[np.bool_]) -> Codes:
    """Where the latest earlier figure, or the one beside it in the question, is of another area."""
    now = areas[:, at.cols]
    earlier = _taken(at, areas + 1, seen)  # 0 is no earlier figure at all
    moved = (earlier > 0) & (earlier != now + 1)
    moved[:, 1:] |= (now[:, 1:] != now[:, :-1]) & stated[:, :-1]
    marks: Codes = (moved & stated).astype(np.int8)
    return marks


def hedge_note(code: int, year: int) -> str | None:
    """That a figure is stated only roughly; None for an exact one."""
    if code == 0:
        return None
    zh, en = HEDGE_WORDS[QUALIFIERS[code]]
    return f"{year}年为约数（{zh}） / {year} is stated as “{en}”"
