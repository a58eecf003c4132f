"""The request table as text → its cells, as far as rows and columns leave one reading. Under `flattened`."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from adapters.extract.flattened.balance import Balance, balanced
from adapters.extract.flattened.flat_cell import FlatCell, FlatRow, FlatTable, Refused, as_printed, settled
from adapters.extract.flattened.label_run import (
    COUNTS,
    Label,
    Run,
    flat_words,
    labels_in,
    runs_after,
    without_filling,
)
from adapters.extract.flattened.request_columns import (
    HEADING_REACH,
    columns_are_the_form_s,
    columns_come_in_order,
    is_without_heading,
)
from adapters.extract.flattened.splits import (
    Budget,
    Domain,
    TooMany,
    count_cuts,
    has_single_digit,
    row_readings,
    shows_single_digits,
    token_readings,
    without_blanks,
)
from adapters.extract.layout import layout
from schema.checks.identity import identities_of
from schema.enums import ReportFormat

WIDTH = 7
# About a twentieth of a second.
STEPS = 100_000
_SPACED = 0.9
_FEW_CUTS = 40
_FEW = (2, 3)
# The numbers of a row told before its label; the next label's would be taken for its own.
_NUMBER_BEFORE = re.compile(r"\d\s+(?:[（(]?[一1]\s*[）)、.．]\s*)?$")
_IN_ROWS = 2 / 3
_LAST = "requests.carried_out"


def read_requests(text: str, start: int, end: int) -> FlatTable | None:
    """None where there is no row, or where the columns are not the form's."""
    labels = _labels(text, start, end)
    if not labels:
        return None
    whole = columns_are_the_form_s(text, start, labels[0].start)
    bare = not whole and is_without_heading(text, labels)
    if not whole and not bare and not columns_come_in_order(text, labels[0].start):
        return None
    runs = [each for each in runs_after(text, labels, end, COUNTS) if not _is_group(each)]
    if not whole and not bare:
        runs = [each for each in runs if len(each.parted or ()) == WIDTH]
    if not runs:
        return None
    budget = Budget(STEPS)
    rows = _rows(text, _once(runs), budget)
    left, kind = _what_can_be(rows, budget)
    if not bare and _NUMBER_BEFORE.search(text[max(0, labels[0].start - HEADING_REACH) : labels[0].start]):
        left, kind = {code: {} for code in rows}, "nothing_adds_up"
    if bare and (kind or not set(_outcomes(frozenset(rows)))):
        return None
    cells: list[FlatCell] = []
    refused: list[Refused] = []
    for code, row in rows.items():
        stated, doubtful = settled(replace(row, printed=row.printed and not bare), left[code], kind)
        cells += stated
        refused += doubtful
    in_rows = _keeps_rows(rows) and all(len(each.tokens) <= WIDTH for each in runs if each.parted)
    return FlatTable(tuple(cells), tuple(refused), start, max(each.end for each in runs), in_rows)


def _labels(text: str, start: int, end: int) -> list[Label]:
    """From the first label that cannot be a column's."""
    found = labels_in(text, start, end, layout().rows["requests"])
    columns = set(layout().columns["requests"].values())
    first = next((at for at, each in enumerate(found) if each.name not in columns), len(found))
    within_words = re.compile(r"[一-龥]")  # 不计其他: the end of a remark that is broken
    return [
        each
        for each in found[first:]
        if each.name not in columns or not within_words.match(text[each.start - 1])
    ]


def _is_group(run: Run) -> bool:
    return run.label.name in flat_words()["groups"] and not run.tokens


def _once(runs: Sequence[Run]) -> list[Run]:
    """A label that stands twice tells nothing, unless both say the same."""
    first: dict[str, Run] = {}
    for run in runs:
        other = first.setdefault(run.label.name, run)
        if (other.text, other.parted) != (run.text, run.parted):
            first[run.label.name] = Run(other.label, other.end, None)
    return list(first.values())


