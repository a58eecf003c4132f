"""The characters of a number → Decimal, exactly. The lowest step of reading prose: quantity stands on it.

`14万9000` → 149000, `一千零五` → 1005, `１，２３４` → 1234. What cannot be read to the last
character, or in more than one way, is refused; nothing is guessed.
"""

import re
from decimal import Decimal

DIGITS = "零〇○一二两三四五六七八九"
STEPS = (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10))

_VALUES = dict(zip(DIGITS, (0, 0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
_FIGURES = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ZEROS = "零〇○"


class NotANumber(ValueError):
    """The text is not one number, or can be read as more than one."""


def read_number(text: str) -> Decimal:
    """The value of `text`. Raises NotANumber when a character is left over or its sense is doubtful."""
    plain = "".join(text.translate(_WIDE).split())
    try:
        return _value(plain)
    except NotANumber as error:
        raise NotANumber(f"{text!r} is not one number: {error}") from None


def _value(plain: str) -> Decimal:
    if _FIGURES.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    for mark, step in STEPS:
        if mark in plain:
            return _stepped(plain, mark, step)
    return _spelled(plain)


def _stepped(plain: str, mark: str, step: int) -> Decimal:
    """`head`十`tail`: 二十三, 14万9000. Below 万 the head is one digit (一十百 is nothing)."""
    head, _, tail = plain.rpartition(mark)
    count = _value(head) if head else Decimal(1)
    if step < 10**4 and count >= 10 and not _FIGURES.fullmatch(head):
        raise NotANumber(f"{head} cannot stand before {mark}")
    return count * step + (_rest(tail, step) if tail else 0)


def _rest(tail: str, step: int) -> Decimal:
    """What follows a step. 三万五 may mean 35,000 or 30,005, so a lone digit needs 零 before it."""
    digits = tail.lstrip(_ZEROS)
    value = _value(digits)
    if value >= step:
        raise NotANumber(f"{tail} is too large after {step}")
    if digits == tail and len(digits) == 1 and step > 10 and digits not in dict(STEPS):
        raise NotANumber(f"{tail} at the end may count ones or a smaller step")
    return value


def _spelled(plain: str) -> Decimal:
    """Digits one by one: 七, 二〇一七, 二0. Two rising digits (三五) are a range and refused."""
    if not plain or not all(sign.isdigit() or sign in _VALUES for sign in plain):
        raise NotANumber(f"{plain!r} holds more than digits, Chinese numerals, 万 or 亿")
    if len(plain) == 2 and plain[0] in DIGITS[3:] and plain[1] in DIGITS[3:]:
        raise NotANumber(f"{plain} may be a range")
    return Decimal("".join(str(_VALUES.get(sign, sign)) for sign in plain))
