"""Dates as reports and portals print them → `date`, and the sentence that says which days are covered."""

import re
from datetime import date

_CHINESE = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")
_CHINESE_DATE = re.compile(
    r"[二2][〇○ＯO零0一二三四五六七八九\d]{3}年[一二三四五六七八九十\d]{1,3}月[一二三四五六七八九十\d]{1,3}日"
)
_TEN = re.compile(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)")
_DATE = re.compile(
    r"(?<!\d)((?:19|20)\d{2})(?:[-./年]|(?=\d{4}(?:\d{6,}|\b)))(\d{1,2})(?:[-./月]|(?=\d{2}))(\d{1,2})"
)
FIRST_YEAR, LAST_YEAR = 2004, 2050
# 年, 月 and even the digits' separators may be lost: 202111日至1231日 is 2021年1月1日至12月31日.
_START = r"(?:(?P<y1>20\d{2})年?)?(?P<m1>\d{1,2})月?(?P<d1>\d{1,2})日?"
_END = r"(?:(?P<y2>20\d{2})年?)?(?P<m2>\d{1,2})月?(?P<d2>\d{1,2})日"
_RANGE = re.compile(rf"(?=\d)(?<!\d){_START}(?:起|开始)?[,，、]?[至到—\-－–~～]+{_END}")
_UNTIL = re.compile(r"截(?:至|止|止到|至到)(20\d{2})年(\d{1,2})月(\d{1,2})日")
_ABOUT_FIGURES = re.compile(r"统计|数据|期限|时限|时间范围|起止")
_NEAR = 60
MOST_OF_A_YEAR = 270


def read_date(text: str) -> date | None:
    """The first date in a text, whatever its shape; None for an impossible one, or without a day."""
    plain = "".join(text.split()).translate({ord("○"): "〇"})
    plain = _CHINESE_DATE.sub(lambda found: _to_digits(found[0]), plain)
    match = _DATE.search(plain)
    return _day(*match.groups()) if match else None


def read_period(text: str, year: int | None) -> tuple[date | None, date | None]:
    """First and last day that the figures cover; `year` stands in where the sentence leaves it out.

    Only a range near the words of statistics, or one of most of a year, is the period.
    """
    plain = "".join(text.split())
    ranges = [(match, found) for match in _RANGE.finditer(plain) if (found := _range(match, year))]
    for match, found in ranges:
        if _ABOUT_FIGURES.search(plain[max(0, match.start() - _NEAR) : match.end() + 10]):
            return found
    for _, (start, end) in ranges:
        if (end - start).days > MOST_OF_A_YEAR:
            return start, end
    until = _UNTIL.search(plain)
    return None, _day(*until.groups()) if until else None


def _range(match: re.Match[str], year: int | None) -> tuple[date, date] | None:
    last_year = match["y2"] or match["y1"] or year
    first_year = match["y1"] or last_year
    if first_year is None or last_year is None:
        return None
    start = _day(first_year, match["m1"], match["d1"])
    end = _day(last_year, match["m2"], match["d2"])
    return (start, end) if start and end and start < end else None


def _day(year: str | int, month: str, day: str) -> date | None:
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if FIRST_YEAR - 5 < found.year < LAST_YEAR else None


def _to_digits(chinese: str) -> str:
    """二〇一二年一月二十五日 → 2012年1月25日."""
    year, rest = chinese.split("年", 1)
    rest = _TEN.sub(lambda ten: (ten[1] or "一") + (ten[2] or "〇"), rest)
    return f"{year}年{rest}".translate(_CHINESE)
