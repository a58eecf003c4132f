"""Rows of the forms that a page prints again in another table → the rows that count. Called by `tables`.

Portals set a copy for telephones beside the table, and reports attach those of other bodies or scopes.
The first table counts; a later one never fills what the first leaves blank.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from adapters.documents.document import Table
from adapters.extract.tables.row import Row


@dataclass(frozen=True, slots=True)
class Told:
    """The rows that count, in order, and those that a later table prints again."""

    first: tuple[Row, ...]
    again: tuple[Row, ...]


def told_once(rows: Iterable[Row]) -> Told:
    """A row that a page break has cut goes on in the next table."""
    seen: dict[Hashable, Row] = {}
    first: list[Row] = []
    again: list[Row] = []
    for row in rows:
        held = seen.setdefault(row.key, row)
        goes_on = _cut(held.table, row.table) and not any(cell.text for cell in held.values)
        (first if held.table.number == row.table.number or goes_on else again).append(row)
    return Told(tuple(first), tuple(again))


def _cut(one: Table, other: Table) -> bool:
    """Whether a page ends between two tables."""
    return other.number == one.number + 1 and one.page != other.page
