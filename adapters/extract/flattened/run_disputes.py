"""The dispute table as text → its cells, as far as the sums of its three blocks leave one reading."""

import re
from collections.abc import Sequence
from itertools import chain

from adapters.extract.flattened.flat_cell import FlatCell, FlatRow, FlatTable, Refused, as_printed, settled
from adapters.extract.flattened.form_heading import is_heading
from adapters.extract.flattened.label_run import COUNTS, Label, Run, flat_words, labels_in, run_after
from adapters.extract.flattened.manner import Manner
from adapters.extract.flattened.splits import (
    Budget,
    Domain,
    TooMany,
    chain_readings,
    has_single_digit,
    shows_single_digits,
)
from adapters.extract.layout import layout
from schema.enums import Applicant

# About a twentieth of a second.
STEPS = 100_000
MAX_DIGITS = 60
_HEADING_REACH = 60
_FAR = 400
# Where the heading may begin; the words of the chapter above it are the same.
_ABOVE = ("行政复议", "政府信息公开行政复议")


def read_disputes(text: str, start: int, end: int, manner: Manner) -> FlatTable | None:
    """None where the heading is not the whole form's, in its order."""
    whole = _heading(text, start, end)
    heading = whole or _broken_heading(text, start, end)
    if heading is None:
        return None
    run = run_after(text, heading, end, COUNTS)
    domains, kind = _domains(run, blanks=manner.blanks)
    if whole is None and kind == "printed" and not _adds_up(run):
        domains, kind = [{} for _ in domains], "nothing_adds_up"  # the numbers may be as mixed as the words
    cells: list[FlatCell] = []
    refused: list[Refused] = []
    for name, domain in zip(_block_names(), domains, strict=True):
        row = _row(run, name, domain, printed=kind == "printed")
        stated, doubtful = settled(row, domain, kind)
        cells += stated
        refused += doubtful
    return FlatTable(tuple(cells), tuple(refused), start, run.end)


def _heading(text: str, start: int, end: int) -> Label | None:
    form = layout().sequences["disputes"][0]
    columns = labels_in(text, start, end, layout().columns["disputes"])[: len(form)]
    if tuple(each.name for each in columns) != form or not _blocks_in_order(text, start, columns[-1].end):
        return None
    return Label("disputes", columns[0].start, columns[-1].end)


def _broken_heading(text: str, start: int, end: int) -> Label | None:
    """All signs of the heading before as many counts as it has columns, whatever their order."""
    form = layout().sequences["disputes"][0]
    counts = re.compile(rf"(?:\d+[\s|]+){{{len(form) - 1}}}\d+").search(text, start, end)
    if counts is None:
        return None
    reach = text[max(0, start - _FAR) : counts.start()]
    words = (*form, *_block_names())
    for word in _ABOVE:
        if word in reach and is_heading(
            word + reach.rpartition(word)[2], words, flat_words()["beside"]["disputes"]
        ):
            return Label("disputes", start, counts.start())
    return None


def _blocks_in_order(text: str, start: int, end: int) -> bool:
    """The blocks' names may stand before, between or after the columns' names; their order is the form's."""
    names = layout().blocks
    found = labels_in(text, max(0, start - _HEADING_REACH), end, names)
    codes = list(dict.fromkeys(each.name for each in found))
    return codes == list(dict.fromkeys(names.values()))


def _adds_up(run: Run) -> bool:
    """Whether the last cell of each block is the sum of those before it, blank ones being nought."""
    width = len(layout().results)
    counts = [int(token or 0) for token in run.tokens]
    blocks = [counts[at : at + width] for at in range(0, len(counts), width)]
    return all(2 * block[-1] == sum(block) for block in blocks)


def _block_names() -> list[str]:
    """The form's own name of each block."""
    return [
        next(name for name, each in layout().blocks.items() if each == code)
        for code in dict.fromkeys(layout().blocks.values())
    ]


def _row(run: Run, name: str, domain: Domain, *, printed: bool) -> FlatRow:
    block = layout().blocks[name]
    columns = tuple(layout().results)
    return FlatRow(
        run=Run(Label(name, run.label.start, run.label.end), run.end, run.text, run.parted),
        terms=tuple((f"{block}.{layout().results[column]}", Applicant.TOTAL) for column in columns),
        labels=tuple(f"{name} {column}" for column in columns),
        columns=columns,
        domain=domain,
        printed=printed,
    )


def _domains(run: Run, *, blanks: bool) -> tuple[Sequence[Domain], str]:
    """What each block may be; no domain at all with the reason why."""
    width, blocks = len(layout().results), len(_block_names())
    nothing: list[Domain] = [{} for _ in range(blocks)]
    tokens = run.tokens
    if run.text is None or not tokens:
        return nothing, "no_values"
    cells = [int(token) if token.isdecimal() else None for token in tokens]
    if len(cells) == width * blocks and (run.blanks_kept or None not in cells):
        return [as_printed(cells[at : at + width]) for at in range(0, len(cells), width)], "printed"
    numbers = [cell for cell in cells if cell is not None]
    if run.parted is not None or len(numbers) < len(cells):
        return nothing, "cells_missing"
    try:
        found = _chain("".join(tokens), width, blocks, blanks=blanks)
    except TooMany:
        return nothing, "too_many"
    if found and blanks and not shows_single_digits(tokens) and any(map(has_single_digit, chain(*found))):
        return nothing, "several_readings"  # a tool may have taken out all numbers of one digit
    return (found, "") if found else (nothing, "nothing_adds_up")


def _chain(digits: str, width: int, blocks: int, *, blanks: bool) -> list[Domain] | None:
    if len(digits) > MAX_DIGITS:
        raise TooMany
    whole = None if blanks else chain_readings(digits, width, blocks, Budget(STEPS), blanks=False)
    return whole or chain_readings(digits, width, blocks, Budget(STEPS))
