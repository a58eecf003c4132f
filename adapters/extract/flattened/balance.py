"""The readings of each row of the request table → those that take part in a balanced table.

Rows are tied by columns: the outcomes add up to their total (T3-SUM), and what came in equals what
was closed and carried over (T3-FLOW). Exact: what is left takes part in at least one whole solution,
and every solution is made of what is left.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from adapters.extract.flattened.splits import Budget, Domain, Numbers

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
    pack = _pack_for(rows)
    left = {code: {pack.packed(each) for each in domain} for code, domain in rows.items()}
    if balance.incoming:
        _flow(left, balance, budget)
    if balance.parts:
        _sum(left, balance, pack, budget)
    if balance.incoming:
        _flow(left, balance, budget)
    if not all(left.values()):
        return {code: {} for code in rows}
    return {
        code: {each: cells for each, cells in domain.items() if pack.packed(each) in left[code]}
        for code, domain in rows.items()
    }


@dataclass(frozen=True, slots=True)
class _Pack:
    """The numbers of a row side by side in one integer, so that rows add, subtract and compare at once.

    Each number has `bits` bits, the topmost of which (`guard`) stays free and shows a borrow.
    """

    bits: int
    guard: int

    def packed(self, numbers: Numbers) -> int:
        whole = 0
        for number in numbers:
            whole = whole << self.bits | number
        return whole

    def each(self, packed: Iterable[int], width: int, choose: Callable[[Iterable[int]], int]) -> int:
        """The least or the greatest of each number apart."""
        mask = (1 << self.bits) - 1
        shifts = [self.bits * at for at in range(width)]
        rows = list(packed)
        return sum(choose(row >> shift & mask for row in rows) << shift for shift in shifts)


def _pack_for(rows: Rows) -> _Pack:
    """Wide enough for the sum of all rows."""
    numbers = [each for domain in rows.values() for each in domain]
    most = max((max(each) for each in numbers), default=0)
    bits = (most * max(len(rows), 2)).bit_length() + 2
    width = max(map(len, numbers), default=0)
    return _Pack(bits, sum(1 << bits * at + bits - 1 for at in range(width)))


def _flow(left: dict[str, set[int]], balance: Balance, budget: Budget) -> None:
    (first, second), (other,) = balance.incoming, balance.outgoing
    budget.spend(len(left[first]) * len(left[second]) + len(left[balance.total]) * len(left[other]))
    came = {one + two for one in left[first] for two in left[second]}
    went = {one + two for one in left[balance.total] for two in left[other]}
    _keep_pairs(left, (first, second), went & came)
    _keep_pairs(left, (balance.total, other), went & came)


def _keep_pairs(left: dict[str, set[int]], codes: tuple[str, str], sums: set[int]) -> None:
    one, two = codes
    pairs = [(a, b) for a in left[one] for b in left[two] if a + b in sums]
    left[one] = {a for a, _ in pairs}
    left[two] = {b for _, b in pairs}


def _sum(left: dict[str, set[int]], balance: Balance, pack: _Pack, budget: Budget) -> None:
    """For each possible total the ways to reach it, row by row; the surest rows first."""
    order = sorted(balance.parts, key=lambda code: len(left[code]))
    kept: dict[str, set[int]] = {code: set() for code in (*order, balance.total)}
    for total in left[balance.total]:
        ways = _ways([left[code] for code in order], total, pack, budget)
        if ways is not None:
            kept[balance.total].add(total)
            for code, used in zip(order, ways, strict=True):
                kept[code] |= used
    left.update(kept)


def _ways(domains: Sequence[set[int]], total: int, pack: _Pack, budget: Budget) -> list[set[int]] | None:
    """Which readings of each row lie on a way from the whole total down to nothing left."""
    guard = pack.guard
    usable = [[each for each in domain if (total | guard) - each & guard == guard] for domain in domains]
    budget.spend(sum(map(len, domains)))
    if not all(usable):
        return None
    lowest, highest = _bounds(usable, pack)
    layers = [{total}]
    for at, readings in enumerate(usable):
        budget.spend(len(readings) * len(layers[-1]))
        low, high = lowest[at + 1], highest[at + 1] | guard
        rests = {(rest | guard) - each for rest in layers[-1] for each in readings}
        left = {rest ^ guard for rest in rests if rest & guard == guard}
        layers.append(
            {rest for rest in left if (rest | guard) - low & guard == guard and high - rest & guard == guard}
        )
    return _backwards(usable, layers, budget)


def _backwards(
    usable: Sequence[Sequence[int]], layers: list[set[int]], budget: Budget
) -> list[set[int]] | None:
    alive = layers[-1]
    if not alive:
        return None
    used: list[set[int]] = []
    for readings, before in zip(reversed(usable), reversed(layers[:-1]), strict=True):
        budget.spend(len(before) * len(readings))
        steps = [(rest, each) for rest in before for each in readings if rest - each in alive]
        used.insert(0, {each for _, each in steps})
        alive = {rest for rest, _ in steps}
    return used


def _bounds(usable: Sequence[Sequence[int]], pack: _Pack) -> tuple[list[int], list[int]]:
    """The least and the most that the rows from each one on can add up to, column by column."""
    width = pack.guard.bit_length() // pack.bits
    lowest, highest = [0], [0]
    for readings in reversed(usable):
        lowest.insert(0, lowest[0] + pack.each(readings, width, min))
        highest.insert(0, highest[0] + pack.each(readings, width, max))
    return lowest, highest
