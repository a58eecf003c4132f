"""The registry: which code a place had in which year, what lies below it, how it is found."""

import pytest

from schema.enums import JurisdictionLevel
from schema.errors import AmbiguousPlace, UnknownPlace
from schema.places.gb2260 import stands, table
from schema.places.registry import (
    all_places,
    children,
    descendants,
    find_place,
    longest_place_in,
    path_name,
    place,
    places_within,
    resolve,
    search,
)

COUNTY, ZONE = JurisdictionLevel.COUNTY, JurisdictionLevel.ZONE


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("泸州", None, "510500"),
        ("泸州市", None, "510500"),
        ("四川省泸州市", None, "510500"),
        ("江苏省宿迁市沭阳县", None, "321322"),
        ("江苏省沭阳县", None, "321322"),
        ("宁夏银川市", None, "640100"),
        ("阿坝州", None, "513200"),
        ("上海", None, "310000"),
        ("内蒙古", None, "150000"),
        ("广西", None, "450000"),
        ("朝阳市", None, "211300"),
        ("平潭", None, "350128"),
        ("平潭综合实验区", None, "350128-pingtan"),
        ("内江高新区", None, "511000-neijianggaoxin"),
        ("襄樊市", None, "420600"),
        ("襄阳市", 2008, "420600"),
        ("海东", 2012, "632100"),
        ("海东市", 2013, "630200"),
        ("海东地区", 2015, "630200"),
        ("毕节地区", 2010, "522400"),
        ("毕节市", 2011, "520500"),
        ("铜仁", 2012, "520600"),
        ("巢湖市", 2010, "341400"),
        ("巢湖市", 2011, "340181"),
        ("莱芜市", 2018, "371200"),
        ("莱芜区", 2019, "370116"),
        ("三沙", 2012, "460300"),
        ("儋州", 2014, "469003"),
        ("儋州", 2015, "460400"),
        ("那曲", 2017, "540600"),
        ("哈密市", 2016, "650500"),
        ("简阳市", 2015, "512081"),
        ("简阳市", 2016, "510185"),
        ("建阳", 2014, "350703"),
        ("密云区", 2009, "110228"),
        ("密云区", 2015, "110118"),
        ("永定县", 2009, "350822"),
        ("恩阳区", 2013, "511903"),
        ("前锋区", 2013, "511603"),
        ("万盛区", 2009, "500110"),
    ],
)
def test_a_name_finds_the_code_that_was_valid_in_the_year(name: str, year: int | None, code: str) -> None:
    assert find_place(name, year=year).code == code


@pytest.mark.parametrize(
    ("code", "name_en"),
    [
        ("510000", "Sichuan"),
        ("510500", "Luzhou"),
        ("350128", "Pingtan County"),
        ("513200", "Aba Tibetan and Qiang Autonomous Prefecture"),
        ("450332", "Gongcheng Yao Autonomous County"),
        ("140400", "Changzhi"),
        ("510114", "Xindu District"),
        ("140109", "Wanbolin District"),
        ("429021", "Shennongjia Forestry District"),
        ("610100", "Xi'an"),
    ],
)
def test_english_names_read_as_maps_have_them(code: str, name_en: str) -> None:
    assert place(code).name_en == name_en


def test_a_name_of_several_places_lists_them() -> None:
    with pytest.raises(AmbiguousPlace, match="辽宁省朝阳市 \\(211300\\)") as caught:
        find_place("朝阳")
    assert caught.value.candidates == ("110105", "211300", "211321", "220104")


def test_within_decides_between_namesakes() -> None:
    assert find_place("鼓楼区", within="350100").code == "350102"


def test_an_unknown_name_offers_near_ones() -> None:
    with pytest.raises(UnknownPlace, match=r"did you mean .*泸州市"):
        find_place("泸洲市")


def test_a_name_outside_its_years_says_when_it_stood() -> None:
    with pytest.raises(UnknownPlace, match="no place called 三沙 in 2009; it stands for 460300 2012-"):
        find_place("三沙", year=2009)


@pytest.mark.parametrize("code", ["51050", "999999", "", "泸州"])
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(UnknownPlace, match="no place has the code"):
        place(code)


