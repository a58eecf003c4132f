"""An empty cell → why it is empty. Never guessed: no report, not in that form, not stated."""

import numpy as np

from gateway.compare.columns import FORMATS, Codes, Columns
from gateway.compare.slab import Block, Window
from schema.enums import Absence
from schema.records.comparison import CompareSpec

ABSENCES: tuple[Absence | None, ...] = (None, *Absence)
CODES = {absence: code for code, absence in enumerate(ABSENCES)}


def absences(columns: Columns, spec: CompareSpec, at: Window, cut: Block) -> Codes:
    """Positions in ABSENCES over indicator × place × year, 0 where there is a value."""
    forms = at.cut(columns.formats)
    missing = np.where(forms, CODES[Absence.NOT_STATED], no_report(columns, spec)[:, None]).astype(np.int8)
    reasons = np.broadcast_to(missing, cut.values.shape).copy()
    for i, indicator in enumerate(spec.indicators):
        elsewhere = np.array([form is not None and form not in indicator.formats for form in FORMATS])
        reasons[i][elsewhere[forms]] = CODES[Absence.NOT_IN_FORMAT]
    reasons[~np.isnan(cut.values)] = 0
    return reasons


def no_report(columns: Columns, spec: CompareSpec) -> Codes:
    """Why each place would have no report: its portal is unwell, or there is just none."""
    unwell, none = CODES[Absence.PORTAL_UNAVAILABLE], CODES[Absence.NO_REPORT]
    return np.array([unwell if p.code in columns.unavailable else none for p in spec.places], np.int8)
