"""Numbers in running text → Quantity: value, unit, how exactly it is stated, and where it stands.

Called by mention over compact text. `4.2余万人次` → 42000 人次 MORE_THAN, `近1.5万条` → 15000 条
NEARLY. 万 and 亿 are multiplied out, but money keeps 元, 万元 or 亿元 as printed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from adapters.extract.numerals import NotANumber, read_number
from schema.enums import Qualifier

UNITS = [
    "个工作日",
    "个季度",
    "个小时",
    "个百分点",
    "个月",
    "平方公里",
    "平方米",
    "工作日",
    "件次",
    "件(次)",
    "件（次）",
    "人次",
    "条次",
    "场次",
    "期次",
    "次数",
    "户次",
    "册次",
    "万元",
    "美元",
    "公里",
    "分钟",
    "小时",
    "元",
    "条",
    "件",
    "份",
    "个",
    "篇",
    "项",
    "则",
    "期",
    "册",
    "宗",
    "起",
    "例",
    "封",
    "次",
    "场",
    "人",
    "名",
    "字",
    "户",
    "家",
    "处",
    "座",
    "幅",
    "部",
    "本",
    "张",
    "块",
    "台",
    "批",
    "类",
    "种",
    "位",
    "班",
    "版",
    "亿元",
    "通",
    "天",
    "日",
    "届",
    "级",
    "倍",
    "吨",
    "亩",
    "组",
    "门",
    "所",
    "支",
    "只",
    "套",
    "间",
    "辆",
    "卷",
    "页",
    "遍",
    "回",
    "轮",
    "岁",
    "米",
    "％",
    "%",
    "宗次",
    "起次",
    "例次",
    "月",
    "年",
    "季",
    "周",
    "课",
    "枚",
    "档",
    "单",
    "步",
]

MONEY = ("万", "亿")

_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_LOOSE = r"多|余|几"
_NUMBER = (
    r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
    rf"(?:(?P<inner>{_LOOSE})?(?P<myriad>[百千]?[万亿](?!元))(?P<tail>\d{{3,4}}(?!\d)))?"
)
_CHINESE = r"[一二两三四五六七八九十百千万亿零〇○]+"
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


def _choice(words: dict[Qualifier, str], name: str) -> str:
    return "(?:" + "|".join(f"(?P<{name}_{q.name.lower()}>{words[q]})" for q in words) + ")"


_QUANTITY = re.compile(
    rf"{_choice(_BEFORE, 'before')}?\s?"
    rf"(?:(?P<number>{_NUMBER})|(?P<chinese>{_CHINESE}))"
    rf"\s?(?P<loose>{_LOOSE})?(?P<wan>[百千]?[万亿](?![元亿])|[百千](?!万))?(?P<late>{_LOOSE})?"
    rf"\s?(?P<unit>{_UNIT})?"
    rf"(?P<plus>{_choice(_AFTER, 'after')})?"
)


@dataclass(frozen=True, slots=True)
class Quantity:
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


def quantities(text: str) -> Iterator[Quantity]:
    """Every number of `text` in order, dates and telephone numbers too: who calls knows what to leave out."""
    for match in _QUANTITY.finditer(text):
        found = _quantity(match)
        if found is not None:
            yield found


def quantity(text: str) -> Quantity | None:
    """The one quantity that `text` is, from its first to its last character; None when it is something else."""
    stripped = text.strip()
    match = _QUANTITY.fullmatch(stripped)
    return _quantity(match) if match else None


def _quantity(match: re.Match[str]) -> Quantity | None:
    spelled = match["chinese"] is not None
    unit = (match["unit"] or "").replace("％", "%").replace("（", "(").replace("）", ")")
    wan = match["wan"] or ""
    if unit == "元" and wan in MONEY:
        unit, wan = wan + unit, ""
    try:
        value = _value(match, wan)
    except NotANumber:
        return None
    digits = match.start("chinese" if spelled else "number")
    return Quantity(value, unit, _qualifier(match), match.start(), digits, match.end(), spelled)


def _value(match: re.Match[str], wan: str) -> Decimal:
    """Multiplied out; whole when it comes to a whole number (1.5万 → 15000)."""
    printed = match["chinese"] or match["number"].replace(match["inner"] or "\0", "")
    value = read_number(printed + wan)
    return (
        value if "." not in str(value) or value % 1 or not (wan or match["myriad"]) else Decimal(int(value))
    )


def _qualifier(match: re.Match[str]) -> Qualifier:
    if match["inner"] or match["loose"] or match["late"]:
        return Qualifier.MORE_THAN
    for side in ("before", "after"):
        for qualifier in (Qualifier.MORE_THAN, Qualifier.ABOUT, Qualifier.NEARLY):
            if match[f"{side}_{qualifier.name.lower()}"]:
                return qualifier
    return Qualifier.EXACT
