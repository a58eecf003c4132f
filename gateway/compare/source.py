"""Store → what the columns are built from: two row shapes and the protocol that yields them."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from schema.enums import Applicant, Qualifier, ReportFormat


class ReportRow(NamedTuple):
    """One stored whole-place report: that it is there, in which form, and when it came out."""

    id: str
    place: str
    year: int
    format: ReportFormat
    published_on: date | None


class ValueRow(NamedTuple):
    """One stored figure of a whole-place report, in the unit it is printed in. Blanks have no row.

    Entries of an open breakdown share a code and are told apart by position: only the first is here.
    """

    place: str
    year: int
    indicator: str
    applicant: Applicant
    value: float
    unit: str
    qualifier: Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """Everything one set of columns is built from, read at one data version, which `moved_at` made.

    `unavailable` are the places whose portal is known to be unwell.
    """

    version: int
    reports: Iterable[ReportRow]
    values: Iterable[ValueRow]
    unavailable: frozenset[str] = frozenset()
    moved_at: datetime | None = None


class ColumnSource(Protocol):
    """Where columns come from. Both calls may block; they are made in a thread."""

    def data_version(self) -> int: ...
    def readings(self) -> AbstractContextManager[Readings]:
        """One state of the data, to be read inside the context; `values` may be a stream."""
        ...
