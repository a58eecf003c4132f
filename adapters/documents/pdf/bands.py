"""Figures that stand under each other on a PDF page → the columns of their table. Under `pdf.unruled`."""

from collections.abc import Sequence
from itertools import pairwise

from adapters.documents.pdf.lines import Line

Band = tuple[float, float]
"""From where to where a column reaches."""


def bands_of(figures: Sequence[Line]) -> list[Band]:
    """From where to where the figures of each column reach."""
    bands: list[Band] = []
    for word in sorted(figures, key=lambda word: word.left):
        if bands and word.left < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], word.right))
        else:
            bands.append((word.left, word.right))
    return bands


def between(bands: Sequence[Band]) -> list[Band]:
    """Where no column is: the names of two columns part here even if they stand close."""
    return [(left[1], right[0]) for left, right in pairwise(bands)]


def over(word: Line, bands: Sequence[Band]) -> tuple[int, int]:
    """The first and the last column that a word stands over; the nearest where it is over none."""
    if found := reached(word, bands):
        return found[0], found[-1]
    middle = (word.left + word.right) / 2
    nearest = min(range(len(bands)), key=lambda at: abs(sum(bands[at]) / 2 - middle))
    return nearest, nearest


def reached(word: Line, bands: Sequence[Band]) -> list[int]:
    """The columns that a word stands over."""
    return [at for at, (left, right) in enumerate(bands) if left < word.right and word.left < right]


def share_a_column(figures: Sequence[Line], bands: Sequence[Band]) -> bool:
    """Whether two figures of a line stand in one column."""
    return len({over(word, bands) for word in figures}) < len(figures)
