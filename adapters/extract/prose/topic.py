"""What a stretch of text is about → topics. Mechanism only: the words are in `phrases/topics.toml`.

A family (channel, dispute, place …) holds topics that exclude each other; the topics of a number are
those of the nearest clause before it that names any. `kind` does the same for headings.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

TOPICS = Path(__file__).parent / "phrases" / "topics.toml"
Known = dict[tuple[str, str], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Family:
    """`scope` says how far back to look: label, sentence or passage; `headings` whether to ask them then.

    A topic that `absorbs` others stands for all of them (政府网站、公报等渠道); `*` is any other. Several
    topics are `many`, or `several` where the `main` one is among them.
    An `idle` clause (加强网站建设) only speaks of one and counts nothing by it; `objects` are what it counts.
    """

    name: str
    scope: str
    headings: re.Pattern[str] | None
    absorbs: tuple[tuple[str, frozenset[str]], ...]
    triggers: tuple[tuple[str, re.Pattern[str]], ...]
    main: str = ""
    idle: re.Pattern[str] | None = None
    objects: re.Pattern[str] | None = None

    def named(self, clause: str) -> frozenset[str]:
        """The topics that `clause` names."""
        if self.idle and self.idle.search(clause):
            return frozenset()
        if self.objects:
            clause = self.objects.sub("", clause)
        found = frozenset(topic for topic, trigger in self.triggers if trigger.search(clause))
        for topic, absorbed in self.absorbs if len(found) > 1 else ():
            if topic in found and (found - {topic} <= absorbed or "*" in absorbed):
                return frozenset({topic})
        return found


@dataclass(frozen=True, slots=True)
class Topics:
    """All families by name, and the kinds of headings in the order in which they are tried."""

    families: Mapping[str, Family]
    kinds: tuple[tuple[str, re.Pattern[str]], ...]

    def kind(self, heading: str) -> str:
        """What a heading announces, empty when nothing known."""
        return next((kind for kind, trigger in self.kinds if trigger.search(heading)), "")

    def near(self, family: str, clauses: Iterable[str], known: Known) -> frozenset[str]:
        """The topics of the first of `clauses` (nearest first) that names any of the family.

        `known` keeps what clauses name, since the numbers of a passage stand under the same ones.
        """
        for clause in clauses:
            found = known.get((family, clause))
            if found is None:
                found = known[family, clause] = self.families[family].named(clause)
            if found:
                return found
        return frozenset()


@lru_cache(maxsize=1)
def load_topics(path: Path = TOPICS) -> Topics:
    """The topics of the shipped file, read once."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    families = {name: _family(name, entry) for name, entry in data["family"].items()}
    kinds = tuple((kind, re.compile(pattern)) for kind, pattern in data["kind"].items())
    return Topics(families, kinds)


def _family(name: str, entry: Mapping[str, Any]) -> Family:
    return Family(
        name=name,
        scope=entry["scope"],
        headings=re.compile(entry["headings"]) if "headings" in entry else None,
        absorbs=tuple((topic, frozenset(others)) for topic, others in entry.get("absorbs", {}).items()),
        triggers=tuple((topic, re.compile(pattern)) for topic, pattern in entry["topics"].items()),
        main=entry.get("main", ""),
        idle=re.compile(entry["idle"]) if "idle" in entry else None,
        objects=re.compile(entry["objects"]) if "objects" in entry else None,
    )
