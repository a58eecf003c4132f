"""One cell read from text without cells, and what could not be read. Between `flattened` and its readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from adapters.extract.flattened.label_run import Run
from adapters.extract.flattened.splits import Cells, Domain, united
from schema.enums import Applicant, Qualifier

Term = tuple[str, Applicant]


@dataclass(frozen=True, slots=True)
class FlatCell:
    """`inferred` where its borders follow only from the form. `start` and `end` are those of its row."""

    term: Term
    label: str
    column: str
    value: Decimal | None
    start: int
    end: int
    inferred: bool
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True)
class Refused:
    """Cells for which no value is given; `kind` says why: several readings, none, or too many to look at."""

    kind: str
    row: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class FlatTable:
    """What one table gives. `end` is where its last value ends; `start` where its heading begins.

    `in_rows` tells that no label is followed by the numbers of other rows.
    """

    cells: tuple[FlatCell, ...]
    refused: tuple[Refused, ...]
    start: int
    end: int
    in_rows: bool = True


@dataclass(frozen=True, slots=True)
class FlatRow:
    """A row of counts: its cells in the form's order and what is known about them.

    `printed` where the text itself keeps the borders, so that nothing has to add up. `domain` is what
    the cells may hold, None where that is more than can be looked at.
    """

    run: Run
    terms: tuple[Term, ...]
    labels: tuple[str, ...]
    columns: tuple[str, ...]
    domain: Domain | None
    printed: bool = False


def settled(row: FlatRow, domain: Domain, kind: str) -> tuple[list[FlatCell], list[Refused]]:
    """The cells on which all readings agree; the others are refused, all of them where there is none."""
    merged: Cells | None = None
    for cells in domain.values():
        merged = united(merged, cells)
    stated, refused = [], []
    for at, term in enumerate(row.terms):
        held = merged[at] if merged else frozenset()
        if len(held) != 1:
            refused.append(term)
            continue
        (value,) = held
        stated.append(_cell(row, at, term, value))
    if not refused:
        return stated, []
    return stated, [Refused("several_readings" if domain else kind, row.run.label.name, tuple(refused))]


def _cell(row: FlatRow, at: int, term: Term, value: int | None) -> FlatCell:
    return FlatCell(
        term=term,
        label=row.labels[at],
        column=row.columns[at],
        value=None if value is None else Decimal(value),
        start=row.run.label.start,
        end=row.run.end,
        inferred=not row.printed,
    )


def as_printed(cells: Sequence[int | None]) -> Domain:
    """The one reading of cells whose borders are known."""
    return {tuple(cell or 0 for cell in cells): tuple(frozenset({cell}) for cell in cells)}
