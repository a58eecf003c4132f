"""Open-data files: figures by place and year, mapped by the profile, each traced to its row and column.

The figures of 泸州, 遂宁, 密云 and 宿迁 are those of the published reports.
"""

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import anyio
import pytest
from openpyxl import Workbook
from starlette.responses import Response
from support.lists import find
from support.portal import ROOT, Answer, Portal, fetcher, profile

from adapters.errors import LayoutChanged, NotAReport, ProfileError
from adapters.families.base import ReportRef
from adapters.pipeline import discover, take
from adapters.profiles import Expect, Profile, load_profile
from adapters.taken import Taken
from schema.enums import Applicant, Qualifier, ReportFormat, ReportScope
from schema.records.extraction import Extraction
from schema.records.source import Source

WIDE = """地区,年度,主动公开（条）,收到申请（件）,收费（万元）,填报单位
泸州市,2017,80286,482,,市政府办公室
510900,2018年,90292,98,—,遂宁市人民政府办公室
四川合计,2018,170578,580,,
"""
OPTIONS: dict[str, Any] = {
    "place": "地区",
    "year": "年度",
    "skip": ("四川合计",),
    "indicators": {
        "主动公开（条）": "disclosed",
        "收到申请（件）": "requests.received",
        "收费（万元）": {"code": "charges.amount", "unit": "万元"},
    },
}


def given(name: str = "annual.csv", within: str = "510000", **options: Any) -> Profile:
    known = {**OPTIONS, **options}
    return profile("open_data", place=within, lists=(f"{ROOT}/{name}",), options=known)


def read(portal: Portal, profile: Profile) -> list[Extraction | NotAReport]:
    """Each report of the files, or why it is none."""

    async def run() -> list[Extraction | NotAReport]:
        found: list[Extraction | NotAReport] = []
        async with fetcher(portal) as fetch:
            for ref in await discover(profile, fetch):
                try:
                    taken = await take(ref, profile, fetch)
                except NotAReport as error:
                    found.append(error)
                else:
                    assert isinstance(taken, Taken)
                    found.append(taken.extraction)
        return found

    return anyio.run(run)


def file(text: str | bytes, media: str = "text/csv") -> Response:
    return Response(text, media_type=media)


def values(extraction: Extraction | NotAReport) -> dict[str, Decimal | None]:
    assert isinstance(extraction, Extraction)
    return {each.indicator: each.value for each in extraction.statistics}


def test_a_row_is_a_report_and_a_cell_is_a_figure_with_its_source() -> None:
    luzhou, suining = read(Portal({"/annual.csv": file(WIDE)}), given())

    assert isinstance(luzhou, Extraction)
    assert (luzhou.report.id, luzhou.report.title) == ("510500.2017", "泸州市2017年政府信息公开工作年度报告")
    assert luzhou.report.format is ReportFormat.NARRATIVE_2008
    assert luzhou.report.source_url == f"{ROOT}/annual.csv"
    disclosed = luzhou.statistics[0]
    assert (disclosed.indicator, disclosed.value, disclosed.unit) == ("disclosed", 80286, "条")
    assert disclosed.source == Source(
        quote="80286", url=f"{ROOT}/annual.csv", row="2: 泸州市 2017", column="主动公开（条）"
    )
    # A blank and a dash say nothing; neither is nought.
    assert values(luzhou) == {"disclosed": 80286, "requests.received": 482, "charges.amount": None}
    assert values(suining) == {"disclosed": 90292, "requests.received": 98, "charges.amount": None}


def test_a_reference_says_which_of_a_files_reports_it_is() -> None:
    assert find({"/annual.csv": file(WIDE)}, given()) == [
        ReportRef(
            portal="510999-lizhou",
            place=place,
            url=f"{ROOT}/annual.csv#{key}",
            title=title,
            column_year=year,
        )
        for place, key, year, title in (
            ("510500", "510500.2017", 2017, "泸州市2017年政府信息公开工作年度报告"),
            ("510900", "510900.2018", 2018, "遂宁市2018年政府信息公开工作年度报告"),
        )
    ]


def test_a_file_is_asked_for_and_not_its_fragment() -> None:
    portal = Portal({"/annual.csv": file(WIDE)})
    read(portal, given())
    assert set(portal.asked) == {"/annual.csv"}


