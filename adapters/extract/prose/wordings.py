"""Phrases of one sort → the few that may speak of a number, or of there being none. Held by the lexicon."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from adapters.extract.prose.phrase import QUANTITY, Phrase
from adapters.extract.prose.sieve import Sieve, bits, places
from schema.enums import ReportFormat

_HOLDS: dict[str, Callable[[Phrase, Any], bool]] = {
    "form": lambda phrase, form: form in phrase.formats,
    "kind": lambda phrase, kind: (
        kind not in phrase.never_kinds and (not phrase.kinds or kind in phrase.kinds)
    ),
    "unit": lambda phrase, unit: unit in phrase.units,
    "nought": lambda phrase, nought: nought or not phrase.zero,
}


class Wordings:
    """Phrases in their order. Sets of them are the bits of a number, kept by what is asked of them."""

    def __init__(self, phrases: Sequence[Phrase]) -> None:
        self._phrases = tuple(phrases)
        self._sieve = Sieve([phrase.pattern for phrase in phrases], QUANTITY)
        self._known: dict[tuple[str, str | bool], int] = {}

    def __iter__(self) -> Iterator[Phrase]:
        return iter(self._phrases)

    def __len__(self) -> int:
        return len(self._phrases)

    def of_clause(self, text: str, form: ReportFormat, kind: str) -> Iterator[Phrase]:
        """Those whose patterns may match `text`, in a passage of that kind."""
        return self._at(self._may_match(text, form, kind))

    def of_number(
        self, text: str, form: ReportFormat, kind: str, units: Sequence[str], *, nought: bool
    ) -> Iterator[Phrase]:
        """Those that may speak of a number; `text` is what stands around it, `units` what it may be of."""
        counted = 0
        for unit in units:
            counted |= self._that_hold("unit", unit)
        held = self._may_match(text, form, kind) & self._that_hold("nought", nought)
        return self._at(held & counted)

    def _may_match(self, text: str, form: ReportFormat, kind: str) -> int:
        return self._sieve.may_match(text) & self._that_hold("form", form) & self._that_hold("kind", kind)

    def _that_hold(self, what: str, value: str | bool) -> int:
        found = self._known.get((what, value))
        if found is None:
            found = bits(_HOLDS[what](phrase, value) for phrase in self._phrases)
            self._known[what, value] = found
        return found

    def _at(self, held: int) -> Iterator[Phrase]:
        return (self._phrases[place] for place in places(held))
