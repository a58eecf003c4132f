"""A table, row by row → the heading that each row stands under. Called by `tables`."""

from dataclasses import dataclass, field

from adapters.documents.document import Table
from adapters.extract.layout import Layout, label_key
from adapters.extract.tables.columns import disputes_above, has_lost_names, heading_above
from adapters.extract.tables.continued import carried_over, goes_on, titled, without_heading
from adapters.extract.tables.grid import Heading, heading_at
from adapters.extract.tables.plain_table import ordered
from adapters.extract.tables.slipped import borne_out

_CORNER = "信息内容"


@dataclass(slots=True)
class Standing:
    """What stands over the rows of `table`, which are asked about once each, from the top.

    `title` is the paragraph right before the table; `carried` the heading of the table before it, under which
    one goes on that a page has cut; `names` are those of the columns in the table's own headings.
    """

    table: Table
    layout: Layout
    title: str
    carried: Heading | None
    plain: bool
    names: set[str] = field(default_factory=set)
    _heading: Heading | None = None
    _above: Heading | None = None
    _first: int = 0
    _is_tried: bool = False

    def __post_init__(self) -> None:
        self._heading = carried_over(self.carried, self.table)

    @property
    def last(self) -> Heading | None:
        """The heading under which the next table may go on."""
        return self._heading or self.carried

    def over(self, row: int) -> Heading | None:
        """None for a heading itself, for a blank row, which parts nothing, and where none is known."""
        if not any(cell.text for cell in self.table.begun[row]) or self._begins_at(row):
            return None
        heading = self._completed(row)
        if not self.plain and heading is not None and has_lost_names(heading, self.table, row, self.layout):
            heading, self._first = None, row
        heading = heading or goes_on(self.carried, self.table, row, self.layout)
        if heading is None and not self._is_tried and self._is_request(row):
            heading, self._is_tried = without_heading(self.table, self._first, self.layout), True
        self._heading = heading
        return heading

    def _begins_at(self, row: int) -> bool:
        """Whether the row is a heading, which then stands over the rows below it."""
        found = self._above = heading_at(self.table, row, self.layout, self._above)
        if found is not None:
            found = borne_out(titled(found, self.title, self.layout), self.table, row, self.layout)
            self._heading = ordered(found, self.layout) if self.plain else found
            self.names.update(leaf.name for leaf in found.leaves)
            return True
        if any(label_key(cell.text) == _CORNER for cell in self.table.begun[row]):
            self.carried = self._heading = None  # a heading of which no column is the form's
            return True
        return False

    def _completed(self, row: int) -> Heading | None:
        """The heading, or that which all words above the row make, where names of it are cut over rows."""
        if not self._is_whole("requests") and self._is_request(row):
            return heading_above(self.table, row, self.layout) or self._heading
        if not self._is_whole("disputes"):
            return disputes_above(self.table, row, self.layout) or self._heading
        return self._heading

    def _is_whole(self, group: str) -> bool:
        if self._heading is None or self._heading.group != group:
            return False
        return len(self._heading.leaves) == len(self.layout.sequences[group][0])

    def _is_request(self, row: int) -> bool:
        """Whether the row has a label that only the table of requests has."""
        names, columns = self.layout.rows["requests"], self.layout.columns["requests"]
        keys = (label_key(cell.text) for cell in self.table.shown[row])
        return any(key in names and key not in columns for key in keys)
