"""`peersOf` and `peerBand` → the places that a place is fairly held against, and in words how they were chosen."""

from dataclasses import dataclass

from schema.enums import JurisdictionLevel
from schema.graph.asked_places import known_place
from schema.graph.errors import BadInput
from schema.places import registry
from schema.places.lineage import absorbed
from schema.places.population import population_of
from schema.records.comparison import Remark
from schema.records.place import Place


@dataclass(frozen=True, slots=True)
class Peers:
    """The place itself first, then its peers in the order of codes."""

    places: tuple[Place, ...]
    remark: Remark


def peers_of(name: str | None, band: float | None, years: tuple[int, ...]) -> Peers | None:
    """The places of its level in its province; with `band` those of a population within that factor.

    Populations are those of the last asked year. A place whose population is not known is left out then, and
    counted in the remark. Raises BadInput (BAD_PEER_BAND, NO_POPULATION).
    """
    if name is None:
        if band is not None:
            raise _bad_band("peerBand 须与 peersOf 同用", "peerBand needs peersOf")
        return None
    place = known_place(name, "peersOf")
    others = tuple(one for one in _alike(place, years) if one.code != place.code)
    if band is None:
        remark = (
            f"{place.name}的同组：同省同级{len(others)}地",
            f"peers of {place.name_en}: {len(others)} places of its level in its province",
        )
        return Peers((place, *others), remark)
    return _banded(place, others, band, years[-1])


def _banded(place: Place, others: tuple[Place, ...], band: float, year: int) -> Peers:
    if not band >= 1:
        raise _bad_band(f"peerBand 应不小于 1，所给为 {band}", f"peerBand is at least 1, not {band}")
    own = population_of(place.code, year)
    if own is None:
        raise BadInput(
            "NO_POPULATION",
            f"没有{place.name} {year} 年人口数，不能按人口取同组：请去掉 peerBand，或经 GONGKAI_POPULATION 提供人口数",
            f"no population of {place.name_en} in {year} is known: leave out peerBand, or give figures by "
            "GONGKAI_POPULATION",
            argument="peerBand",
        )
    figures = {one.code: population_of(one.code, year) for one in others}
    near = tuple(
        one
        for one in others
        if (figure := figures[one.code]) is not None and own.value / band <= figure.value <= own.value * band
    )
    unknown = sum(figure is None for figure in figures.values())
    remark = (
        f"{place.name}的同组：同省同级、{year}年人口在其 {band:g} 倍以内的{len(near)}地，另有{unknown}地人口不详未计",
        (
            f"peers of {place.name_en}: {len(near)} places of its level and province within {band:g} times "
            f"its population in {year}; {unknown} of unknown population left out"
        ),
    )
    return Peers((place, *near), remark)


def _alike(place: Place, years: tuple[int, ...]) -> tuple[Place, ...]:
    """The places of its level in its province; provinces are peers of each other."""
    if place.level is JurisdictionLevel.PROVINCE:
        return tuple(one for one in registry.all_places() if one.level is place.level)
    return absorbed(registry.places_within(place.code[:2] + "0000", place.level, years))


def _bad_band(zh: str, en: str) -> BadInput:
    return BadInput("BAD_PEER_BAND", zh, en, argument="peerBand")
