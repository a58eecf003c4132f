"""Who was late: by the law of the year, by a local rule, and never by a date that says nothing."""

from datetime import date

import pytest
from support.columns import Figures

from gateway.compare.coverage import cover
from gateway.compare.lateness import doubtful
from gateway.compare.league import league
from gateway.compare.source import PortalRow
from schema.enums import Absence, JurisdictionLevel, ReportScope
from schema.places import registry
from schema.records.comparison import CoverageCell, CoverageSpec, Lateness, LatenessSpec

SICHUAN, LUZHOU, CHENGDU, ZIGONG, MIANYANG = "510000", "510500", "510100", "510300", "510700"
OFFICE = "泸州市人民政府办公室"
TODAY = date(2025, 6, 1)


def entries(
    figures: Figures, *years: int, scope: ReportScope = ReportScope.JURISDICTION
) -> dict[str, Lateness]:
    spec = LatenessSpec(within=SICHUAN, level=None, years=years, scope=scope)
    return {one.jurisdiction.code: one for one in league(figures.columns(), spec, TODAY)}


def cells(figures: Figures, within: str, *years: int) -> dict[tuple[str, int], CoverageCell]:
    spec = CoverageSpec(within=within, level=None, years=years)
    return {(one.jurisdiction.code, one.year): one for one in cover(figures.columns(), spec)}


def punctual() -> Figures:
    figures = Figures().report(LUZHOU, 2022, published=date(2023, 4, 10))
    figures.report(LUZHOU, 2023, published=date(2024, 3, 1)).report(
        CHENGDU, 2023, published=date(2024, 4, 30)
    )
    return figures.report(ZIGONG, 2023, published=date(2024, 1, 31)).report(MIANYANG, 2023)


def test_the_latest_on_average_comes_first_and_being_early_earns_no_credit() -> None:
    found = list(entries(punctual(), 2022, 2023).values())
    told = [(one.jurisdiction.code, one.rank, one.days_late, one.most_days_late) for one in found[:3]]
    assert told == [(CHENGDU, 1, 30, 30), (LUZHOU, 2, 5, 10), (ZIGONG, 3, 0, -60)]
    assert found[3].rank is None
    assert len(found) == 21


def test_reports_are_counted_by_what_is_known_of_them_and_years_due_are_missed() -> None:
    found = entries(punctual(), 2022, 2023)
    luzhou, mianyang = found[LUZHOU], found[MIANYANG]
    assert (luzhou.reports, luzhou.on_time, luzhou.late, luzhou.undated, luzhou.missing) == (2, 1, 1, 0, 0)
    assert (mianyang.reports, mianyang.undated, mianyang.missing) == (1, 1, 1)
    assert entries(punctual(), 2025)[LUZHOU].missing == 0, "not due before 31 March 2026"


def test_equals_share_a_rank() -> None:
    figures = Figures()
    for place in (LUZHOU, CHENGDU):
        figures.report(place, 2023, published=date(2024, 4, 2))
    figures.report(ZIGONG, 2023, published=date(2024, 4, 1))
    found = entries(figures, 2023)
    assert [found[code].rank for code in (LUZHOU, CHENGDU, ZIGONG)] == [1, 1, 3]


def test_organs_are_held_to_their_own_day() -> None:
    figures = (
        Figures()
        .out(LUZHOU, 2023, date(2024, 2, 5), organ=OFFICE)
        .out(LUZHOU, 2017, date(2018, 3, 5), organ=OFFICE)
    )
    found = entries(figures, 2017, 2023, scope=ReportScope.ORGAN)[LUZHOU]
    assert (found.reports, found.late, found.on_time, found.most_days_late) == (2, 1, 1, 5)
    assert found.missing == 0
    assert entries(figures, 2017, 2023)[LUZHOU].reports == 0