def test_a_code_outside_its_years_leads_to_its_successor() -> None:
    with pytest.raises(UnknownPlace, match=r"632100 海东地区 did not stand in 2013 .* see 630200 海东市"):
        place("632100", 2013)


def test_a_renamed_place_keeps_its_code_and_its_years() -> None:
    renamed = place("420600")
    assert (renamed.name, renamed.valid_from, renamed.valid_to) == ("襄阳市", None, None)
    assert place("420600", 2009).name == "襄樊市"


def test_a_reused_code_tells_the_places_apart() -> None:
    assert (place("500110").name, place("500110").valid_from) == ("綦江区", 2011)
    assert place("500110", 2009).name == "万盛区"


def test_codes_and_names_resolve_alike() -> None:
    assert resolve(" 510500 ") == resolve("泸州市") == place("510500")
    assert resolve("350128-pingtan").level is ZONE


def test_children_are_those_of_the_year() -> None:
    now = [child.code for child in children("512000")]
    before = [child.code for child in children("512000", year=2015)]
    assert now == ["512002", "512021", "512022"]
    assert before == ["512002", "512021", "512022", "512081"]


def test_places_within_take_the_next_level_and_any_of_the_years() -> None:
    assert len(places_within("510000")) == 21
    assert len(places_within("310000")) == 16
    assert {"341400", "340100"} <= {found.code for found in places_within("340000", years=(2010, 2020))}
    assert [found.code for found in places_within("350128")] == ["350128-pingtan"]
    assert len(places_within("130000", COUNTY)) == 167


def test_descendants_reach_every_code_that_ever_lay_below() -> None:
    below = descendants("510000")
    assert {"510500", "510502", "512081", "510185", "511000-neijianggaoxin"} <= below
    assert "500000" not in below


@pytest.mark.parametrize(
    ("text", "codes", "named"),
    [
        ("泸州市政府政府信息公开", ["510500"], "泸州市"),
        ("淮安市洪泽区教育局", ["320813"], "淮安市洪泽区"),
        ("宁夏银川市网信局", ["640100"], "宁夏银川市"),
        ("北京市东城区人民政府", ["110101"], "北京市东城区"),
        ("长春新区管委会", ["220100-changchunxinqu"], "长春新区"),
        ("长春市经济合作局", ["220100"], "长春市"),
        ("鼓楼区教育局", ["320106", "320302", "350102", "410204"], "鼓楼区"),
    ],
)
def test_a_text_is_read_as_deep_as_it_names_places(text: str, codes: list[str], named: str) -> None:
    match = longest_place_in(text)
    assert match is not None
    assert [found.code for found in match.places] == codes
    assert text[: match.end] == named


def test_a_text_that_begins_with_no_place_matches_nothing() -> None:
    assert longest_place_in("市政府政府信息公开") is None
    assert longest_place_in("") is None


def test_search_finds_codes_chinese_english_and_former_names() -> None:
    assert search("510500")[0].code == "510500"
    assert search("Luzhou")[0].code == "510500"
    assert [found.code for found in search("襄樊")] == ["420600"]
    assert [found.code for found in search("平潭")] == ["350128", "350128-pingtan"]
    assert search("  ") == ()


def test_the_path_names_a_place_from_its_province_down() -> None:
    assert path_name(place("321322")) == "江苏省宿迁市沭阳县"


def test_the_whole_country_is_there() -> None:
    """34 provinces with Taiwan, Hong Kong and Macao; 333 prefectures, 2,847 counties, as of 2026."""
    standing = [found for found in all_places() if found.valid_to is None and found.level is not ZONE]
    levels = [found.level for found in standing]
    assert [levels.count(level) for level in JurisdictionLevel][:3] == [34, 333, 2847]


def test_parents_stand_above_and_successors_stand_after() -> None:
    """Every parent and successor is a row; a place that ended without one was renamed."""
    for eras in table().eras.values():
        for era in eras:
            assert era.parent is None or era.parent in table().latest
            assert all(code in table().latest for code in era.successors)
            renamed = era.valid_to is not None and any(stands(e, era.valid_to + 1) for e in eras)
            assert era.valid_to is None or era.successors or renamed, era
