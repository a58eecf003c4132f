"""Lines set in columns with spaces → tables. For text that a PDF tool has laid out.

Positions in such text are only half true: what counts is that a data row ends in as many values as
the heading above it has columns. A row where that cannot be decided is left as text, not guessed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from adapters.documents.assemble import Piece
from adapters.documents.spaces import squeeze
from adapters.documents.text.broken_values import broken_values
from adapters.documents.text.segments import Segment, column_names, segments_of

_TOKEN = re.compile(r"\S+")
NO_NUMBER = frozenset({"NaN", "nan", "None", "<NA>"})  # how programs print blank cells
_VALUE = re.compile(
    rf"{'|'.join(sorted(NO_NUMBER))}|[+\-－—–]?[\d０-９][\d０-９,，.．]*(?:%|万?元|件|条|项)?|[/／\-－—–]+|无"
)
# A column of units between labels and values; where the value is blank, the unit ends the line.
_UNIT = re.compile(r"万?元|人次|[条件次篇份个人]")
_ENUMERATED = re.compile(r"\d{1,2}\s*[.、．]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]）")
# A sign and a number with a few blanks between them. Only rows of few columns have numbers with signs.
_SIGN_APART = re.compile(r"(?<!\S)[+\-－−] {1,4}(?=\d)")
_SIGNED_ROW = 4
# The first value of a row whose label reaches up to it.
_REACHED = re.compile(r"(?P<label>.*[一-龥）)”]) (?P<value>[\d０-９][\d０-９,.]*)")
_CHAPTER = re.compile(r"[一二三四五六七八九十]{1,3}、")
_ALL_VALUES = 3
_INDENT = 8
_INDENTED = re.compile(rf" {{{_INDENT}}}\s*\S")
_GAP_LINES = 6
_NEAR = 2
_NAME = 8
# No row of a form is so long, but a whole report on one line is.
_LONGEST_LINE = 600
_STOP = re.compile(r"[，。；：,;:]")


@dataclass(frozen=True, slots=True)
class Aligned:
    """One table found among the lines."""

    pieces: list[Piece]


@dataclass(slots=True)
class _Row:
    """A data line while its label is still being put together."""

    values: list[str]
    label: str
    column: int
    complete: bool = True


@dataclass(slots=True)
class _Sheet:
    """A table under construction; `unsure` while two labels have begun, neither with its values yet."""

    rows: list[list[str] | _Row] = field(default_factory=list)
    pending: list[Segment] = field(default_factory=list)
    unsure: bool = False
    last: _Row | None = None


def aligned_parts(lines: Sequence[str]) -> Iterator[list[str] | Aligned]:
    """Runs of ordinary lines as they are, tables between them."""
    plain: list[str] = []
    index = 0
    while index < len(lines):
        end = _region_end(lines, index)
        if end == index:
            plain.append(lines[index])
            index += 1
            continue
        if plain:
            yield plain
        plain = []
        yield from _sheets(lines[index:end])
        index = end
    if plain:
        yield plain


def is_row(line: str) -> bool:
    """Whether a line ends in values that stand apart from its label, or holds nothing but values."""
    return _split_row(line) is not None


def _split_row(line: str) -> tuple[list[Segment], list[str]] | None:
    """The label segments and the values of a data line."""
    if len(line) > _LONGEST_LINE:
        return None
    tokens = _TOKEN.findall(line)
    if len(tokens) >= _ALL_VALUES and all(map(_VALUE.fullmatch, tokens)):
        return [], tokens
    segments = segments_of(line)
    values: list[str] = []
    while segments and all(map(_VALUE.fullmatch, segments[-1].text.split())):
        values = segments.pop().text.split() + values
    if values and segments and (reached := _REACHED.fullmatch(segments[-1].text)):
        last = segments.pop()
        values.insert(0, reached["value"])
        segments.append(Segment(reached["label"], last.start, last.end - len(reached["value"]) - 1))
    if len(values) <= _SIGNED_ROW and _SIGN_APART.search(line):
        values = _with_signs(line, values)
    if len(segments) > 1 and _UNIT.fullmatch(segments[-1].text):
        values.insert(0, segments.pop().text)
    indented = line.startswith(" " * _INDENT) and len(values) >= _ALL_VALUES
    return (segments, values) if values and (segments or indented) else None


def _with_signs(line: str, values: Sequence[str]) -> list[str]:
    """`- 3` is one value, not a dash for a blank cell and a number, as far as the line shows."""
    parts = _SIGN_APART.sub(lambda sign: f"{sign.group()[0]}\0", line).split()
    left = len(values)
    kept: list[str] = []
    while left > 0:
        part = parts.pop()
        kept.insert(0, part.replace("\0", ""))
        left -= 1 + part.count("\0")
    return kept


def _region_end(lines: Sequence[str], start: int) -> int:
    """Where the table that begins at `start` ends (exclusive); `start` itself if none begins there."""
    if not _tabular(lines[start]):
        return start
    end = last = start
    for index in range(start, len(lines)):
        if is_row(lines[index]):
            last, end = index, index + 1
        elif (
            index - last > _GAP_LINES
            or (_prose(lines[index]) and not _begins_label(lines, index))
            or (last == start and not _tabular(lines[index]) and not _begins_label(lines, index))
        ):
            break
    while end > start and end < len(lines) and _goes_on(lines, end):
        end += 1
    return end


def _tabular(line: str) -> bool:
    if len(line) > _LONGEST_LINE:
        return False
    return is_row(line) or len(segments_of(line)) > 1 or bool(_INDENTED.match(line)) or _names_columns(line)


def _names_columns(line: str) -> bool:
    """Several short words and nothing that belongs to a sentence."""
    words = _TOKEN.findall(line)
    return len(words) >= _ALL_VALUES and all(len(word) <= _NAME and not _STOP.search(word) for word in words)


def _prose(line: str) -> bool:
    """A chapter heading or a full sentence ends a table."""
    bare = line.strip()
    return bool(_CHAPTER.match(bare)) or bare.endswith("。") or not bare


def _begins_label(lines: Sequence[str], index: int) -> bool:
    """A numbered line right above one of nothing but values: the label of that row, cut in two."""
    segments = segments_of(lines[index])
    if not segments or not _ENUMERATED.match(segments[-1].text) or index + 1 == len(lines):
        return False
    below = _split_row(lines[index + 1])
    return below is not None and not below[0]


def _goes_on(lines: Sequence[str], index: int) -> bool:
    """A label goes on below its row, or what is left of broken numbers stands there."""
    above, line = _split_row(lines[index - 1]), lines[index]
    label = line.startswith(" " * _INDENT) and len(segments_of(line)) == 1
    return label or bool(above and broken_values(lines[index - 1], line, above[1]))


def _sheets(lines: Sequence[str]) -> Iterator[list[str] | Aligned]:
    sheet = _Sheet()
    heading: list[str] = []
    seen: set[str] = set()
    lost: list[str] = []
    for index, line in enumerate(lines):
        if sheet.last and index and (values := broken_values(lines[index - 1], line, sheet.last.values)):
            sheet.last.values = values
            continue
        parted = _split_row(line)
        if parted is None:
            if squeeze(line) in seen:
                continue
            if _begins_label(lines, index):
                _take_fragment(sheet, line)
            elif sheet.last is None or _begins_heading(lines, index, sheet):
                heading.append(line)
            else:
                _take_fragment(sheet, line)
            continue
        if heading:
            seen.update(map(squeeze, heading))
            above, leaves = _leaves(heading, len(parted[1]))
            lost.extend(above)
            sheet.rows.append(leaves)
            heading = []
        _take_row(sheet, *parted)
    if lost:
        yield lost
    yield Aligned(_pieces(sheet))


def _begins_heading(lines: Sequence[str], index: int, sheet: _Sheet) -> bool:
    """Inside a table: a line in columns right above a data row, whose text is not a label cut in two."""
    here = segments_of(lines[index])
    below = _split_row(lines[index + 1]) if index + 1 < len(lines) else None
    if below is None or len(here) < 2 or sheet.pending:
        return False
    return not any(_ENUMERATED.match(each.text) for each in here) and len(here) == 1 + len(below[1])


def _take_fragment(sheet: _Sheet, line: str) -> None:
    """Part of a label on a line of its own: the start of the next label or the end of the last one."""
    for segment in segments_of(line)[-1:]:
        if _ENUMERATED.match(segment.text):
            sheet.unsure = bool(sheet.pending)
            sheet.pending = [segment]
        elif sheet.pending and abs(sheet.pending[0].start - segment.start) <= _NEAR:
            sheet.pending.append(segment)
        elif sheet.last and not sheet.last.complete and abs(sheet.last.column - segment.start) <= _NEAR:
            sheet.last.label += segment.text


def _take_row(sheet: _Sheet, labels: list[Segment], values: list[str]) -> None:
    own = labels[-1] if labels else None
    if sheet.unsure and own is None:
        sheet.unsure = False  # values of the label before, maybe; the label at hand still waits for its own
        sheet.last = _Row(values, "", 0)
        sheet.rows.append(sheet.last)
        return
    sheet.unsure = False
    begun = "".join(part.text for part in sheet.pending)
    column = sheet.pending[0].start if sheet.pending else (own.start if own else 0)
    if own and begun and not _ENUMERATED.match(own.text) and abs(own.start - column) <= _NEAR:
        row = _Row(values, begun + own.text, column)
    elif own:
        row = _Row(values, own.text, own.start)
    else:
        row = _Row(values, begun, column, complete=not begun)
    sheet.pending = []
    sheet.last = row
    sheet.rows.append(row)


def _leaves(heading: list[str], columns: int) -> tuple[list[str], list[str]]:
    """Lines that only group columns, and the names of the columns (with the label's, if it has one)."""
    last = _TOKEN.findall(heading[-1])
    if len(last) in {columns, columns + 1}:
        return [squeeze(line) for line in heading[:-1]], last
    return [], column_names(heading)


def _pieces(sheet: _Sheet) -> list[Piece]:
    """Labels in column 0, values from column 1; names of columns over the values they belong to."""
    pieces: list[Piece] = []
    labelled = any(isinstance(row, _Row) and row.label for row in sheet.rows)
    for index, row in enumerate(sheet.rows):
        cells = _cells_of(row, sheet.rows[index + 1 :], labelled=labelled)
        pieces.extend(Piece(text=text, row=index, column=column) for column, text in enumerate(cells))
    return pieces


def _cells_of(row: list[str] | _Row, below: list[list[str] | _Row], *, labelled: bool) -> list[str]:
    if isinstance(row, _Row):
        values = ["" if value in NO_NUMBER else value for value in row.values]
        return [row.label, *values] if labelled else values
    first = next((each for each in below if isinstance(each, _Row)), None)
    lacks_corner = labelled and first is not None and len(row) == len(first.values)
    return ["", *row] if lacks_corner else row
