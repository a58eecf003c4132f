"""The tables of section 2 as text → their cells. No identity ties them, so only certain borders count.

A row of one column is one cell. A row of several is read where spaces, lines or bars part it into
as many cells as columns, or where its digits can be cut in one way only.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from adapters.extract.cells import read_cell, unit_of_heading
from adapters.extract.flattened.flat_cell import FlatCell, FlatTable, Refused, Term
from adapters.extract.flattened.label_run import (
    AMOUNTS,
    Label,
    Run,
    flat_words,
    labels_in,
    loose,
    run_after,
    without_filling,
)
from adapters.extract.flattened.manner import Manner
from adapters.extract.layout import layout
from schema.dictionary.indicators import indicator
from schema.enums import Applicant

_ARTICLE = r"第\s*二十\s*条\s*第\s*[（(]?\s*[一二三四五六七八九十]\s*[）)]?\s*项"
_NUMBER = re.compile(r"[\d０-９]")
_CORNER = re.compile(r"信\s*息\s*内\s*容|第\s*二十\s*条")
_HAN = re.compile(r"[一-龥]")
_SIGN_APART = re.compile(r"(?:^|\s)[-+－−]\s+\d")
_SEVERAL = 2
_GROUP = "disclosure"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row under its columns, with the codes of its cells; none where the heading is not the form's."""

    run: Run
    columns: tuple[Label, ...]
    codes: tuple[str, ...]


def read_disclosure(text: str, start: int, end: int, manner: Manner) -> FlatTable | None:
    """None where there is no row that the form has."""
    rows = list(_rows(text, start, end))
    if not rows:
        return None
    if not _in_order(text, start, end):
        terms = [Refused("columns_not_known", row.run.label.name, _terms(row)) for row in rows]
        return FlatTable((), tuple(terms), start, max(row.run.end for row in rows))
    cells: list[FlatCell] = []
    refused: list[Refused] = []
    broken = frozenset() if manner.in_rows else _incomplete(text, rows)
    for row in rows:
        values = None if row.columns in broken else _values(row)
        if values is None:
            kind = "several_readings" if row.codes else "columns_not_known"
            refused.append(Refused(kind, row.run.label.name, _terms(row)))
            continue
        for at, value in enumerate(values):
            read = _cell(text, row, at, value)
            if read is None:
                refused.append(Refused("no_number", row.run.label.name, _terms(row)[at : at + 1]))
            else:
                cells.append(read)
    return FlatTable(tuple(cells), tuple(refused), start, max(row.run.end for row in rows))


def _rows(text: str, start: int, end: int) -> Iterator[_Row]:
    """Each row with the columns last named before it, if nothing unknown stands among them."""
    labels = labels_in(text, start, end, {**layout().columns[_GROUP], **layout().rows[_GROUP]})
    columns: list[Label] = []
    heading_from: int | None = _begin(text, start, labels[0].start) if labels else None
    for at, label in enumerate(labels):
        if label.name in _column_names():
            columns = [*columns, label] if heading_from is not None else [label]
            heading_from = _begin(text, start, label.start) if heading_from is None else heading_from
            continue
        if heading_from is not None and not _all_known(text, heading_from, label.start, columns):
            columns = []
        stop = labels[at + 1].start if at + 1 < len(labels) else end
        run = run_after(text, label, stop, AMOUNTS)
        if columns and (_is_outside(text, columns[-1], label) or _is_spread(text, run)):
            run = Run(label, run.end, None)
        start, heading_from = run.end, None
        codes = tuple(layout().cells.get((label.name, column.name), "") for column in columns)
        whole = len(columns) < _SEVERAL or columns[0].name in flat_words()["first"]
        yield _Row(run, tuple(columns), codes if whole and all(codes) else ())


def _is_outside(text: str, column: Label, label: Label) -> bool:
    """Whether a label stands alone below a heading between bars: a number near it may be the next one's."""
    heading = _line_of(text, column)
    return "|" in heading and bool(_CORNER.search(heading)) and "|" not in _line_of(text, label)


def _is_spread(text: str, run: Run) -> bool:
    """Whether some numbers stand beside a label and others below: a tool that goes by place tells those of
    other rows there too.
    """
    return run.parted is None and "\n" in (run.text or "") and text[run.label.end].isspace()


