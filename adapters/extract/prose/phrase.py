"""One entry of `phrases/*.toml` → `Phrase`: a wording of an indicator. Read by lexicon, applied by claim.

A `[[phrase]]` claims a number by the words around it, a `[[none]]` reads 未收到 as 0, an `[[even]]`
reads 均维持 as the number before it. `{word}` in a pattern stands for an entry of `words.toml`.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from schema.enums import Applicant, ReportFormat

FORMATS = {
    "old": frozenset({ReportFormat.NARRATIVE_2008, ReportFormat.ANNEX_2014}),
    "new": frozenset({ReportFormat.TABLES_2019, ReportFormat.TABLES_2021}),
    "any": frozenset(ReportFormat),
}
QUANTITY = "#"  # stands for the number in what phrases are matched against
_WORD = re.compile(r"\{([a-z_]+)\}")


class PhraseError(ValueError):
    """A phrase file is malformed; the message names the file, the entry and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A wording of one or several indicators.

    `pattern` runs over label#after (none, even: over a clause). `never` forbids words there, `lead` and
    `never_lead` ask the sentence before it (`lead` not in passages of a `home` kind), `behind` and
    `never_behind` what stands right behind, `near` the topics
    it must stand under (`none` and `many` count as topics). A higher `rank` wins among wordings of one
    indicator. `plain` lifts the guards against other years and comparisons. `unit` is that of a 0 nobody
    printed. `applicant` tells whose requests, `heading` asks that of the passage. An even with `single` holds
    only where the number before it is 1, with `named` though another dispute was told since; a phrase with
    `zero` only for a printed 0; with `wide` the words of `lead` may stand a few sentences back; `whole`
    refuses the first of several kinds (动态61条、公告3条).
    `examples` mark the quantity with 【】; `refuses` are texts that it must leave alone.
    """

    origin: str
    indicators: tuple[str, ...]
    pattern: re.Pattern[str]
    examples: tuple[str, ...]
    refuses: tuple[str, ...]
    units: frozenset[str] = frozenset()
    never: re.Pattern[str] | None = None
    lead: re.Pattern[str] | None = None
    never_lead: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None
    never_behind: re.Pattern[str] | None = None
    near: tuple[tuple[str, frozenset[str]], ...] = ()
    kinds: frozenset[str] = frozenset()
    never_kinds: frozenset[str] = frozenset()
    formats: frozenset[ReportFormat] = FORMATS["any"]
    rank: int = 2
    plain: bool = False
    sums: bool = False
    home: frozenset[str] = frozenset()
    of: tuple[str, ...] = ()
    unit: str = "件"
    kind: str = ""
    applicant: Applicant = Applicant.TOTAL
    heading: re.Pattern[str] | None = None
    single: bool = False
    named: bool = False
    zero: bool = False
    wide: bool = False
    whole: bool = False


def read_phrase(origin: str, entry: Mapping[str, Any], words: Mapping[str, str]) -> Phrase:
    """`words` are those of `words.toml`. Raises PhraseError that says what of the entry is to be mended."""
    known = {field.name for field in fields(Phrase)} - {"origin", "indicators"} | {"indicator"}
    if unknown := set(entry) - known:
        raise PhraseError(f"{origin}: unknown key {min(unknown)}; known are {', '.join(sorted(known))}")
    values: dict[str, Any] = {"origin": origin}
    for key, value in entry.items():
        values["indicators" if key == "indicator" else key] = _read(key, value, words, origin)
    try:
        return Phrase(**values)
    except TypeError as error:
        raise PhraseError(f"{origin}: {error}; give indicator, pattern, examples and refuses") from error


def _read(key: str, value: Any, words: Mapping[str, str], origin: str) -> Any:
    if key in _PATTERNS:
        return compiled(value, words, origin)
    reader = _READERS.get(key)
    if reader is not None:
        return reader(words[value] if key == "units" and isinstance(value, str) else value)
    return tuple(value) if isinstance(value, list) else value


def _set(value: str | list[str]) -> frozenset[str]:
    return frozenset(value.split() if isinstance(value, str) else value)


def _codes(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _formats(value: str) -> frozenset[ReportFormat]:
    return FORMATS.get(value) or frozenset({ReportFormat(value)})


def _near(value: Mapping[str, list[str]]) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((family, frozenset(topics)) for family, topics in value.items())


_PATTERNS = frozenset({"pattern", "never", "lead", "never_lead", "behind", "never_behind", "heading"})
_READERS: dict[str, Callable[[Any], Any]] = {
    "units": _set,
    "kinds": _set,
    "never_kinds": _set,
    "home": _set,
    "indicator": _codes,
    "of": _codes,
    "formats": _formats,
    "near": _near,
    "applicant": Applicant,
}


def compiled(pattern: str, words: Mapping[str, str], origin: str) -> re.Pattern[str]:
    """Raises PhraseError for a word that is not in `words`, and for what is no pattern."""
    while found := _WORD.search(pattern):
        if found[1] not in words:
            raise PhraseError(f"{origin}: no word {found[1]} in words.toml; add it there or spell it out")
        pattern = pattern.replace(found[0], f"(?:{words[found[1]]})")
    try:
        return re.compile(pattern)
    except re.error as error:
        raise PhraseError(f"{origin}: {error} in {pattern}") from error
