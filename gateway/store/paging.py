"""Query + cursor → one page, by keyset: what comes after the last row seen, however many were added since.

A cursor is the order's columns of a row, as JSON in URL-safe base64; nobody but this file reads it.
"""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

import orjson
from sqlalchemy import ColumnElement, Select, Subquery, and_, func, or_, select, true

from gateway.errors import InvalidCursor
from schema.ports import Page

T = TypeVar("T")
Cursor = list[Any]


@dataclass(frozen=True, slots=True)
class Order:
    """The names of a query's columns by which it is ordered; together they are unique. `falling` counts
    those in front that go down.
    """

    columns: tuple[str, ...]
    falling: int = 1

    def by(self, rows: Subquery) -> list[ColumnElement[Any]]:
        columns = [rows.c[name] for name in self.columns]
        return [column.desc() if nth < self.falling else column for nth, column in enumerate(columns)]

    def beyond(self, rows: Subquery, cursor: Cursor) -> ColumnElement[bool]:
        """Rows that come after the cursor: later in one column, equal in all before it."""
        columns = [rows.c[name] for name in self.columns]
        return or_(
            *(
                and_(
                    *(before == value for before, value in zip(columns[:nth], cursor, strict=False)),
                    column < cursor[nth] if nth < self.falling else column > cursor[nth],
                )
                for nth, column in enumerate(columns)
            )
        )

    def cursor_of(self, line: Any) -> str:
        return encode([getattr(line, name) for name in self.columns])


BY_YEAR = Order(("year", "jurisdiction", "id"))
BY_UPDATE = Order(("updated_at", "id"), falling=0)
RUNS_BY_START = Order(("started_at", "id"))
FINDINGS_BY_YEAR = Order(("year", "jurisdiction", "of_report", "id"))
SECTIONS_BY_YEAR = Order(("year", "jurisdiction", "of_report", "position"))


def one_page(query: Select[Any], order: Order, first: int, after: Cursor | None) -> Select[Any]:
    """One more line than asked for, to see whether there is a next page; each with the `total`.

    An empty page still has one line, whose order columns are null, because it too has a total.
    """
    rows = query.subquery()
    total = select(func.count().label("total")).select_from(rows).subquery()
    here = select(rows).order_by(*order.by(rows)).limit(first + 1)
    if after is not None:
        here = here.where(order.beyond(rows, after))
    page = here.subquery()
    return select(total.c.total, page).select_from(total.outerjoin(page, true())).order_by(*order.by(page))


def page_each(query: Select[Any], group: str, order: Order, first: int, after: Cursor | None) -> Select[Any]:
    """One page for each value of the column `group`, with the `total` of each group.

    A group that has lines, but none after the cursor, has one line with `ahead` false, for its total.
    """
    rows = query.subquery()
    ahead = true() if after is None else order.beyond(rows, after)
    numbered = select(
        rows,
        ahead.label("ahead"),
        func.count().over(partition_by=rows.c[group]).label("total"),
        func.row_number().over(partition_by=(rows.c[group], ahead), order_by=order.by(rows)).label("nth"),
    ).subquery()
    wanted = or_(and_(numbered.c.ahead, numbered.c.nth <= first + 1), numbered.c.nth == 1)
    return select(numbered).where(wanted).order_by(*order.by(numbered))


def page_of(
    lines: Sequence[Any], order: Order, first: int, after: Cursor | None, read: Callable[[Any], T]
) -> Page[T]:
    """Lines of `one_page`, or of one group of `page_each`, as a page of records."""
    total = lines[0].total if lines else 0
    there = [
        line for line in lines if getattr(line, order.columns[0]) is not None and getattr(line, "ahead", True)
    ]
    shown = there[:first]
    return Page(
        items=[read(line) for line in shown],
        cursors=[order.cursor_of(line) for line in shown],
        has_next=len(there) > first,
        has_previous=after is not None,
        total=total,
    )


def encode(cursor: Cursor) -> str:
    return base64.urlsafe_b64encode(orjson.dumps(cursor)).decode().rstrip("=")


def decode(text: str | None, order: Order) -> Cursor | None:
    """Raises InvalidCursor for anything that `encode` did not give for this order."""
    if text is None:
        return None
    try:
        cursor = orjson.loads(base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError) as error:
        raise InvalidCursor(f"cursor {text!r} was not given out here; begin without one") from error
    if not isinstance(cursor, list) or [type(value) for value in cursor] != _types(order):
        raise InvalidCursor(f"cursor {text!r} belongs to another list; begin without one")
    try:
        return [_read(name, value) for name, value in zip(order.columns, cursor, strict=True)]
    except ValueError as error:
        raise InvalidCursor(f"cursor {text!r} was not given out here; begin without one") from error


def _read(name: str, value: Any) -> Any:
    """JSON has no moments. Raises ValueError."""
    if name != "updated_at":
        return value
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


def _types(order: Order) -> list[type]:
    numbers = {"year", "position"} | ({"id"} if "of_report" in order.columns else set())
    return [int if name in numbers else str for name in order.columns]