def _rows(text: str, runs: Sequence[Run], budget: Budget) -> dict[str, FlatRow]:
    counts = [len(run.tokens) for run in runs if run.tokens]
    spaced = bool(counts) and counts.count(WIDTH) >= _SPACED * len(counts)
    kept = _Kept(
        spaced=spaced,
        spans=any(len(without_filling(run.parted, WIDTH)) > WIDTH for run in runs if run.parted),
        single_digits=any(shows_single_digits(run.tokens) for run in runs),
        places=not any(_is_closed_up(run) for run in runs),
    )
    return {layout().codes[run.label.name]: _row(text, run, kept, budget) for run in runs}


@dataclass(frozen=True, slots=True)
class _Kept:
    """What the rows of a table show of its text: whether spaces part cells, whether the spans of labels have
    left blank cells before the values, whether numbers of one digit are there at all, whether the cells of
    rows that end in blank ones are in their places.
    """

    spaced: bool
    spans: bool
    single_digits: bool
    places: bool


def _row(text: str, run: Run, kept: _Kept, budget: Budget) -> FlatRow:
    columns = layout().sequences["requests"][0]
    code = layout().codes[run.label.name]
    label = text[run.label.start : run.label.end].strip()
    domain, printed = _domain(run, kept, budget)
    return FlatRow(
        run=run,
        terms=tuple((code, layout().applicants[name]) for name in columns),
        labels=(label,) * WIDTH,
        columns=columns,
        domain=domain,
        printed=printed,
    )


def _domain(run: Run, kept: _Kept, budget: Budget) -> tuple[Domain | None, bool]:
    """What a row may be, and whether the text keeps its borders; spaces do so only in nearly all rows.

    None where the readings are too many. A tool that has taken out all numbers of one digit leaves 11 of
    `8 3 11`, which then reads as 1 = 1: where no such number is to be seen, none is read.
    """
    tokens = without_filling(run.tokens, WIDTH)
    cells = [int(token) if token.isdecimal() else None for token in tokens]
    if run.text is None:
        return {}, False
    if len(tokens) == WIDTH and _is_printed(run, cells, kept):
        return as_printed(cells), True
    try:
        if run.parted is not None:
            return token_readings([cell for cell in cells if cell is not None], WIDTH, budget), False
        readings = {} if None in cells else row_readings("".join(tokens), WIDTH, budget)
        return (readings if kept.single_digits or not any(map(has_single_digit, readings)) else {}), False
    except TooMany:
        return None, False


def _is_printed(run: Run, cells: Sequence[int | None], kept: _Kept) -> bool:
    """Whether as many cells as columns are those of the columns."""
    if None in cells and not (run.blanks_kept and (cells[-1] is not None or kept.places)):
        return False
    if run.parted is not None and kept.spans and not _in_place(cells):
        return False
    return kept.spaced or _adds_up(cells) or (run.parted is not None and _in_place(cells))


def _is_closed_up(run: Run) -> bool:
    """Whether blank cells end a row whose last number is the sum of the others, and so the total."""
    cells = [int(cell) if cell.isdecimal() else None for cell in without_filling(run.tokens, WIDTH)]
    numbers = [cell for cell in cells if cell is not None]
    return len(numbers) > 1 and cells[-1] is None and sum(numbers[:-1]) == numbers[-1] > 0


def _in_place(cells: Sequence[int | None]) -> bool:
    """A blank first cell may belong to the label before it, and then all others are one place off."""
    return cells[0] is not None or all(cell is None for cell in cells)


def _adds_up(cells: Sequence[int | None]) -> bool:
    return sum(cell or 0 for cell in cells[:-1]) == (cells[-1] or 0)


