"""Chapters → where an official table stands as run-on text, its cells without borders.

Such cells cannot be told apart with certainty (`230 000023`), so nothing is read from them here: the
place is claimed, so that prose does not read it either, and a finding says so.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from adapters.documents.document import Paragraph
from adapters.extract.chapters import Chapter
from adapters.extract.layout import label_key, layout
from schema.enums import ReportFormat, Severity
from schema.records.finding import Finding

_LEAST = 3


def flattened_spans(chapters: Sequence[Chapter]) -> tuple[tuple[int, int], ...]:
    """From the first heading words of a run-on table to the end of its paragraph."""
    return tuple(_spans(chapters))


def _spans(chapters: Sequence[Chapter]) -> Iterator[tuple[int, int]]:
    for chapter in chapters:
        for block in chapter.blocks:
            if isinstance(block, Paragraph) and (found := _signature().search(block.text)):
                yield block.start + found.start(), block.start + len(block.text)


def flattened_format(text: str, spans: Sequence[tuple[int, int]]) -> ReportFormat | None:
    """Which form the run-on tables follow, by the words that only one form has."""
    said = "".join(label_key(text[start:end]) for start, end in spans)
    found = [form for mark, form in layout().marks.items() if mark in said]
    return max(sorted(set(found), reverse=True), key=found.count, default=None)


def flattened_finding(spans: Sequence[tuple[int, int]]) -> Finding:
    """That the figures of these tables are missing, and why."""
    return Finding(
        rule="R-FLAT",
        kind="table_run_together",
        severity=Severity.WARNING,
        message=f"有{len(spans)}张表的各格连成一段文字，无法确定每格的数，未读取；请改用网页原文或附件",
        message_en=f"{len(spans)} tables have lost their cells and were not read; use the page itself",
    )


@cache
def _signature() -> re.Pattern[str]:
    """Column names of one form right after each other, as no sentence has them."""
    sequences = [names for group in layout().sequences.values() for names in group]
    runs = [names[at : at + _LEAST] for names in sequences for at in range(len(names) - _LEAST + 1)]
    columns = layout().columns["disclosure"].values()
    runs += [("信息内容", column) for column in columns]
    return re.compile("|".join(dict.fromkeys(_loose("".join(run)) for run in runs)))


def _loose(words: str) -> str:
    return r"\s*".join(map(re.escape, words))
