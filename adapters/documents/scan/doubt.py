"""Letters of recognised lines → the same, with every number that is not beyond doubt struck out.

A number counts only if each of its numerals is sure, if a second reading of its picture alone, drawn at
another size, gives the same, and if there are no more digits and points in the ink than were read. A
number that fails is UNKNOWN from its first to its last letter, so that no part is taken for the whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import cv2
import numpy as np

from adapters.documents.pdf.ink import UNKNOWN
from adapters.documents.pdf.sure import NUMERALS
from adapters.documents.scan.engine import Engine, Letter, Picture
from adapters.documents.scan.lines import Strip, blobs, edges, is_dash, is_narrow, points

SURE = 0.9  # of a numeral
LEGIBLE = 0.5  # of any other letter
_MARGIN = 0.15  # of a strip's height, more than the first reading has
_NUMBER = re.compile(r"(?=[A-Za-z.,，．]*[0-9])[0-9A-Za-z](?:[0-9A-Za-z.,，．]*[0-9A-Za-z])?")
_MARKS = ".,"
_ROUND = frozenset("Oo〇○")
_STROKES = frozenset("|｜丨[]【】{}!！/／＼\\<>_~^*■□") | {UNKNOWN}
_OF_NUMBERS = NUMERALS | _STROKES
_ODD = re.compile(r"[A-Za-z，．]")


@dataclass(frozen=True, slots=True)
class _Number:
    """Letters `first` to `last` (not among them) of a line."""

    line: int
    first: int
    last: int
    text: str


def beyond_doubt(
    strips: Sequence[Strip], lines: Sequence[Sequence[Letter]], engine: Engine
) -> list[list[Letter]]:
    """The lines, of which `strips` are the pictures."""
    kept = [list(_plain(strip, line)) for strip, line in zip(strips, lines, strict=True)]
    lines = [tuple(line) for line in kept]
    numbers = [number for index, line in enumerate(lines) for number in _numbers(index, line)]
    again = engine.read([_alone(strips[each.line], lines[each.line], each) for each in numbers])
    for number, second in zip(numbers, again, strict=True):
        line = kept[number.line]
        sure = _sure(number, lines[number.line], second)
        if _more_ink(strips[number.line], lines[number.line], number):
            sure = 0.0
        for at in range(number.first, number.last):
            line[at] = replace(line[at], sure=sure)
    return [_struck(line) for line in kept]


def _plain(strip: Strip, line: Sequence[Letter]) -> Sequence[Letter]:
    """What stands alone and is told by its shape: a dash, and the nought that models take for a letter."""
    if is_dash(strip):
        return (Letter("-", 0.5, 1.0),)
    if len(line) == 1 and line[0].text in _ROUND and is_narrow(strip):
        return (replace(line[0], text="0"),)
    return line


def _numbers(index: int, line: Sequence[Letter]) -> Iterator[_Number]:
    for found in _NUMBER.finditer("".join(letter.text for letter in line)):
        yield _Number(index, found.start(), found.end(), found.group())


def _alone(strip: Strip, line: Sequence[Letter], number: _Number) -> Picture:
    """The picture of a number without what stands beside it."""
    start, end = (_between(line, at) * strip.ink.shape[1] for at in (number.first, number.last))
    left, right = edges(strip.ink, start, end)
    margin = int(_MARGIN * strip.ink.shape[0])
    framed = cv2.copyMakeBorder(
        strip.picture[:, left:right], margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=255
    )
    return np.asarray(framed, np.uint8)


def _between(line: Sequence[Letter], at: int) -> float:
    """Where the letter before `at` ends, as a share of the line's width."""
    if at == 0:
        return 0.0
    return 1.0 if at == len(line) else (line[at - 1].at + line[at].at) / 2


def _sure(number: _Number, line: Sequence[Letter], second: Sequence[Letter]) -> float:
    """As sure as the surer of two readings that are the same. A letter among digits is a digit misread,
    and a wide comma among them may part two numbers or one.
    """
    read = _NUMBER.findall("".join(letter.text for letter in second))
    if read != [number.text] or _ODD.search(number.text):
        return 0.0
    found = next(_numbers(number.line, second))
    twice = [
        min(letter.sure for letter in letters)
        for letters in (line[number.first : number.last], second[found.first : found.last])
    ]
    return max(twice) if min(twice) >= LEGIBLE else 0.0


def _more_ink(strip: Strip, line: Sequence[Letter], number: _Number) -> bool:
    """Of digits up to the edges of the picture where nothing else was read there, of points between them."""
    width = float(strip.ink.shape[1])
    start, end = line[number.first].at * width, line[number.last - 1].at * width
    left, right = start if number.first else 0.0, end if number.last < len(line) else width
    if blobs(strip.ink, left, right) > number.last - number.first:
        return True
    return points(strip.ink, start, end) > sum(number.text.count(mark) for mark in _MARKS)


def _struck(line: Sequence[Letter]) -> list[Letter]:
    """What is not sure is UNKNOWN, and so are the numerals that stand without a gap beside it, and those
    beside a stroke that may be a digit.
    """
    legible = [letter if letter.sure >= LEGIBLE else replace(letter, text=UNKNOWN) for letter in line]
    kept: list[Letter] = []
    for _, run in groupby(legible, key=lambda letter: letter.text in _OF_NUMBERS):
        letters = list(run)
        doubtful = any(letter.text in NUMERALS for letter in letters) and any(
            letter.sure < SURE or letter.text in _STROKES for letter in letters
        )
        kept.extend(replace(letter, text=UNKNOWN) if doubtful else letter for letter in letters)
    return kept
