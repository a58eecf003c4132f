"""A page of a PDF with a menu beside the article → the page without it. Under `from_pdf`.

Portals print their menus in a column of short lines at one side. The letters of both columns stand on the
same heights and would be read as one line. A menu is told by the clear strip between it and long lines: no
letter and no drawn line reaches over the strip as far as the article goes beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from adapters.documents.pdf.ink import Ink
from adapters.documents.pdf.labels import NUMBERED
from adapters.documents.pdf.lines import Line, is_figure, lines, split, words

_STEP = 3.0  # points
_SLACK = 1.0
_WIDEST = 0.4  # of the page, of a menu
_FEW = 0.15  # of the letters at the fullest place
_LONG = 0.35  # of the width of both
_LEAST = 2  # lines
_MOST_OVER = 4  # drawn lines over a strip; more are those of a table
_SHORT = 20  # letters
_DATE = re.compile(r"20\d{2}[-/.]\d{1,2}[-/.]\d")
# In ems.
_ABOVE = 12.0
_FLUSH = 1.5

Strip = tuple[float, float]


def without_menu(ink: Ink) -> Ink:
    """The page itself where it has none; there may be one on either side."""
    without = ink if ink.picture else _without_menu(ink)
    return without if without is ink else _without_menu(without)


def _without_menu(ink: Ink) -> Ink:
    strips = _strips(ink)
    said = lines(ink.glyphs, ink.number) if strips else []
    found = [
        beside
        for strip in strips
        if _may_part(said, strip)
        for beside in _beside(ink, said, strip)
        if beside.has_menu()
    ]
    if not found:
        return ink
    return max(found, key=lambda beside: len(beside.menu)).without(ink)


@dataclass(frozen=True, slots=True)
class _Beside:
    """Lines on both sides of a strip, with nothing over it from `top` to `bottom`."""

    menu: list[Line]
    article: list[Line]
    top: float
    bottom: float
    to: float
    """The edge of the strip that is the article's."""

    def has_menu(self) -> bool:
        if len(self.menu) < _LEAST or any(not _is_entry(line) for line in self.menu):
            return False
        wide = max(_LONG * _extent([*self.article, *self.menu]), _extent(self.menu))
        long = [
            line
            for line in self.article
            if line.right - line.left > wide and len(line.text) > _SHORT and len(words(line)) == 1
        ]
        flush = max(
            ([line for line in long if abs(end.right - line.right) < _FLUSH * line.em] for end in long),
            key=len,
            default=[],
        )
        return len(flush) >= _LEAST and any(
            flush[0].top - line.em * _ABOVE < line.top < flush[-1].bottom for line in self.menu
        )

    def without(self, ink: Ink) -> Ink:
        gone = {letter for line in self.menu for letter in line.letters}
        left = min(line.left for line in self.menu) < self.to
        return replace(
            ink,
            glyphs=[glyph for glyph in ink.glyphs if glyph not in gone],
            across=[
                rule
                for rule in ink.across
                if not self.top <= rule.at <= self.bottom
                or (rule.end > self.to if left else rule.start < self.to)
            ],
            down=[
                rule
                for rule in ink.down
                if not self.top <= (rule.start + rule.end) / 2 <= self.bottom
                or (rule.at >= self.to - _SLACK if left else rule.at <= self.to + _SLACK)
            ],
        )


def _extent(said: Sequence[Line]) -> float:
    return max(line.right for line in said) - min(line.left for line in said)


def _is_entry(line: Line) -> bool:
    """A few words; a number alone is a cell of a table, if it is no date."""
    return (
        len(line.text) <= _SHORT
        and len(words(line)) == 1
        and not NUMBERED.match(line.text)
        and not line.text.endswith(("。", "；"))
        and (not is_figure(line.text) or bool(_DATE.match(line.text)))
    )


def _strips(ink: Ink) -> list[Strip]:
    """Where hardly any letter stands over or under another, with many on both sides."""
    counts = [0] * (int(ink.width / _STEP) + 2)
    for glyph in ink.glyphs:
        if glyph.left >= 0 and glyph.right <= ink.width and glyph.text != " ":
            for at in range(int(glyph.left / _STEP), int(glyph.right / _STEP) + 1):
                counts[at] += 1
    few = _FEW * max(counts)
    filled = [at for at, count in enumerate(counts) if count > few]
    gaps = [(at + 1, following) for at, following in pairwise(filled) if following > at + 2]
    strips = [_clearest(counts, start, end) for start, end in gaps]
    drawn = [rule for rule in ink.across if not rule.painted]
    return [
        strip
        for strip in strips
        if sum(rule.start <= strip[0] and strip[1] <= rule.end for rule in drawn) <= _MOST_OVER
        and (strip[0] < _WIDEST * ink.width or strip[1] > (1 - _WIDEST) * ink.width)
    ]


def _clearest(counts: Sequence[int], start: int, end: int) -> Strip:
    """The longest part with the fewest letters: lines end at different places."""
    fewest = min(counts[start:end])
    runs = [list(run) for few, run in groupby(range(start, end), lambda at: counts[at] == fewest) if few]
    longest = max(runs, key=len)
    return longest[0] * _STEP, (longest[-1] + 1) * _STEP


def _may_part(said: Sequence[Line], strip: Strip) -> bool:
    """Whether long lines stand on one side of the strip, and something on the other."""
    counts = [
        (sum(letter.right <= strip[0] + _SLACK for letter in line.letters), len(line.letters))
        for line in said
    ]
    sides = [(left, whole - left) for left, whole in counts]
    return any(
        sum(side[at] > _SHORT for side in sides) >= _LEAST
        and sum(side[1 - at] > 0 for side in sides) >= _LEAST
        for at in (0, 1)
    )


def _beside(ink: Ink, said: Sequence[Line], strip: Strip) -> Iterator[_Beside]:
    """Each height of the page where nothing is over the strip, with either side taken for the menu."""
    over = [rule.at for rule in ink.across if rule.start <= strip[0] and strip[1] <= rule.end]
    sides: list[tuple[list[Line], list[Line]]] = [([], [])]
    last = 0.0
    for line in said:
        if any(_is_over(letter.left, letter.right, strip) for letter in line.letters):
            sides.append(([], []))
            continue
        if any(last < at < line.top for at in over):
            sides.append(([], []))
        last = line.top
        for side, part in zip(sides[-1], split(line, (strip[0] + strip[1]) / 2), strict=True):
            if part:
                side.append(part)
    for left, right in sides:
        if left and right:
            top, bottom = min(left[0].top, right[0].top), max(left[-1].bottom, right[-1].bottom)
            yield _Beside(left, right, top, bottom, strip[1])
            yield _Beside(right, left, top, bottom, strip[0])


def _is_over(start: float, end: float, strip: Strip) -> bool:
    return start < strip[1] - _SLACK and end > strip[0] + _SLACK
