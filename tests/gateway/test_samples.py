"""The sample portals do the real job: ordinary fetcher, families and readers, over a real socket.

Every family has one with its paging and its oddities; what each is odd in is a claim here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from support.sample_sites import HOST, Served, every_report, served, site

from adapters.families.options import OPTIONS
from adapters.families.registry import FAMILIES
from adapters.profiles import Expect, Profile
from adapters.taken import Taken
from gateway.samples.portals import app, sample_profiles
from gateway.samples.report import samples
from schema.records.extraction import Extraction

PROFILES = {profile.code: profile for profile in sample_profiles()}
ALL = every_report()
Read = dict[str, list[Taken]]


@pytest.fixture(scope="module")
def portals() -> Iterator[Served]:
    with served({profile.hosts[0]: app(profile) for profile in PROFILES.values()}) as up:
        yield up


@pytest.fixture(scope="module")
def read(portals: Served) -> Read:
    """What every sample portal yields, by code."""
    return {code: portals.read(profile) for code, profile in PROFILES.items()}


def test_there_are_portals_in_every_family() -> None:
    # Another gateway is not a portal of ours: tests/gateway/test_families_graphql.py starts a whole one.
    assert {profile.family for profile in PROFILES.values()} == FAMILIES.keys() - {"graphql"}
    assert len(PROFILES) == 28
    assert len(samples()["report"]) == 43


# (place, year, title), in the order of the portals' codes and of their lists.
YIELD = {
    "catalogue": [
        ("130500", 2025, "邢台市人民政府办公室2025年政府信息公开工作年度报告"),
        ("130200-tangshangaoxin", 2022, "唐山高新区管委会2022年政府信息公开工作年度报告"),
    ],
    "epoint": [
        ("340100", 2011, "合肥市水务局2011年政府信息公开工作年度报告"),
    ],
    "fixed": [
        ("510300", 2024, "自贡市人民政府办公室2024年政府信息公开工作年度报告"),
        ("510300", 2022, "自贡市商务局2022年政府信息公开工作年度报告"),
    ],
    "gkmlpt": [
        ("440100", 2023, "广州市人民政府办公厅2023年政府信息公开工作年度报告"),
    ],
    "hanweb": [
        ("310000", 2019, "2019年上海市人民政府办公厅政府信息公开工作年度报告"),
        ("320813", 2023, "洪泽区人民政府2023年政府信息公开工作年度报告"),
        ("330300", 2023, "温州市人民政府2023年政府信息公开工作年度报告"),
        ("330483", 2016, "凤鸣街道2016年度政府信息公开工作报告"),
        ("510500", 2017, "泸州市2017年政府信息公开工作年度报告"),
        ("510900", 2018, "遂宁市2018年政府信息公开工作年度报告"),
        ("620100", 2020, "兰州市2020年政府信息公开工作年度报告"),
    ],
    "open_data": [
        ("140600", 2024, "朔州市人民政府办公室2024年政府信息公开工作年度报告"),
        ("140200", 2024, "大同市人民政府办公室2024年政府信息公开工作年度报告"),
    ],
    "plain": [
        ("640100-suyin", 2025, "苏银产业园管理委员会2025年政府信息公开工作年度报告"),
        ("640100", 2022, "银川市人民政府办公室2022年政府信息公开工作年度报告"),
    ],
    "trs": [
        ("110118", 2015, "北京市密云区2015年政府信息公开工作年度报告"),
        ("220000", 2025, "吉林省人民政府办公厅2025年政府信息公开工作年度报告"),
        ("220100", 2024, "长春市人民政府办公厅2024年政府信息公开工作年度报告"),
        ("220100-changchunxinqu", 2025, "2025年度长春新区管委会政府信息公开工作年度报告"),
        ("350822", 2009, "永定县2009年政府信息公开工作年度报告"),
        ("350000", 2008, "福建省2008年度政府信息公开工作年度报告"),
        ("350128-pingtan", 2019, "平潭综合实验区2019年度政府信息公开工作年度报告"),
        ("350128-pingtan", 2014, "平潭综合实验区管委会2014年度政府信息公开工作年度报告"),
        ("350128", 2012, "平潭县人民政府2012年政府信息公开工作年度报告"),
        ("370200", 2018, "青岛市2018年政府信息公开工作年度报告"),
        ("450203", 2025, "柳州市鱼峰区里雍镇人民政府2025年政府信息公开工作年度报告"),
        ("450204", 2023, "柳州市柳南区人民政府2023年政府信息公开工作年度报告"),
        ("500151", 2025, "重庆市铜梁区人民政府办公室2025年政府信息公开工作年度报告"),
        ("500103", 2025, "重庆市渝中区人民政府办公室2025年政府信息公开工作年度报告"),
        ("540000", 2011, "西藏自治区2011年政府信息公开年度报告"),
    ],
    "ucap": [
        ("210200", 2017, "大连市2017年度政府信息公开工作报告"),
        ("321300", 2023, "宿迁市2023年政府信息公开工作年度报告"),
        ("321322", 2023, "沭阳县发展和改革局2023年政府信息公开年度报告"),
        ("511000-neijianggaoxin", 2021, "内江高新区2021年政府信息公开工作年度报告"),
    ],
    "vsb": [
        ("510403", 2025, "攀枝花市西区2025年政府信息公开工作年度报告"),
        ("511722", 2025, "宣汉县2025年政府信息公开工作年度报告"),
        ("511400", 2024, "眉山市2024年政府信息公开工作年度报告"),
        ("511602", 2022, "广安区2022年政府信息公开工作年度报告"),
        ("510683", 2020, "绵竹市2020年政府信息公开工作年度报告"),
    ],
    "year_index": [
        ("110000", 2015, "北京市信访办2015年度政府信息公开年度报告"),
        ("110000", 2009, "2009年北京市文化局政府信息公开年度报告"),
        ("110115", 2015, "北京市大兴区商务委2015年度政府信息公开年度报告"),
        ("530100", 2023, "昆明市人民政府2023年政府信息公开工作年度报告"),
    ],
}


@pytest.mark.parametrize("family", sorted(YIELD))
def test_a_family_yields_exactly_the_reports_of_its_portals(read: Read, family: str) -> None:
    found = [
        (taken.extraction.report.jurisdiction, taken.extraction.report.year, taken.extraction.report.title)
        for code, reports in read.items()
        if PROFILES[code].family == family
        for taken in reports
    ]

    assert found == YIELD[family]


@pytest.mark.parametrize("code", sorted(PROFILES.keys() - {"140000-shanxi-sample"}))
def test_a_sample_portal_yields_exactly_its_reports(read: Read, code: str) -> None:
    expected = [report for report in samples()["report"] if report["portal"] == code]

    found = [taken.extraction.report for taken in read[code]]

    assert {(r.title, r.year) for r in found} == {(report["title"], report["year"]) for report in expected}
    # A copy that names its original is traced to it.
    originals = {report["original"] for report in expected if "original" in report}
    assert {r.source_url for r in found} >= originals


def values(extraction: Extraction) -> dict[str, float | None]:
    """The values for all applicants together, by indicator."""
    return {
        s.indicator: None if s.value is None else float(s.value)
        for s in extraction.statistics
        if s.applicant == "TOTAL"
    }


@pytest.mark.parametrize(
    ("portal", "report", "expected"),
    [
        ("510500-luzhou-sample", "510500.2017", {"disclosed": 80286, "fees.collected": 0}),
        ("110118-miyun-sample", "110118.2015", {"disclosed": 8489, "requests.received": 72}),
        ("370200-qingdao-sample", "370200.2018", {"disclosed": 449248}),
        ("350128-pingtan-sample", "350128.2012", {"disclosed": 2026, "disclosed.channel.website": 1795}),
        ("350128-pingtan-sample", "350128-pingtan.2019", {"procurement.amount": 7539.443252}),
        ("321300-suqian-sample", "321300.2023", {"requests.received": 3511, "outcome.other.other": 291}),
        ("320813-hongze-sample", "320813.2023", {"review.total": 0, "outcome.other": 0}),
        ("510000-sichuan-sample", "510403.2025", {"disclosed": 914, "licensing.decisions": 84840}),
        ("510000-sichuan-sample", "510683.2020", {"disclosed": 29714, "response.interpretations": 592}),
        ("530100-kunming-sample", "530100.2023", {"disclosed": 629600, "response.interpretations": 904}),
        ("330300-wenzhou-sample", "330300.2023", {"disclosed": 8648394, "response.press_conferences": 116}),
        ("450200-liuzhou-sample", "450204.2023", {"disclosed": 4051, "requests.received": 9}),
        ("620100-lanzhou-sample", "620100.2020", {"disclosed.channel.website": 2415}),
    ],
)  # fmt: skip
def test_the_published_figures_are_read_from_the_sample_pages(
    read: Read, portal: str, report: str, expected: dict[str, float]
) -> None:
    (taken,) = [each for each in read[portal] if each.extraction.report.id == report]

    found = values(taken.extraction)

    assert {code: found.get(code) for code in expected} == expected


def test_the_whole_breakdown_of_a_report_is_read_whichever_paragraph_it_stands_in(read: Read) -> None:
    reports = [taken.extraction for taken in read["350128-pingtan-sample"]]
    (zone,) = [extraction for extraction in reports if extraction.report.year == 2014]

    kinds = {s.label: int(s.value or 0) for s in zone.statistics if s.indicator == "disclosed.category"}

    assert len(kinds) == 9
    # The report's own total is 2543: its kinds do not add up to it, and are kept as printed.
    assert sum(kinds.values()) == 2641


def test_the_page_of_a_sample_names_where_its_figures_were_published() -> None:
    assert all(report["source"] for report in samples()["report"])


# What the sample portals are odd in.


def one(read: Read, portal: str, year: int) -> Taken:
    (found,) = [taken for taken in read[portal] if taken.extraction.report.year == year]
    return found


def test_an_article_on_two_pages_is_one_report(read: Read) -> None:
    office = one(read, "220000-jilin-sample", 2024)

    assert [page.final_url.rpartition("_")[2] for page in office.read][1:] == ["1.html"]
    assert values(office.extraction)["review.total"] == 2  # stands on the second page


def test_a_page_that_only_wraps_a_word_file_leads_to_it(read: Read) -> None:
    (office,) = [t for t in read["500000-chongqing-sample"] if t.snapshot.final_url.endswith(".html")]

    assert office.read[0].final_url.endswith(".docx")
    assert values(office.extraction) == {
        "requests.received": 14,
        "requests.carried_in": 1,
        "outcome.total": 13,
        "requests.carried_out": 2,
        "review.total": 1,
        "review.upheld": 1,
    }


def test_a_list_may_lead_to_a_word_file_itself(read: Read) -> None:
    (office,) = [t for t in read["500000-chongqing-sample"] if t.snapshot.final_url.endswith(".docx")]

    # A file knows no day of publication: the list's is its.
    assert str(office.extraction.report.published_on) == "2026-01-29"
    assert values(office.extraction) == {
        "response.press_conferences": 19,
        "response.interpretations": 96,
        "review.total": 3,
    }


def test_an_article_with_page_breaks_in_its_text_is_read_whole(read: Read) -> None:
    zone = one(read, "511000-neijiang-sample", 2021)

    assert b"#PAGE_BREAK#" in zone.body
    parts = [value for code, value in values(zone.extraction).items() if ".channel." in code]
    assert sum(value or 0 for value in parts) == values(zone.extraction)["disclosed"] == 5879


def test_an_article_in_a_script_is_read_with_its_head(read: Read) -> None:
    office = one(read, "440000-guangdong-sample", 2023).extraction

    assert office.report.publisher == "广州市人民政府办公厅"
    assert [(figure.label, int(figure.value or 0)) for figure in office.figures]
    assert {int(figure.value or 0) for figure in office.figures} == {4, 19, 138}


def test_a_report_without_year_in_the_list_is_of_its_folders_year(portals: Served) -> None:
    found = portals.found(PROFILES["110000-beijing-sample"])

    assert [(ref.title, ref.column_year) for ref in found] == [
        ("北京市信访办政府信息公开年度报告", 2015),
        ("北京市文化局政府信息公开年度报告", 2009),
        ("北京市大兴区商务委政府信息公开年度报告", 2015),
    ]


def test_a_year_in_an_address_is_nobodys_year(read: Read) -> None:
    reports = read["450200-liuzhou-sample"]

    assert all("/197001/t19700101_" in taken.snapshot.final_url for taken in reports)
    assert [(r.extraction.report.year, str(r.extraction.report.published_on)) for r in reports] == [
        (2025, "2026-01-28"),
        (2023, "2024-01-30"),
    ]


def test_a_file_of_open_data_yields_a_report_for_each_row_but_the_total(read: Read) -> None:
    offices = [taken.extraction for taken in read["140000-shanxi-sample"]]

    assert [values(office) for office in offices] == [
        {
            "disclosed": 11360,
            "response.interpretations": 34,
            "response.press_conferences": None,
            "gazette.issues": 6,
            "requests.received": 15,
        },
        {
            "disclosed": None,
            "response.interpretations": 123,
            "response.press_conferences": 39,
            "gazette.issues": None,
            "requests.received": None,
        },
    ]
    source = offices[0].statistics[0].source
    assert (source.quote, source.row, source.column) == (
        "11360",
        "2: 朔州市 朔州市人民政府办公室 2024",
        "主动公开（条）",
    )


def test_the_same_file_as_json_says_the_same(portals: Served, read: Read) -> None:
    given = PROFILES["140000-shanxi-sample"]
    options = replace(given.options, records="data.list")
    as_json = replace(given, lists=(given.lists[0].replace(".csv", ".json"),), options=options)

    offices = portals.read(as_json)

    assert [values(taken.extraction) for taken in offices] == [
        values(taken.extraction) for taken in read[given.code]
    ]


# Every family with all reports of all samples: more pages than any sample portal has.


def profile(family: str, path: str, *, options: dict[str, object] | None = None, **given: object) -> Profile:
    known = PROFILES["110118-miyun-sample"]
    return replace(
        known,
        family=family,
        hosts=(HOST,),
        lists=(f"https://{HOST}{path}",),
        options=OPTIONS[family](**(options or {})),
        expect=Expect(years=(2008, 2025)),
        **given,
    )


TRUECMS = {
    "html": "result",
    "start": "startrecord",
    "end": "endrecord",
    "referer": f"https://{HOST}/zwgk/gknb/index.html",
    "form": {"callback": "cb"},
}
EPOINT = "/dynamic/zwgk/govInfoPub.html?categorynum=003017002"
TRS = "/zwgk/zfxxgk/zfxxgknb/"
KEYS = [report.key for report in ALL]


@pytest.mark.parametrize(
    ("family", "path", "options", "oddities", "questions"),
    [
        pytest.param("trs", TRS, {}, {"page_size": 10}, 5, id="trs-counted-by-a-call"),
        pytest.param("trs", TRS, {}, {"page_size": 10, "script": "count"}, 5, id="trs-counted-by-variable"),
        pytest.param(
            "trs", TRS, {}, {"page_size": 10, "framed": True, "script": "count"}, 6, id="trs-in-a-frame"
        ),
        pytest.param("trs", TRS, {}, {"page_size": 10, "epoch": True}, 5, id="trs-dated-1970"),
        pytest.param("ucap", "/zfb/gknb/list.shtml", {}, {"page_size": 10}, 5, id="ucap-static"),
        pytest.param(
            "ucap", "/zfb/gknb/list.shtml", {}, {"channel": "5d1f", "most": 10}, 6, id="ucap-search-capped"
        ),
        pytest.param("vsb", "/zwgk/gknb.htm", {}, {"page_size": 10}, 5, id="vsb-backwards"),
        pytest.param("gkmlpt", "/gkmlpt/index", {}, {"page_size": 10}, 6, id="gkmlpt-by-directory"),
        pytest.param("epoint", EPOINT, {}, {"page_size": 10}, 6, id="epoint-by-script"),
        pytest.param(
            "epoint", EPOINT, {"envelope": "params"}, {"page_size": 10, "envelope": "params"}, 6,
            id="epoint-in-an-envelope",
        ),
        pytest.param("epoint", EPOINT, {}, {"page_size": 10, "as_text": True}, 6, id="epoint-json-in-json"),
        pytest.param(
            "catalogue", "/messageController/getMessage.do", TRUECMS, {"page_size": 10}, 6,
            id="catalogue-in-a-callback",
        ),
        pytest.param(
            "hanweb", "/col/col1228/index.html", {}, {"inlined": 5, "most": 10}, 6, id="hanweb-capped"
        ),
        pytest.param(
            "hanweb", "/col/col1228/index.html", {"method": "POST"}, {"page_size": 10, "heeds": "page"}, 6,
            id="hanweb-heeds-page-only",
        ),
        pytest.param(
            "hanweb", "/col/col1228/index.html", {}, {"page_size": 10, "built": KEYS}, 6, id="hanweb-jpaas"
        ),
        pytest.param(
            "hanweb", "/col/col1228/index.html", {}, {"page_size": 10, "built": KEYS[:5]}, 3,
            id="hanweb-old-and-new-together",
        ),
        pytest.param(
            "hanweb", "/col/col1228/index.html", {}, {"page_size": 10, "directory": True}, 7,
            id="hanweb-directory",
        ),
        pytest.param("plain", "/zwgk/gknb/", {}, {"page_size": 10, "says_next": True}, 5, id="plain-next"),
        pytest.param("plain", "/zwgk/gknb/", {}, {"page_size": 10}, 10, id="plain-by-trial"),
        pytest.param(
            "plain", "/zwgk/gknb/", {"pages": "list_{n}.html"}, {"page_size": 10}, 6, id="plain-as-told"
        ),
        pytest.param(
            "year_index", "/zwgk/gknb/", {}, {"page_size": 2, "announced": [2026]}, 28, id="year-folders"
        ),
    ],
)  # fmt: skip
def test_every_report_of_a_long_list_is_found_once(
    family: str, path: str, options: dict[str, object], oddities: dict[str, object], questions: int
) -> None:
    with served(site(family, ALL, **oddities)) as portal:
        found = portal.found(profile(family, path, options=options))

    addresses = {f"https://{HOST}{address}" for address in _addresses(family, oddities)}
    assert {ref.url for ref in found} == addresses
    assert len(found) == len(ALL) == 43
    assert len([asked for asked in portal.server.asked if asked.path != "/robots.txt"]) == questions


def _addresses(family: str, oddities: dict[str, object]) -> Sequence[str]:
    from gateway.samples.portals import SITES

    portal = SITES[family](name="样例", host=HOST, reports=ALL, **oddities)
    return [portal.address(report) for report in ALL]


def test_a_guangdong_list_that_ends_in_404_yields_its_first_page() -> None:
    with served(site("gkmlpt", ALL, page_size=10, first_only=True)) as portal:
        assert len(portal.found(profile("gkmlpt", "/gkmlpt/index"))) == 10


def test_a_grid_of_units_and_years_is_asked_cell_by_cell() -> None:
    given = profile("hanweb", "/", options={"area": ("11", "12")})
    with served(site("hanweb", ALL[:1], area="12")) as portal:
        found = portal.found(replace(given, expect=Expect(years=(2016, 2018)), lists=()))

    assert [(ref.title, ref.column_year) for ref in found] == [("泸州市2017年政府信息公开工作年度报告", 2017)]
    assert len([asked for asked in portal.server.asked if "Annual" in asked.path]) == 6