def _line_of(text: str, label: Label) -> str:
    end = text.find("\n", label.end)
    return text[text.rfind("\n", 0, label.start) + 1 : end if end >= 0 else len(text)]


def _incomplete(text: str, rows: Sequence[_Row]) -> frozenset[tuple[Label, ...]]:
    """Headings under which a row has lost cells, where lines part them: in a text that is not told in
    rows, those of a whole row may be its neighbour's.
    """
    return frozenset(
        row.columns
        for row in rows
        if row.run.parted
        and "|" not in _line_of(text, row.run.label)
        and len(row.run.parted) != len(row.columns)
    )


def _in_order(text: str, start: int, end: int) -> bool:
    """Whether columns come before their rows, and numbers after these: a PDF may be told otherwise."""
    labels = labels_in(text, start, end, {**layout().columns[_GROUP], **layout().rows[_GROUP]})
    for label, following in pairwise(labels):
        gap = text[label.end : following.start]
        is_column, goes_on = label.name in _column_names(), following.name in _column_names()
        if is_column and _NUMBER.search(gap):
            return False
        if not is_column and goes_on and not _CORNER.search(gap):
            return False
    return True


def _begin(text: str, start: int, column: int) -> int:
    """Where the heading of a column begins: at the article above it, past rows that no form has."""
    articles = [found.start() for found in re.finditer(_ARTICLE, text[start:column])]
    return start + articles[-1] if articles else start


@cache
def _column_names() -> frozenset[str]:
    return frozenset(layout().columns[_GROUP].values())


def _all_known(text: str, start: int, end: int, columns: Sequence[Label]) -> bool:
    """Whether a heading holds nothing but the form's words: a cut column would shift the others."""
    rest, at = "", start
    for column in columns:
        rest, at = rest + text[at : column.start], column.end
    rest += text[at:end]
    known = "|".join([_ARTICLE, *map(loose, flat_words()["between"])])
    return not _HAN.search(re.sub(known, "", rest))


def _values(row: _Row) -> list[str] | None:
    """The text of each cell, or None where the borders are not certain."""
    run, width = row.run, len(row.columns)
    if run.text is None or not row.codes:
        return None
    if run.parted is None:
        return _of_text(run.text, width)
    cells = without_filling(run.parted, width)
    if not any(cells):
        return [""] * width
    # A blank first cell may belong to the label before it, and then all others are one place off.
    whole = len(cells) == width and cells[0] and (run.blanks_kept or all(cells))
    return cells if whole else None


def _of_text(text: str, width: int) -> list[str] | None:
    """The same for cells without borders."""
    if width == 1 or not text:
        return [text] + [""] * (width - 1)
    pieces = text.split()
    if len(pieces) == width:  # - 3 14 may be a blank cell before 3, or minus three
        return None if _SIGN_APART.search(text) else pieces
    return list(text) if len(text) == width and _only_noughts_before_the_last(text) else None


def _only_noughts_before_the_last(text: str) -> bool:
    """No number begins with a nought, so each of these digits is a cell."""
    return text.isdigit() and not text[:-1].strip("0")


def _terms(row: _Row) -> tuple[Term, ...]:
    """The cells of a row; all that any form gives it where the heading does not tell which."""
    name = row.run.label.name
    codes = row.codes or tuple(code for (each, _), code in layout().cells.items() if each == name)
    return tuple((code, Applicant.TOTAL) for code in codes)


def _cell(text: str, row: _Row, at: int, value: str) -> FlatCell | None:
    """None where the text of the cell is not one number."""
    run, column, code = row.run, row.columns[at], row.codes[at]
    printed = text[column.start : column.end].strip()
    try:
        read = read_cell(value, unit=indicator(code).unit, heading_unit=unit_of_heading(printed))
    except ValueError:
        return None
    return FlatCell(
        term=(code, Applicant.TOTAL),
        label=f"{text[run.label.start : run.label.end].strip()} {printed}",
        column=printed,
        value=read.value,
        start=run.label.start,
        end=run.end,
        inferred=run.parted is None and len(row.columns) > 1 and len((run.text or "").split()) < 2,
        qualifier=read.qualifier,
    )
