"""Where in a report a figure stands."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Enough to find a figure again by eye, and by machine.

    `quote` is verbatim text of the document. `start` and `end` are character offsets into the
    text of the opened document (`Document.text`). `table` counts tables from 1, `page` pages from 1.
    `confidence` tells of a number recognised in a picture how sure the recogniser was of the least sure
    numeral there, from 0 to 1; None of a number that the document itself says.
    """

    quote: str
    url: str
    section: str | None = None
    table: int | None = None
    row: str | None = None
    column: str | None = None
    page: int | None = None
    start: int | None = None
    end: int | None = None
    confidence: float | None = None
