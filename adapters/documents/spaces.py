"""Printed text → the same text with one kind of space. Shared by all openers; no digit is ever touched."""

import re
import unicodedata

# Founder fonts leave U+E5E5 where a full-width space was set.
_BLANK = re.compile("[\\s\u00a0\u3000\u2000-\u200a\u202f\u205f\ue5e5]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))


def squeeze(text: str) -> str:
    """Runs of any white space become one space, invisible marks go, ends are trimmed."""
    return _BLANK.sub(" ", text.translate(_INVISIBLE)).strip()


def join_lines(lines: list[str]) -> str:
    """The lines of one cell or of one wrapped paragraph as a single line.

    Chinese wraps anywhere, so nothing is put between; two words or two numbers keep a space.
    """
    joined = ""
    for line in filter(None, lines):
        gap = " " if joined and _narrow(joined[-1]) and _narrow(line[0]) else ""
        joined += gap + line
    return joined


def width(text: str) -> int:
    """Columns that a text takes in a fixed-width layout: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _narrow(char: str) -> bool:
    return char.isascii() and char.isalnum()
