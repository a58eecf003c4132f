"""Titles: whose report of which year, and what is no report. The rules' own examples all hold."""

import csv
import re
import tomllib
from pathlib import Path

import pytest

from adapters.titles import RULES, plain_title, read_title, refusal, rules
from schema.enums import ReportScope

DATA = tomllib.loads(RULES.read_text("utf-8"))
REPORTS = Path(__file__).resolve().parents[2] / "../shared/domain/reports.tsv"
AREA, ORGAN = ReportScope.JURISDICTION, ReportScope.ORGAN
NOT_REPORTS = re.compile(r"news|scheme|scorecard|yearbook|header sample|notice with|heading only")
# Rows that show no title of a report: a text quoted in parts, a name that was overwritten.
UNJUDGED = re.compile(r"excerpt|overwritten")


def _cases(kind: str) -> list[tuple[dict[str, object], str, bool]]:
    tables = DATA[kind] if isinstance(DATA[kind], list) else [DATA[kind]]
    return [
        (rule, example, wanted)
        for rule in tables
        for wanted, examples in ((True, rule["matches"]), (False, rule.get("leaves", [])))
        for example in examples
    ]


@pytest.mark.parametrize(("rule", "example", "wanted"), _cases("refuse"))
def test_a_refusal_catches_its_examples_and_leaves_its_counterexamples(
    rule: dict[str, object], example: str, wanted: bool
) -> None:
    assert (refusal(example) is not None) is wanted
    if wanted:
        assert re.search(str(rule["pattern"]), plain_title(example))


@pytest.mark.parametrize(("rule", "example", "wanted"), _cases("report"))
def test_the_words_of_a_report_are_known(rule: dict[str, object], example: str, wanted: bool) -> None:
    assert bool(re.search(str(rule["pattern"]), plain_title(example))) is wanted


@pytest.mark.parametrize(("rule", "example", "wanted"), _cases("scope"))
def test_what_follows_a_place_tells_its_scope(rule: dict[str, object], example: str, wanted: bool) -> None:
    found = next(scope for pattern, scope in rules().scope if pattern.fullmatch(example))
    assert (found == rule["scope"]) is wanted


@pytest.mark.parametrize(("rule", "example", "wanted"), [*_cases("zone_body"), *_cases("unnamed")])
def test_words_beside_a_place_are_told_from_organs(
    rule: dict[str, object], example: str, wanted: bool
) -> None:
    match = re.match(str(rule["pattern"]), example)
    whole = match is not None and (str(rule["pattern"]).startswith("^") or match.end() == len(example))
    assert whole is wanted


@pytest.mark.parametrize(
    ("title", "place", "year", "scope", "organ"),
    [
        ("2017年泸州市政府政府信息公开工作年度报告", "510500", 2017, AREA, None),
        ("二〇一七年泸州市政府信息公开工作年度报告", "510500", 2017, AREA, None),
        ("泸州市二○一七年度政府信息公开年报", "510500", 2017, AREA, None),
        ("青岛市人民政府信息公开工作年度报告(2017年度)", "370200", 2017, AREA, None),
        ("平潭综合实验区管委会2014年度政府信息公开工作年度报告", "350128-pingtan", 2014, AREA, None),
        ("平潭县人民政府\n2012年政府信息公开工作年度报告", "350128", 2012, AREA, None),
        ("2019年上海市人民政府办公厅政府信息公开工作年度报告", "310000", 2019, ORGAN, "上海市人民政府办公厅"),
        ("沭阳县发展和改革局2023年政府信息公开年度报告", "321322", 2023, ORGAN, "沭阳县发展和改革局"),
        ("海东市2012年度政府信息公开工作年度报告", "632100", 2012, AREA, None),
        ("重慶市2013年政府信息公開工作年度報告", "500000", 2013, AREA, None),
        ("(文字版)2018年芜湖市政府信息公开工作年度报告", "340200", 2018, AREA, None),
        (
            "2018年泸州市政府信息公开工作年度报告_01B政府办公厅(室)_泸州市人民政府门户网站",
            "510500",
            2018,
            AREA,
            None,
        ),
        (
            "贵阳市人民政府（市人民政府办公厅）2021年政府信息公开工作年度报告",
            "520100",
            2021,
            ORGAN,
            "贵阳市人民政府办公厅",
        ),
        ("2017年广州市黄埔区人民政府广州开发区管委会政府信息公开年度报告", "440112", 2017, AREA, None),
        (
            "泉州市丰泽区教育局关于印发 2025年政府信息公开工作年度报告的通知",
            "350503",
            2025,
            ORGAN,
            "泉州市丰泽区教育局",
        ),
        ("２０２０年鄂温克旗政府信息公开工作年度报告", "150724", 2020, AREA, None),
    ],
)
def test_a_title_gives_place_year_scope_and_organ(
    title: str, place: str, year: int, scope: ReportScope, organ: str | None
) -> None:
    read = read_title(title)
    assert read is not None
    assert (read.place, read.year, read.scope, read.organ, read.named) == (place, year, scope, organ, True)


def test_the_portal_s_place_stands_in_for_one_that_is_not_named() -> None:
    read = read_title("2019年市政府政府信息公开工作年度报告", within="510500")
    assert read is not None
    assert (read.place, read.scope, read.named) == ("510500", AREA, False)
    town = read_title("凤鸣街道2016年度政府信息公开工作报告", within="330483")
    assert town is not None
    assert (town.place, town.organ, town.named) == ("330483", "凤鸣街道", False)


