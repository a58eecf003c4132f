"""`units.toml` → the words that may follow a number. Shared by quantity, mention, figures and the annex."""

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

UNITS = Path(__file__).parent / "units.toml"


@dataclass(frozen=True, slots=True)
class Units:
    """`counted` end a number that counts, `uncounted` one that does not, `spelled` one in 一二三."""

    counted: frozenset[str]
    uncounted: frozenset[str]
    spelled: frozenset[str]

    @property
    def pattern(self) -> str:
        """Any unit, the longest first."""
        words = sorted(self.counted | self.uncounted, key=lambda word: (-len(word), word))
        return "|".join(map(re.escape, words))


@lru_cache(maxsize=1)
def load_units(path: Path = UNITS) -> Units:
    """The shipped words, read once."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    return Units(**{name: frozenset(words.split()) for name, words in data.items()})
