"""Table → CSV by RFC 4180: UTF-8, CRLF, one header line, safe to open in a spreadsheet."""

import csv
import io
from collections.abc import AsyncIterator, Iterable, Sequence

from gateway.export.answer import Answer, Table
from gateway.export.cells import harmless
from gateway.export.shape import Row

# Without it Excel shows Chinese as nonsense.
BYTE_ORDER_MARK = "\ufeff".encode()


async def to_csv(answer: Answer) -> AsyncIterator[bytes]:
    """The main table, for people who open it in Excel."""
    yield BYTE_ORDER_MARK
    async for piece in csv_of(answer.main):
        yield piece


async def csv_of(table: Table) -> AsyncIterator[bytes]:
    """One table, header first, a batch of rows at a time."""
    yield lines([table.shape.names])
    async for rows in table.batches():
        yield lines([harmless(cell) for cell in row] for row in rows)


def lines(rows: Iterable[Sequence[object] | Row]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
