"""Pages of a PDF that hold the columns another had no room for → both side by side. Under `from_pdf`.

A sheet that is wider than the paper is printed in strips, each over as many pages as the sheet is high: first
the rows with their labels, page by page, then what stands to the right of them. A page goes beside another if
its level lines stand at the heights of the other's, and no label to the left of its figures. Then so do the
pages of a strip that have no lines, if their text stands at the heights of another page's.
"""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from adapters.documents.pdf.ink import Glyph, Ink, Rule
from adapters.documents.pdf.lines import Line, is_count, is_figure, lines, words

_NEAR = 0.7  # points
_LEAST = 3  # level lines
_MOST = 0.75  # of them; a heading over columns that are spilt may have one of its own
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十]{1,2}[）)、]")
_DIGITS = re.compile(r"\d+")


class _Way(NamedTuple):
    """Beside which page another went, how far to the right, and the edge where it begins then."""

    page: int
    shift: float
    edge: float


@dataclass(slots=True)
class _Book:
    """`heights` are those of the pages' level lines, `ways` those that pages went to stand beside another."""

    pages: list[Ink]
    heights: list[list[float]]
    ways: dict[int, _Way] = field(default_factory=dict)

    def pages_like(self, at: int) -> list[int]:
        """The pages before it that have most of its level lines."""
        own = self.heights[at]
        return [
            other
            for other in range(at if len(own) >= _LEAST else 0)
            if other not in self.ways and _shared(own, self.heights[other]) >= max(_LEAST, _MOST * len(own))
        ]

    def put_beside(self, at: int, way: _Way) -> None:
        self.pages[way.page] = _beside(self.pages[way.page], self.pages[at], way.shift)
        self.heights[way.page] = _heights(self.pages[way.page])
        self.ways[at] = way


def with_spilt_columns(inks: Sequence[Ink]) -> list[Ink]:
    """The pages themselves where nothing is spilt."""
    book = _Book(list(inks), [_heights(ink) for ink in inks])
    for at, ink in enumerate(inks):
        others = book.pages_like(at)
        if len(others) == 1 and _lacks_labels(ink, book.heights[at]):
            book.put_beside(at, _way(others[0], book.pages[others[0]], ink, book.heights[at]))
    if not book.ways or not _is_spilt(book, inks):
        return list(inks)
    _put_text_beside(book)
    return [page for at, page in enumerate(book.pages) if at not in book.ways]


def _is_spilt(book: _Book, inks: Sequence[Ink]) -> bool:
    """Whether most pages that fill the first strip have one beside it; else heights are alike by chance."""
    first = min(book.ways)
    edge = book.ways[first].edge
    full = {at for at, ink in enumerate(inks[:first]) if any(edge - rule.end <= _NEAR for rule in ink.across)}
    beside = {way.page for way in book.ways.values()}
    return len(full - beside) < len(beside) and max(beside) < first


def _put_text_beside(book: _Book) -> None:
    """All pages of a strip go equally far: as far as the next one that has gone, or else the last."""
    gone = sorted(book.ways)
    said = [lines(page.glyphs) for page in book.pages]
    titles = Counter(_without_number(line) for each in said for line in each)
    for at in range(1, len(book.pages)):
        own = [line.top for line in said[at] if titles[_without_number(line)] == 1]
        if not own or at in book.ways or book.heights[at]:
            continue
        near = next((each for each in gone if each > at), gone[-1])
        cut = {
            other: [
                line.top
                for line in lines(book.pages[other].glyphs)
                if book.ways[near].edge - line.right < 2 * line.em
            ]
            for other in range(at)
            if other not in book.ways
        }
        others = [other for other, tops in cut.items() if _shared(own, tops) == len(own)]
        if len(others) == 1:
            book.put_beside(at, book.ways[near]._replace(page=others[0]))


def _heights(ink: Ink) -> list[float]:
    """Where level lines stand; none for a page without upright ones."""
    if ink.picture or len(ink.down) < 2:
        return []
    drawn = sorted(rule.at for rule in ink.across if not rule.painted)
    return [*drawn[:1], *(below for above, below in pairwise(drawn) if below - above > _NEAR)]


def _shared(own: Iterable[float], others: Sequence[float]) -> int:
    return sum(any(abs(height - other) <= _NEAR for other in others) for height in own)


def _lacks_labels(ink: Ink, heights: Sequence[float]) -> bool:
    """Whether no line begins with a number of its own, and no row has anything to the left of all figures.

    A row is what stands between two level lines.
    """
    printed = lines(glyph for glyph in ink.glyphs if glyph.left > 0)
    if any(_NUMBERED.match(line.text) for line in printed):
        return False
    held = [(bisect(heights, (line.top + line.bottom) / 2), words(line)) for line in printed]
    inside = [(row, word) for row, said in held if 0 < row < len(heights) for word in said]
    figures = {row for row, word in inside if is_count(word)}
    first = min((word.left for _, word in inside if is_count(word)), default=0.0)
    return bool(figures) and not any(row in figures and word.right <= first for row, word in inside)


def _way(at: int, page: Ink, spilt: Ink, heights: Sequence[float]) -> _Way:
    """The lines of the second must begin where those of the first end."""
    edge = max(rule.end for rule in page.across if _shared([rule.at], heights))
    return _Way(at, edge - min(rule.start for rule in spilt.across), edge)


def _beside(page: Ink, spilt: Ink, shift: float) -> Ink:
    held = {(glyph.text, round(glyph.top)): glyph for glyph in page.glyphs}
    moved = [
        glyph._replace(left=glyph.left + shift, right=glyph.right + shift) for glyph in _own(spilt, page)
    ]
    return replace(
        page,
        width=max(page.width, shift + spilt.width),
        glyphs=[*page.glyphs, *(glyph for glyph in moved if not _is_there(glyph, held))],
        across=[*page.across, *(_moved(rule, shift) for rule in spilt.across)],
        down=[*page.down, *(rule._replace(at=rule.at + shift) for rule in spilt.down)],
    )


def _own(spilt: Ink, page: Ink) -> list[Glyph]:
    """The letters of the second page without the titles that both have."""
    titles = {_without_number(line) for line in lines(page.glyphs)}
    said = [line for line in lines(spilt.glyphs) if not is_figure(line.text)]
    dropped = {letter for line in said if _without_number(line) in titles for letter in line.letters}
    return [glyph for glyph in spilt.glyphs if glyph not in dropped]


def _without_number(line: Line) -> tuple[str, int, int]:
    return _DIGITS.sub("", line.text), round(line.left), round(line.top)


def _is_there(glyph: Glyph, held: dict[tuple[str, int], Glyph]) -> bool:
    """Whether the letter is the one that the edge between both pages cuts."""
    other = held.get((glyph.text, round(glyph.top)))
    return other is not None and other.left < (glyph.left + glyph.right) / 2 < other.right


def _moved(rule: Rule, shift: float) -> Rule:
    return rule._replace(start=rule.start + shift, end=rule.end + shift)
