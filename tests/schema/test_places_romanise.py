"""Names of divisions: what a place is called for short, and which peoples its name holds."""

import pytest

from schema.places.romanise import short_name, split_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("泸州市", "泸州"),
        ("内蒙古自治区", "内蒙古"),
        ("新疆维吾尔自治区", "新疆"),
        ("阿坝藏族羌族自治州", "阿坝"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("察布查尔锡伯自治县", "察布查尔"),
        ("鄂温克族自治旗", "鄂温克"),
        ("东乡族自治县", "东乡"),
        ("龙胜各族自治县", "龙胜"),
        ("顺河回族区", "顺河"),
        ("万柏林区", "万柏林"),
        ("神农架林区", "神农架"),
        ("浦东新区", "浦东"),
        ("阿荣旗", "阿荣旗"),
        ("萧县", "萧县"),
        ("城区", "城区"),
    ],
)
def test_a_short_name_drops_what_kind_of_place_it_is(name: str, short: str) -> None:
    assert short_name(name) == short


def test_a_name_falls_into_base_peoples_and_word() -> None:
    assert split_name("威宁彝族回族苗族自治县") == ("威宁", ("彝", "回", "苗"), "自治县")
    assert split_name("泸县") == ("泸", (), "县")
