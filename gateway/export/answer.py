"""What is carried out: tables whose rows come in batches, and what is to be said about them.

Rows are made when they are asked for, a few hundred at a time, so that the largest answer takes no more
memory than a small one. `batches` may be called again and begins anew.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import TypeVar

from gateway.export.shape import Row, Shape, shape

T = TypeVar("T")
Batches = Callable[[], AsyncIterator[Sequence[Row]]]
BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`reading` marks a table that repeats others in a form to be read; only workbooks have it."""

    shape: Shape
    batches: Batches
    reading: bool = False

    @property
    def name(self) -> str:
        return self.shape.name


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Where an answer comes from. `question` holds the arguments as text, `url` leads to it again.

    `version` and `moved_at` are those of the data; None where nobody keeps one.
    """

    zh: str
    en: str
    question: tuple[tuple[str, str], ...]
    url: str
    version: int | None
    moved_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """`tables` stand in the order of a workbook; the first that is not made for reading is the main one."""

    name: str
    about: About
    tables: tuple[Table, ...]
    notes: tuple[tuple[str, str], ...] = ()

    @property
    def main(self) -> Table:
        return next(table for table in self.tables if not table.reading)

    @property
    def data(self) -> tuple[Table, ...]:
        """The tables that are not only for reading."""
        return tuple(table for table in self.tables if not table.reading)


def table(name: str, batches: Batches) -> Table:
    return Table(shape=shape(name), batches=batches)


def at_hand(name: str, rows: Iterable[Row]) -> Table:
    """A table whose rows are few, or cheap to make."""
    held = list(rows)

    async def batches() -> AsyncIterator[Sequence[Row]]:
        yield held

    return table(name, batches)


def batched(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of at most `size`, in order."""
    left = iter(items)
    while some := list(islice(left, size)):
        yield some
