"""Document → whether its tables set two years side by side: a comparison then, not one year's report."""

import re

from adapters.documents.document import Document, Table
from adapters.extract.layout import label_key, layout

_YEAR = re.compile(r"(20\d{2})\s*(?:年度?)?")


def compares_years(document: Document) -> bool:
    """Only tables with rows of the official forms count; an annex may well show earlier years."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return any(_has_two_years(table) and _is_official(table) for table in tables)


def _has_two_years(table: Table) -> bool:
    """In one row that has no other number: among counts 2018 and 2074 are counts."""
    for row in table.grid:
        said = [cell.text.strip() for cell in row if cell]
        years = {found.group(1) for text in said if (found := _YEAR.fullmatch(text))}
        if len(years) > 1 and not any(text.isdecimal() and text not in years for text in said):
            return True
    return False


def _is_official(table: Table) -> bool:
    keys = {label_key(cell.text) for row in table.grid for cell in row if cell}
    known = {key for rows in layout().rows.values() for key in rows if len(key) > 2}
    return len(keys & known) >= 2
