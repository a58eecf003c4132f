"""A comparison as a table under an address of its own."""

import csv
import io

import httpx
import pytest
from support.columns import Figures, question
from support.graphql import app_over, call
from support.reader import DictReader
from support.reports import extraction, statistic

from gateway.compare.engine import ColumnComparer
from schema.enums import Normalization, Qualifier

LUZHOU, CHENGDU, RECEIVED = "510500", "510100", "requests.received"
ASKED = {"jurisdictions": f"{LUZHOU},{CHENGDU}", "years": "2021,2022", "indicators": RECEIVED}


def get(url: str, params: dict[str, str] | None = None, max_cells: int = 1000) -> httpx.Response:
    figures = Figures().state(LUZHOU, 2021, RECEIVED, 100).state(LUZHOU, 2022, RECEIVED, 150)
    figures.state(CHENGDU, 2022, RECEIVED, 2.5, qualifier=Qualifier.ABOUT)
    reader = DictReader(
        [
            extraction(LUZHOU, 2021, statistic(RECEIVED, "100")),
            extraction(LUZHOU, 2022, statistic(RECEIVED, "150")),
            extraction(CHENGDU, 2022, statistic(RECEIVED, "2.5")),
        ]
    )
    app = app_over(reader, ColumnComparer(figures.columns), max_cells=max_cells)
    return call(app, lambda client: client.get(url, params=params))


def rows(answer: httpx.Response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_file_opens_in_a_spreadsheet_with_chinese_in_it() -> None:
    answer = get("/v1/compare.csv", ASKED)
    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]


def test_every_point_is_a_row_with_its_gap_rank_change_and_source() -> None:
    first, second, third, fourth = rows(get("/v1/compare.csv", ASKED))
    assert first == {
        "place_code": LUZHOU,
        "place": "泸州市",
        "indicator": RECEIVED,
        "indicator_name": "本年新收政府信息公开申请数量",
        "year": "2021",
        "value": "100",
        "unit": "件",
        "absence": "",
        "rank": "1",
        "change": "",
        "comparability": "SAME",
        "note": "",
        "source_url": "https://example.gov.cn/510500/2021.html",
    }
    assert (second["value"], second["rank"], second["change"]) == ("150", "1", "0.5")
    assert (third["value"], third["absence"], third["source_url"]) == ("", "NO_REPORT", "")
    assert (fourth["value"], fourth["comparability"]) == ("2.5", "NEAR")
    assert "约" in fourth["note"]


def test_the_link_of_a_comparison_is_not_dead() -> None:
    spec = question([LUZHOU, CHENGDU], [2021, 2022], [RECEIVED], normalize=Normalization.SHARE_OF_TOTAL)
    answer = get(ColumnComparer(Figures().columns).compare(spec).csv_url)
    assert answer.status_code == 200
    assert {row["unit"] for row in rows(answer)} == {"1"}


def test_places_may_be_named_repeated_or_all_of_a_level_within_one() -> None:
    named = rows(
        get("/v1/compare.csv?jurisdictions=泸州市&jurisdictions=510100&years=2022&indicators=" + RECEIVED)
    )
    assert [row["place_code"] for row in named] == [LUZHOU, CHENGDU]
    within = rows(get("/v1/compare.csv", {"within": "四川省", "years": "2022", "indicators": RECEIVED}))
    assert len(within) == 21


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ({"jurisdictions": "乌有市"}, 404, "UNKNOWN_PLACE"),
        ({"indicators": "requests.recieved"}, 404, "UNKNOWN_INDICATOR"),
        ({"years": "1066"}, 400, "BAD_YEAR"),
        ({"years": "last"}, 400, "BAD_YEAR"),
        ({"years": ""}, 400, "NO_YEARS"),
        ({"indicators": ""}, 400, "NO_INDICATORS"),
        ({"applicant": "EVERYBODY"}, 400, "BAD_ARGUMENT"),
        ({"normalise": "NONE"}, 400, "BAD_ARGUMENT"),
        ({"years": "2012,2013,2014,2015,2016,2017"}, 413, "COMPARISON_TOO_LARGE"),
    ],
)
def test_wrong_arguments_are_refused_with_the_codes_of_the_contract(
    change: dict[str, str], status: int, code: str
) -> None:
    answer = get("/v1/compare.csv", ASKED | change, max_cells=10)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (status, code)
