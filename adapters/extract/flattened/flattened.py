"""Chapters → the official tables that stand as text, their cells without borders, as far as they are certain.

`230 000023` are seven cells. Such digits are cut only where the form's own identities leave one
reading; a cell on which readings differ gives no value, and a finding names it. The place is claimed,
so that prose does not read it either.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from adapters.documents.document import Block, Document, Paragraph, Table
from adapters.extract.chapters import Chapter
from adapters.extract.flattened.flat_cell import FlatCell, FlatTable, Refused
from adapters.extract.flattened.label_run import flat_words, labels_in
from adapters.extract.flattened.manner import ROWS, manner_of
from adapters.extract.flattened.run_disclosure import read_disclosure
from adapters.extract.flattened.run_disputes import read_disputes
from adapters.extract.flattened.run_requests import read_requests
from adapters.extract.layout import label_key, layout
from schema.dictionary.indicators import indicator
from schema.enums import ReportFormat
from schema.records.source import Source
from schema.records.statistic import Statistic

_LEAST = 3
_TEN_ROWS = 10
_NUMBERS = re.compile(r"[\s|\d.]*")
_SENTENCE = re.compile(r"[，。；]")
_OTHERS = {"disputes": read_disputes, "disclosure": read_disclosure}
_GROUPS = ("requests", *_OTHERS)


@dataclass(frozen=True, slots=True)
class FlatReading:
    """`format` is None where no words of one form stand there.

    `refused` are the cells for which no value is given, table by table; `unread` the groups of tables of
    which nothing could be read.
    """

    format: ReportFormat | None
    statistics: tuple[Statistic, ...]
    claimed: tuple[tuple[int, int], ...]
    refused: tuple[tuple[Refused, ...], ...]
    unread: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a table of a group begins, how far it may reach, and the end of the paragraph it begins in."""

    group: str
    start: int
    end: int
    paragraph_end: int
    section: str | None

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


def read_flattened(
    chapters: Sequence[Chapter], document: Document, *, certain: Collection[int] = ()
) -> FlatReading:
    """In plain text every table is read as text too, since its borders may be the work of a tool.

    Elsewhere the `certain` ones, by number, are not: their cells have said all there is.
    """
    places = list(_places(chapters, document, certain))
    tables = _read_places(document.text, places)
    statistics: list[Statistic] = []
    claimed: list[tuple[int, int]] = []
    refused: list[tuple[Refused, ...]] = []
    unread: list[str] = []
    for place, table in zip(places, tables, strict=True):
        if table is None:
            claimed.append((place.start, _unread_end(document, place)))
            unread.append(place.group)
            continue
        claimed.append((place.start, max(place.paragraph_end, table.end)))
        statistics += [_statistic(document, place, cell) for cell in table.cells]
        refused.append(table.refused)
    if document.media_type == "text/plain":
        claimed += filter(None, (_labels_of_requests(chapter, document.text) for chapter in chapters))
    return FlatReading(
        _format(document.text, claimed), tuple(statistics), tuple(claimed), tuple(refused), tuple(unread)
    )


def _read_places(text: str, places: Sequence[_Place]) -> list[FlatTable | None]:
    """The tables of requests first: they show how the text tells the others."""
    requests = {
        at: read_requests(text, *place.span) for at, place in enumerate(places) if place.group == "requests"
    }
    if len(requests) == len(places):
        return list(requests.values())
    manner = manner_of(text, list(requests.values()))
    return [
        requests[at] if at in requests else _OTHERS[place.group](text, *place.span, manner)
        for at, place in enumerate(places)
    ]


def _unread_end(document: Document, place: _Place) -> int:
    """How far a table that cannot be read reaches; in plain text, where its heading may be broken over many
    lines, to the first sentence behind it.
    """
    end = max(place.paragraph_end, _last_label(document.text, place))
    if document.media_type != "text/plain":
        return end
    found = _SENTENCE.search(document.text, end, place.end)
    return max(end, document.text.rfind("\n", 0, found.start())) if found else place.end


def _last_label(text: str, place: _Place) -> int:
    """Where the last label of a table that cannot be read ends, and the number behind it."""
    names = layout().rows.get(place.group)
    labels = labels_in(text, place.start, place.end, names) if names else []
    found = _NUMBERS.match(text, labels[-1].end, place.end) if len(labels) > _LEAST else None
    return found.end() if found else place.start


