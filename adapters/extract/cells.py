"""The text of one table cell → a number in the form's unit, or no value. The smallest step of reading tables.

Three kinds of empty (blank, dash, slash) are no value; 无 and 0 are nought. Nothing is repaired: what
cannot be read raises ValueError and becomes a finding.
"""

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from schema.enums import Qualifier

# Marks of footnotes, which are numbers of their own to Unicode: 8① is 8.
_NOTE = re.compile("[\u2460-\u24ff\u2776-\u2793\u00b9\u00b2\u00b3\u2070-\u2079※]")
_EMPTY = re.compile(r"[\s/\\\-‐‑–—―－_.*·、]*|[(（]?略[)）]?|N/?A", re.IGNORECASE)
_NONE = frozenset({"无", "没有", "零", "〇", "O", "o"})
_NUMBER = re.compile(
    r"['‘’]?共?(?P<hedge>约|近|超过?|逾)?\s*"
    r"(?P<sign>[+\-−–—↑↓]|增加?|新增|减少?|下降)?\s*"
    r"(?P<number>\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)\s*"
    r"(?P<times>[万亿])?(?P<more>余|多)?"
    r"(?P<unit>万元|亿元|[^\d\s(\[〔【\ufffd]{1,3})?\s*"
    r"(?:[(\[〔【].*[)\]〕】])?"
)
_SHORT = 12  # characters; longer cells hardly come again
_TIMES = {None: Decimal(1), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_MONEY = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
_LESS = frozenset({"-", "−", "–", "—", "↓", "减", "减少", "下降"})
_HEDGES = {"约": Qualifier.ABOUT, "近": Qualifier.NEARLY}


class CellValue(NamedTuple):
    """`value` is in the form's unit; None where the cell says nothing."""

    value: Decimal | None
    qualifier: Qualifier = Qualifier.EXACT


def read_cell(text: str, *, unit: str, heading_unit: str | None = None) -> CellValue:
    """`unit` is the form's; `heading_unit` what the column's heading prints for money, if it does.

    Raises ValueError for text that is not one number.
    """
    return (_known if len(text) <= _SHORT else _read)(text, unit, heading_unit)


@lru_cache(maxsize=512)
def unit_of_heading(column: str) -> str | None:
    """What the heading of a money column prints: 本年收费金额（单位：万元）."""
    printed = "".join(column.split())
    return next((unit for unit in ("亿元", "万元", "元") if unit in printed), None)


def _read(text: str, unit: str, heading_unit: str | None) -> CellValue:
    if text.isascii() and text.isdecimal() and heading_unit is None:
        return CellValue(Decimal(text))  # as in nearly every cell with a number
    plain = unicodedata.normalize("NFKC", _NOTE.sub("", text)).strip()
    if not plain and _NOTE.search(text):
        raise ValueError(f"the cell {text!r} is a mark without a number")
    if _EMPTY.fullmatch(plain):
        return CellValue(None)
    if plain in _NONE:
        return CellValue(Decimal(0))
    found = _NUMBER.fullmatch(plain)
    if found is None:
        raise ValueError(f"the cell {text!r} is not one number")
    printed, times = found["unit"], found["times"]
    if times and printed == "元":
        printed, times = times + printed, None
    number = Decimal(re.sub("[, ]", "", found["number"])) * _TIMES[times]
    value = number * _factor(printed or heading_unit, unit, text)
    return CellValue(-value if found["sign"] in _LESS else value, _qualifier(found))


# The same few numbers and blanks fill most cells of a report.
_known = lru_cache(maxsize=4096)(_read)


def _factor(printed: str | None, unit: str, text: str) -> Decimal:
    """What a printed amount is multiplied with to stand in the form's unit; counts stay as they are."""
    if printed is None or printed == unit:
        return Decimal(1)
    if (printed in _MONEY) != (unit in _MONEY):
        raise ValueError(f"the cell {text!r} is in {printed}, the form counts in {unit}")
    return _MONEY[printed] / _MONEY[unit] if printed in _MONEY else Decimal(1)


def _qualifier(found: re.Match[str]) -> Qualifier:
    if found["hedge"] in _HEDGES:
        return _HEDGES[found["hedge"]]
    return Qualifier.MORE_THAN if found["hedge"] or found["more"] else Qualifier.EXACT
