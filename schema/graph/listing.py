"""Filters → places of the registry and indicators of the dictionary, in their order."""

from collections.abc import Collection, Sequence

from schema.dictionary import indicators
from schema.enums import JurisdictionLevel, ReportFormat
from schema.graph.asked_places import codes_within, known_places
from schema.graph.asked_text import some_text
from schema.places import registry
from schema.records.indicator import Indicator
from schema.records.place import Place


def listed_places(
    codes: Collection[str] | None, within: str | None, level: JurisdictionLevel | None, search: str | None
) -> Sequence[Place]:
    """In the order of the registry; a search puts the best first.

    A place that no longer stands is listed only where it is asked for by code or found by a search.
    """
    places = _candidates(search, ended=codes is not None)
    asked = None if codes is None else {place.code for place in known_places(codes, "codes")}
    inside = codes_within(within)
    return [
        place
        for place in places
        if (asked is None or place.code in asked)
        and (inside is None or place.code in inside)
        and level in {None, place.level}
    ]


def listed_indicators(form: ReportFormat | None, search: str | None) -> Sequence[Indicator]:
    """In the order of the dictionary; a search puts the best first."""
    listed = indicators.all_indicators() if search is None else indicators.search(some_text(search, "search"))
    return [one for one in listed if form is None or form in one.formats]


def _candidates(search: str | None, *, ended: bool) -> Sequence[Place]:
    if search is not None:
        return registry.search(some_text(search, "search"))
    return [place for place in registry.all_places() if ended or place.valid_to is None]
