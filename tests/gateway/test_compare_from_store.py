"""What the columns are given by a real database, and how often a question reads it."""

import math
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from support.graphql import app_over, call, post
from support.stored import DIALECTS, a_store, extraction, report, snapshot, statistic

from gateway.compare.build import build
from gateway.compare.current import ColumnStore
from gateway.compare.engine import ColumnComparer
from gateway.compare.from_store import StoreSource
from gateway.store.ledger import Failure, PortalResult, record, register, start_run
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from gateway.store.writer import save
from schema.enums import Applicant, Qualifier, ReportFormat
from schema.records.portal import HarvestProgress, PortalStatus
from schema.records.report import Report
from schema.records.statistic import Statistic

LUZHOU, RECEIVED = "510500", "requests.received"


@pytest.fixture(params=DIALECTS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with a_store(request.param, tmp_path) as opened:
        yield opened


def keep(store: Store, about: Report, *statistics: Statistic) -> None:
    page = snapshot(about.id.encode(), f"http://www.example.gov.cn/{about.id}.html")
    save(store, page, extraction(about, statistics=statistics, findings=()))


def received(value: str | None, **facts: Any) -> Statistic:
    return statistic(RECEIVED, value, **facts)


def value(
    store: Store, place: str, year: int, code: str, applicant: Applicant = Applicant.TOTAL
) -> float | None:
    with StoreSource(store.engine).readings() as readings:
        columns = build(readings)
    column = columns.printed.get((code, applicant))
    found = None if column is None else column.values[columns.rows([place])[0], columns.cols([year])[0]]
    return None if found is None or math.isnan(found) else float(found)


def test_a_figure_of_a_whole_place_is_compared_in_the_indicators_unit(store: Store) -> None:
    keep(
        store,
        report(LUZHOU, 2017),
        received("4.2", unit="万件"),
        received("7", applicant=Applicant.OTHER_ORGANIZATION),
    )
    assert value(store, LUZHOU, 2017, RECEIVED) == 42_000
    assert value(store, LUZHOU, 2017, RECEIVED, Applicant.OTHER_ORGANIZATION) == 7


def test_an_organs_figures_never_stand_in_for_its_places(store: Store) -> None:
    keep(store, report(LUZHOU, 2017, "泸州市教育局"), received("9"))
    assert value(store, LUZHOU, 2017, RECEIVED) is None
    with StoreSource(store.engine).readings() as readings:
        assert list(readings.reports) == []


def test_a_blank_has_no_row_and_zero_has_one(store: Store) -> None:
    keep(store, report(LUZHOU, 2016), received(None))
    keep(store, report(LUZHOU, 2017), received("0"))
    assert (value(store, LUZHOU, 2016, RECEIVED), value(store, LUZHOU, 2017, RECEIVED)) == (None, 0)


def test_of_the_entries_of_an_open_breakdown_only_the_first_has_a_column(store: Store) -> None:
    entries = [
        statistic("disclosed.category", number, label=label) for label, number in (("甲", "5"), ("乙", "6"))
    ]
    keep(store, report(LUZHOU, 2017), *entries)
    assert value(store, LUZHOU, 2017, "disclosed.category") == 5


def test_a_new_reading_replaces_the_old_one_and_moves_the_version(store: Store) -> None:
    source = StoreSource(store.engine)
    keep(store, report(LUZHOU, 2017), received("5"))
    before = source.data_version()
    keep(store, report(LUZHOU, 2017), received("6"))
    assert source.data_version() > before
    assert value(store, LUZHOU, 2017, RECEIVED) == 6


def test_hedges_forms_and_days_of_publication_come_along(store: Store) -> None:
    keep(
        store, report(LUZHOU, 2017, format=ReportFormat.ANNEX_2014), received("5", qualifier=Qualifier.NEARLY)
    )
    with StoreSource(store.engine).readings() as readings:
        (row,) = readings.reports
        (figure,) = readings.values
        (day,) = readings.dates
    assert (row.id, row.format) == ("510500.2017", ReportFormat.ANNEX_2014)
    assert (day.id, day.organ, day.published_on) == (
        "510500.2017",
        None,
        report(LUZHOU, 2017).published_on,
    )
    assert (figure.qualifier, Decimal(figure.value)) == (Qualifier.NEARLY, 5)


def portal(code: str, place: str) -> PortalStatus:
    return PortalStatus(code=code, jurisdiction=place, name=code, url=f"http://{code}.gov.cn", adapter="trs")


def test_a_place_is_unavailable_when_all_its_portals_are_unwell(store: Store) -> None:
    register(store, [portal("a", LUZHOU), portal("b", LUZHOU), portal("c", "510100"), portal("d", "510300")])
    start_run(store, "run")
    gone = Failure("http://a.gov.cn", "fetch_error", "no answer")
    for code in ("a", "c"):
        record(store, "run", PortalResult(portal=code, counts=HarvestProgress(), error=gone))
    with StoreSource(store.engine).readings() as readings:
        assert readings.unavailable == {"510100"}


EVERYTHING = """
query ($places: [String!], $years: [Int!]!, $codes: [String!]!) {
  compare(jurisdictions: $places, years: $years, indicators: $codes) {
    csvUrl
    summary { year reporting sum }
    series {
      jurisdiction { code name parent { name } }
      indicator { code name }
      points { year value absence rank change comparability note
        statistic { value label source { quote url } report { id title sourceUrl } } }
    }
  }
}
"""
PLACES = ["510100", "510300", "510400", "510500", "510600", "510700", "510800", "510900"]
CODES = [
    "requests.received",
    "requests.answered",
    "requests.closed",
    "review.total",
    "disclosed",
    "complaints",
]


def test_a_comparison_with_every_quote_reads_the_store_a_fixed_number_of_times(tmp_path: Path) -> None:
    with a_store("sqlite", tmp_path) as store:
        for place in PLACES:
            for year in (2015, 2016, 2017):
                keep(store, report(place, year), *(statistic(code, "7") for code in CODES))
        columns = ColumnStore(StoreSource(store.engine))
        reads = []
        for places, years in ((PLACES[:1], [2017]), (PLACES, [2015, 2016, 2017])):
            reader = StoreReader(store.engine)
            app = app_over(reader, ColumnComparer(columns.current))
            variables = {"places": places, "years": years, "codes": CODES}
            answer = call(app, lambda client, v=variables: post(client, EVERYTHING, **v)).json()
            assert "errors" not in answer
            points = [point for one in answer["data"]["compare"]["series"] for point in one["points"]]
            assert len(points) == len(places) * len(years) * len(CODES)
            assert all(point["statistic"]["source"]["quote"] for point in points)
            reads.append(reader.reads)
        # The statistics, then their reports: two statements, however many points there are.
        assert reads == [2, 2]