def _what_can_be(rows: Mapping[str, FlatRow], budget: Budget) -> tuple[dict[str, Domain], str]:
    """The readings left by the columns; where those do not balance, the rows whose own sum is enough."""
    domains = {code: row.domain for code, row in rows.items() if row.domain is not None}
    if not _keeps_rows(rows):
        return {code: {} for code in rows}, "nothing_adds_up"
    mixed, chance = _mixed_up(rows), _chance_sums(rows)
    sure = {
        code: row.domain or {}
        if code not in mixed and (row.printed or (code not in chance and _is_forced(row)))
        else {}
        for code, row in rows.items()
    }
    if len(domains) < len(rows):
        return sure, "too_many"
    balance = _balance(frozenset(rows))
    if balance is None or not all(domains.values()):
        return sure, "nothing_adds_up"
    try:
        left = balanced(domains, balance, budget)
    except TooMany:
        return sure, "too_many"
    return (left, "") if all(left.values()) else (sure, "nothing_adds_up")


def _keeps_rows(rows: Mapping[str, FlatRow]) -> bool:
    """Whether the text goes row by row: what follows most labels can be their rows.

    A PDF may be told in another order, and then seven numbers behind a label are those of others, as numbers
    behind the last label alone are where the labels are told first.
    """
    filled = [row for row in rows.values() if any(token.strip("0") for token in row.run.tokens)]
    if len(filled) == 1 < len(rows) and filled == list(rows.values())[-1:]:
        return False
    return sum(row.domain is None or bool(row.domain) for row in filled) >= _IN_ROWS * len(filled)


def _mixed_up(rows: Mapping[str, FlatRow]) -> frozenset[str]:
    """Where one label has the cells of two rows, or rows follow the form's last one, the text is not told
    in order: all between a label that has no cells of its own and another one may be each other's.
    """
    codes = list(rows)
    counts = [sum(map(bool, row.run.tokens)) for row in rows.values()]
    if max(counts) <= WIDTH and _LAST not in codes[:-1]:
        return frozenset()
    odd = [at for at, count in enumerate(counts) if count > WIDTH or not count]
    return frozenset(codes[odd[0] : odd[-1] + 1]) if odd else frozenset()


def _chance_sums(rows: Mapping[str, FlatRow]) -> frozenset[str]:
    """Rows of two or three numbers where another row has one alone, so that totals may be left blank there:
    `2 2` may be two applicants' then.
    """
    counts = {code: sum(map(bool, row.run.tokens)) for code, row in rows.items()}
    return frozenset(code for code, count in counts.items() if count in _FEW and 1 in counts.values())


def _is_forced(row: FlatRow) -> bool:
    """A row whose own sum is enough: its borders are known, or its digits fill all cells in few ways.

    Of few ways none adds up by chance, so that an error elsewhere in the report leaves the row as it is.
    """
    if row.run.text is None or not row.run.tokens or not row.domain:
        return False
    if row.run.parted is not None:
        return True
    digits = "".join(row.run.tokens)
    return without_blanks(row.domain) == row.domain and count_cuts(digits, WIDTH) <= _FEW_CUTS


@cache
def _balance(codes: frozenset[str]) -> Balance | None:
    """The identities of the form whose rows are all there, T3-FLOW and T3-SUM; None without any."""
    flow = next(each for each in identities_of(ReportFormat.TABLES_2019) if each.id == "T3-FLOW")
    total, other = flow.whole
    came = tuple(operand[0][0] for operand in flow.parts)
    whole_flow = codes >= {*came, total, other}
    parts = _outcomes(codes) if total in codes else ()
    if not whole_flow and not parts:
        return None
    return Balance(total, came if whole_flow else (), (other,) if whole_flow else (), parts)


def _outcomes(codes: frozenset[str]) -> tuple[str, ...]:
    """The rows that add up to the total; empty if one of them is not in the text."""
    (identity,) = (each for each in identities_of(ReportFormat.TABLES_2019) if each.id == "T3-SUM")
    found: list[str] = []
    for operand in identity.parts:
        named = next((option for option in operand if codes >= set(option)), None)
        if named is None:
            return ()
        found += named
    return tuple(found)
