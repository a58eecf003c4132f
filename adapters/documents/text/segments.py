"""Pieces of a line that blanks set apart, each with its place. Under `aligned`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

_SEGMENT = re.compile(r"\S+(?: \S+)*")
_TOKEN = re.compile(r"\S+")
# The number of a row behind the end of its group's name: （三）不 1.属于国家秘密.
_NUMBERED = re.compile(r"(?<=[^\d\s]) (?=\d{1,2}[.、．]\D)")


@dataclass(frozen=True, slots=True)
class Segment:
    """From and to are columns of the line, a character each."""

    text: str
    start: int
    end: int


def segments_of(line: str) -> list[Segment]:
    """What two blanks or more set apart, and the number of a row from the name of its group."""
    found = (piece for each in _SEGMENT.finditer(line) for piece in _pieces_of(each))
    return [Segment(text, start, start + len(text)) for text, start in found]


def _pieces_of(found: re.Match[str]) -> Iterator[tuple[str, int]]:
    start = found.start()
    for text in _NUMBERED.split(found.group()):
        yield text, start
        start += len(text) + 1


def column_names(heading: Sequence[str]) -> list[str]:
    """Names of columns whose words stand on several lines: what stands above a name belongs to it."""
    clusters: list[Segment] = []
    for line in reversed(heading):
        for found in _TOKEN.finditer(line):
            token = Segment(found.group(), *found.span())
            below = max(clusters, key=partial(_overlap, token), default=None)
            if below is None or _overlap(below, token) <= 0:
                clusters.append(token)
                continue
            start, end = min(token.start, below.start), max(token.end, below.end)
            clusters[clusters.index(below)] = Segment(token.text + below.text, start, end)
    return [each.text for each in sorted(clusters, key=lambda each: each.start)]


def _overlap(one: Segment, other: Segment) -> int:
    return min(one.end, other.end) - max(one.start, other.start)
