"""The addresses under /v1: what they refuse and how, what they say of themselves, how they send much."""

import io
import zipfile
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import Any

import httpx
import openpyxl
import pytest
from starlette.applications import Starlette
from support.columns import Figures, question
from support.graphql import app_over, call
from support.opened import in_csv, in_frictionless, in_json_lines, in_openpyxl
from support.reader import DictReader
from support.reports import extraction, statistic

from gateway.compare.engine import ColumnComparer
from gateway.export.answer import About, Answer, table
from gateway.export.cells import harmless, text_of
from gateway.export.compared import comparison_answer
from gateway.export.shape import Row, shape
from gateway.export.to_csv import to_csv
from gateway.export.to_xlsx import LONGEST_TEXT, to_xlsx
from gateway.serve.questions import COMPARE, COVERAGE, FINDINGS, LATENESS, REPORT, REPORTS
from schema.enums import Normalization, Qualifier
from schema.graph.contract import build_schema

LUZHOU, CHENGDU, RECEIVED = "510500", "510100", "requests.received"
ASKED = {"jurisdictions": f"{LUZHOU},{CHENGDU}", "years": "2021,2022", "indicators": RECEIVED}
ABOUT = About(zh="题", en="Title", question=(), url="https://x.example/", version=1, moved_at=None)


def app(**settings: Any) -> Starlette:
    figures = Figures().state(LUZHOU, 2021, RECEIVED, 100).state(LUZHOU, 2022, RECEIVED, 150)
    figures.state(CHENGDU, 2022, RECEIVED, 2.5, qualifier=Qualifier.ABOUT)
    reader = DictReader(
        [
            extraction(LUZHOU, 2021, statistic(RECEIVED, "100")),
            extraction(LUZHOU, 2022, statistic(RECEIVED, "150")),
            extraction(CHENGDU, 2022, statistic(RECEIVED, "2.5")),
        ]
    )
    return app_over(reader, ColumnComparer(figures.columns), **settings)


def get(url: str, params: dict[str, str] | None = None, **settings: Any) -> httpx.Response:
    return call(app(**settings), lambda client: client.get(url, params=params))


def test_csv_opens_in_a_spreadsheet_with_chinese_in_it() -> None:
    answer = get("/v1/compare.csv", ASKED)

    assert answer.status_code == 200
    assert answer.content.startswith(b"\xef\xbb\xbf")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert answer.headers["content-disposition"] == 'attachment; filename="gongkai-compare.csv"'
    assert answer.content.count(b"\r\n") == answer.content.count(b"\n") == 5


def test_every_point_is_a_row_with_its_gap_rank_change_and_source() -> None:
    first, second, third, fourth = in_csv(get("/v1/compare.csv", ASKED).content)

    assert list(first) == list(shape("values").names)
    assert {name: cell for name, cell in first.items() if cell and not name.endswith("_en")} == {
        "place_code": LUZHOU,
        "place": "泸州市",
        "indicator": RECEIVED,
        "indicator_name": "本年新收政府信息公开申请数量",
        "year": "2021",
        "value": "100",
        "unit": "件",
        "rank": "1",
        "ranked_among": "1",
        "comparability": "SAME",
        "source_url": "https://example.gov.cn/510500/2021.html",
        "applicant": "TOTAL",
        "normalize": "NONE",
        "qualifier": "EXACT",
        "report_id": "510500.2021",
        "statistic_id": "510500.2021/requests.received/TOTAL",
    }
    assert (second["value"], second["rank"], second["change"]) == ("150", "1", "0.5")
    assert (third["value"], third["absence"], third["source_url"]) == ("", "NO_REPORT", "")
    assert (fourth["value"], fourth["comparability"]) == ("2.5", "NEAR")
    assert "约" in fourth["note"]


def test_the_link_of_a_comparison_is_not_dead() -> None:
    spec = question([LUZHOU, CHENGDU], [2021, 2022], [RECEIVED], normalize=Normalization.SHARE_OF_TOTAL)
    answer = get(ColumnComparer(Figures().columns).compare(spec).csv_url)

    assert answer.status_code == 200
    assert {row["unit"] for row in in_csv(answer.content)} == {"1"}


def test_places_may_be_named_repeated_or_all_of_a_level_within_one() -> None:
    twice = f"/v1/compare.csv?jurisdictions=泸州市&jurisdictions=510100&years=2022&indicators={RECEIVED}"
    within = {"within": "四川省", "years": "2022", "indicators": RECEIVED}

    assert [row["place_code"] for row in in_csv(get(twice).content)] == [LUZHOU, CHENGDU]
    assert len(in_csv(get("/v1/compare.csv", within).content)) == 21


