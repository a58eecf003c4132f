"""The readings of each row of the request table → those that take part in a balanced table.

Rows are tied by columns: the outcomes add up to their total (T3-SUM), and what came in equals what
was closed and carried over (T3-FLOW). Exact: what is left takes part in at least one whole solution,
and every solution is made of what is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import add, sub

from adapters.extract.splits import Budget, Domain, Numbers

Rows = Mapping[str, Domain]


@dataclass(frozen=True, slots=True)
class Balance:
    """The codes that T3-FLOW and T3-SUM tie; either is empty where rows of it are not in the text."""

    total: str
    incoming: tuple[str, ...]
    outgoing: tuple[str, ...]
    parts: tuple[str, ...]


def balanced(rows: Rows, balance: Balance, budget: Budget) -> dict[str, Domain]:
    """All rows with what can be; all domains empty where nothing balances. Raises TooMany."""
    left = {code: set(domain) for code, domain in rows.items()}
    if balance.incoming:
        _flow(left, balance, budget)
    if balance.parts:
        _sum(left, balance, budget)
    if balance.incoming:
        _flow(left, balance, budget)
    if not all(left.values()):
        return {code: {} for code in rows}
    return {code: {each: rows[code][each] for each in rows[code] if each in left[code]} for code in rows}


def _flow(left: dict[str, set[Numbers]], balance: Balance, budget: Budget) -> None:
    (first, second), (other,) = balance.incoming, balance.outgoing
    budget.spend(len(left[first]) * len(left[second]) + len(left[balance.total]) * len(left[other]))
    came = {_plus(one, two): None for one in left[first] for two in left[second]}
    went = {_plus(one, two) for one in left[balance.total] for two in left[other]}
    common = went & came.keys()
    _keep_pairs(left, (first, second), common)
    _keep_pairs(left, (balance.total, other), common)


def _keep_pairs(left: dict[str, set[Numbers]], codes: tuple[str, str], sums: set[Numbers]) -> None:
    one, two = codes
    pairs = [(a, b) for a in left[one] for b in left[two] if _plus(a, b) in sums]
    left[one] = {a for a, _ in pairs}
    left[two] = {b for _, b in pairs}


def _sum(left: dict[str, set[Numbers]], balance: Balance, budget: Budget) -> None:
    """For each possible total the ways to reach it, row by row; the surest rows first."""
    order = sorted(balance.parts, key=lambda code: len(left[code]))
    kept: dict[str, set[Numbers]] = {code: set() for code in (*order, balance.total)}
    for total in left[balance.total]:
        ways = _ways([left[code] for code in order], total, budget)
        if ways is not None:
            kept[balance.total].add(total)
            for code, used in zip(order, ways, strict=True):
                kept[code] |= used
    left.update(kept)


def _ways(domains: Sequence[set[Numbers]], total: Numbers, budget: Budget) -> list[set[Numbers]] | None:
    """Which readings of each row lie on a way from the whole total down to nothing left."""
    usable = [[each for each in domain if _fits(each, total)] for domain in domains]
    if not all(usable):
        return None
    lowest, highest = _bounds(usable, len(total))
    layers = [{total}]
    for at, readings in enumerate(usable):
        budget.spend(len(readings) * len(layers[-1]))
        rests = {_minus(rest, each) for rest in layers[-1] for each in readings if _fits(each, rest)}
        layers.append({r for r in rests if _fits(lowest[at + 1], r) and _fits(r, highest[at + 1])})
    return _backwards(usable, layers)


def _backwards(usable: Sequence[Sequence[Numbers]], layers: list[set[Numbers]]) -> list[set[Numbers]] | None:
    alive = layers[-1]
    if not alive:
        return None
    used: list[set[Numbers]] = []
    for readings, before in zip(reversed(usable), reversed(layers[:-1]), strict=True):
        steps = [(rest, each) for rest in before for each in readings if _minus(rest, each) in alive]
        used.insert(0, {each for _, each in steps})
        alive = {rest for rest, _ in steps}
    return used


def _bounds(usable: Sequence[Sequence[Numbers]], width: int) -> tuple[list[Numbers], list[Numbers]]:
    """The least and the most that the rows from each one on can add up to, column by column."""
    lowest, highest = [(0,) * width], [(0,) * width]
    for readings in reversed(usable):
        columns = list(zip(*readings, strict=True))
        lowest.insert(0, _plus(lowest[0], tuple(map(min, columns))))
        highest.insert(0, _plus(highest[0], tuple(map(max, columns))))
    return lowest, highest


def _fits(small: Numbers, large: Numbers) -> bool:
    return all(one <= other for one, other in zip(small, large, strict=True))


def _plus(one: Numbers, other: Numbers) -> Numbers:
    return tuple(map(add, one, other))


def _minus(one: Numbers, other: Numbers) -> Numbers:
    return tuple(map(sub, one, other))
