"""Text of a passage → where its sentences begin, and the quantities in it that count. Called by mention."""

import re
from collections.abc import Iterator

from adapters.extract.prose.noise import noise
from adapters.extract.prose.quantity import Quantity, quantities
from adapters.extract.unit import load_units

# Sentences and runs of digits beyond these are no one's prose; patterns are kept from them.
ENDLESS = 1500
_RUN = re.compile(r"\d{40,}")
_BORDER = re.compile(r"[,;:。!?、]")
_ENDS = "。!?"
# 没有收到一件申请 counts none, and so does 一件也未收到.
_NOT_ONE = re.compile(r"(?:没有?|未|无)[^,;:。\d]{0,6}$")
_NOT_EVEN_ONE = re.compile("(?:也|都)[没未无]")
_BEFORE = 12


def borders(text: str) -> list[int]:
    """Where sentences begin. One without end is parted behind commas: no number has all of it before it."""
    begins = [0]
    for found in _BORDER.finditer(text):
        if found[0] in _ENDS or found.end() - begins[-1] > ENDLESS:
            begins.append(found.end())
    return begins


def countable(text: str) -> Iterator[Quantity]:
    """The quantities that are neither noise nor spans of time nor numerals of words, in order."""
    text = _RUN.sub(lambda run: " " * len(run[0]), text)
    uncounted = load_units().uncounted
    for quantity in quantities(text, but=noise(text)):
        if quantity.unit in uncounted or (quantity.spelled and not quantity.unit):
            continue
        before = text[max(0, quantity.start - _BEFORE) : quantity.start]
        one = quantity.spelled and quantity.value == 1
        if not (one and (_NOT_ONE.search(before) or _NOT_EVEN_ONE.match(text, quantity.end))):
            yield quantity
