"""Document → the statistics of its attached form (统计表, reports before 2019). Called by extract.

The national form of 2014 and provincial ones are layouts; the one that knows most of a table's lines
reads it. Lines without a sure code (信函、传真申请数) are kept as figures.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from adapters.documents.document import Document, Paragraph, Table
from adapters.extract.annex.flat_lines import flat_lines
from adapters.extract.annex.form import Form, Row, bare_label, load_forms
from adapters.extract.annex.lines import Line, run_lines, table_lines
from adapters.extract.chapters import Chapter
from adapters.extract.prose.quantity import Quantity, quantity
from schema.enums import Qualifier
from schema.records.source import Source
from schema.records.statistic import Figure, Statistic

_NO_VALUE = frozenset("-－—–/／…略 ")
_NONE = frozenset({"无", "没有", "零"})


@dataclass(frozen=True, slots=True)
class AnnexReading:
    """What the attached form says. `national` only for the form of 2014; `claimed` are spans of the text."""

    national: bool = False
    statistics: tuple[Statistic, ...] = ()
    figures: tuple[Figure, ...] = ()
    claimed: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Matched:
    """A form over the lines of one table, each with its row where it has one."""

    form: Form
    lines: tuple[tuple[Line, Row | None], ...]
    span: tuple[int, int]

    @property
    def known(self) -> int:
        return sum(row is not None for _, row in self.lines)


def read_annex(document: Document, chapters: Sequence[Chapter], *, year: int) -> AnnexReading:
    """Empty when no form is attached. Of two tables that state one indicator the first counts."""
    statistics: dict[str, Statistic] = {}
    figures: list[Figure] = []
    claimed: list[tuple[int, int]] = []
    national = False
    in_cells = list(_matches(chapters, year))
    for matched in (*in_cells, *_flat(document, year, in_cells)):
        national = national or matched.form.national
        claimed.append(matched.span)
        for line, row in _decided(_placed(matched.lines, matched.form)):
            if row is None:
                figures += _figure(line, document)
            else:
                statistics.setdefault(row.indicator, _statistic(line, row.indicator, document))
    return AnnexReading(national, tuple(statistics.values()), tuple(figures), tuple(claimed))


def _matches(chapters: Sequence[Chapter], year: int) -> Iterator[_Matched]:
    for chapter in chapters:
        for block in chapter.blocks:
            fitting = [found for form in load_forms() if (found := _match(block, form, year)) is not None]
            if fitting:
                yield max(fitting, key=lambda found: found.known)


def _flat(document: Document, year: int, in_cells: Sequence[_Matched]) -> Iterator[_Matched]:
    """The national form where it has become text: a cell a line, between blanks, or run together.

    Nothing where a table with cells says as much.
    """
    for form in load_forms():
        known = max((each.known for each in in_cells if each.form is form), default=0)
        if not form.national:
            continue
        flat = flat_lines(document.text, form, year)
        out_of_order = not in_cells and not flat.lines and document.media_type == "text/plain"
        if flat.span and (len(flat.lines) > known or out_of_order):
            yield _Matched(form, tuple(flat.lines), flat.span)


def _match(block: Paragraph | Table, form: Form, year: int) -> _Matched | None:
    if not form.anchor.search(block.text):
        return None
    if isinstance(block, Table):
        lines = table_lines(block, form, year)
        span = (block.start, block.start + len(block.text))
    elif form.national:
        return None
    else:
        lines = list(run_lines(block.text, block.start, form, year))
        anchor = form.anchor.search(block.text)
        span = (
            (block.start + anchor.start(), max((line.end for line in lines), default=0)) if anchor else (0, 0)
        )
    found = _Matched(form, tuple(_rows(lines, form)), span)
    return found if found.known >= form.least else None


def _rows(lines: Sequence[Line], form: Form) -> Iterator[tuple[Line, Row | None]]:
    head: str | None = None
    for line in lines:
        named, row = _row(line, form, head)
        if row is not None and row.head:
            head = row.indicator
        yield named, row


def _row(line: Line, form: Form, head: str | None) -> tuple[Line, Row | None]:
    """In a run-on form headings without a value stand before the label: the shortest known ending is it."""
    words = line.label.split()
    for count in range(1, len(words) + 1):
        label = " ".join(words[-count:])
        row = form.row(label, head)
        if row is not None:
            return replace(line, label=label), row
    return line, None


def _placed(lines: Sequence[tuple[Line, Row | None]], form: Form) -> list[tuple[Line, Row | None]]:
    """其他情形数 stands under two heads; where one of them is not in the text, it may be either's."""
    heads = {row.indicator for _, row in lines if row is not None and row.head}
    return [(line, row if row is None or form.heads_of(row) <= heads else None) for line, row in lines]


def _decided(lines: Sequence[tuple[Line, Row | None]]) -> Iterator[tuple[Line, Row | None]]:
    """An e-mail row is the online figure where no web row has one; the weaker of the two is a figure."""
    spares = {row.indicator: line for line, row in lines if row is not None and row.spare}
    mains = {row.indicator: line for line, row in lines if row is not None and not row.spare}
    for line, row in lines:
        if row is None or row.indicator not in spares or row.spare == _empty(mains.get(row.indicator)):
            yield line, row
        else:
            yield line, None


def _empty(line: Line | None) -> bool:
    if line is None:
        return True
    amount = _amount(line)
    return amount is None or amount.value == 0


def _amount(line: Line) -> Quantity | None:
    text = unicodedata.normalize("NFKC", "".join(line.value.split()))
    if not text or all(sign in _NO_VALUE for sign in text):
        return None
    return quantity("0" if text in _NONE else text)


def _statistic(line: Line, indicator: str, document: Document) -> Statistic:
    amount = _amount(line)
    return Statistic(
        indicator=indicator,
        label=bare_label(line.label),
        value=amount.value if amount else None,
        unit=(amount.unit if amount else "") or line.unit.strip(),
        qualifier=amount.qualifier if amount else Qualifier.EXACT,
        inferred=line.inferred,
        source=_source(line, document),
    )


def _figure(line: Line, document: Document) -> list[Figure]:
    amount = _amount(line)
    if amount is None:
        return []
    unit = amount.unit or line.unit.strip() or None
    label = bare_label(line.label.split()[-1])
    return [
        Figure(
            label=label,
            value=amount.value,
            unit=unit,
            qualifier=amount.qualifier,
            source=_source(line, document),
        )
    ]


def _source(line: Line, document: Document) -> Source:
    return Source(
        quote=document.text[line.start : line.end],
        url=document.url,
        section=None,
        table=line.table,
        row=line.label,
        column=line.column,
        page=line.page,
        start=line.start,
        end=line.end,
    )
