"""Traditional characters → simplified, one for one, so that offsets stay. Called by passage and extract.

The characters are data: `phrases/traditional.toml`, and those of names and titles in `titles.toml`.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from adapters.titles import rules

CHARACTERS = Path(__file__).parent / "phrases" / "traditional.toml"


@dataclass(frozen=True, slots=True)
class Characters:
    """`telling` finds traditional text, `table` converts it; `words` are what converters replace."""

    telling: re.Pattern[str]
    table: dict[int, int]
    words: dict[str, str]


def simplified(text: str) -> str:
    """`text` as it would be written in simplified characters; text that is already so comes back as is."""
    found = characters()
    if not found.telling.search(text):
        return text
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
