"""Answer → JSON, one array a table, or JSON Lines of the main table. Sent a batch of rows at a time."""

from collections.abc import AsyncIterator, Sequence
from decimal import Decimal
from typing import Any

import orjson

from gateway.export.answer import Answer, Table
from gateway.export.citation import citation
from gateway.export.shape import Row

OPTIONS = orjson.OPT_UTC_Z


async def to_json(answer: Answer) -> AsyncIterator[bytes]:
    """`{"about": …, "<table>": [{column: cell}, …], …}`."""
    yield b'{"about":' + _dumped(about_of(answer))
    for table in answer.data:
        yield b',\n"' + table.name.encode() + b'":['
        first = True
        async for rows in table.batches():
            for row in rows:
                yield (b"\n" if first else b",\n") + _object(table, row)
                first = False
        yield b"]"
    yield b"}\n"


async def to_jsonl(answer: Answer) -> AsyncIterator[bytes]:
    """One object a row of the main table."""
    table = answer.main
    async for rows in table.batches():
        yield b"".join(_object(table, row) + b"\n" for row in rows)


def about_of(answer: Answer) -> dict[str, Any]:
    """What a reader must know besides the rows."""
    about = answer.about
    return {
        "title": about.zh,
        "title_en": about.en,
        "question": dict(about.question),
        "url": about.url,
        "data_version": about.version,
        "data_changed_at": about.moved_at,
        "citation": citation(about),
        "notes": [{"zh": zh, "en": en} for zh, en in answer.notes],
    }


def _object(table: Table, row: Row) -> bytes:
    return _dumped(dict(zip(table.shape.names, row, strict=True)))


def _dumped(value: object) -> bytes:
    return orjson.dumps(value, default=_plain, option=OPTIONS)


def _plain(value: object) -> int | float | Sequence[object]:
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() and abs(value) < 2**53 else float(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")
