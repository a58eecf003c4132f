"""Store → what the columns are built from: two row shapes and the protocol that yields them."""

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple, Protocol

from schema.enums import Applicant, Qualifier, ReportFormat


class ReportRow(NamedTuple):
    """One stored whole-place report: that it is there, and in which form."""

    id: str
    place: str
    year: int
    format: ReportFormat


class DateRow(NamedTuple):
    """When one stored report came out, of a whole place or of an organ, and which portal it was found on."""

    id: str
    place: str
    year: int
    organ: str | None
    published_on: date | None
    portal: str | None


class PortalRow(NamedTuple):
    """How one portal of a place is doing; `healthy` is None before the first harvest."""

    place: str
    name: str
    healthy: bool | None
    last_success: date | None
    last_error: str | None


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

    `unavailable` are the places whose portal is known to be unwell. `dates` are of all reports, those of
    organs too.
    """

    version: int
    reports: Iterable[ReportRow]
    values: Iterable[ValueRow]
    unavailable: frozenset[str] = frozenset()
    moved_at: datetime | None = None
    dates: Iterable[DateRow] = ()
    portals: Iterable[PortalRow] = ()


class ColumnSource(Protocol):
    """Where columns come from. Both calls may block; they are made in a thread."""

    def data_version(self) -> int: ...
    def readings(self) -> AbstractContextManager[Readings]:
        """One state of the data, to be read inside the context; `values` may be a stream."""
        ...
