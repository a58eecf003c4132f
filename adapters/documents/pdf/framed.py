"""A lattice whose lines touch a frame round the page → those of the tables in the frame. Under `pdf.table`.

Makers draw a line round each page; where a table is as wide, its lines meet that line, and the text over and
under the table looks like rows of one wide cell.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from adapters.documents.pdf.ink import Glyph
from adapters.documents.pdf.lattice import Lattice, Region

_SLIM = 8.0  # points between a table and its frame, at most
_LEAST = 40  # letters of a paragraph
_PAGE_NUMBER = re.compile(r"[-—–－第]*\d{0,3}[-—–－页]*")


def tables_in(lattice: Lattice, held: Mapping[int, Sequence[Glyph]]) -> Iterator[Lattice]:
    """The lattice itself where no wide cell holds plain text, or at an end nothing or the number of the page.

    `held` are the letters by region.
    """
    columns = [at for at, (left, right) in enumerate(pairwise(lattice.xs)) if right - left > _SLIM]
    owners = [{row[at] for at in columns} for row in lattice.owner]
    wide = {row: _said(held.get(next(iter(own)), ())) for row, own in enumerate(owners) if len(own) == 1}
    outer = list(_outer(wide, len(lattice.owner)))
    framed = any(map(_is_prose, wide.values())) or any(wide[row] for row in outer)
    start = 0
    for end in (*sorted(wide if framed else outer), len(lattice.owner)):
        if end > start:
            yield lattice if end - start == len(lattice.owner) else _rows(lattice, start, end)
        start = end + 1


def _said(glyphs: Sequence[Glyph]) -> str:
    return "".join(glyph.text for glyph in glyphs if glyph.text.strip())


def _is_prose(text: str) -> bool:
    return len(text) >= _LEAST and text.count("。") > 0


def _outer(wide: Mapping[int, str], height: int) -> Iterator[int]:
    """The rows at either end that hold nothing or the number of the page."""
    for rows in (range(height), reversed(range(height))):
        for row in rows:
            if row not in wide or not _PAGE_NUMBER.fullmatch(wide[row]):
                break
            yield row


def _rows(lattice: Lattice, start: int, end: int) -> Lattice:
    """Some rows of a lattice, between rows of one wide cell."""
    own = sorted({region for row in lattice.owner[start:end] for region in row})
    at = {region: index for index, region in enumerate(own)}
    return Lattice(
        lattice.xs,
        lattice.ys[start : end + 1],
        [[at[region] for region in row] for row in lattice.owner[start:end]],
        [_within(lattice.regions[region], start, end) for region in own],
    )


def _within(region: Region, start: int, end: int) -> Region:
    first, last = max(region.row, start), min(region.row + region.row_span, end)
    return Region(first - start, region.column, last - first, region.column_span)