def test_an_address_without_a_format_answers_json() -> None:
    plain, named = get("/v1/compare", ASKED), get("/v1/compare.json", ASKED)

    assert plain.headers["content-type"] == "application/json"
    assert plain.json()["values"] == named.json()["values"]


REFUSALS = [
    ("compare", {**ASKED, "jurisdictions": "乌有市"}, 404, "NOT_FOUND", "UNKNOWN_PLACE"),
    ("compare", {**ASKED, "jurisdictions": ""}, 400, "BAD_INPUT", "NO_PLACES"),
    ("compare", {**ASKED, "indicators": "requests.recieved"}, 404, "NOT_FOUND", "UNKNOWN_INDICATOR"),
    ("compare", {**ASKED, "years": "1066"}, 400, "BAD_INPUT", "BAD_YEAR"),
    ("compare", {**ASKED, "years": "last"}, 400, "BAD_INPUT", "BAD_YEAR"),
    ("compare", {**ASKED, "years": ""}, 400, "BAD_INPUT", "NO_YEARS"),
    ("compare", {**ASKED, "indicators": ""}, 400, "BAD_INPUT", "NO_INDICATORS"),
    ("compare", {**ASKED, "applicant": "EVERYBODY"}, 400, "BAD_INPUT", "BAD_ARGUMENT"),
    ("compare", {**ASKED, "normalise": "NONE"}, 400, "BAD_INPUT", "BAD_ARGUMENT"),
    ("compare", {**ASKED, "years": "2012,2013,2014,2015,2016,2017"}, 413, "TOO_MUCH", "COMPARISON_TOO_LARGE"),
    ("report", {"jurisdiction": "泸州"}, 400, "BAD_INPUT", "MISSING_ARGUMENT"),
    ("report", {"year": "2021"}, 400, "BAD_INPUT", "MISSING_ARGUMENT"),
    ("report", {"jurisdiction": "鼓楼区", "year": "2021"}, 400, "BAD_INPUT", "AMBIGUOUS_PLACE"),
    ("report", {"jurisdiction": "泸州", "year": "2009"}, 404, "NOT_FOUND", "NO_REPORT"),
    ("report", {"jurisdiction": "泸州", "year": "2021", "scope": "ALL"}, 400, "BAD_INPUT", "BAD_ARGUMENT"),
    ("reports", {"updatedSince": "yesterday"}, 400, "BAD_INPUT", "BAD_MOMENT"),
    ("reports", {"first": "3"}, 400, "BAD_INPUT", "BAD_ARGUMENT"),
    ("findings", {"severity": "BAD"}, 400, "BAD_INPUT", "BAD_ARGUMENT"),
    ("findings", {"within": "乌有市"}, 404, "NOT_FOUND", "UNKNOWN_PLACE"),
    ("coverage", {"years": "2021"}, 400, "BAD_INPUT", "MISSING_ARGUMENT"),
    ("coverage", {"within": "四川"}, 400, "BAD_INPUT", "NO_YEARS"),
]


@pytest.mark.parametrize(("name", "asked", "status", "code", "reason"), REFUSALS)
def test_wrong_arguments_are_refused_as_problems_with_the_codes_of_the_contract(
    name: str, asked: dict[str, str], status: int, code: str, reason: str
) -> None:
    answer, other = (get(f"/v1/{name}.{form}", asked, max_cells=10) for form in ("csv", "zip"))
    told = answer.json()

    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, told["status"], told["code"], told["reason"]) == (
        status,
        status,
        code,
        reason,
    )
    assert " / " in told["detail"]
    assert other.json() == told


def test_a_problem_carries_what_graphql_would_tell_beside_the_message() -> None:
    told = get("/v1/report.json", {"jurisdiction": "鼓楼区", "year": "2021"}).json()

    assert told["argument"] == "jurisdiction"
    assert {"code", "name"} <= told["candidates"][0].keys()


def test_sdmx_is_not_offered_where_there_are_no_observations() -> None:
    assert get("/v1/reports.sdmx.csv").status_code == 404


def test_head_tells_what_get_would_and_sends_nothing() -> None:
    def both(client: httpx.AsyncClient) -> Any:
        return client.head("/v1/compare.xlsx", params=ASKED)

    head, wrong = call(app(), both), call(app(), lambda client: client.head("/v1/compare.xlsx"))
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-disposition"] == 'attachment; filename="gongkai-compare.xlsx"'
    assert "content-length" not in head.headers
    assert wrong.status_code == 400


def test_other_origins_may_read_answers_and_their_validators_where_they_are_named() -> None:
    named = app(cors_origins=("https://example.org",))
    answer = call(
        named,
        lambda client: client.get("/v1/compare.csv", params=ASKED, headers={"origin": "https://example.org"}),
    )

    assert answer.headers["access-control-allow-origin"] == "https://example.org"
    assert "etag" in answer.headers["access-control-expose-headers"]


