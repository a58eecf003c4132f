"""Lines of a PDF page → the tables among them that have no vertical lines, and the lines that are left.

A column is where figures stand under each other with a gap on either side, a row is a line of figures; words
to the left of the figures name the row (`pdf.labels`), words over them the columns (`pdf.bands`). Under
`from_pdf`.
"""

import re
from collections.abc import Iterator, Sequence

from adapters.documents.assemble import Piece
from adapters.documents.pdf.bands import Column, column_at, columns_of, over, reach_of, united
from adapters.documents.pdf.ink import UNKNOWN, Rule
from adapters.documents.pdf.labels import NUMBERED, Label, labels_at
from adapters.documents.pdf.lines import Line, parted, words
from adapters.documents.pdf.rows import Row, set_close, unglued
from adapters.documents.pdf.sure import least
from adapters.documents.pdf.table import Sheet
from adapters.documents.spaces import join_lines

_LEAST = 3  # lines of a table without a heading
_MOST = 0.6
_FAR = 10_000  # such tables are alike if they have as many columns, wherever these lie
_LABELS = 3  # columns that name a row; the last is the nearest
_PROSE = 0.6  # of the width of all lines: as long is no cell
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,2}、.*(?:情况|事项|情況|事項)$")
_STOP = re.compile(r"[，。；：]")
# In ems.
_APART = 3.5
_FAR_APART = 9.0  # where a drawn line parts two rows
_SIZE = 1.25
_CENTRED = 0.3
_LEADING = 0.9
_CLOSE = 0.5
_NAME = 6  # letters of a name's line
_UNIT = 2  # letters


def unruled(lines: Sequence[Line], across: Sequence[Rule]) -> tuple[list[Sheet], list[Line]]:
    """`across` are the page's level lines, some of which may part the rows."""
    if not lines:
        return [], []
    width = max(line.right for line in lines) - min(line.left for line in lines)
    rows = unglued([Row(line, words(line)) for line in lines])
    sheets: list[Sheet] = []
    used: set[int] = set()
    end = 0
    for start, row in enumerate(rows):
        if start < end or not row.is_filled:
            continue
        heading = _heading(rows, start, end, width, across)
        end = _end(rows, start, width, across)
        if not heading:
            if not _goes_on(rows[start:end]):
                continue
            heading = _lead(rows, start, used)
        if sheet := _sheet(heading, rows[start:end], across):
            sheets.append(sheet)
            used.update(range(start - len(heading), end))
    return sheets, [line for index, line in enumerate(lines) if index not in used]


def _goes_on(table: Sequence[Row]) -> bool:
    """Whether lines without a heading are the rest of a table: several, most of them of three cells.

    A label on several lines stands apart from the cells of its unit and its number.
    """
    filled = [len(row.words) > 2 or len(row.words[0].text) <= _UNIT for row in table if row.is_filled]
    return sum(filled) >= max(_LEAST, _MOST * len(filled))


def _lead(rows: Sequence[Row], start: int, used: set[int]) -> list[Row]:
    """The lines at the head of a page with which the label of its first line of figures begins."""
    zone = min((word.left for word in rows[start].figures), default=0.0)
    for at in range(start - 1, -1, -1):
        row, below = rows[at], rows[at + 1]
        if at in used or any(word.right > zone for word in row.words) or not _is_close(row, below):
            break
        if at == 0 or NUMBERED.match(row.line.text):
            return list(rows[at:start])
    return []


def _end(rows: Sequence[Row], start: int, width: float, across: Sequence[Rule]) -> int:
    """Behind the last line of the table whose first line of figures is at `start`."""
    zone = min((word.left for word in rows[start].figures), default=rows[start].line.right)
    last = start + 1
    for at in range(start + 1, len(rows)):
        row, above = rows[at], rows[at - 1]
        if not _is_near(above, row, across) or _is_prose(row, rows[start], width):
            break
        if row.is_filled:
            zone = min([zone, *(word.left for word in row.figures)])
            last = at + 1
        elif any(word.right > zone for word in row.words):
            break
    while (
        last < len(rows) and _ends_label(rows, last, zone) and not _is_prose(rows[last], rows[start], width)
    ):
        last += 1
    return last


def _is_near(above: Row, row: Row, across: Sequence[Rule]) -> bool:
    """Whether two lines may be of one table: close, or with a drawn line between."""
    gap = (row.line.top - above.line.bottom) / above.line.em
    return gap <= _APART or (
        gap <= _FAR_APART
        and any(
            above.line.bottom < rule.at < row.line.top
            and any(rule.start <= line.left and rule.end >= line.right for line in (above.line, row.line))
            for rule in across
        )
    )


def _ends_label(rows: Sequence[Row], at: int, zone: float) -> bool:
    """Whether a line goes on with the label of the line above it."""
    row, above = rows[at], rows[at - 1]
    return (
        not row.is_filled
        and all(word.right <= zone and not NUMBERED.match(word.text) for word in row.words)
        and _is_close(above, row)
    )


def _is_close(above: Row, row: Row) -> bool:
    return row.line.top - above.line.bottom < _CLOSE * above.line.em


def _is_prose(row: Row, like: Row, width: float) -> bool:
    alone = len(row.words) == 1
    size = row.line.em / like.line.em
    return alone and (
        (row.line.right - row.line.left > _PROSE * width and bool(_STOP.search(row.line.text)))
        or bool(_CHAPTER.match(row.line.text))
        or (like.figures != like.words and not 1 / _SIZE < size < _SIZE)
        or row.line.text.endswith("。")
    )


