"""The neutral document: ordered paragraphs and tables, with their place in one text.

Every opener gives this, every reader takes it. `Document.text` is the blocks' text joined by
newlines; `start` of a block is its offset there, so a figure's span can be shown to a person. `sure`
tells of a text that was recognised in a picture how sure its least sure numeral is, from 0 to 1; it is
None for all other text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A run of text without a line break of its own."""

    text: str
    start: int
    page: int | None = None
    sure: float | None = None


@dataclass(slots=True, unsafe_hash=True)
class Cell:
    """A table cell once, at its upper left corner, with its span and the offset of its text.

    Nobody changes one. It is not frozen, since that would make it several times as dear to make.
    """

    text: str
    row: int
    column: int
    row_span: int
    column_span: int
    start: int
    sure: float | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """`grid[row][column]` is rectangular: a spanning cell stands at every position it covers.

    `text` is the rows joined by newlines, cells by ` | `. `number` counts tables from 1.
    """

    number: int
    grid: tuple[tuple[Cell | None, ...], ...]
    text: str
    start: int
    page: int | None = None

    @cached_property
    def shown(self) -> tuple[tuple[Cell, ...], ...]:
        """By row the cells that it shows, those that reach down from above included, each once."""
        return tuple(
            tuple({id(cell): cell for cell in row if cell is not None}.values()) for row in self.grid
        )

    @cached_property
    def begun(self) -> tuple[tuple[Cell, ...], ...]:
        """By row the cells that begin in it, from the left."""
        return tuple(tuple(cell for cell in cells if cell.row == row) for row, cells in enumerate(self.shown))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Each once, in the order of the text."""
        held = {cell.start: cell for row in self.grid for cell in row if cell is not None}
        return tuple(held[start] for start in sorted(held))


Block = Paragraph | Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """`meta` holds the page's own metadata by lower-case name (`articletitle`, `pubdate`, `siteidcode`),
    `headline` the visible title where the opener can tell, `links` the attachments (text, absolute URL).
    `recognised` tells that some of its text was recognised in a picture and says how surely.
    """

    url: str
    media_type: str
    sha256: str
    blocks: tuple[Block, ...]
    text: str
    headline: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
    recognised: bool = False
