"""Pages of a PDF that hold two or four pages each → all of these in their order. Under `from_pdf`."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from adapters.documents.pdf.ink import Glyph, Ink, Rule
from adapters.documents.pdf.lines import is_figure, lines, words

_LEAST = 40  # letters on each half
_SHORT = 10  # letters of a word of plain text
_LONG = 16  # letters of a line of plain text
_CHAPTER = re.compile(r"([一二三四五六七八九])、")
_NUMBER = re.compile(r"[-—–第\s]*(\d{1,3})(?:\s*页)?(?:\s*[/／,，]?\s*(?:共\s*)?\d{1,3}(?:\s*页)?)?[-—–\s]*")
_DIGITS = "一二三四五六七八九"
_DOWN = (0, 2, 1, 3)


def leaves(inks: Sequence[Ink]) -> list[Ink]:
    """The pages themselves where they hold but one."""
    if all(map(_is_in_four, inks)) and any(map(_has_text_on_both_sides, inks)):
        return _in_order([list(_quarters(ink)) for ink in inks], down=inks[0].width > inks[0].height)
    return [leaf for ink in inks for leaf in halves(ink)]


def halves(ink: Ink) -> Iterator[Ink]:
    """The page itself, unless it is wider than high and nothing on it crosses its middle."""
    middle = ink.width / 2
    if ink.width <= ink.height or _is_over(_across(ink), ink.across, middle):
        yield ink
        return
    parts = [_part(ink, (start, end), (0, ink.height)) for start, end in ((0, middle), (middle, ink.width))]
    if min(len(part.glyphs) for part in parts) < _LEAST or not all(map(_says_something, parts)):
        yield ink
        return
    yield from parts


def _says_something(part: Ink) -> bool:
    """Whether anything but figures and short words stands there; else it is the right side of a table."""
    said = (word.text for line in lines(part.glyphs) for word in words(line))
    return any(len(text) >= _SHORT and not is_figure(text) for text in said)


def _is_in_four(ink: Ink) -> bool:
    """Whether nothing crosses either middle of the page."""
    return not (
        ink.picture
        or _is_over(_across(ink), ink.across, ink.width / 2)
        or _is_over(((glyph.top, glyph.bottom) for glyph in ink.glyphs), ink.down, ink.height / 2)
    )


def _across(ink: Ink) -> Iterator[tuple[float, float]]:
    return ((glyph.left, glyph.right) for glyph in ink.glyphs)


def _is_over(sides: Iterable[tuple[float, float]], rules: Sequence[Rule], middle: float) -> bool:
    return any(start < middle < end for start, end in sides) or any(
        not rule.painted and rule.start < middle < rule.end for rule in rules
    )


def _has_text_on_both_sides(ink: Ink) -> bool:
    """A table without lines has its names on one side and its numbers on the other."""
    quarters = list(_quarters(ink))
    plain = [sum(len(line.text) >= _LONG for line in lines(each.glyphs)) > 1 for each in quarters]
    return (plain[0] or plain[2]) and (plain[1] or plain[3])


def _quarters(ink: Ink) -> Iterator[Ink]:
    wide, high = ink.width / 2, ink.height / 2
    for top in (0.0, high):
        for left in (0.0, wide):
            yield _part(ink, (left, left + wide), (top, top + high))


def _in_order(sheets: Sequence[Sequence[Ink]], *, down: bool) -> list[Ink]:
    """By rows or by columns of each sheet, as chapters and page numbers rise; else as `down` tells."""
    across = [leaf for sheet in sheets for leaf in sheet]
    downward = [sheet[at] for sheet in sheets for at in _DOWN]
    falls, falls_down = _falls(across), _falls(downward)
    chosen = downward if falls_down < falls or (down and falls_down == falls) else across
    return [leaf for leaf in chosen if leaf.glyphs]


def _falls(leaves: Sequence[Ink]) -> int:
    """How often the number of a chapter or of a page is lower than that before it."""
    said = [line.text for leaf in leaves for line in lines(leaf.glyphs)]
    chapters = [_DIGITS.index(found.group(1)) for text in said if (found := _CHAPTER.match(text))]
    pages = [int(found.group(1)) for text in said if (found := _NUMBER.fullmatch(text))]
    return sum(later < earlier for each in (chapters, pages) for earlier, later in pairwise(each))


def _part(ink: Ink, wide: tuple[float, float], high: tuple[float, float]) -> Ink:
    (left, right), (top, bottom) = wide, high
    return Ink(
        ink.number,
        right - left,
        bottom - top,
        [_moved(glyph, left, top) for glyph in ink.glyphs if _is_within(glyph, wide, high)],
        _rules(ink.across, wide, high),
        _rules(ink.down, high, wide),
        ink.picture,
    )


def _is_within(glyph: Glyph, wide: tuple[float, float], high: tuple[float, float]) -> bool:
    x, y = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
    return wide[0] <= x < wide[1] and high[0] <= y < high[1]


def _moved(glyph: Glyph, left: float, top: float) -> Glyph:
    return glyph._replace(
        left=glyph.left - left, right=glyph.right - left, top=glyph.top - top, bottom=glyph.bottom - top
    )


def _rules(rules: Sequence[Rule], along: tuple[float, float], at: tuple[float, float]) -> list[Rule]:
    """Those within a part of the page: `along` where they run, `at` where they lie."""
    return [
        rule._replace(at=rule.at - at[0], start=rule.start - along[0], end=rule.end - along[0])
        for rule in rules
        if along[0] <= (rule.start + rule.end) / 2 < along[1] and at[0] <= rule.at < at[1]
    ]
