"""The numbers that Word counts itself → as they are printed (一、 （二） 3.). Under `docx_flow`.

They stand nowhere in the text of a file, and chapters and rows of the form are known by them.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE = re.compile(r"%(\d)")
_DIGITS = "零一二三四五六七八九"
_LEVELS = 9
_MOST_BASES = 20


@dataclass(frozen=True, slots=True)
class _Level:
    shape: str
    text: str
    start: int


def chinese(number: int) -> str:
    """1 … 99 as 一 … 九十九; beyond that the digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return lead + (_DIGITS[ones] if ones else "")


_SHAPES: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": str,
    "decimalZero": lambda number: f"{number:02}",
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": str,
    "ideographDigital": chinese,
    "japaneseCounting": chinese,
    "japaneseDigitalTenThousand": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "decimalEnclosedCircle": lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),
    "decimalEnclosedCircleChinese": lambda number: chr(0x2460 + number - 1) if number <= 20 else str(number),
    "upperLetter": lambda number: chr(64 + number) if number <= 26 else str(number),
    "lowerLetter": lambda number: chr(96 + number) if number <= 26 else str(number),
}


class Numbering:
    """Counts as Word does: a paragraph of a level counts that level on and begins the deeper ones anew."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._lists = _lists(numbering) if numbering is not None else {}
        self._styles = _styles(styles) if styles is not None else {}
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def label(self, paragraph: etree._Element) -> str:
        """What is printed before the paragraph's own text; empty for bullets and plain paragraphs."""
        number, depth = self._of(paragraph)
        key, levels = self._lists.get(number, ("", {}))
        level = levels.get(depth)
        if level is None:
            return ""
        counts = self._counts[key]
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in range(depth + 1, _LEVELS):
            counts.pop(deeper, None)
        if level.shape not in _SHAPES:
            return ""
        return _PLACE.sub(lambda place: _said(levels, counts, int(place[1]) - 1, level), level.text)

    def _of(self, paragraph: etree._Element) -> tuple[str, int]:
        """The list and the depth, by the paragraph itself or by its style."""
        own = paragraph.find(f"{W}pPr")
        if own is None:
            return "", 0
        style = own.find(f"{W}pStyle")
        number, depth = _of_properties(own)
        inherited = self._styles.get(style.get(f"{W}val", ""), ("", 0)) if style is not None else ("", 0)
        return (number, depth if depth is not None else 0) if number else inherited


def _said(levels: dict[int, _Level], counts: dict[int, int], depth: int, own: _Level) -> str:
    level = levels.get(depth, own)
    return _SHAPES.get(level.shape, str)(counts.get(depth, level.start))


def _of_properties(properties: etree._Element) -> tuple[str, int | None]:
    number = properties.find(f"{W}numPr/{W}numId")
    depth = properties.find(f"{W}numPr/{W}ilvl")
    said = depth.get(f"{W}val", "") if depth is not None else ""
    return number.get(f"{W}val", "") if number is not None else "", int(said) if said.isdecimal() else None


def _lists(numbering: etree._Element) -> dict[str, tuple[str, dict[int, _Level]]]:
    """For each list its common key (lists of one definition count together) and its levels."""
    kinds = {each.get(f"{W}abstractNumId", ""): _levels(each) for each in numbering.iter(f"{W}abstractNum")}
    found: dict[str, tuple[str, dict[int, _Level]]] = {}
    for each in numbering.iter(f"{W}num"):
        base = each.find(f"{W}abstractNumId")
        key = base.get(f"{W}val", "") if base is not None else ""
        number = each.get(f"{W}numId", "")
        starts_anew = each.find(f"{W}lvlOverride") is not None
        found[number] = (f"{key}/{number}" if starts_anew else key, kinds.get(key, {}))
    found.pop("0", None)
    return found


def _levels(kind: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for each in kind.iter(f"{W}lvl"):
        depth = each.get(f"{W}ilvl", "")
        if depth.isdecimal():
            start = _value(each, "start")
            found[int(depth)] = _Level(
                shape=_value(each, "numFmt"),
                text=_value(each, "lvlText"),
                start=int(start) if start.isdecimal() else 1,
            )
    return found


def _value(element: etree._Element, name: str) -> str:
    child = element.find(f"{W}{name}")
    return child.get(f"{W}val", "") if child is not None else ""


def _styles(styles: etree._Element) -> dict[str, tuple[str, int]]:
    """The list of each paragraph style, its own or that of the style it is based on."""
    own = {each.get(f"{W}styleId", ""): each for each in styles.iter(f"{W}style")}
    return {name: found for name in own if (found := _style(own, name))[0]}


def _style(own: dict[str, etree._Element], name: str) -> tuple[str, int]:
    depth: int | None = None
    for _ in range(_MOST_BASES):
        if name not in own:
            break
        properties = own[name].find(f"{W}pPr")
        number, level = _of_properties(properties) if properties is not None else ("", None)
        depth = level if depth is None else depth
        if number:
            return number, depth or 0
        name = _value(own[name], "basedOn")
    return "", 0
