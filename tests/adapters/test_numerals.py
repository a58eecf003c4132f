"""Characters of a number, exactly or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.extract.prose.numerals import NotANumber, read_number

READ = {
    "0": "0",
    "零": "0",
    "80286": "80286",
    "1,234": "1234",
    "１，２３４": "1234",
    "1,027,865": "1027865",
    "99.99": "99.99",
    "2 543": "2543",
    "一千零五": "1005",
    "一万零三百": "10300",
    "两万三千": "23000",
    "二十": "20",
    "十三": "13",
    "百": "100",
    "两": "2",
    "二〇一七": "2017",
    "二0一七": "2017",
    "14万9000": "149000",
    "1亿2000万": "120000000",
    "1.27万": "12700",
    "0.5万": "5000",
    "615.54万": "6155400",
    "3亿": "300000000",
    "1.2万亿": "1200000000000",
    "5千": "5000",
    "三百二十一": "321",
}
REFUSED = (
    "",
    "万件",
    "12a",
    "1,23",
    "1.2.3",
    "三五",
    "三万五",
    "一百二",
    "一十百",
    "12345,6",
    "第三",
    "1万20000",
)


@pytest.mark.parametrize(("text", "value"), READ.items())
def test_a_number_is_read_exactly(text: str, value: str) -> None:
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_left_over_or_doubtful_is_refused(text: str) -> None:
    with pytest.raises(NotANumber, match="is not one number"):
        read_number(text)


@given(st.integers(min_value=0, max_value=99_999_999))
def test_figures_and_their_spelling_agree(number: int) -> None:
    assert read_number(str(number)) == number
    assert read_number(f"{number:,}") == number
    assert read_number(_spelled(number)) == number


def _spelled(number: int) -> str:
    """Standard Chinese: 10005 → 一万零五."""
    if number >= 10_000:
        head, tail = divmod(number, 10_000)
        return _spelled(head) + "万" + (("零" if tail < 1000 else "") + _spelled(tail) if tail else "")
    for step, mark in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= step:
            head, tail = divmod(number, step)
            gap = "零" if tail and tail < step // 10 else ""
            return "零一二三四五六七八九"[head] + mark + (gap + _spelled(tail) if tail else "")
    return "零一二三四五六七八九"[number]
