"""A pattern is as simple as the titles on the column allow."""

import pytest

from adapters.scout.pattern import pattern_for

CITY = ["泸州市2018年政府信息公开工作年度报告", "泸州市人民政府2017年政府信息公开工作年度报告"]


@pytest.mark.parametrize(
    ("own", "others", "pattern"),
    [
        (CITY, ["宜宾市2018年政府信息公开工作年度报告"], "泸州市"),
        (["泸州市2018年政府信息公开年报"], ["四川省泸州市2018年政府信息公开年报汇编"], "^泸州市"),
        (CITY, ["泸州市教育局2018年政府信息公开工作年度报告"], r"泸州市(?:人民政府)?(?:20\d\d|政府|信息)"),
        (
            ["泸州市关于2018年度政府信息公开工作情况的报告", "泸州市关于2017年度政府信息公开工作情况的报告"],
            ["泸州市教育局2018年政府信息公开工作年度报告"],
            r"^(?:泸州市关于20\d\d年度政府信息公开工作情况的报告)$",
        ),
    ],
)
def test_a_pattern_finds_the_body_s_own_titles_and_no_others(
    own: list[str], others: list[str], pattern: str
) -> None:
    found = pattern_for("泸州市", own, others)
    assert found.pattern == pattern
    assert all(map(found.search, own))
    assert not any(map(found.search, others))


def test_a_pattern_of_shapes_finds_later_years_too() -> None:
    others = ["泸州市教育局2018年政府信息公开年报"]
    found = pattern_for("泸州市", ["关于泸州市2018年的政府信息公开年报"], others)
    assert found.search("关于泸州市2019年的政府信息公开年报")
