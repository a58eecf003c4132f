"""Lines of a PDF page → the tables among them that have no vertical lines, and the lines that are left.

A column is where figures stand under each other with a gap on either side, a row is a line of figures; words
to the left of the figures name the row, words over them the columns. Under `from_pdf`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from adapters.documents.assemble import Piece
from adapters.documents.pdf.bands import Band, bands_of, between, over, reached, share_a_column
from adapters.documents.pdf.ink import Rule
from adapters.documents.pdf.lines import Line, is_figure, words
from adapters.documents.pdf.sure import least
from adapters.documents.pdf.table import Sheet
from adapters.documents.spaces import join_lines

_LEAST = 3  # lines of a table without a heading
_MOST = 0.6
_NAMES = 3  # in a line; lines with fewer head groups of columns
_FAR = 10_000  # such tables are alike if they have as many columns, wherever these lie
_LABELS = 3  # columns that name a row; the last is the nearest
_PROSE = 0.6  # of the width of all lines: as long is no cell
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,2}、.*(?:情况|事项|情況|事項)$")
_STOP = re.compile(r"[，。；：]")
_NUMBERED = re.compile(
    r"(?:[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]{1,2}、|\d{1,2}[.、．])"
)
# In ems.
_APART = 3.5
_SIZE = 1.25


@dataclass(slots=True)
class _Row:
    """A printed line of a table, its words, and of a line of figures those that stand beside or below it."""

    line: Line
    words: list[Line]
    labels: list[Line] = field(default_factory=list)

    @property
    def figures(self) -> list[Line]:
        return [word for word in self.words if _has_digits(word)]

    @property
    def is_filled(self) -> bool:
        """Figures, or signs for none, beside a name; or at least three of them."""
        figures = sum(is_figure(word.text) for word in self.words)
        return figures > 2 or 0 < figures < len(self.words)


def _has_digits(word: Line) -> bool:
    return is_figure(word.text) and any(letter.isdigit() for letter in word.text)


def unruled(lines: Sequence[Line], across: Sequence[Rule]) -> tuple[list[Sheet], list[Line]]:
    """`across` are the page's level lines, some of which may part the rows."""
    if not lines:
        return [], []
    width = max(line.right for line in lines) - min(line.left for line in lines)
    rows = [_Row(line, words(line)) for line in lines]
    sheets: list[Sheet] = []
    used: set[int] = set()
    end = 0
    for start, row in enumerate(rows):
        if start < end or not row.is_filled:
            continue
        heading = _heading(rows, start, end, width)
        end = _end(rows, start, width)
        if not heading and not _goes_on(rows[start:end]):
            continue
        if sheet := _sheet(heading, rows[start:end], across):
            sheets.append(sheet)
            used.update(range(start - len(heading), end))
    return sheets, [line for index, line in enumerate(lines) if index not in used]


def _goes_on(table: Sequence[_Row]) -> bool:
    """Whether lines without a heading are the rest of a table: several, most of them of three cells."""
    filled = [len(row.words) > 2 for row in table if row.is_filled]
    return sum(filled) >= max(_LEAST, _MOST * len(filled))


def _end(rows: Sequence[_Row], start: int, width: float) -> int:
    """Behind the last line of the table whose first line of figures is at `start`."""
    zone = min((word.left for word in rows[start].figures), default=rows[start].line.right)
    last = start + 1
    for at in range(start + 1, len(rows)):
        row, above = rows[at], rows[at - 1]
        if row.line.top - above.line.bottom > _APART * above.line.em or _is_prose(row, rows[start], width):
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


def _ends_label(rows: Sequence[_Row], at: int, zone: float) -> bool:
    """Whether a line goes on with the label of the line above it."""
    row, above = rows[at], rows[at - 1]
    return (
        not row.is_filled
        and all(word.right <= zone and not _NUMBERED.match(word.text) for word in row.words)
        and row.line.top - above.line.bottom < 0.5 * above.line.em
    )


def _is_prose(row: _Row, like: _Row, width: float) -> bool:
    alone = len(row.words) == 1
    size = row.line.em / like.line.em
    return alone and (
        (row.line.right - row.line.left > _PROSE * width and bool(_STOP.search(row.line.text)))
        or bool(_CHAPTER.match(row.line.text))
        or (like.figures != like.words and not 1 / _SIZE < size < _SIZE)
        or row.line.text.endswith("。")
    )


def _heading(rows: Sequence[_Row], start: int, least_at: int, width: float) -> list[_Row]:
    """The lines above the first line of figures that head the columns, down from `least_at`."""
    first = start
    while first > least_at:
        row, below = rows[first - 1], rows[first]
        near = below.line.top - row.line.bottom < _APART * row.line.em
        if row.is_filled or not near or _is_prose(row, rows[start], width):
            break
        first -= 1
    while first < start and len(rows[first].words) < 2:
        first += 1
    return list(rows[first:start])


def _sheet(heading: list[_Row], table: list[_Row], across: Sequence[Rule]) -> Sheet | None:
    """None where two figures of a line stand in one column."""
    filled = [row for row in table if row.is_filled]
    bands = bands_of([word for row in filled for word in row.figures])
    if not bands:
        return None
    zone = bands[0][0]
    bands = _with_blank(bands, heading) or []
    if not bands or any(share_a_column(row.figures, bands) for row in filled):
        return None
    if any(word.right > zone for row in filled for word in row.words if not is_figure(word.text)):
        return None
    heading = _name(heading, filled, table, zone, across)
    pieces = list(_heads(heading, bands))
    for at, row in enumerate(filled, len(heading) + 1):
        pieces.extend(_row(row, at, bands))
    lines = [row.line for row in (*heading, *table)]
    return Sheet(
        lines[0].page,
        lines[0].page,
        min(line.top for line in lines),
        max(line.bottom for line in lines),
        [float(_FAR * at) for at in range(_LABELS + len(bands) + 1)],
        sorted(pieces, key=lambda piece: (piece.row, piece.column)),
    )


