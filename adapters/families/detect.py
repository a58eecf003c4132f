"""A page → the content management systems whose traces it bears, likeliest first. `scout` tries them.

The traces and their order are `detect.toml`, each with its own examples. A trace is a reason to try a
family, never a proof: what counts is whether the family finds reports.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from adapters.families.links import page_text
from adapters.fetch.snapshot import Snapshot

RULES = Path(str(files("adapters"))) / "families" / "detect.toml"
_AROUND = 20


@dataclass(frozen=True, slots=True)
class Trace:
    """`where` is `page` (its text), `url` or `media` (its type). `family` is empty where none reads it."""

    name: str
    family: str
    where: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Sign:
    """A trace that was found, with the words it was found in."""

    family: str
    trace: str
    quote: str


@cache
def traces() -> tuple[Trace, ...]:
    return tuple(
        Trace(row["name"], row.get("family", ""), row.get("where", "page"), re.compile(row["pattern"]))
        for row in tomllib.loads(RULES.read_text("utf-8"))["trace"]
    )


def detect(page: Snapshot) -> tuple[Sign, ...]:
    """The signs on a page, in the order of the traces."""
    return signs(page_text(page), page.final_url, page.media_type)


def signs(text: str, url: str, media: str = "text/html") -> tuple[Sign, ...]:
    """The same for a page given in parts."""
    read = {"page": text, "url": url, "media": media}
    found = ((trace, trace.pattern.search(read[trace.where])) for trace in traces())
    return tuple(Sign(trace.family, trace.name, _quote(match)) for trace, match in found if match)


def _quote(match: re.Match[str]) -> str:
    start, end = max(0, match.start() - _AROUND), match.end() + _AROUND
    return " ".join(match.string[start:end].split())
