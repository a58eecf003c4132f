"""Digits whose borders are lost → every reading that adds up. Pure combinatorics under `flattened`.

A reading cuts the digits into numbers without leading noughts, puts them into the cells of a row in
order and leaves the rest blank; the last cell is the sum of the others. A blank counts as nought, so
readings are kept by their numbers, with what each cell may then hold: 0, blank, or either.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, combinations

Numbers = tuple[int, ...]
Cells = tuple[frozenset[int | None], ...]
Domain = dict[Numbers, Cells]

MAX_DIGITS = 80
MAX_READINGS = 4_000
_TEN = 10
# What cutting once costs, in the time that adding two rows takes.
_CUT = 10
_BLANK: frozenset[int | None] = frozenset({None})
_EITHER: frozenset[int | None] = frozenset({0, None})


class TooMany(Exception):
    """The readings are more than may be looked at; nothing is known about the cells."""


@dataclass(slots=True)
class Budget:
    """How many steps a search may still take."""

    steps: int

    def spend(self, steps: int = 1) -> None:
        """Raises TooMany when nothing is left."""
        self.steps -= steps
        if self.steps < 0:
            raise TooMany


def row_readings(digits: str, width: int, budget: Budget) -> Domain:
    """All readings of a row of `width` cells; empty if none adds up. Raises TooMany."""
    if not digits.strip("0"):
        return _noughts(len(digits), width)
    if len(digits) > MAX_DIGITS:
        raise TooMany
    found: Domain = {}
    # A sum is no longer than the digits before it and no shorter than its longest part.
    for at in range(-(-len(digits) // 2), len(digits) - (len(digits) - 1) // width):
        if digits[at] != "0" and _alike_by_nines(digits[:at], digits[at:]):
            for parts in _parts(digits[:at], width - 1, int(digits[at:]), budget):
                _place(found, parts, width, budget)
    return found


def token_readings(tokens: Sequence[int], width: int, budget: Budget) -> Domain:
    """The same where the borders are known and only the places of blank cells are not."""
    if not any(tokens):
        return _noughts(len(tokens), width)
    found: Domain = {}
    if len(tokens) <= width and sum(tokens[:-1]) == tokens[-1]:
        _place(found, tuple(tokens[:-1]), width, budget)
    return found


def chain_readings(
    digits: str, width: int, length: int, budget: Budget, *, blanks: bool = True
) -> list[Domain] | None:
    """`length` rows after each other, each of which adds up: what each may be, None if nothing fits.

    Without `blanks` every cell holds a number.
    """
    steps: list[dict[tuple[int, int], Domain]] = []
    starts = {0}
    known: dict[tuple[int, int], Domain] = {}
    for at in range(length):
        step = {}
        for start in starts:
            stops = range(start, len(digits) + 1) if at < length - 1 else (len(digits),)
            for stop in stops:
                if (start, stop) not in known:
                    readings = row_readings(digits[start:stop], width, budget)
                    known[start, stop] = readings if blanks else without_blanks(readings)
                if known[start, stop]:
                    step[start, stop] = known[start, stop]
        steps.append(step)
        starts = {stop for _, stop in step}
    return _joined(steps, len(digits)) if starts else None


def count_cuts(digits: str, most: int) -> int:
    """In how many ways digits can be cut into at most so many numbers without leading noughts."""
    ways = [[0] * (most + 1) for _ in range(len(digits) + 1)]
    ways[0][0] = 1
    for at, digit in enumerate(digits):
        for stop in range(at + 1, at + 2 if digit == "0" else len(digits) + 1):
            for count in range(most):
                ways[stop][count + 1] += ways[at][count]
    return sum(ways[-1])


def without_blanks(domain: Domain) -> Domain:
    """The readings that put a number into every cell."""
    return {numbers: cells for numbers, cells in domain.items() if all(None not in held for held in cells)}


def shows_single_digits(tokens: Sequence[str]) -> bool:
    """Whether numbers of one digit are to be seen; a number does not begin with a nought."""
    return any(len(token) == 1 or token.startswith("0") for token in tokens if token)


def has_single_digit(numbers: Numbers) -> bool:
    return any(0 < number < _TEN for number in numbers)


def _joined(steps: Sequence[dict[tuple[int, int], Domain]], end: int) -> list[Domain]:
    """Only the pieces from which the end can be reached."""
    rows: list[Domain] = []
    alive = {end}
    for step in reversed(steps):
        row: Domain = {}
        for (_, stop), domain in step.items():
            if stop in alive:
                for numbers, cells in domain.items():
                    row[numbers] = united(row.get(numbers), cells)
        rows.insert(0, row)
        alive = {start for start, stop in step if stop in alive}
    return rows


def united(one: Cells | None, other: Cells) -> Cells:
    return other if one is None else tuple(left | right for left, right in zip(one, other, strict=True))


def _noughts(count: int, width: int) -> Domain:
    if count > width:
        return {}
    each = _BLANK if count == 0 else frozenset({0}) if count == width else _EITHER
    return {(0,) * width: (each,) * width}


def _place(found: Domain, parts: Sequence[int], width: int, budget: Budget) -> None:
    """The parts in order in every choice of cells before the sum."""
    for places in combinations(range(width - 1), len(parts)):
        budget.spend(_CUT)
        cells: list[int | None] = [None] * width
        for place, part in zip(places, parts, strict=True):
            cells[place] = part
        cells[-1] = sum(parts)
        numbers = tuple(cell or 0 for cell in cells)
        found[numbers] = united(found.get(numbers), tuple(frozenset({cell}) for cell in cells))
    if len(found) > MAX_READINGS:
        raise TooMany


def _parts(digits: str, most: int, total: int, budget: Budget) -> Iterator[Numbers]:
    """All cuts of the digits into at most `most` numbers that add up to `total`."""
    budget.spend(_CUT)
    if not digits:
        if total == 0:
            yield ()
        return
    if len(digits) > most * len(str(total)) or int(digits) < total:
        return
    if most == 1:
        if int(digits) == total and digits == str(total):
            yield (total,)
        return
    for number, rest in _first_numbers(digits):
        if number > total:
            return
        for parts in _parts(rest, most - 1, total - number, budget):
            yield (number, *parts)


def _alike_by_nines(parts: str, total: str) -> bool:
    """Numbers and their sum leave the same rest by nine, and so do their digits however they are cut."""
    return (sum(map(int, parts)) - sum(map(int, total))) % 9 == 0


def _first_numbers(digits: str) -> Iterator[tuple[int, str]]:
    """Each number the digits may begin with, the smallest first, and what is left."""
    if digits[0] == "0":
        yield 0, digits[1:]
        return
    for at, prefix in enumerate(accumulate(digits), 1):
        yield int(prefix), digits[at:]