@pytest.mark.parametrize("charset", ["utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_may_be_written_as_offices_write_it(charset: str, delimiter: str) -> None:
    body = WIDE.replace(",", delimiter).encode(charset)
    found = read(Portal({"/annual.csv": file(body)}), given())
    assert [values(each)["disclosed"] for each in found] == [80286, 90292]


def test_a_row_that_is_nobodys_fails_by_its_number_and_harms_no_other() -> None:
    rows = WIDE + "乌有市,2018,1,1,,\n泸州市,去年,1,1,,\n北京市,2018,1,1,,\n"
    found = read(Portal({"/annual.csv": file(rows)}), given())
    refused = [str(each) for each in found if isinstance(each, NotAReport)]
    assert [each.partition(";")[0].partition(" (")[0] for each in refused] == [
        "row 5 of the file is nobody's: no place called 乌有市 within 510000",
        "row 6 of the file is nobody's: '去年' is not a year",
        "row 7 of the file is nobody's: no place called 北京市 in 2018 within 510000",
    ]
    assert refused[0].endswith(f"({ROOT}/annual.csv#row=5)")
    assert len(found) == 5


def test_a_place_outside_the_portals_own_is_refused_by_code_too() -> None:
    [error] = read(Portal({"/annual.csv": file("地区,年度,数\n110118,2015,8489\n")}), given(
        indicators={"数": "disclosed"}
    ))  # fmt: skip
    assert "110118 密云区 does not lie in 510000" in str(error)


def test_the_profile_tells_odd_spellings() -> None:
    rows = "地区,年度,数\n酒城,2017,80286\n"
    [luzhou] = read(
        Portal({"/annual.csv": file(rows)}), given(indicators={"数": "disclosed"}, places={"酒城": "泸州市"})
    )
    assert values(luzhou) == {"disclosed": 80286}


LONG = """地区,年度,机关,指标,申请人,数值,单位
宿迁市,2023,,本年新收,自然人,3402,件
宿迁市,2023,,本年新收,商业企业,99,件
宿迁市,2023,,本年新收,总计,3511,件
宿迁市,2023,,规章制发,,2,件
宿迁市,2023,,满意度,,99.9,%
宿迁市,2023,宿迁市教育局,本年新收,总计,7余,件
"""


def test_a_long_file_has_a_figure_in_each_row() -> None:
    options = {
        "organ": "机关",
        "indicator": "指标",
        "value": "数值",
        "applicant": "申请人",
        "unit": "单位",
        "indicators": {"本年新收": "requests.received", "规章制发": "regulations.issued"},
    }
    city, bureau = read(Portal({"/annual.csv": file(LONG)}), given(within="321300", **options))

    assert isinstance(city, Extraction)
    assert [(each.indicator, each.applicant, each.value) for each in city.statistics] == [
        ("requests.received", Applicant.NATURAL_PERSON, 3402),
        ("requests.received", Applicant.COMMERCIAL_ENTERPRISE, 99),
        ("requests.received", Applicant.TOTAL, 3511),
        ("regulations.issued", Applicant.TOTAL, 2),
    ]
    assert city.statistics[2].label == "本年新收"
    assert isinstance(bureau, Extraction)
    assert (bureau.report.scope, bureau.report.organ) == (ReportScope.ORGAN, "宿迁市教育局")
    assert bureau.statistics[0].qualifier is Qualifier.MORE_THAN


def sheet(rows: list[list[object]]) -> bytes:
    book = Workbook()
    book.active.title = "说明"
    data = book.create_sheet("数据")
    for row in rows:
        data.append(row)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def test_a_workbook_is_read_by_the_sheet_and_the_heading_that_the_profile_names() -> None:
    body = sheet(
        [["四川各市州主要数据"], [], ["地区", "年度", "公开", "收费"], ["泸州市", 2017, 80286, 12.5]]
    )
    options = {
        "sheet": "数据",
        "header": 3,
        "indicators": {"公开": "disclosed", "收费": {"code": "charges.amount", "unit": "万元"}},
    }
    [luzhou] = read(Portal({"/annual.xlsx": file(body)}), given("annual.xlsx", **options))
    assert isinstance(luzhou, Extraction)
    assert values(luzhou) == {"disclosed": 80286, "charges.amount": Decimal("12.5")}
    source = luzhou.statistics[0].source
    assert (source.section, source.row, source.column) == ("数据", "4: 泸州市 2017", "公开")


def test_a_json_file_is_read_by_paths_and_its_numbers_exactly() -> None:
    told = {
        "data": {
            "rows": [
                {
                    "code": "510500",
                    "year": 2017,
                    "open": {"total": 80286},
                    "fee": 7539.443252,
                    "day": "2018-03-09",
                }
            ]
        }
    }
    options = {
        "records": "data.rows",
        "place": "code",
        "year": "year",
        "published": "day",
        "indicators": {"open.total": "disclosed", "fee": {"code": "procurement.amount", "unit": "万元"}},
    }
    portal = Portal({"/annual.json": file(json.dumps(told), "application/json")})
    [luzhou] = read(portal, given("annual.json", **options))
    assert isinstance(luzhou, Extraction)
    assert values(luzhou) == {"disclosed": 80286, "procurement.amount": Decimal("7539.443252")}
    assert str(luzhou.report.published_on) == "2018-03-09"


def test_two_rows_that_say_different_things_of_one_figure_are_told() -> None:
    rows = "地区,年度,数\n泸州市,2017,80286\n泸州市,2017,80287\n"
    [luzhou] = read(Portal({"/annual.csv": file(rows)}), given(indicators={"数": "disclosed"}))
    assert isinstance(luzhou, Extraction)
    assert values(luzhou) == {"disclosed": 80286}
    assert [(each.kind, each.stated, each.expected) for each in luzhou.findings] == [
        ("cell_printed_twice", 80286, 80287)
    ]
    assert [figure.value for figure in luzhou.figures] == [80287]


def test_a_cell_that_is_no_number_is_told_and_not_read() -> None:
    rows = "地区,年度,数,申请\n泸州市,2017,见附件,482\n"
    options = {"indicators": {"数": "disclosed", "申请": "requests.received"}}
    [luzhou] = read(Portal({"/annual.csv": file(rows)}), given(**options))
    assert isinstance(luzhou, Extraction)
    assert values(luzhou) == {"requests.received": 482}
    assert [each.kind for each in luzhou.findings] == ["cell_not_read"]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (file("地区,年份,主动公开（条）\n泸州市,2017,1\n"), "has no column '年度'; it has 主动公开"),
        (file("%PDF-1.7", "application/pdf"), "the file is pdf, not CSV, JSON or XLSX"),
        (file('{"rows": 3}', "application/json"), "answers no list of entries"),
        (file(""), "the file is empty"),
    ],
)
def test_a_file_that_is_not_what_the_profile_says_has_changed(answer: Answer, message: str) -> None:
    with pytest.raises(LayoutChanged, match=message):
        find({"/annual.csv": answer}, given())


