"""Which wordings are asked about a number at all: never too few, and few."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.extract.prose.lexicon import load_lexicon
from adapters.extract.prose.phrase import QUANTITY
from adapters.extract.prose.sieve import Sieve, needs, places
from schema.enums import ReportFormat

LEXICON = load_lexicon()
EXAMPLES = [text for phrase in LEXICON.phrases for text in (*phrase.examples, *phrase.refuses)]


@pytest.mark.parametrize(
    ("pattern", "signs"),
    [
        ("收到", "收"),
        ("收到|受理", "收受"),
        ("收(?:到|悉)", "收"),
        ("(?:公开|发布)?信息", "信"),
        ("[信消]息?", "信消"),
        ("(?:信息){2,}+", "信"),
        ("收到|.{3}", ""),
        ("[^收]", ""),
        (r"[一-十]|\d+", ""),
        ("(?!收)(?:到)*", ""),
        ("(?i)A", ""),
    ],
)
def test_a_match_needs_one_of_these_characters(pattern: str, signs: str) -> None:
    assert needs(re.compile(pattern), len) == frozenset(signs)


def test_rare_characters_are_asked_for_rather_than_common_ones() -> None:
    sieve = Sieve([re.compile(f"公开{word}#") for word in ("信息", "文件", "目录")], QUANTITY)
    assert [*places(sieve.may_match("公开文件#"))] == [1]
    assert sieve.may_match("公开#") == 0


@given(st.data())
def test_no_wording_that_matches_is_left_out(data: st.DataObject) -> None:
    text = data.draw(st.sampled_from(EXAMPLES))
    start = data.draw(st.integers(0, len(text)))
    label = re.sub(r"[\d【】]+", QUANTITY, text[start : start + 40])
    form = data.draw(st.sampled_from(ReportFormat))
    kind = data.draw(st.sampled_from(["", "requests", "fees"]))
    unit = data.draw(st.sampled_from(["件", "条", "元", "", "场"]))
    nought = data.draw(st.booleans())
    fitting = [
        phrase
        for phrase in LEXICON.phrases
        if phrase.pattern.search(label)
        and form in phrase.formats
        and kind not in phrase.never_kinds
        and (not phrase.kinds or kind in phrase.kinds)
        and unit in phrase.units
        and (nought or not phrase.zero)
    ]
    speaking = list(LEXICON.phrases.of_number(label, form, kind, [unit], nought=nought))
    assert [phrase for phrase in speaking if phrase.pattern.search(label)] == fitting


def test_a_label_asks_less_than_a_tenth_of_all_wordings() -> None:
    labels = ["收到政府信息公开申请#", "主动公开政府信息#", "举办新闻发布会#", "上年结转#"]
    form = ReportFormat.NARRATIVE_2008
    asked = [len(list(LEXICON.phrases.of_number(label, form, "", ["件"], nought=False))) for label in labels]
    assert sum(asked) / len(asked) < len(LEXICON.phrases) / 10
