"""Two years of a series → may they stand side by side? The crosswalk's grade, and what is hedged.

A point is graded against the year before, or the latest earlier year that has a value where that one
has none, and against the year before it in the question; the worse grade counts. So 2014 beside 2023
is marked, although 2022 and 2023 share a form.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from gateway.compare.columns import FORMATS, QUALIFIERS, Codes, Column, Columns
from gateway.compare.derive import column_of
from gateway.compare.slab import Block, Window
from schema.dictionary import crosswalk
from schema.enums import Comparability, Qualifier
from schema.records.comparison import CompareSpec

GRADES: tuple[Comparability, ...] = (Comparability.SAME, Comparability.NEAR, Comparability.BREAK)
HEDGE_WORDS = {
    Qualifier.ABOUT: ("约", "about"),
    Qualifier.MORE_THAN: ("超过", "more than"),
    Qualifier.NEARLY: ("近", "nearly"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """`grades` holds positions in GRADES over indicator × place × year; `older` and `newer` the forms."""

    grades: Codes
    older: Codes
    newer: Codes


@lru_cache(maxsize=1024)
def grade_table(code: str) -> tuple[Codes, tuple[tuple[str | None, ...], ...]]:
    """Grades and notes of one indicator by older and newer form; row and column 0 stand for no report."""
    grades = np.zeros((len(FORMATS), len(FORMATS)), np.int8)
    notes: list[list[str | None]] = [[None] * len(FORMATS) for _ in FORMATS]
    for i, older in enumerate(FORMATS):
        for j, newer in enumerate(FORMATS):
            if older is not None and newer is not None and older is not newer:
                grade = crosswalk.grade(code, older, newer)
                grades[i, j] = GRADES.index(grade.comparability)
                notes[i][j] = f"{grade.reason} / {grade.reason_en}" if grade.reason else None
    return grades, tuple(tuple(row) for row in notes)


def align(columns: Columns, spec: CompareSpec, at: Window, cut: Block) -> Grading:
    """Grade every point of a block; where there is no value there is nothing to grade."""
    newer = at.cut(columns.formats)
    grades = np.zeros(cut.values.shape, np.int8)
    older = np.zeros(cut.values.shape, np.int8)
    for i, indicator in enumerate(spec.indicators):
        table, _ = grade_table(indicator.code)
        stated = ~np.isnan(cut.values[i])
        latest = _latest_forms(columns, at, column_of(columns, indicator.code, spec.applicant))
        beside = np.zeros_like(newer)
        beside[:, 1:] = np.where(stated, newer, 0)[:, :-1]
        by_latest, by_beside = table[latest, newer], table[beside, newer]
        grades[i] = np.where(stated, np.maximum(by_latest, by_beside), 0)
        older[i] = np.where(by_beside > by_latest, beside, latest)
    hedged = (cut.hedged > 0) | ((cut.hedged_before > 0) & ~np.isnan(cut.before))
    grades = np.maximum(grades, (hedged & ~np.isnan(cut.values)).astype(np.int8))
    return Grading(grades=grades, older=older, newer=newer)


def _latest_forms(columns: Columns, at: Window, column: Column | None) -> Codes:
    """For each asked place and year the form of the latest earlier report with a value, else 0."""
    asked = np.zeros((len(at.rows), len(at.cols)), np.int8)
    if column is None:
        return asked
    forms = np.where(np.isnan(column.values[at.rows]), 0, columns.formats[at.rows])
    seen = np.maximum.accumulate(np.where(forms > 0, np.arange(forms.shape[1]), -1), axis=1)
    filled = np.where(seen >= 0, np.take_along_axis(forms, seen.clip(0), axis=1), 0).astype(np.int8)
    inside = at.cols > 0
    asked[:, inside] = filled[:, at.cols[inside] - 1]
    return asked


def hedge_note(code: int, year: int) -> str | None:
    """That a figure is stated only roughly; None for an exact one."""
    if code == 0:
        return None
    zh, en = HEDGE_WORDS[QUALIFIERS[code]]
    return f"{year}年为约数（{zh}） / {year} is stated as “{en}”"