YEARLY = 'year = "年度"\n'


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("", "indicators is empty; it maps columns of the file onto codes of indicators"),
        (YEARLY + 'indicators = { "数" = "disclosd" }', "nearest: disclosed"),
        ('indicators = { "数" = "disclosed" }', "either year (a column) or of_year (of the whole file)"),
        (
            YEARLY + 'value = "值"\nindicators = { "数" = "disclosed" }',
            "indicator and value are to be set together",
        ),
        (
            YEARLY + 'indicators = { "数" = { code = "disclosed", by = 1 } }',
            "a table with code, unit and applicant",
        ),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(tmp_path: Path, table: str, message: str) -> None:
    path = tmp_path / "510000-data.toml"
    head = (
        'code = "510000-data"\nplace = "510000"\nname = "四川"\nname_en = "Sichuan"\nfamily = "open_data"\n'
    )
    lists = 'hosts = ["data.sc.example"]\nlists = ["https://data.sc.example/a.csv"]\n'
    path.write_text(f"{head}{lists}[open_data]\n{table}\n", "utf-8")
    with pytest.raises(ProfileError) as error:
        load_profile(path)
    assert message in str(error.value)


def test_fewer_rows_than_expected_are_a_changed_layout() -> None:
    few = profile(
        "open_data",
        place="510000",
        lists=(f"{ROOT}/annual.csv",),
        options=OPTIONS,
        expect=Expect(min_reports=3),
    )
    with pytest.raises(LayoutChanged, match="lead to 2 reports, at least 3 are expected"):
        find({"/annual.csv": file(WIDE)}, few)
