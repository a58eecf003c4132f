"""Tables of PDF pages → tables of the report: what a page break has cut is one table again.

Repeated heading rows go; a label that spans the break spans again; a row cut in two is one row. A blank
where a figure should stand is never filled from the row above.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from adapters.documents.assemble import Piece
from adapters.documents.pdf.lines import Line, is_figure, words
from adapters.documents.pdf.sure import least
from adapters.documents.pdf.table import Sheet
from adapters.documents.spaces import join_lines

_NEAR = 5.0
_SEVERAL = 4
_NONE = frozenset({"无", "没有"})
_NUMBERED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|第[一二三四五六七八九十]+)")


def goes_on(first: Sheet, second: Sheet) -> bool:
    """Whether the second table, on the next page, is as wide as the first.

    Its left column may be missing: some makers draw nothing of a label that spans the break.
    """
    if abs(first.xs[-1] - second.xs[-1]) > _NEAR:
        return False
    if abs(first.xs[0] - second.xs[0]) <= _NEAR:
        return True
    return min(len(first.xs), len(second.xs)) >= _SEVERAL and have_columns_alike(first, second)


def have_columns_alike(first: Sheet, second: Sheet) -> bool:
    """Whether one of them has all vertical lines of the other."""
    return _within(first.xs, second.xs) or _within(second.xs, first.xs)


def with_spilt(sheet: Sheet, spilt: Sequence[Line]) -> Sheet | None:
    """The table with lines that stand below it, their words in its columns: labels that a page break cuts.

    None if any of them stands elsewhere.
    """
    pieces, below = list(sheet.pieces), sheet.bottom
    height = max(piece.row + piece.row_span for piece in pieces)
    last = {index: piece for index, piece in enumerate(pieces) if piece.row + piece.row_span == height}
    for line in spilt:
        if line.top - below > line.em or _NUMBERED.match(line.text):
            return None
        for word in words(line):
            under = [
                index
                for index, piece in last.items()
                if sheet.xs[piece.column] <= word.left
                and word.right <= sheet.xs[piece.column + piece.column_span]
            ]
            if len(under) != 1:
                return None
            piece = pieces[under[0]]
            text, sure = join_lines([piece.text, word.text]), least([piece.sure, word.sure])
            pieces[under[0]] = piece._replace(text=text, sure=sure)
        below = max(below, line.bottom)
    return replace(sheet, pieces=pieces)


def joined(first: Sheet, second: Sheet) -> Sheet:
    """One table, on the page where it begins."""
    xs = _together(first.xs, second.xs)
    upper = [_on_columns(piece, first.xs, xs) for piece in first.pieces]
    lower = _without_heading(upper, [_on_columns(piece, second.xs, xs) for piece in second.pieces])
    height = max(piece.row + piece.row_span for piece in upper)
    full = {_nearest(xs, at) for at in first.full}
    if _is_cut_row(upper, lower, height) or _is_cut_number(upper, lower, height, full):
        pieces = _rows_sewn(upper, lower, height)
    else:
        pieces = _labels_extended(upper, lower, height)
    return replace(
        first,
        last_page=second.page,
        bottom=second.bottom,
        xs=xs,
        pieces=sorted(pieces, key=lambda piece: (piece.row, piece.column)),
        full=second.full,
    )


def _together(xs: Sequence[float], others: Sequence[float]) -> list[float]:
    return sorted([*xs, *(at for at in others if abs(xs[_nearest(xs, at)] - at) > _NEAR)])


def _within(lines: Sequence[float], others: Sequence[float]) -> bool:
    return all(any(abs(line - other) <= _NEAR for other in others) for line in lines)


def _on_columns(piece: Piece, own: Sequence[float], xs: Sequence[float]) -> Piece:
    """The piece in the columns of `xs`, which hold at least its own."""
    start, end = _nearest(xs, own[piece.column]), _nearest(xs, own[piece.column + piece.column_span])
    return piece._replace(column=start, column_span=max(end - start, 1))


def _nearest(xs: Sequence[float], at: float) -> int:
    return min(range(len(xs)), key=lambda index: abs(xs[index] - at))


def _row(pieces: Sequence[Piece], row: int) -> list[Piece]:
    return sorted((piece for piece in pieces if piece.row == row), key=lambda piece: piece.column)


def _without_heading(upper: Sequence[Piece], lower: list[Piece]) -> list[Piece]:
    """The lower part without the rows that repeat those at the top of the upper part."""
    rows = 0
    while _is_heading(_row(upper, rows)) and _said(upper, rows) == _said(lower, rows):
        rows += 1
    while rows and any(piece.row < rows < piece.row + piece.row_span for piece in lower):
        rows -= 1
    kept = [piece._replace(row=piece.row - rows) for piece in lower if piece.row >= rows]
    return kept or lower


def _said(pieces: Sequence[Piece], row: int) -> list[Piece]:
    """A row of cells by what they say, however surely."""
    return [piece._replace(sure=None) for piece in _row(pieces, row)]


def _is_heading(row: Sequence[Piece]) -> bool:
    return any(piece.text for piece in row) and not any(piece.text and is_figure(piece.text) for piece in row)


def _is_cut_row(upper: Sequence[Piece], lower: Sequence[Piece], height: int) -> bool:
    """Whether the first lower row is the rest of the last upper one: one has all figures, the other none.

    A single figure is all of them only where everything beside the label stands above, or all of the label.
    """
    last = [piece for piece in upper if piece.row + piece.row_span == height]
    first = _row(lower, 0)
    above, below = ({p.column for p in row if _is_value(p)} for row in (last, first))
    blank, left = ({p.column for p in row if not p.text} for row in (last, first))
    label, rest = (_labels(row) for row in (last, first))
    if label and not rest:
        return bool(below) and not above and below <= blank
    if not label or any(_NUMBERED.match(piece.text) for piece in rest):
        return False
    if len(below) > 1 and below <= blank:
        return True
    plain = all(piece.row_span == 1 for piece in (*last, *first))
    whole = plain and not blank and len(first) > 2 and len(first) - len(left) == 1
    return bool(above) and above <= left and (len(above) > 1 or whole)


def _is_cut_number(upper: Sequence[Piece], lower: Sequence[Piece], height: int, full: set[int]) -> bool:
    """Whether the first lower row holds but the last digits of numbers that had no room for them above."""
    above = {piece.column: piece for piece in upper if piece.row + piece.row_span == height}
    first = _row(lower, 0)
    digits = {piece.column for piece in first if piece.text.isdigit()}
    figures = {column for column, piece in above.items() if piece.text and is_figure(piece.text)}
    words = [piece for piece in first if piece.text and piece.column not in digits]
    return (
        bool(digits)
        and digits < figures
        and digits <= full
        and all(piece.column in above.keys() - figures and not _NUMBERED.match(piece.text) for piece in words)
    )


def _labels(row: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in row if piece.text and not _is_value(piece)]


def _is_value(piece: Piece) -> bool:
    return bool(piece.text) and (is_figure(piece.text) or piece.text in _NONE)


def _rows_sewn(upper: Sequence[Piece], lower: Sequence[Piece], height: int) -> list[Piece]:
    """The last upper row takes in the text of the first lower row, column by column."""
    rest = {piece.column: piece for piece in _row(lower, 0)}
    pieces: list[Piece] = []
    for piece in upper:
        other = rest.pop(piece.column, None) if piece.row + piece.row_span == height else None
        down = piece.row_span + (other.row_span - 1 if other else 0)
        text = _sewn(piece.text, other.text) if other else piece.text
        sure = least([piece.sure, other.sure]) if other else piece.sure
        pieces.append(piece._replace(text=text, row_span=down, sure=sure))
    pieces.extend(piece._replace(row=piece.row + height - 1) for piece in rest.values())
    pieces.extend(piece._replace(row=piece.row + height - 1) for piece in lower if piece.row > 0)
    return pieces


def _sewn(upper: str, lower: str) -> str:
    return upper + lower if upper.isdigit() and lower.isdigit() else join_lines([upper, lower])


def _labels_extended(upper: Sequence[Piece], lower: Sequence[Piece], height: int) -> list[Piece]:
    """Blank cells that lead the first lower row belong to the labels above them, which go on."""
    above = {piece.column: piece for piece in upper if piece.row + piece.row_span == height}
    grown: dict[int, int] = {}
    for piece in _row(lower, 0):
        label = above.get(piece.column)
        if piece.text or label is None or label.column_span != piece.column_span:
            break
        if not label.text or is_figure(label.text):
            break
        grown[piece.column] = piece.row_span
    pieces = [
        piece._replace(row_span=piece.row_span + grown[piece.column])
        if piece.column in grown and piece is above[piece.column]
        else piece
        for piece in upper
    ]
    pieces.extend(
        piece._replace(row=piece.row + height)
        for piece in lower
        if not (piece.row == 0 and piece.column in grown)
    )
    return pieces
