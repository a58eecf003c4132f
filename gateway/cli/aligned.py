"""Rows of cells → lines whose columns stand under each other, Chinese characters counted as two wide."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

GAP = "  "


def aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """One line a row; the last column is as long as it is."""
    widths = [max(cell_len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = [cell + " " * (width - cell_len(cell)) for cell, width in zip(row, widths, strict=True)]
        yield GAP.join(padded).rstrip()
