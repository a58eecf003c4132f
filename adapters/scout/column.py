"""A page of a portal → the addresses that lead to its column of annual reports, nearest first.

The words and the shapes of addresses are `column.toml`, each with its own examples.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from lxml import html

from adapters.families.links import Link, frames, links
from adapters.titles import read_title

RULES = Path(str(files("adapters"))) / "scout" / "column.toml"
_NAMES = ("//meta[@name='ColumnName']/@content", "//meta[@name='ColumnType']/@content", "//title/text()")
_HEADLINES = ("//meta[@name='ArticleTitle']/@content", "//h1//text()", "//h2//text()", "//title/text()")


@dataclass(frozen=True, slots=True)
class Way:
    """An address worth looking at. `rank` is the step it was found by; a `column` is expected to be one."""

    url: str
    rank: int
    column: bool
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """`column.toml`, compiled."""

    steps: tuple[tuple[re.Pattern[str], bool], ...]
    named: re.Pattern[str]
    articles: tuple[tuple[re.Pattern[str], str], ...]
    interfaces: tuple["Interface", ...]


@dataclass(frozen=True, slots=True)
class Interface:
    """A script's interface: where its address stands, what the page says to it, and a catalogue's options."""

    name: str
    address: re.Pattern[str]
    said: re.Pattern[str]
    options: dict[str, Any]


@cache
def rules() -> Rules:
    table: dict[str, Any] = tomllib.loads(RULES.read_text("utf-8"))
    return Rules(
        steps=tuple((re.compile(step["pattern"]), step.get("column", False)) for step in table["step"]),
        named=re.compile(table["named"]["pattern"]),
        articles=tuple((re.compile(row["pattern"]), row["column"]) for row in table["article"]),
        interfaces=tuple(
            Interface(row["name"], re.compile(row["address"]), re.compile(row["said"]), row["options"])
            for row in table["interface"]
        ),
    )


def ways(root: html.HtmlElement | None, base: str) -> Iterator[Way]:
    """Links that are named like steps on the way, then the page in a frame."""
    for link in links(root, base):
        if found := step(link.text):
            yield Way(link.url, *found, link.text)
    for frame in frames(root, base):
        yield Way(frame.url, rank=0, column=is_column(root), text="frame")


def step(text: str) -> tuple[int, bool] | None:
    """The number of the step that a link's name is, and whether a column lies behind it."""
    name = re.sub(r"[\s>»›·•【】\[\]]+", "", text)
    for number, (pattern, column) in enumerate(rules().steps):
        if pattern.search(name):
            return number, column
    return None


def is_column(root: html.HtmlElement | None) -> bool:
    """Whether the page calls itself a column of annual reports."""
    return any(rules().named.search(name) and not _headline(name) for name in _texts(root, _NAMES))


def article_title(root: html.HtmlElement | None) -> str | None:
    """The title of the report that the page is, None where it is none."""
    return next((text for text in _texts(root, _HEADLINES) if _headline(text)), None)


def columns_of(url: str) -> Iterator[Way]:
    """Where the column of an article may be, by the shape of the article's address."""
    for pattern, column in rules().articles:
        if match := pattern.match(url):
            yield Way(match.expand(column), rank=0, column=True, text="address of the article")


def reports_among(found: list[Link]) -> list[Link]:
    """Those of the links that are named like annual reports."""
    return [link for link in found if read_title(link.text) is not None]


def _headline(text: str) -> bool:
    title = read_title(text)
    return title is not None and title.year is not None


def _texts(root: html.HtmlElement | None, paths: tuple[str, ...]) -> Iterator[str]:
    if root is not None:
        for path in paths:
            yield from (text for found in root.xpath(path) if (text := " ".join(str(found).split())))
