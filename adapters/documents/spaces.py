"""Printed text → the same text with one kind of space. Shared by all openers; no digit is ever touched."""

import re
import unicodedata

# Founder fonts leave this where a full-width space was set.
_FOUNDER_SPACE = "\ue5e5"
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_INVISIBLE = re.compile(f"[{INVISIBLE}]+")


def squeeze(text: str) -> str:
    """Runs of any white space become one space, invisible marks go, ends are trimmed."""
    text = " ".join(text.split())
    if text.isascii() or text.isprintable():
        return text
    return " ".join(_INVISIBLE.sub("", text).replace(_FOUNDER_SPACE, " ").split())


def join_lines(lines: list[str]) -> str:
    """The lines of one cell or of one wrapped paragraph as a single line.

    Chinese wraps anywhere, so nothing is put between; two words or two numbers keep a space.
    """
    joined, *rest = [line for line in lines if line] or [""]
    for line in rest:
        gap = " " if _narrow(joined[-1]) and _narrow(line[0]) else ""
        joined += gap + line
    return joined


def width(text: str) -> int:
    """Columns that a text takes in a fixed-width layout: Chinese characters take two."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _narrow(char: str) -> bool:
    return char.isascii() and char.isalnum()
