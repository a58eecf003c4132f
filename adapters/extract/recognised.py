"""Numbers read from a document → the same, each with how surely it was recognised if that was in a picture.

Every reader gives the span of what it read; the block or cell there knows. Also what a reader of the
report should know of it: that it was recognised, and which cells were left out because of doubt.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from adapters.documents.document import Document, Paragraph
from adapters.documents.pdf.ink import UNKNOWN
from adapters.errors import DocumentUnreadable
from adapters.extract.layout import layout
from adapters.extract.prose.prose import ProseReading
from schema.checks.identities import check, judged
from schema.checks.rulebook import worded
from schema.enums import ReportFormat, Severity
from schema.forms import form_in_force
from schema.records.finding import Finding
from schema.records.statistic import Figure, Statistic

RULE = "R-SCAN"
_SHOWN = 12
_MOST_SHOWN = 20

N = TypeVar("N", Statistic, Figure)
Spot = tuple[int, float | None]  # where a piece of text begins, how sure it is


def check_tables(document: Document, printed: Sequence[Statistic], year: int) -> None:
    """Raises DocumentUnreadable for a recognised report of a year of tables of which one was not found: its
    cells then stand in the text, where a struck or missing one would be taken for none.
    """
    due = form_in_force(year) in {ReportFormat.TABLES_2019, ReportFormat.TABLES_2021}
    found = bool(printed) and all(one.source.table is not None for one in printed)
    if due and not found and document.recognised:
        raise DocumentUnreadable(
            "the tables of this scan were not found, because their ruled lines are faint or missing; scan it "
            "again at 300 dpi, or find the report as a page or text",
            url=document.url,
        )


def beside_tables(prose: ProseReading, printed: Sequence[Statistic], document: Document) -> ProseReading:
    """The prose of a recognised report whose tables were found: what is for a cell of the form to say, and no
    cell did say, is kept as a figure. It may be a row that was lost from its table.
    """
    stated = {(one.indicator, one.applicant) for one in printed}
    if not stated or not document.recognised:
        return prose
    lost = [
        one
        for one in prose.statistics
        if layout().group_of(one.indicator) is not None and (one.indicator, one.applicant) not in stated
    ]
    figures = [
        Figure(label=one.label, value=one.value, unit=one.unit, source=one.source, qualifier=one.qualifier)
        for one in lost
        if one.value is not None
    ]
    kept = tuple(one for one in prose.statistics if one not in lost)
    return replace(prose, statistics=kept, figures=(*prose.figures, *figures))


def marked(numbers: Sequence[N], document: Document) -> tuple[N, ...]:
    """Numbers that the file itself says are as they were."""
    if not document.recognised:
        return tuple(numbers)
    spots = [*_spots(document)]
    starts = [start for start, _ in spots]
    at = [bisect_right(starts, number.source.start or 0) - 1 for number in numbers]
    return tuple(_marked(number, spots[index][1]) for number, index in zip(numbers, at, strict=True))


def _marked(number: N, sure: float | None) -> N:
    if sure is None:
        return number
    return replace(number, source=replace(number.source, confidence=round(sure, 4)))


def _spots(document: Document) -> Iterator[Spot]:
    """In the order of the text."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block.start, block.sure
        else:
            yield from ((cell.start, cell.sure) for cell in block.cells)


def findings_of(
    document: Document,
    statistics: Sequence[Statistic],
    format: ReportFormat,  # noqa: A002
) -> Iterator[Finding]:
    """That numbers were recognised, what the form's identities say of them, which passages are in doubt."""
    if not document.recognised:
        return
    passages = [*_passages(document)]
    yield _recognised(sorted({page for page, _ in passages}), statistics, format)
    doubtful = [(page, text) for page, text in passages if UNKNOWN in text]
    if doubtful:
        pages = _listed(sorted({page for page, _ in doubtful}))
        yield worded(
            RULE,
            "doubtful",
            Severity.WARNING,
            ({"count": len(doubtful), "pages": pages},) * 2,
            "doubtful",
            quotes=tuple(_around(text) for _, text in doubtful[:_MOST_SHOWN]),
        )


def _recognised(
    pages: Sequence[int],
    statistics: Sequence[Statistic],
    format: ReportFormat,  # noqa: A002
) -> Finding:
    broken = {finding.rule for finding in check(format, statistics)}
    held = [
        rule for rule, missing in judged(format, statistics).items() if missing is None and rule not in broken
    ]
    texts = [
        {"pages": _listed(pages), "held": _listed(held) or none, "broken": _listed(sorted(broken)) or none}
        for none in ("无", "none")
    ]
    return worded(RULE, "recognised", Severity.NOTICE, (texts[0], texts[1]), "recognised")


def _passages(document: Document) -> Iterator[tuple[int, str]]:
    """Each recognised paragraph and cell, with its page (of a table, where that begins)."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            held = [(block.sure, block.text)]
        else:
            held = [(cell.sure, cell.text) for cell in block.cells]
        yield from ((block.page or 1, text) for sure, text in held if sure is not None)


def _around(text: str) -> str:
    """The doubtful letters with some of what stands round them."""
    first, last = text.index(UNKNOWN), text.rindex(UNKNOWN)
    return text[max(first - _SHOWN, 0) : min(last, first + _SHOWN) + _SHOWN]


def _listed(things: Iterable[object]) -> str:
    return ", ".join(map(str, things))
