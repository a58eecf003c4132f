"""Document → chapters (一、概述 …), each with its blocks. The first cut before anything is read.

Works on whole lines and inside one run-on paragraph alike. A body that stands twice on a page is cut
at its second beginning, so that no figure is read twice.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from adapters.documents.document import Block, Document, Paragraph
from adapters.extract.simplified import simplified

NUMERALS = "一二三四五六七八九十"
_LINE_LIMIT = 45
_BEGUN_LEAST = 3
_LEAD_LEAST = 20
_REPEATED = 0.95
_COPY_LEAST = 5
_SENTENCE = re.compile(r"[^。\n]+")


@dataclass(frozen=True, slots=True)
class Chapter:
    """`number` and `heading` as printed, both empty for what stands before the first heading.

    `start` and `end` are offsets into the document's text, from the heading to the next one; the
    blocks do not repeat the heading, and a run-on paragraph is cut to what belongs here.
    """

    number: str
    heading: str
    blocks: tuple[Block, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Mark:
    """A heading: from `start` to `end` of the text, the chapter's own words after `end`."""

    number: str
    heading: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    """The patterns of `layouts/headings.toml`; `begun` are rows of which a line has only the beginning."""

    line: re.Pattern[str]
    inline: re.Pattern[str]
    row: re.Pattern[str]
    begun: frozenset[str]
    endings: tuple[str, ...]


def chapters(document: Document) -> tuple[Chapter, ...]:
    """In the order of the document, the preamble first even if empty. They cover one copy of the body."""
    end = _second_copy(document.text) or len(document.text)
    marks = _in_sequence(mark for mark in _marks(document) if mark.start < end)
    edges = [_Mark("", "", 0, 0), *marks, _Mark("", "", end, end)]
    return tuple(_chapter(document, mark, following.start) for mark, following in pairwise(edges))


def _chapter(document: Document, mark: _Mark, end: int) -> Chapter:
    blocks = tuple(_within(document.blocks, mark.end, end))
    return Chapter(number=mark.number, heading=mark.heading, blocks=blocks, start=mark.start, end=end)


def _within(blocks: Iterable[Block], start: int, end: int) -> Iterator[Block]:
    """The blocks between two offsets; a paragraph is cut, a table stays whole."""
    for block in blocks:
        stop = block.start + len(block.text)
        if stop <= start or block.start >= end:
            continue
        if not isinstance(block, Paragraph):
            yield block
            continue
        first, last = max(block.start, start), min(stop, end)
        text = block.text[first - block.start : last - block.start]
        if stripped := text.strip():
            yield Paragraph(text=stripped, start=first + text.index(stripped), page=block.page)


def _marks(document: Document) -> Iterator[_Mark]:
    words = _words()
    for block in document.blocks:
        if not isinstance(block, Paragraph):
            continue
        text = simplified(block.text)
        found = words.line.fullmatch(text)
        if found and not words.row.match(found["heading"]) and found["heading"] not in words.begun:
            yield _mark(found, block)
            continue
        for inline in words.inline.finditer(text):
            if not words.row.match(inline["heading"]):
                yield _mark(inline, block)


def _mark(found: re.Match[str], block: Paragraph) -> _Mark:
    """With the heading as the block has it printed."""
    start, end = found.start("number"), found.end("heading")
    heading = block.text[found.start("heading") : end].strip(" :：")
    return _Mark(found["number"], heading, block.start + start, block.start + end)


def _in_sequence(marks: Iterable[_Mark]) -> list[_Mark]:
    """Headings count upwards; a list that starts again at 一 inside a chapter is not new chapters.

    A table of contents gives way to the headings it announces.
    """
    kept: list[_Mark] = []
    inner = 0
    for mark in marks:
        _drop_contents(kept, mark)
        value, last = _value(mark.number), _value(kept[-1].number) if kept else 0
        if kept and (value == 1 or (inner and value == inner + 1 and not _ends_well(mark))):
            inner = value
        elif last < value <= last + 2 or (value == last and not inner and not _same(kept[-1], mark)):
            kept.append(mark)
            inner = 0
    return kept


def _drop_contents(kept: list[_Mark], mark: _Mark) -> None:
    """Headings right after each other, the first of which comes again, were only announced."""
    again = next((at for at, each in enumerate(kept) if _same(each, mark)), None)
    if again is not None and all(right.start - left.end <= 2 for left, right in pairwise(kept[again:])):
        del kept[again:]


def _ends_well(mark: _Mark) -> bool:
    return simplified(mark.heading).endswith(_words().endings)


def _same(one: _Mark, other: _Mark) -> bool:
    return one.number == other.number and one.heading == other.heading


def _value(number: str) -> int:
    """一 → 1, 十二 → 12; the first digit's place is enough for chapters."""
    if number.startswith("十"):
        return 10 + (NUMERALS.index(number[1]) + 1 if len(number) > 1 else 0)
    return NUMERALS.index(number[0]) + 1


def _second_copy(text: str) -> int | None:
    """Where the body begins again: at a second lead sentence, if nearly all after it was said before."""
    sentences = [(found.group().strip(), found.start()) for found in _SENTENCE.finditer(text)]
    said: dict[str, int] = {}
    for index, (sentence, start) in enumerate(sentences):
        first = said.setdefault(sentence, index)
        if first == index or len(sentence) < _LEAD_LEAST:
            continue
        after = [each for each, _ in sentences[index:]]
        copied = sum(said.get(each, index) < index for each in after)
        if len(after) >= max(_COPY_LEAST, (index - first) // 2) and copied >= _REPEATED * len(after):
            return start
    return None


@cache
def _words() -> _Words:
    data = tomllib.loads((Path(__file__).parent / "layouts" / "headings.toml").read_text("utf-8"))
    number = rf"(?P<number>[{NUMERALS}]{{1,2}})\s*[、．.]\s*"
    endings = "|".join(map(re.escape, data["endings"]))
    official = "|".join(map(re.escape, sorted(data["official"], key=len, reverse=True)))
    loose = rf"[^。；;:：，,!？?\n\s]{{1,45}}?(?:{endings})(?:统计表|附表)?(?=\s|[（(\d])"
    return _Words(
        line=re.compile(rf"\s*{number}(?P<heading>[^。；;]{{1,{_LINE_LIMIT}}}?)\s*[:：]?\s*"),
        # A heading with the form's own words may follow anything; any other one only a space.
        inline=re.compile(rf"{number}(?P<heading>(?:{official})(?![及和与、的])|(?<=\s|、){loose})"),
        row=re.compile("|".join(r"\s*".join(map(re.escape, word)) for word in data["rows"])),
        begun=frozenset(word[:end] for word in data["broken"] for end in range(_BEGUN_LEAST, len(word))),
        endings=tuple(data["endings"]),
    )