# -- what a spreadsheet must not calculate


HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", '=HYPERLINK("http://x.example","y")', "-")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_that_begins_like_a_formula_stays_text(text: str) -> None:
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("cell", [-1, -0.5, 3.25, None, True, "A-REFU", "泸州市", ""])
def test_numbers_and_plain_words_stay_as_they_are(cell: object) -> None:
    assert harmless(cell) == text_of(cell)


def test_a_hostile_quote_is_harmless_in_csv_and_in_workbooks_and_whole_in_json() -> None:
    hostile = '=HYPERLINK("http://x.example")\n第二行，"引号"'
    printed = statistic(RECEIVED, "100")
    printed = replace(printed, source=replace(printed.source, quote=hostile))
    held = app_over(DictReader([extraction(LUZHOU, 2021, printed)]), ColumnComparer(Figures().columns))
    asked = {"jurisdiction": LUZHOU, "year": "2021"}
    got = {
        form: call(held, lambda client, form=form: client.get(f"/v1/report.{form}", params=asked)).content  # type: ignore[misc]
        for form in ("csv", "jsonl", "xlsx")
    }

    assert in_csv(got["csv"])[0]["quote"] == f"'{hostile}"
    assert in_json_lines(got["jsonl"])[0]["quote"] == hostile
    book = openpyxl.load_workbook(io.BytesIO(got["xlsx"]))
    (cell,) = [cell for cell in book["出处 Sources"][2] if cell.value == hostile]
    assert cell.data_type == "s"
    assert cell.hyperlink is None


# -- large answers


async def collected(pieces: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])


def test_the_first_rows_are_sent_before_the_last_are_read() -> None:
    reader = DictReader([extraction(LUZHOU, year, statistic(RECEIVED, "1")) for year in range(2008, 2024)])
    figures = Figures()
    for year in range(2008, 2024):
        figures.state(LUZHOU, year, RECEIVED, 1)
    from schema.places import registry

    codes = [LUZHOU, *(one.code for one in registry.all_places()[:99] if one.code != LUZHOU)]
    spec = question(codes, [*range(2008, 2024)], [RECEIVED])
    answer = comparison_answer(ColumnComparer(figures.columns).compare(spec), spec, reader, ABOUT)

    async def first_pieces() -> list[int]:
        pieces = to_csv(answer)
        return [len(reader.calls) async for _ in pieces]

    import asyncio

    reads = asyncio.run(first_pieces())
    assert reads[:3] == [
        0,
        0,
        2,
    ]  # the mark, the header, 500 rows after one read of figures and one of reports
    assert reads == sorted(reads)
    assert reads[-1] == 2 * 4


def test_a_text_longer_than_a_cell_may_be_is_cut_and_says_so() -> None:
    async def batches() -> AsyncIterator[Sequence[Row]]:
        yield [
            shape("sections").row(report_id="x", position=1, number="一", heading="题", text="字" * 40_000)
        ]

    import asyncio

    answer = Answer(name="report", about=ABOUT, tables=(table("sections", batches),))
    (row,) = in_openpyxl(asyncio.run(collected(to_xlsx(answer))))["各部分"]
    assert len(row["text"]) == LONGEST_TEXT
    assert row["text"].endswith("data package）")


def test_a_table_longer_than_a_sheet_goes_on_in_another_one(monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    from gateway.export import to_xlsx as writer

    async def batches() -> AsyncIterator[Sequence[Row]]:
        for nth in range(7):
            yield [shape("sections").row(report_id="x", position=nth, number="", heading="", text="")]

    monkeypatch.setattr(writer, "MOST_ROWS", 4)
    answer = Answer(name="report", about=ABOUT, tables=(table("sections", batches),))
    book = openpyxl.load_workbook(io.BytesIO(asyncio.run(collected(to_xlsx(answer)))))

    assert book.sheetnames == ["关于 About", "各部分 Sections", "各部分 Sections 2", "各部分 Sections 3"]
    assert [book[name].max_row - 1 for name in book.sheetnames[1:]] == [3, 3, 1]


def test_a_package_of_dictionaries_is_valid_too(tmp_path: Any) -> None:
    body = get("/v1/compare.zip", ASKED).content

    assert len(in_frictionless(body, tmp_path)["values"]) == 4
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


PAGING = {"first", "after"}  # exported answers are whole


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("compare", COMPARE),
        ("report", REPORT),
        ("reports", REPORTS),
        ("findings", FINDINGS),
        ("coverage", COVERAGE),
        ("lateness", LATENESS),
    ],
)
def test_an_address_takes_the_arguments_of_its_field_in_graphql(name: str, known: tuple[str, ...]) -> None:
    fields = build_schema()._schema.get_type("Query").fields  # type: ignore[union-attr]

    assert set(known) == set(fields[name].args) - PAGING
