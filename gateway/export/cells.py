"""Cells → the text of a file, exactly: no digit is lost, and no text is taken for a formula."""

from datetime import UTC, date, datetime
from decimal import Decimal

# What spreadsheets take for the beginning of a formula, in both widths, and what they strip before looking.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
LARGEST_PLAIN = 1e15


def text_of(cell: object) -> str:
    """As it stands in CSV; nothing where there is nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return str(cell)
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime):
        return moment(cell)
    if isinstance(cell, date):
        return cell.isoformat()
    return number(cell)


def number(cell: object) -> str:
    """The shortest digits that give the same number back; no `.0`, which makes a count look measured."""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST_PLAIN:
        return str(int(cell))
    return repr(cell)


def moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def harmless(cell: object) -> str:
    """`text_of`, with an apostrophe before text that a spreadsheet would calculate."""
    text = text_of(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA) else text