def _labels_of_requests(chapter: Chapter, text: str) -> tuple[int, int] | None:
    """From the first to the last of many rows of one form, in whatever order a tool has told them.

    No sentence has so many, and a number that follows one of them there need not be its own.
    """
    if not chapter.blocks:
        return None
    start, end = chapter.blocks[0].start, _end(chapter.blocks[-1])
    if not ROWS.search(text, start, end):
        return None
    labels = labels_in(text, start, end, layout().rows["requests"])
    if len({label.name for label in labels}) < _TEN_ROWS:
        return None
    found = _NUMBERS.match(text, labels[-1].end, end)
    return labels[0].start, found.end() if found else labels[-1].end


def _places(chapters: Sequence[Chapter], document: Document, certain: Collection[int]) -> Iterator[_Place]:
    """The heading words of run-on tables; a table reaches to the next one or to the end of the text run."""
    plain = document.media_type == "text/plain"
    for chapter in chapters:
        blocks = list(chapter.blocks)
        for run in [blocks] if plain and blocks else _text_runs(blocks, certain):
            yield from _in_run(run, document.text, chapter.heading or None)


def _in_run(run: Sequence[Block], text: str, section: str | None) -> Iterator[_Place]:
    first, last = run[0].start, _end(run[-1])
    marks: list[tuple[str, int]] = []
    for found in _signature().finditer(text, first, last):
        group = str(found.lastgroup)
        if not marks or marks[-1][0] != group:
            marks.append((group, found.start()))
    stops = [*(start for _, start in marks[1:]), last]
    for (group, start), stop in zip(marks, stops, strict=False):
        paragraph = next(_end(block) for block in run if start < _end(block))
        yield _Place(group, start, stop, min(stop, paragraph), section)


def _text_runs(blocks: Sequence[Block], certain: Collection[int]) -> Iterator[list[Block]]:
    """Neighbouring paragraphs and what only looks like a table: lines, or a whole heading in one cell."""
    run: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) or (block.number not in certain and _is_text(block)):
            run.append(block)
            continue
        if run:
            yield run
        run = []
    if run:
        yield run


def _is_text(table: Table) -> bool:
    """A label alone is no heading in one cell: tables have it in its place."""
    if len(table.grid[0]) == 1:
        return True
    return any(cell and _headings().search(cell.text) for row in table.grid for cell in row)


def _end(block: Block) -> int:
    return block.start + len(block.text)


def _statistic(document: Document, place: _Place, cell: FlatCell) -> Statistic:
    code, applicant = cell.term
    return Statistic(
        indicator=code,
        label=cell.label,
        value=cell.value,
        unit=indicator(code).unit,
        applicant=applicant,
        qualifier=cell.qualifier,
        inferred=cell.inferred,
        source=Source(
            quote=document.text[cell.start : cell.end],
            url=document.url,
            section=place.section,
            row=cell.label,
            column=cell.column,
            start=cell.start,
            end=cell.end,
        ),
    )


def _format(text: str, spans: Sequence[tuple[int, int]]) -> ReportFormat | None:
    """Which form the run-on tables follow, by the words that only one form has."""
    said = "".join(label_key(text[start:end]) for start, end in spans)
    found = [form for mark, form in layout().marks.items() if mark in said]
    return max(sorted(set(found), reverse=True), key=found.count, default=None)


@cache
def _signature() -> re.Pattern[str]:
    """What begins a table as no sentence does, by group: names of columns in a row, or its own words."""
    own = flat_words()["own"]
    begun = {group: [*_runs(group), *map(_loose, own.get(group, ()))] for group in _GROUPS}
    return re.compile("|".join(rf"(?P<{group}>{'|'.join(words)})" for group, words in begun.items()))


@cache
def _headings() -> re.Pattern[str]:
    return re.compile("|".join(run for group in _GROUPS for run in _runs(group)))


def _runs(group: str) -> list[str]:
    """Names of columns in a row."""
    sequences = layout().sequences[group]
    runs = ["".join(names[at : at + _LEAST]) for names in sequences for at in range(len(names) - _LEAST + 1)]
    if group == "disclosure":
        runs += [f"信息内容{column}" for column in layout().columns[group]]
    return [_loose(run) for run in dict.fromkeys(runs)]


def _loose(words: str) -> str:
    return r"[\s|]*".join(map(re.escape, words))