@pytest.mark.parametrize(
    ("place", "year", "published", "days"),
    [
        pytest.param(LUZHOU, 2017, date(2018, 3, 9), -22, id="31 March under the Regulations of 2008"),
        pytest.param(LUZHOU, 2018, date(2019, 4, 2), 2, id="which the reports on 2018 still follow"),
        pytest.param(LUZHOU, 2023, date(2024, 4, 1), 1, id="31 March for governments under Article 49"),
        pytest.param("431221", 2021, date(2022, 3, 1), 9, id="20 February for the counties of 怀化 on 2021"),
        pytest.param("431200", 2021, date(2022, 3, 1), -30, id="but not for 怀化 itself"),
        pytest.param("431221", 2022, date(2023, 3, 1), -30, id="nor in other years"),
        pytest.param("220602", 2009, date(2010, 2, 5), 4, id="1 February in 八道江区"),
    ],
)
def test_days_late_are_by_the_law_of_the_year_and_by_the_nearest_local_rule(
    place: str, year: int, published: date, days: int
) -> None:
    within = registry.place(place).parent or place
    cell = cells(Figures().report(place, year, published=published), within, year)[place, year]
    assert (cell.days_late, cell.late) == (days, days > 0)


# -- dates that say nothing


def moved(shared: int, day: date = date(2020, 6, 20)) -> Figures:
    figures = Figures()
    for year in range(2010, 2010 + shared):
        figures.report(LUZHOU, year)
        figures.dates[-1] = figures.dates[-1]._replace(published_on=day, portal="510500")
    return figures


def test_a_day_long_after_the_deadline_that_several_reports_of_a_portal_share_is_doubtful() -> None:
    assert doubtful(moved(3).dates) == {"510500.2010", "510500.2011", "510500.2012"}
    assert doubtful(moved(2).dates) == frozenset()
    assert doubtful(moved(3, date(2011, 3, 1)).dates) == frozenset()


def test_nobody_is_called_late_by_a_doubtful_date() -> None:
    cell = cells(moved(3), SICHUAN, 2010)[LUZHOU, 2010]
    assert (cell.late, cell.days_late, cell.doubtful, cell.deadline) == (None, None, True, date(2011, 3, 31))
    found = entries(moved(3), 2010, 2011, 2012)[LUZHOU]
    assert (found.undated, found.late, found.rank) == (3, 0, None)


# -- coverage


def test_twenty_one_prefectures_over_seventeen_years_have_each_a_report_or_a_cause() -> None:
    figures = punctual().out(CHENGDU, 2015, None, organ="成都市人民政府办公厅")
    figures.portals += [
        PortalRow(LUZHOU, "泸州市人民政府", healthy=True, last_success=date(2024, 5, 2), last_error=None),
        PortalRow(ZIGONG, "自贡市人民政府", healthy=False, last_success=None, last_error="HTTP 412"),
        PortalRow(MIANYANG, "绵阳市人民政府", healthy=None, last_success=None, last_error=None),
    ]
    figures.unavailable = frozenset({ZIGONG})
    found = cells(figures, SICHUAN, *range(2008, 2025))
    assert len(found) == 21 * 17
    assert all((one.report_id is None) == (one.absence is not None) for one in found.values())
    assert all(one.cause is not None for one in found.values() if one.report_id is None)
    assert all(one.deadline for one in found.values())
    causes = {key: one.cause[0] for key, one in found.items() if one.cause}
    assert causes[LUZHOU, 2015] == "泸州市人民政府于 2024-05-02 采集，未见该年年报"
    assert causes[ZIGONG, 2015] == "自贡市人民政府无法访问：HTTP 412"
    assert causes[MIANYANG, 2015] == "绵阳市人民政府尚未采集"
    assert causes[CHENGDU, 2014] == "尚未配置此地网站"
    assert causes[CHENGDU, 2015].startswith("只有机关年报，没有全域年报")
    assert found[ZIGONG, 2015].absence is Absence.PORTAL_UNAVAILABLE
    assert {one.jurisdiction.level for one in found.values()} == {JurisdictionLevel.PREFECTURE}
