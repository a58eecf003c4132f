"""Places × years → the report, or why there is none. Also for places nobody has ever fetched."""

from datetime import date

from gateway.compare.columns import Columns
from gateway.compare.notes import succession_note
from gateway.compare.source import PortalRow
from gateway.compare.successions import source
from schema.checks.deadline import deadline
from schema.enums import Absence, ReportScope
from schema.places import registry
from schema.places.gb2260 import stands
from schema.places.lineage import absorbed
from schema.records.comparison import CoverageCell, CoverageSpec, Remark
from schema.records.place import Place


def cover(columns: Columns, spec: CoverageSpec) -> list[CoverageCell]:
    """One cell a place and year, by place, then year."""
    places = absorbed(registry.places_within(spec.within, spec.level, spec.years))
    return [_cell(columns, place, year) for place in places for year in spec.years]


def _cell(columns: Columns, place: Place, year: int) -> CoverageCell:
    other = source(columns, place, year)
    code = place.code if other is None else other.place.code
    due = deadline(year, ReportScope.JURISDICTION, None, code)
    report = columns.report_at(code, year)
    if report is None:
        unwell = place.code in columns.unavailable
        return CoverageCell(
            jurisdiction=place,
            year=year,
            report_id=None,
            absence=Absence.PORTAL_UNAVAILABLE if unwell else Absence.NO_REPORT,
            late=None,
            cause=cause(columns, place, year),
            deadline=due,
        )
    punctual = columns.punctuality.get(report)
    days = None if punctual is None else punctual.days_late
    return CoverageCell(
        jurisdiction=place,
        year=year,
        report_id=report,
        absence=None,
        late=None if days is None else days > 0,
        cause=None if other is None else _under(other.place),
        deadline=due,
        days_late=days,
        doubtful=report in columns.doubtful,
    )


def cause(columns: Columns, place: Place, year: int) -> Remark:
    """What is known of a report that is not there, the surest reason first."""
    if not stands(place, year):
        zh, _, en = (succession_note(place, year) or " / ").partition(" / ")
        return zh, en
    if (code := columns.organ_reports.get((place.code, year))) is not None:
        return (
            f"只有机关年报，没有全域年报（{code}）",
            f"only a report of an organ is stored, none on the whole place ({code})",
        )
    portals = columns.portals.get(place.code, ())
    if not portals:
        return "尚未配置此地网站", "no portal of this place is configured"
    if all(portal.healthy is False for portal in portals):
        return _unwell(portals[0])
    seen = max((portal.last_success for portal in portals if portal.last_success), default=None)
    return _unseen(portals[0].name, seen)


def _unseen(portal: str, seen: date | None) -> Remark:
    if seen is None:
        return f"{portal}尚未采集", f"{portal} has not been harvested yet"
    return (
        f"{portal}于 {seen} 采集，未见该年年报",
        f"{portal} was harvested on {seen} and lists no report on that year",
    )


def _unwell(portal: PortalRow) -> Remark:
    error = portal.last_error or "?"
    return f"{portal.name}无法访问：{error}", f"{portal.name} cannot be reached: {error}"


def _under(other: Place) -> Remark:
    return (
        f"年报属 {other.code} {other.name}",
        f"the report is that of {other.code} {other.name_en}",
    )