def _heading(
    rows: Sequence[Row], start: int, least_at: int, width: float, across: Sequence[Rule]
) -> list[Row]:
    """The lines above the first line of figures that head the columns, down from `least_at`."""
    first = start
    while first > least_at:
        row, below = rows[first - 1], rows[first]
        if row.is_filled or not _is_near(row, below, across) or _is_prose(row, rows[start], width):
            break
        first -= 1
    while first < start and not _heads_columns(rows[first], rows[first + 1 : start]):
        first += 1
    return list(rows[first:start])


def _heads_columns(row: Row, below: Sequence[Row]) -> bool:
    """Whether a line has several words, or one that goes on below: a name too long for its column."""
    parts = [part for word in row.words for part in parted(word)]
    others = [other for each in below for other in each.words]
    return len(parts) > 1 or any(_stands_over(part, other) for part in parts for other in others)


def _stands_over(word: Line, other: Line) -> bool:
    return (
        len(word.text) <= _NAME
        and abs((other.left + other.right) - (word.left + word.right)) < 2 * _CENTRED * word.em
        and 0 <= other.top - word.bottom < _LEADING * word.em
    )


def _sheet(heading: list[Row], table: list[Row], across: Sequence[Rule]) -> Sheet | None:
    """None where it is not certain in which column a word stands."""
    table = set_close(table)
    filled = [row for row in table if row.is_filled]
    figures = [word for row in filled for word in row.figures]
    if not figures:
        return None
    zone = min(left for left, _ in united(figures))
    side = max((word.right for row in table for word in row.words if word.right <= zone), default=0.0)
    heads = [[part for word in row.words for part in parted(word) if part.right > side] for row in heading]
    columns = columns_of(figures, heads, side)
    if columns is None:
        return None
    zone = min(zone, reach_of(columns[0])[0])
    values = [[word for word in row.words if word.right > zone] for row in filled]
    cells = [_cells(each, columns) for each in values]
    if None in cells:
        return None
    body = max(
        (at + 1 for at, line in enumerate(heads) if any(part.right > zone for part in line)), default=0
    )
    said = [
        part
        for row in (*heading[body:], *table)
        for word in row.words
        if word.right <= zone
        for part in parted(word)
    ]
    labels = labels_at([row.level for row in filled], said, across)
    pieces = [*_heads(heading[:body], columns, zone)]
    for at, (own, row) in enumerate(zip(cells, labels, strict=True), body + 1):
        pieces.extend(_labels(row, at))
        pieces.extend(_values(own or {}, len(columns), at))
    lines = [row.line for row in (*heading, *table)]
    return Sheet(
        lines[0].page,
        lines[0].page,
        min(line.top for line in lines),
        max(line.bottom for line in lines),
        [float(_FAR * at) for at in range(_LABELS + len(columns) + 1)],
        sorted(pieces, key=lambda piece: (piece.row, piece.column)),
    )


def _cells(values: Sequence[Line], columns: Sequence[Column]) -> dict[int, Line] | None:
    """The word in each column; None where two stand in one, or one in no certain column or is in doubt."""
    held: dict[int, Line] = {}
    for word in values:
        column = column_at(word, columns)
        if column is None or column in held or (word.sure is not None and UNKNOWN in word.text):
            return None
        held[column] = word
    return held


def _heads(heading: Sequence[Row], columns: Sequence[Column], zone: float) -> Iterator[Piece]:
    """Words over several columns line by line, then the name of each column, whatever lines it is on."""
    names = {id(letter) for column in columns for word in column.said for letter in word.letters}
    corner: list[Line] = []
    for at, row in enumerate(heading):
        free = 0
        for part in (part for word in row.words for part in parted(word)):
            if id(part.letters[0]) in names:
                continue
            reached = over(part, columns)
            if part.right <= zone or reached is None:
                corner.append(part)
            elif reached[0] >= free:
                first, last = reached
                yield Piece(part.text, at, _LABELS + first, 1, last - first + 1, part.sure)
                free = last + 1
    yield from _corner(corner, len(heading))
    for at, column in enumerate(columns):
        said = sorted(column.said, key=lambda word: (word.top, word.left))
        if said:
            text = join_lines([word.text for word in said])
            yield Piece(text, len(heading), _LABELS + at, sure=least(word.sure for word in said))


def _corner(said: Sequence[Line], at: int) -> Iterator[Piece]:
    """What stands over the labels: words over each other are one."""
    reaches = united(said)[-_LABELS:]
    for column, (left, right) in enumerate(reaches, _LABELS - len(reaches)):
        own = [word for word in said if left <= word.left and word.right <= right]
        yield Piece(
            join_lines([word.text for word in own]), at, column, sure=least(word.sure for word in own)
        )


def _values(cells: dict[int, Line], width: int, at: int) -> Iterator[Piece]:
    for column in range(width):
        word = cells.get(column)
        yield Piece(word.text if word else "", at, _LABELS + column, sure=word.sure if word else None)


def _labels(said: Sequence[Label], at: int) -> Iterator[Piece]:
    """The last label is the nearest to the figures."""
    kept = said[-_LABELS:]
    for column, label in enumerate(kept, _LABELS - len(kept)):
        yield Piece(label.text, at, column, sure=label.sure)