def test_the_portal_s_place_decides_between_namesakes() -> None:
    title = "鼓楼区2020年政府信息公开工作年度报告"
    alone, inside = read_title(title), read_title(title, within="350100")
    assert alone is not None
    assert inside is not None
    assert (alone.place, inside.place) == (None, "350102")


def test_a_title_without_a_year_is_still_a_title() -> None:
    read = read_title("政府信息公开工作年度报告", within="420106")
    assert read is not None
    assert (read.year, read.place) == (None, "420106")


@pytest.mark.parametrize(
    ("title", "reason"),
    [
        ("阿坝州人民政府办公室关于报送2018年政府信息公开年报的通知", "a notice about compiling"),
        ("宿迁市2022年、2023年政府信息公开年度报告", "it names 2 years: 2022, 2023"),
        ("泸州市2017年国民经济和社会发展统计公报", "no report|other work"),
        ("", "no words of an annual report"),
    ],
)
def test_what_is_not_a_report_says_why(title: str, reason: str) -> None:
    assert read_title(title) is None
    assert re.search(reason, refusal(title) or "")


def test_the_collected_titles_are_read_right() -> None:
    """At least 97 of 100 right in place, year and scope, and every look-alike refused."""
    if not REPORTS.exists():
        pytest.skip("the collected titles lie beside the checkout, in shared/domain/reports.tsv")
    with REPORTS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    rows = [row for row in rows if not UNJUDGED.search(row["title_shown"] + row["jurisdiction"])]
    wrong = [row["title_shown"] for row in rows if not _is_right(row)]
    assert len(wrong) <= len(rows) * 0.03, wrong


def _is_right(row: dict[str, str]) -> bool:
    shown = row["title_shown"].split(" (title")[0].split(" / ")[0]
    read = read_title(shown, within=row["gbt2260"][:6] or None)
    if NOT_REPORTS.search(row["jurisdiction"] + row["title_shown"]):
        return read is None
    if read is None:
        return False
    # The column tells the organ in brackets or by its name; a zone's administration is the zone.
    organ = bool(re.search(r"局|办公[室厅]\)|委$|办$|本级|街道|镇 |部$|三林", row["jurisdiction"]))
    year = "None" if "title without year" in row["title_shown"] else row["year"]
    place = (read.place or "")[:6] in row["gbt2260"]
    return place and str(read.year) == year and (read.scope is ORGAN) is organ


@pytest.mark.parametrize(
    ("title", "place", "scope"),
    [
        ("大连长兴岛经济技术开发区长兴岛街道2022年政府信息公开工作年度报告", "210200", ORGAN),
        ("无锡经济开发区管委会2020年政府信息公开工作年度报告", "320200", ORGAN),
        ("泉州台商投资区管委会2016年政府信息公开工作年度报告", "350500", ORGAN),
        ("苏州工业园区管委会2020年政府信息公开工作年度报告", "320500-yuanqu", AREA),
        ("河北雄安新区管理委员会2022年政府信息公开工作年度报告", "130000-xiongan", AREA),
        ("杨凌示范区审计局2022年政府信息公开工作年度报告", "610403-yangling", ORGAN),
        ("重庆两江新区管委会2021年政府信息公开工作年度报告", "500000-liangjiang", AREA),
        ("重庆两江新区2025年政府信息公开工作年度报告", "500157", AREA),
        ("天府新区成都管委会2020年政府信息公开工作年度报告", "510100-tianfu", AREA),
        ("中国证券监督管理委员会浙江监管局2016年政府信息公开工作年度报告", "330000", ORGAN),
        ("中国银行业监督管理委员会四川监管局2013年政府信息公开工作年度报告", "510000", ORGAN),
        ("中华人民共和国青岛海关2019年政府信息公开工作年度报告", "370200", ORGAN),
        ("湘西自治州人民政府2020年政府信息公开工作年度报告", "433100", AREA),
        ("中共平江县委 平江县人民政府2022年政府信息公开工作年度报告", "430626", AREA),
        ("中共泸州市委办公室2022年政府信息公开工作年度报告", None, ORGAN),
        ("关于报送古蔺县2016年政府信息公开工作年度报告的报告", "510525", AREA),
        ("2020年度政府信息公开工作年度报告 淮北市相山区", "340603", AREA),
        ("政府信息公开工作年度报告(2017)-平凉市崆峒区农牧局", "620802", ORGAN),
        ("2008年5月1日至12月31日青岛市政府信息公开工作年度报告", "370200", AREA),
        ("2018年政府信息公开工作年度报告_淮北市相山区人民政府门户网站", "340603", AREA),
        ("2018年政府信息公开工作年度报告_部门年报_某某门户网站", None, AREA),
        ("锡林郭勒盟行政公署2019年政府信息公开工作年度报告", "152500", AREA),
        ("关于公开《石家庄市2021年政府信息公开工作年度报告》的公告", "130100", AREA),
        ("東鄉區氣象局2022年度政府資訊公開工作年度報告", "361003", ORGAN),
    ],
)
def test_zones_leagues_wrapped_titles_and_traditional_ones_are_placed(
    title: str, place: str | None, scope: ReportScope
) -> None:
    found = read_title(title)
    assert found is not None
    assert (found.place, found.scope) == (place, scope)


def test_no_title_of_a_report_is_without_the_sign_that_is_looked_for_first() -> None:
    assert all("公开" in pattern.pattern for pattern in rules().report)
    assert ord("公") not in {*rules().traditional, *rules().traditional.values()}
