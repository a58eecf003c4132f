"""Which reports are there, place by place and year by year."""

from datetime import date

from support.columns import Figures

from gateway.compare.engine import ColumnComparer
from schema.enums import Absence, JurisdictionLevel
from schema.records.comparison import CoverageCell, CoverageSpec

SICHUAN, LUZHOU, CHENGDU, ZIGONG = "510000", "510500", "510100", "510300"


def cover(figures: Figures, *years: int, level: JurisdictionLevel | None = None) -> list[CoverageCell]:
    spec = CoverageSpec(within=SICHUAN, level=level, years=years)
    return list(ColumnComparer(figures.columns).coverage(spec))


def cell(figures: Figures, place: str, year: int) -> CoverageCell:
    return next(one for one in cover(figures, year) if one.jurisdiction.code == place)


def test_every_place_and_year_has_a_cell_by_place_then_year() -> None:
    cells = cover(Figures().report(LUZHOU, 2022), 2021, 2022)
    assert len(cells) == 2 * 21
    keys = [(one.jurisdiction.code, one.year) for one in cells]
    assert keys == sorted(keys)
    assert {one.jurisdiction.level for one in cells} == {JurisdictionLevel.PREFECTURE}


def test_a_report_that_is_there_is_named_and_one_that_is_not_has_a_reason() -> None:
    figures = Figures().report(LUZHOU, 2022)
    figures.unavailable = frozenset({ZIGONG})
    assert cell(figures, LUZHOU, 2022).report_id == "510500.2022"
    assert cell(figures, LUZHOU, 2022).absence is None
    assert cell(figures, CHENGDU, 2022).absence is Absence.NO_REPORT
    assert cell(figures, ZIGONG, 2022).absence is Absence.PORTAL_UNAVAILABLE


def test_late_is_told_only_where_the_day_of_publication_is_known() -> None:
    figures = Figures().report(LUZHOU, 2022).report(CHENGDU, 2022, published=date(2023, 1, 20))
    figures.report(ZIGONG, 2022, published=date(2023, 7, 1))
    told = [cell(figures, place, 2022).late for place in (LUZHOU, CHENGDU, ZIGONG)]
    assert told == [None, False, True]
    assert cell(figures, LUZHOU, 2021).late is None


def test_another_level_may_be_asked_for() -> None:
    counties = cover(Figures(), 2022, level=JurisdictionLevel.COUNTY)
    assert len(counties) > 150
