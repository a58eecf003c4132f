"""Ruled lines of a PDF page → lattices: the rows and columns that touching lines make, with their spans.

The outer edge of a lattice counts as closed even where it is not drawn: makers leave it open where a
table goes on over the page. Under `pdf.table`.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from adapters.documents.limits import MAX_CELLS, MAX_LINES, Overfull
from adapters.documents.pdf.ink import Rule

_NEAR = 3.0
_SLIM = 4.5  # no cell is as narrow
_TOUCH = 4.5  # lines of boxes with round corners end before they meet
_SHORTEST = 5.0
_BORDER_SHARE = 0.6
_OUTSIDE = 8.0


@dataclass(frozen=True, slots=True)
class Region:
    """A cell of a lattice with its span."""

    row: int
    column: int
    row_span: int
    column_span: int


@dataclass(frozen=True, slots=True)
class Lattice:
    """`xs` and `ys` are its lines, one more than it has columns and rows; `owner[row][column]` a region."""

    xs: list[float]
    ys: list[float]
    owner: list[list[int]]
    regions: list[Region]


def lattices(across: Iterable[Rule], down: Iterable[Rule]) -> Iterator[Lattice]:
    """Every set of touching lines that has at least two cells."""
    level, upright = _merged(across), _merged(down)
    if len(level) + len(upright) > MAX_LINES:
        raise Overfull(f"page has more than {MAX_LINES} separate ruled lines")
    for rows, columns in _touching(level, upright):
        lattice = _lattice(rows, columns)
        if len(lattice.regions) > 1:
            yield lattice


def _merged(rules: Iterable[Rule]) -> list[Rule]:
    """Lines that lie on each other or go on where another ends are one."""
    merged: list[Rule] = []
    for group in _near(sorted(rules, key=lambda rule: rule.at)):
        held: list[Rule] = []
        end = 0.0
        for rule in sorted(group, key=lambda rule: rule.start):
            if held and rule.start - end > _NEAR:
                merged.append(_one(held))
                held = []
            end = max(end, rule.end) if held else rule.end
            held.append(rule)
        merged.append(_one(held))
    return [rule for rule in merged if rule.end - rule.start >= _SHORTEST]


def _one(rules: Sequence[Rule]) -> Rule:
    at = sum(rule.at for rule in rules) / len(rules)
    return Rule(at, min(rule.start for rule in rules), max(rule.end for rule in rules))


def _near(rules: Sequence[Rule], most: float = _NEAR) -> Iterator[list[Rule]]:
    group: list[Rule] = []
    for rule in rules:
        if group and rule.at - group[0].at > most:
            yield group
            group = []
        group.append(rule)
    if group:
        yield group


def _touching(level: Sequence[Rule], upright: Sequence[Rule]) -> Iterator[tuple[list[Rule], list[Rule]]]:
    parent = list(range(len(level) + len(upright)))
    for i, row in enumerate(level):
        for j, column in enumerate(upright):
            if _cross(row, column):
                parent[_root(parent, i)] = _root(parent, len(level) + j)
    sets: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*level, *upright]):
        sets.setdefault(_root(parent, index), ([], []))[index >= len(level)].append(rule)
    return ((rows, columns) for rows, columns in sets.values() if rows and columns)


def _cross(row: Rule, column: Rule) -> bool:
    return (
        row.start - _TOUCH <= column.at <= row.end + _TOUCH
        and column.start - _TOUCH <= row.at <= column.end + _TOUCH
    )


def _root(parent: list[int], index: int) -> int:
    while parent[index] != index:
        parent[index] = parent[parent[index]]
        index = parent[index]
    return index


def _lattice(rows: Sequence[Rule], columns: Sequence[Rule]) -> Lattice:
    xs = _edges(columns, rows)
    ys = _edges(rows, columns)
    if len(xs) * len(ys) > MAX_CELLS:
        raise Overfull(f"a table has more than {MAX_CELLS} cells")
    parts = _open_parts(xs, ys, rows, columns)
    regions = list(_regions(parts, len(xs) - 1))
    owner = [[0] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for index, region in enumerate(regions):
        for row in range(region.row, region.row + region.row_span):
            for column in range(region.column, region.column + region.column_span):
                owner[row][column] = index
    return Lattice(xs, ys, owner, regions)


def _edges(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[float]:
    """Where the lines lie, and the ends of those that cross them where these reach beyond."""
    found = [
        sum(rule.at for rule in group) / len(group)
        for group in _near(sorted(rules, key=lambda rule: rule.at), _SLIM)
    ]
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    before = [first] if first < found[0] - _OUTSIDE else []
    after = [last] if last > found[-1] + _OUTSIDE else []
    return [*before, *found, *after]


def _open_parts(
    xs: Sequence[float], ys: Sequence[float], rows: Sequence[Rule], columns: Sequence[Rule]
) -> list[int]:
    """For each smallest cell, row by row, the cell that it is one with."""
    wide = len(xs) - 1
    parent = list(range(wide * (len(ys) - 1)))
    for c in range(1, wide):
        lines = [rule for rule in columns if abs(rule.at - xs[c]) <= _SLIM]
        for r in range(len(ys) - 1):
            if not _covered(lines, ys[r], ys[r + 1]):
                parent[_root(parent, r * wide + c)] = _root(parent, r * wide + c - 1)
    for r in range(1, len(ys) - 1):
        lines = [rule for rule in rows if abs(rule.at - ys[r]) <= _SLIM]
        for c in range(wide):
            if not _covered(lines, xs[c], xs[c + 1]):
                parent[_root(parent, r * wide + c)] = _root(parent, (r - 1) * wide + c)
    return [_root(parent, index) for index in range(len(parent))]


def _covered(lines: Sequence[Rule], start: float, end: float) -> bool:
    shared = sum(max(0.0, min(end, line.end) - max(start, line.start)) for line in lines)
    return shared >= _BORDER_SHARE * (end - start)


def _regions(parts: Sequence[int], wide: int) -> Iterator[Region]:
    cells: dict[int, list[tuple[int, int]]] = {}
    for index, part in enumerate(parts):
        cells.setdefault(part, []).append(divmod(index, wide))
    for group in cells.values():
        top, bottom = group[0][0], group[-1][0]
        left, right = min(c for _, c in group), max(c for _, c in group)
        if len(group) == (bottom - top + 1) * (right - left + 1):
            yield Region(top, left, bottom - top + 1, right - left + 1)
        else:
            yield from _strips(group)


def _strips(group: Sequence[tuple[int, int]]) -> Iterator[Region]:
    """A part with corners (a line was not drawn) as one cell for each row of it."""
    start = previous = group[0]
    for cell in [*group[1:], (-1, -1)]:
        if cell != (previous[0], previous[1] + 1):
            yield Region(start[0], start[1], 1, previous[1] - start[1] + 1)
            start = cell
        previous = cell
