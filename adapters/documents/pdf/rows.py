"""Printed lines of a PDF page and their words, those that nearly touch parted. Under `pdf.unruled`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from adapters.documents.pdf.bands import Stretch, united
from adapters.documents.pdf.lines import Line, is_count, is_figure, words

_GLUED = re.compile(r"[^\d\s.,%（(]\d[\d,.]*%?$")
_AROUND = 5  # rows


@dataclass(slots=True)
class Row:
    """A printed line of a table and its words."""

    line: Line
    words: list[Line]

    @property
    def figures(self) -> list[Line]:
        return [word for word in self.words if is_count(word)]

    @property
    def is_filled(self) -> bool:
        """Figures, or signs for none, beside a name; or at least three of them."""
        figures = sum(is_figure(word.text) for word in self.words)
        return figures > 2 or 0 < figures < len(self.words)

    @property
    def level(self) -> float:
        """The height of the middle of its figures."""
        said = [word for word in self.words if is_figure(word.text)] or self.words
        return median((word.top + word.bottom) / 2 for word in said)


def unglued(rows: list[Row]) -> list[Row]:
    """The rows, a number parted from the word before it where it stands in a column of the rows around."""
    found = list(rows)
    for at, row in enumerate(rows):
        if not any(_GLUED.search(word.text) for word in row.words):
            continue
        near = [
            each
            for each in (*rows[max(at - _AROUND, 0) : at], *rows[at + 1 : at + _AROUND])
            if each.is_filled
        ]
        columns = united([word for each in near for word in each.figures])
        stretches = united([word for each in near for word in each.words])
        apart = Row(row.line, words(row.line, [(left[1], right[0]) for left, right in pairwise(stretches)]))
        if len(apart.words) > len(row.words) and all(_stands_in(word, columns) for word in apart.figures):
            found[at] = apart
    return found


def _stands_in(word: Line, columns: Sequence[Stretch]) -> bool:
    return any(left < word.right and word.left < right for left, right in columns)


def set_close(table: list[Row]) -> list[Row]:
    """The rows, numbers that stand close together parted where all others leave a gap between two columns."""
    figures = [word for row in table if row.is_filled for word in row.figures]
    plain = [word for word in figures if " " not in word.text]
    if len(plain) == len(figures):
        return table
    gaps = [(left[1], right[0]) for left, right in pairwise(united(plain))]
    return [Row(row.line, words(row.line, gaps)) for row in table]