def _with_blank(bands: list[Band], heading: Sequence[_Row]) -> list[Band] | None:
    """The columns and those that have a name but no figure; None where two names stand over one column."""
    named = [parts for row in heading if _names_columns(parts := _parts(row, bands), bands)]
    blank = [part for parts in named for part in parts if not reached(part, bands)]
    whole = sorted([*bands, *bands_of(blank)])
    single = [[found[0] for part in parts if len(found := reached(part, whole)) == 1] for parts in named]
    return whole if all(len(set(each)) == len(each) for each in single) else None


def _parts(row: _Row, bands: Sequence[Band]) -> list[Line]:
    """The words of a line of the heading that stand over columns."""
    beside = [word for word in row.words if word.right > bands[0][0]]
    return [part for word in beside for part in words(word, between(bands))]


def _names_columns(parts: Sequence[Line], bands: Sequence[Band]) -> bool:
    return len(parts) >= min(_NAMES, len(bands) / 2)


def _name(
    heading: Sequence[_Row],
    filled: Sequence[_Row],
    table: Sequence[_Row],
    zone: float,
    across: Sequence[Rule],
) -> list[_Row]:
    """Gives each line of figures the words that name it, on it and on the lines before and behind it.

    Returns the heading without those lines of it that name the first.
    """
    kept = list(heading)
    while kept and all(word.right <= zone for word in kept[-1].words) and _ends_above(kept, filled[0]):
        filled[0].labels = [*kept.pop().words, *filled[0].labels]
    for row in filled:
        row.labels += [word for word in row.words if word.right <= zone]
    places = [*(table.index(row) for row in filled), len(table)]
    for at, (start, end) in enumerate(pairwise(places)):
        between = table[start + 1 : end]
        cut = _cut(table[start], between, table[end], across) if end < len(table) else len(between)
        filled[at].labels += [word for each in between[:cut] for word in each.words]
        if cut < len(between):
            filled[at + 1].labels += [word for each in between[cut:] for word in each.words]
    return kept


def _ends_above(heading: Sequence[_Row], first: _Row) -> bool:
    """Whether the last line of a heading is rather the first of the label below."""
    last = heading[-1].line
    return len(heading) > 1 and first.line.top - last.bottom < 0.5 * last.em


def _cut(row: _Row, between: Sequence[_Row], following: _Row, across: Sequence[Rule]) -> int:
    """How many of the lines between two lines of figures belong to the upper one.

    By a drawn line; else by the one number that a label begins with; else by the widest gap.
    """
    lines = [row.line, *(each.line for each in between), following.line]
    middles = [(line.top + line.bottom) / 2 for line in lines]
    for at, (upper, lower) in enumerate(pairwise(middles)):
        if any(upper < rule.at < lower for rule in across):
            return at
    numbered = [at for at, each in enumerate(between) if _NUMBERED.match(each.words[-1].text)]
    if len(numbered) == 1:
        return numbered[0]
    gaps = [lower.top - upper.bottom for upper, lower in pairwise(lines)]
    return gaps.index(max(gaps))


def _heads(heading: Sequence[_Row], bands: Sequence[Band]) -> Iterator[Piece]:
    """Words over several columns line by line, then the name of each column, whatever lines it is on.

    The names begin with the first line that has several; what stands above it heads groups of columns.
    """
    names: dict[int, list[Line]] = {}
    labels: list[Line] = []
    for at, row in enumerate(heading):
        labels += [word for word in row.words if word.right <= bands[0][0]]
        parts = _parts(row, bands)
        named = bool(names) or _names_columns(parts, bands)
        free = 0
        for part in parts:
            first, last = over(part, bands)
            if first == last and named:
                names.setdefault(first, []).append(part)
            elif first >= free:
                yield Piece(part.text, at, _LABELS + first, 1, last - first + 1, part.sure)
                free = last + 1
    yield from _labels(labels, len(heading))
    for column, said in names.items():
        text = join_lines([word.text for word in said])
        yield Piece(text, len(heading), _LABELS + column, sure=least(word.sure for word in said))


def _row(row: _Row, at: int, bands: Sequence[Band]) -> Iterator[Piece]:
    yield from _labels(row.labels, at)
    values = [word for word in row.words if is_figure(word.text) and word.right > bands[0][0]]
    figures = {over(word, bands)[0]: word for word in values}
    for column in range(len(bands)):
        word = figures.get(column)
        yield Piece(word.text if word else "", at, _LABELS + column, sure=word.sure if word else None)


def _labels(said: Sequence[Line], at: int) -> Iterator[Piece]:
    """Words over each other are one label; the last label is the nearest to the figures."""
    groups: list[list[Line]] = []
    for word in sorted(said, key=lambda word: word.left):
        if groups and word.left < max(each.right for each in groups[-1]):
            groups[-1].append(word)
        else:
            groups.append([word])
    kept = groups[-_LABELS:]
    for column, group in enumerate(kept, _LABELS - len(kept)):
        group.sort(key=lambda word: word.top)
        text = join_lines([word.text for word in group])
        yield Piece(text, at, column, sure=least(word.sure for word in group))
