"""Digits that count nothing: dates, document numbers, telephones, names."""

import re
import tomllib
from pathlib import Path

import pytest

from adapters.extract.prose.noise import _PATTERNS, noise

TEXTS = [
    report["text"]
    for name in ("prose_manners.toml", "prose_provinces.toml")
    for report in tomllib.loads((Path(__file__).parent / name).read_text("utf-8"))["report"]
]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("2023年公开5条", "公开5条"),
        ("按照《2017年工作要点》公开3条", "按照公开3条"),
        ("苏政发〔2008〕12号文3份", "苏政发文3份"),
        ("拨打12345热线6次", "拨打热线6次"),
        ("联系电话:0527-84389000,答复2件", "联系,答复2件"),
        ("邮箱 gk_01@example.cn 收到4件", "邮箱  收到4件"),
        ("自2023年1月1日起办结7件", "起办结7件"),
        ("详见附件3、表一", "详见、"),
    ],
)
def test_what_counts_nothing_is_left_out(text: str, kept: str) -> None:
    left = text
    for start, end in reversed(noise(text)):
        left = left[:start] + left[end:]
    assert left == kept


@pytest.mark.parametrize(("begins", "pattern"), _PATTERNS)
def test_a_pattern_begins_with_nothing_but_what_is_said_of_it(begins: str, pattern: str) -> None:
    found = [match[0] for text in TEXTS for match in re.finditer(pattern, text)]
    assert [each for each in found if not re.match(f"[{begins}]", each)] == []
