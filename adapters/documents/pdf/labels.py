"""Words beside the rows of a PDF's table without lines → the labels of each row. Under `pdf.unruled`.

Words over each other that begin alike or have one middle are one label, unless a drawn line parts them or the
lower one begins with a number of its own. A row's labels are those that stand at the height of its figures;
what so stands at several rows is those rows' labels in one, and is cut.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from adapters.documents.pdf.ink import Rule
from adapters.documents.pdf.lines import Line
from adapters.documents.pdf.sure import least
from adapters.documents.spaces import join_lines

NUMBERED = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、．])"
)
# In ems.
_ALIKE = 0.35
_LEADING = 1.7
_UPON = -0.5
_LEVEL = 0.4


@dataclass(slots=True)
class Label:
    """Lines over each other."""

    lines: list[Line]

    @property
    def text(self) -> str:
        return join_lines([line.text for line in self.lines])

    @property
    def sure(self) -> float | None:
        return least(line.sure for line in self.lines)

    @property
    def left(self) -> float:
        return min(line.left for line in self.lines)

    def stands_at(self, level: float) -> bool:
        slack = _LEVEL * self.lines[0].em
        return _middle(self.lines[0]) - slack <= level <= _middle(self.lines[-1]) + slack


def labels_at(levels: Sequence[float], said: Sequence[Line], across: Sequence[Rule]) -> list[list[Label]]:
    """For each row, whose figures have their middle at this height, its labels from the left."""
    labels = [part for label in _labels(said, across) for part in _cut(label, levels)]
    return [sorted(_at(labels, level), key=lambda label: label.left) for level in levels]


def _at(labels: Sequence[Label], level: float) -> list[Label]:
    return [label for label in labels if label.stands_at(level)]


def _labels(said: Sequence[Line], across: Sequence[Rule]) -> list[Label]:
    held: list[Label] = []
    for word in sorted(said, key=lambda word: word.top):
        above = [label for label in held if _goes_on(label.lines[-1], word, across)]
        if not above or NUMBERED.match(word.text):
            held.append(Label([word]))
        else:
            max(above, key=lambda label: label.lines[-1].bottom).lines.append(word)
    return held


def _goes_on(line: Line, word: Line, across: Sequence[Rule]) -> bool:
    em = max(line.em, word.em)
    near = _UPON * em < word.top - line.bottom < _LEADING * em
    alike = min(abs(line.left - word.left), abs(_centre(line) - _centre(word))) < _ALIKE * em
    return near and alike and not _is_parted(line, word, across)


def _is_parted(line: Line, word: Line, across: Sequence[Rule]) -> bool:
    left, right = max(line.left, word.left), min(line.right, word.right)
    return any(
        _middle(line) < rule.at < _middle(word) and rule.start < right and left < rule.end for rule in across
    )


def _cut(label: Label, levels: Sequence[float]) -> Iterator[Label]:
    """One label for each row that it stands at; the lines between go where all fit their rows best."""
    own = [level for level in levels if label.stands_at(level)]
    if len(own) < 2:
        yield label
        return
    lines = label.lines
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for level, following in zip(own, [*own[1:], math.inf], strict=True):
        ends = [len(lines)] if following == math.inf else _places(lines, level, following)
        best = {
            end: min((cost + _misfit(lines[start:end], level), [*cuts, end]) for start, (cost, cuts) in known)
            for end in ends
            if (known := [(start, each) for start, each in best.items() if start < end])
        }
    cuts = min(best.values(), default=(0.0, [len(lines)]))[1]
    for start, end in pairwise([0, *cuts]):
        yield Label(lines[start:end])


def _places(lines: Sequence[Line], level: float, following: float) -> list[int]:
    """Before which lines a label may end that stands at one row and not at the next."""
    return [
        at for at in range(1, len(lines)) if _middle(lines[at]) > level and _middle(lines[at - 1]) < following
    ]


def _misfit(lines: Sequence[Line], level: float) -> float:
    """How far a row's height is from the middle of a label, or from its first or last line."""
    first, last = _middle(lines[0]), _middle(lines[-1])
    return min(abs(level - (first + last) / 2), abs(level - first), abs(level - last))


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2


def _centre(line: Line) -> float:
    return (line.left + line.right) / 2
