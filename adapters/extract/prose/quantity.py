"""Numbers in running text → Quantity: value, unit, how exactly it is stated, and where it stands.

Called by mention over compact text. `4.2余万人次` → 42000 人次 MORE_THAN, `近1.5万条` → 15000 条
NEARLY. 万 and 亿 are multiplied out, but money keeps 元, 万元 or 亿元 as printed.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from adapters.extract.prose.numerals import NotANumber, read_number
from adapters.extract.unit import load_units
from schema.enums import Qualifier

Span = tuple[int, int]
MONEY = ("万", "亿")

_LOOSE = r"多|余|几"
# Longer ones are cells that a tool has run together.
_LONGEST = 20
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
    rf"(?:(?P<inner>{_LOOSE})?(?P<myriad>[百千]?[万亿](?!元))(?P<tail>\d{{3,4}}(?!\d)))?"
)
_CHINESE_SIGNS = "一二两三四五六七八九十百千万亿零〇○"
_CHINESE = rf"[{_CHINESE_SIGNS}]+"
_BEFORE = {
    Qualifier.MORE_THAN: r"超过了?|超出|逾|突破了?|不少于|不低于|至少|多达|高于|超",
    Qualifier.ABOUT: r"大约|大概|约为?|约计",
    Qualifier.NEARLY: r"将近|接近|近|不足|不到|不满",
}
_AFTER = {
    Qualifier.MORE_THAN: rf"{_LOOSE}|以上|之多|有余|开外",
    Qualifier.ABOUT: r"左右|上下|前后",
    Qualifier.NEARLY: r"不到",
}
# By the group of the pattern that found it.
_QUALIFIERS = tuple((f"{side}_{each}".lower(), each) for side in ("before", "after") for each in _BEFORE)


def _choice(words: dict[Qualifier, str], name: str) -> str:
    return "(?:" + "|".join(f"(?P<{f'{name}_{each}'.lower()}>{words[each]})" for each in words) + ")"


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    qualifies = "".join(word[0] for words in _BEFORE.values() for word in words.split("|"))
    return re.compile(
        rf"(?=[\s\d{_CHINESE_SIGNS}{qualifies}])"  # spares the other characters all that follows
        rf"{_choice(_BEFORE, 'before')}?\s?"
        rf"(?:(?P<number>{_NUMBER})|(?P<chinese>{_CHINESE}))"
        rf"\s?(?P<loose>{_LOOSE})?(?P<wan>[百千]?[万亿](?![元亿])|[百千](?!万))?(?P<late>{_LOOSE})?"
        rf"\s?(?P<unit>{load_units().pattern})?"
        rf"(?P<plus>{_choice(_AFTER, 'after')})?"
    )


class Quantity(NamedTuple):
    """One number of a text. `start` and `end` span it with qualifier and unit, `digits` starts the number.

    `unit` is as printed, empty where none follows. `spelled` tells Chinese numerals (二十项).
    """

    value: Decimal
    unit: str
    qualifier: Qualifier
    start: int
    digits: int
    end: int
    spelled: bool = False


def quantities(text: str, but: Sequence[Span] = ()) -> Iterator[Quantity]:
    """Every number of `text` in order, dates and telephone numbers too, unless it begins in a span of `but`.

    The spans stand in order; what is in them is not looked at further.
    """
    starts = [start for start, _ in but]
    for match in _pattern().finditer(text):
        at = bisect_right(starts, _digits(match)) - 1
        if at >= 0 and but[at][1] > _digits(match):
            continue
        found = _quantity(match)
        if found is not None:
            yield found


def quantity(text: str) -> Quantity | None:
    """The one quantity that `text` is, from first to last character; None when it is something else."""
    stripped = text.strip()
    match = _pattern().fullmatch(stripped)
    return _quantity(match) if match else None


def _quantity(match: re.Match[str]) -> Quantity | None:
    spelled = match["chinese"] is not None
    unit = (match["unit"] or "").replace("％", "%").replace("（", "(").replace("）", ")")
    if match["chinese"] in MONEY and unit == "元" and _qualifier(match) is Qualifier.EXACT:
        return None  # the unit of a column that holds no number: 万元
    wan = match["wan"] or ""
    if unit == "元" and wan in MONEY:
        unit, wan = wan + unit, ""
    try:
        value = _value(match, wan)
    except NotANumber:
        return None
    return Quantity(value, unit, _qualifier(match), match.start(), _digits(match), match.end(), spelled)


def _digits(match: re.Match[str]) -> int:
    return max(match.start("number"), match.start("chinese"))  # the other is -1


def _value(match: re.Match[str], wan: str) -> Decimal:
    """Multiplied out; whole when it comes to a whole number (1.5万 → 15000)."""
    printed = match["chinese"] or match["number"].replace(match["inner"] or "\0", "")
    if len(printed) > _LONGEST:
        raise NotANumber(printed)
    if printed.isascii() and printed.isdecimal() and not wan:
        return Decimal(printed)
    value = read_number(printed + wan)
    return (
        value if "." not in str(value) or value % 1 or not (wan or match["myriad"]) else Decimal(int(value))
    )


def _qualifier(match: re.Match[str]) -> Qualifier:
    if match["inner"] or match["loose"] or match["late"]:
        return Qualifier.MORE_THAN
    return next((qualifier for name, qualifier in _QUALIFIERS if match[name]), Qualifier.EXACT)
