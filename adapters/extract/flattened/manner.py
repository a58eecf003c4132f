"""How a text tells its tables, as the table of requests shows: it has most cells, and sums to try them by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from adapters.extract.flattened.flat_cell import FlatTable

_MANY = 70
# Words of rows that few sentences have.
ROWS = re.compile(r"内部事务|过程性信息|执法案卷|行政查询")


@dataclass(frozen=True, slots=True)
class Manner:
    """`blanks` tells that cells may be blank, `in_rows` that what stands behind a label is that row's."""

    blanks: bool = True
    in_rows: bool = True


def manner_of(text: str, requests: Sequence[FlatTable | None]) -> Manner:
    """By the tables of requests in a text, None for one that could not be read."""
    read = [table for table in requests if table is not None]
    whole = len(read) == len(requests) if requests else not ROWS.search(text)
    return Manner(
        blanks=not any(map(_writes_noughts, read)), in_rows=whole and all(table.in_rows for table in read)
    )


def _writes_noughts(table: FlatTable) -> bool:
    """A table that holds a number in every cell, 0 among them: its report leaves no cell blank."""
    values = [cell.value for cell in table.cells]
    return not table.refused and len(values) > _MANY and None not in values and 0 in values
