"""Traditional characters → simplified, one for one, so that offsets stay. Called by passage and extract.

Prose is converted sentence by sentence, the tables and their headings as a whole document, because a
cell alone (規章) may hold none of the characters that tell.

The characters are data: `phrases/traditional.toml`, and those of names and titles in `titles.toml`.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from adapters.documents.document import Block, Cell, Document, Paragraph
from adapters.titles import rules
from schema.records.statistic import Statistic

CHARACTERS = Path(__file__).parent / "traditional.toml"


@dataclass(frozen=True, slots=True)
class Characters:
    """`telling` finds traditional text, `table` converts it; `words` are what converters replace."""

    telling: re.Pattern[str]
    table: dict[int, int]
    words: dict[str, str]


def simplified(text: str) -> str:
    """`text` as it would be written in simplified characters; text that is already so comes back as is."""
    return _converted(text) if characters().telling.search(text) else text


def simplified_document(document: Document) -> Document:
    """The same document in simplified characters, every offset as it was; itself where it is so already."""
    if not characters().telling.search(document.text):
        return document
    cells: dict[Cell, Cell] = {}
    blocks = tuple(_block(block, cells) for block in document.blocks)
    return replace(document, blocks=blocks, text=_converted(document.text))


def as_printed(
    statistics: Iterable[Statistic], converted: Document, document: Document
) -> tuple[Statistic, ...]:
    """Statistics of the converted document, each with its quote as the document itself has it."""
    if converted is document:
        return tuple(statistics)
    return tuple(_as_printed(each, converted.text, document.text) for each in statistics)


def _as_printed(statistic: Statistic, converted: str, printed: str) -> Statistic:
    source = statistic.source
    start = source.start or 0
    at = converted.find(source.quote, max(0, start - len(source.quote)))
    quote = printed[at : at + len(source.quote)] if at >= 0 else source.quote
    return replace(statistic, source=replace(source, quote=quote))


def _block(block: Block, cells: dict[Cell, Cell]) -> Block:
    text = _converted(block.text)
    if isinstance(block, Paragraph):
        return replace(block, text=text)
    grid = tuple(tuple(cell and _cell(cell, cells) for cell in row) for row in block.grid)
    return replace(block, text=text, grid=grid)


def _cell(cell: Cell, cells: dict[Cell, Cell]) -> Cell:
    if cell not in cells:
        cells[cell] = replace(cell, text=_converted(cell.text))
    return cells[cell]


def _converted(text: str) -> str:
    found = characters()
    text = text.translate(found.table)
    for converted, written in found.words.items():
        text = text.replace(converted, written)
    return text


@cache
def characters() -> Characters:
    """The shipped characters, read once."""
    data = tomllib.loads(CHARACTERS.read_text(encoding="utf-8"))
    pairs = zip(data["from"], data["to"], strict=True)
    table = rules().traditional | {ord(old): ord(new) for old, new in pairs}
    return Characters(re.compile(f"[{data['telling']}]"), table, data["words"])
