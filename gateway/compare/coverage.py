"""Places × years → the report, or why there is none. Also for places nobody has ever fetched."""

import numpy as np

from gateway.compare.columns import Columns
from schema.enums import Absence
from schema.places import registry
from schema.records.comparison import CoverageCell, CoverageSpec
from schema.records.place import Place


def cover(columns: Columns, spec: CoverageSpec) -> list[CoverageCell]:
    """One cell a place and year, by place, then year."""
    places = registry.places_within(spec.within, spec.level, spec.years)
    return [_cell(columns, place, year) for place in places for year in spec.years]


def _cell(columns: Columns, place: Place, year: int) -> CoverageCell:
    report = columns.report_at(place.code, year)
    if report is None:
        unwell = place.code in columns.unavailable
        reason = Absence.PORTAL_UNAVAILABLE if unwell else Absence.NO_REPORT
        return CoverageCell(jurisdiction=place, year=year, report_id=None, absence=reason, late=None)
    days = columns.late_by[columns.places[place.code], year - columns.years.start]
    late = None if np.isnan(days) else bool(days > 0)
    return CoverageCell(jurisdiction=place, year=year, report_id=report, absence=None, late=late)
