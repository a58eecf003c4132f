"""The main line whole: sample portals → store → one GraphQL answer that compares places and years."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from support.graphql import call, post

from gateway.app import create_app
from gateway.cli.gather import gather
from gateway.compare.current import ColumnStore
from gateway.compare.engine import ColumnComparer
from gateway.compare.from_store import StoreSource
from gateway.samples.portals import sample_profiles
from gateway.settings import Settings
from gateway.store.reader import StoreReader
from gateway.store.store import Store, open_store

EXAMPLES = Path(__file__).resolve().parents[2] / "gateway" / "web" / "examples"
COMPARE = (EXAMPLES / "01-compare-places.zh.graphql").read_text("utf-8")
REPORTS_OF_EIGHT_PLACES = """{
  jurisdictions(
    codes: ["510500", "510900", "321300", "320813", "350128", "350128-pingtan", "210200", "370200"]
  ) {
    nodes {
      name
      reports { nodes {
        title
        statistics { value indicator { name } source { quote url } report { jurisdiction { name } } }
        findings { rule statistics { label } }
      } }
    }
  }
}"""


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(data=tmp_path_factory.mktemp("data"), samples=True)


@pytest.fixture(scope="module")
def store(settings: Settings) -> Iterator[Store]:
    """Filled as `gongkai serve` fills it."""
    store = open_store(settings)
    gather(sample_profiles(), store, settings)
    yield store
    store.close()


@pytest.fixture(scope="module")
def app(settings: Settings, store: Store) -> Starlette:
    return create_app(settings)


def ask(app: Starlette, query: str, **variables: Any) -> dict[str, Any]:
    answer = call(app, lambda client: post(client, query, **variables)).json()
    assert "errors" not in answer
    data: dict[str, Any] = answer["data"]
    return data


@pytest.fixture(scope="module")
def compared(app: Starlette) -> dict[str, Any]:
    comparison: dict[str, Any] = ask(app, COMPARE)["compare"]
    return comparison


def points(compared: dict[str, Any], place: str, indicator: str) -> dict[int, dict[str, Any]]:
    (series,) = [
        each
        for each in compared["series"]
        if (each["jurisdiction"]["name"], each["indicator"]["name"]) == (place, indicator)
    ]
    return {point["year"]: point for point in series["points"]}


@pytest.mark.parametrize("example", sorted(EXAMPLES.glob("*.graphql")), ids=lambda path: path.stem)
def test_every_example_of_the_explorer_answers_without_errors(app: Starlette, example: Path) -> None:
    data = ask(app, example.read_text("utf-8"))

    assert all(data.values())


def test_one_query_compares_ten_places_over_eight_years_and_twelve_indicators(
    compared: dict[str, Any],
) -> None:
    assert len(compared["series"]) == 10 * 12
    assert {len(series["values"]) for series in compared["series"]} == {8}


def test_every_gap_has_a_reason_and_every_printed_value_its_sentence(compared: dict[str, Any]) -> None:
    every = [point for series in compared["series"] for point in series["points"]]
    printed = [point for point in every if point["statistic"]]

    assert [p for p in every if (p["value"] is None) != (p["absence"] is not None)] == []
    assert len(printed) >= 20
    assert all(p["statistic"]["source"]["quote"] and p["statistic"]["source"]["url"] for p in printed)


def test_values_are_the_published_ones(compared: dict[str, Any]) -> None:
    received = "本年新收政府信息公开申请数量"

    assert points(compared, "泸州市", received)[2017]["value"] == 482
    assert points(compared, "宿迁市", received)[2023]["value"] == 3511
    assert points(compared, "平潭县", "主动公开政府信息数")[2012]["value"] == 2026
    assert points(compared, "宿迁市", received)[2012]["absence"] == "NO_REPORT"
    assert points(compared, "青岛市", received)[2018]["absence"] == "NOT_STATED"
    assert points(compared, "泸州市", "（七）总计")[2017]["absence"] == "NOT_IN_FORMAT"


def test_ranks_count_only_who_reports_and_summaries_say_how_many(compared: dict[str, Any]) -> None:
    received = "本年新收政府信息公开申请数量"
    summary = {(each["indicator"]["name"], each["year"]): each for each in compared["summary"]}

    assert points(compared, "宿迁市", received)[2023]["rank"] == 1
    assert points(compared, "洪泽区", received)[2023]["rank"] == 2
    assert (summary[received, 2023]["reporting"], summary[received, 2023]["sum"]) == (2, 3532)


def test_a_change_of_form_is_marked_and_explained(app: Starlette) -> None:
    asked = 'jurisdictions: ["350128-pingtan"], years: [2014, 2019], indicators: ["review.total"]'
    data = ask(app, f"{{ compare({asked}) {{ series {{ points {{ year value comparability note }} }} }} }}")
    (first, second) = data["compare"]["series"][0]["points"]

    assert (first["value"], first["comparability"], first["note"]) == (0, "SAME", None)
    assert (second["value"], second["comparability"]) == (0, "NEAR")
    assert second["note"]


def test_whole_places_and_organs_are_not_mixed(app: Starlette) -> None:
    asked = 'jurisdictions: ["310000"], years: [2019], indicators: ["requests.received"]'
    data = ask(app, f"{{ compare({asked}) {{ series {{ points {{ value absence }} }} }} }}")
    office = ask(app, '{ report(jurisdiction: "上海市", year: 2019, scope: ORGAN) { organ } }')

    assert data["compare"]["series"][0]["points"] == [{"value": None, "absence": "NO_REPORT"}]
    assert office == {"report": {"organ": "上海市人民政府办公厅"}}


def test_one_series_crosses_forms_only_where_it_is_asked_to(app: Starlette) -> None:
    asked = 'jurisdictions: ["泸州市", "350128-pingtan"], years: [2014, 2017, 2019]'
    asked += ', indicators: ["outcome.partial"]'
    points = "series { points { year value bridge { formula comparability } statistic { label } } }"
    plain = ask(app, f"{{ compare({asked}) {{ {points} }} }}")["compare"]["series"]
    crossed = ask(app, f"{{ compare({asked}, crosswalk: true) {{ {points} }} }}")["compare"]["series"]

    assert [point["value"] for point in plain[0]["points"]] == [None, None, None]
    assert [point["value"] for point in crossed[0]["points"]] == [None, 20, None]
    assert crossed[0]["points"][1]["bridge"] == {"formula": "outcome_2008.partial", "comparability": "SAME"}
    assert crossed[0]["points"][1]["statistic"]["label"]
    assert crossed[1]["points"][2]["bridge"] is None


def test_twenty_one_prefectures_over_seventeen_years_are_reports_or_gaps_with_a_cause(app: Starlette) -> None:
    years = list(range(2008, 2025))
    asked = f'within: "四川省", level: PREFECTURE, years: {years}'
    wanted = "jurisdiction { code } year absence cause deadline daysLate report { id }"
    cells = ask(app, f"{{ coverage({asked}) {{ {wanted} }} }}")["coverage"]
    found = {(cell["jurisdiction"]["code"], cell["year"]): cell for cell in cells}

    assert len(found) == len(cells) == 21 * 17
    assert all((cell["report"] is None) == bool(cell["absence"]) for cell in cells)
    assert all(cell["cause"] for cell in cells if cell["absence"])
    assert (found["510500", 2017]["daysLate"], found["510500", 2017]["deadline"]) == (-22, "2018-03-31")
    assert "未见该年年报" in found["510500", 2016]["cause"]
    assert found["510600", 2016]["cause"] == "尚未配置此地网站"


def test_places_are_ranked_by_how_late_they_published(app: Starlette) -> None:
    asked = 'within: "四川省", years: [2017, 2018]'
    wanted = "rank jurisdiction { code } reports onTime late undated missing daysLate"
    entries = ask(app, f"{{ lateness({asked}) {{ {wanted} }} }}")["lateness"]
    luzhou = next(entry for entry in entries if entry["jurisdiction"]["code"] == "510500")

    assert len(entries) == 21
    assert (luzhou["rank"], luzhou["onTime"], luzhou["late"], luzhou["missing"]) == (1, 1, 0, 1)
    assert {entry["rank"] for entry in entries if entry["reports"] == 0} == {None}


def test_the_refusal_reasons_of_luzhou_do_not_add_up(app: Starlette) -> None:
    data = ask(app, '{ report(jurisdiction: "泸州市", year: 2017) { findings { rule stated expected } } }')

    assert data["report"]["findings"] == [{"rule": "A-REFU", "stated": 38, "expected": 33}]


@pytest.mark.parametrize(
    ("query", "reads"),
    [
        # The reports of all places, then the statistics and the findings of all reports.
        (REPORTS_OF_EIGHT_PLACES, 3),
        # Comparisons come from memory; only the printed figures behind them are read, all at once.
        (COMPARE, 1),
    ],
    ids=["places-reports-statistics", "compare"],
)
def test_the_store_is_read_once_a_level_however_many_places(
    settings: Settings, store: Store, query: str, reads: int
) -> None:
    reader = StoreReader(store.engine)
    columns = ColumnStore(StoreSource(store.engine))
    asyncio.run(asyncio.to_thread(columns.load))
    app = create_app(settings, reader=reader, comparer=ColumnComparer(columns.current))

    ask(app, query)

    assert reader.reads == reads


def test_filling_again_fetches_and_changes_nothing(settings: Settings, store: Store) -> None:
    (again,) = gather(sample_profiles(), store, settings)

    assert (again.counts.stored, again.counts.unchanged, again.counts.failed) == (0, 45, 0)
