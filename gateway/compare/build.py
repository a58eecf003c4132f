"""Readings of the store → columns. Runs in a thread whenever the data version has moved."""

from collections.abc import Iterable

from gateway.compare.columns import (
    FORMAT_CODES,
    QUALIFIER_CODES,
    Column,
    Columns,
    empty_codes,
    empty_floats,
)
from gateway.compare.lateness import doubtful, punctuality
from gateway.compare.scale import scaled
from gateway.compare.source import PortalRow, Readings, ReportRow, ValueRow


def build(readings: Readings) -> Columns:
    """Fill the arrays: first where reports stand, then what they state."""
    reports = list(readings.reports)
    columns = _frame(reports, readings)
    for row in reports:
        _place_report(columns, row)
    for value in readings.values:
        _place_value(columns, value)
    return columns


def _frame(reports: list[ReportRow], readings: Readings) -> Columns:
    years = [row.year for row in reports]
    span = range(min(years), max(years) + 1) if years else range(0)
    places = {code: row for row, code in enumerate(sorted({row.place for row in reports}))}
    shape = (len(places) + 1, len(span) + 1)
    dates = list(readings.dates)
    moved = doubtful(dates)
    return Columns(
        version=readings.version,
        places=places,
        years=span,
        formats=empty_codes(shape),
        report_ids={(places[row.place], row.year): row.id for row in reports},
        unavailable=readings.unavailable,
        printed={},
        moved_at=readings.moved_at,
        punctuality={row.id: punctuality(row, moved) for row in dates},
        doubtful=moved,
        organ_reports={(row.place, row.year): row.id for row in dates if row.organ is not None},
        portals=_by_place(readings.portals),
    )


def _place_report(columns: Columns, row: ReportRow) -> None:
    at = columns.places[row.place], row.year - columns.years.start
    columns.formats[at] = FORMAT_CODES[row.format]


def _place_value(columns: Columns, row: ValueRow) -> None:
    key = (row.indicator, row.applicant)
    column = columns.printed.get(key)
    if column is None:
        column = columns.printed[key] = Column(values=empty_floats(columns.shape))
    at = columns.places[row.place], row.year - columns.years.start
    column.values[at] = scaled(row.value, row.unit, row.indicator)
    if code := QUALIFIER_CODES[row.qualifier]:
        if column.hedges is None:
            column.hedges = empty_codes(columns.shape)
        column.hedges[at] = code


def _by_place(portals: Iterable[PortalRow]) -> dict[str, list[PortalRow]]:
    found: dict[str, list[PortalRow]] = {}
    for portal in portals:
        found.setdefault(portal.place, []).append(portal)
    return found
