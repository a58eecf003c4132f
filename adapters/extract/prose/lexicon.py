"""`phrases/*.toml` → the wordings by which reports state each indicator. Loaded once; claim applies them."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from adapters.extract.prose.phrase import Phrase, compiled, read_phrase
from adapters.extract.prose.wordings import Wordings

PHRASES = Path(__file__).parent / "phrases"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All wordings and the guards that hold for every one of them.

    `phrases` stand by rank, the highest first, then in the order of the files.
    """

    phrases: Wordings
    nones: Wordings
    evens: Wordings
    comparison: re.Pattern[str]
    summed: re.Pattern[str]
    apart: re.Pattern[str]
    elsewhere: re.Pattern[str]
    nothing: re.Pattern[str]
    evenly: re.Pattern[str]
    kind: re.Pattern[str]
    next_kind: re.Pattern[str]
    classed: re.Pattern[str]
    next_items: re.Pattern[str]
    tables: re.Pattern[str]


@lru_cache(maxsize=1)
def load_lexicon(folder: Path = PHRASES) -> Lexicon:
    """The shipped wordings. Raises PhraseError naming the entry that cannot be used."""
    words = tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))
    kinds: dict[str, list[Phrase]] = {"phrase": [], "none": [], "even": []}
    for path in sorted(folder.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for kind, entries in kinds.items():
            for number, entry in enumerate(data.get(kind, ()), 1):
                entries.append(
                    read_phrase(f"{path.name} {kind} {number}", {**data.get("all", {}), **entry}, words)
                )
    guards = {
        name: compiled(pattern, words, f"words.toml {name}") for name, pattern in words["guard"].items()
    }
    phrases = sorted(kinds["phrase"], key=lambda phrase: -phrase.rank)
    return Lexicon(Wordings(phrases), Wordings(kinds["none"]), Wordings(kinds["even"]), **guards)
