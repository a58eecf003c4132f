"""Arguments of `compare` and `coverage` → specs for the comparer, checked for size first."""

from collections.abc import Iterable

from schema.enums import Applicant, JurisdictionLevel, Normalization, ReportScope
from schema.graph.asked_peers import Peers
from schema.graph.asked_places import known_place, known_places
from schema.graph.errors import BadInput, TooMuch
from schema.places import registry
from schema.places.lineage import absorbed
from schema.records.comparison import CompareSpec, CoverageSpec, LatenessSpec
from schema.records.indicator import Indicator
from schema.records.place import Place

# places × years × indicators; every county of a large province over all years and a dozen indicators.
MAX_CELLS = 200_000


def compared_places(
    names: Iterable[str] | None,
    within: str | None,
    level: JurisdictionLevel | None,
    years: tuple[int, ...],
    peers: Peers | None = None,
) -> tuple[Place, ...]:
    """The places named, those of the level within a place, then a peer group; each once, at least one."""
    if names is None and within is None and peers is None:
        raise _no_places("请给出 jurisdictions、within 或 peersOf", "give jurisdictions, within or peersOf")
    places = list(known_places(names or (), "jurisdictions"))
    if within is not None:
        places += absorbed(registry.places_within(known_place(within, "within").code, level, years))
    places += () if peers is None else peers.places
    if not places:
        raise _no_places(
            "所给条件下没有地区，请换一个 level 或 within", "nothing fits: change level or within"
        )
    return tuple({place.code: place for place in places}.values())


def specified(
    places: tuple[Place, ...],
    years: tuple[int, ...],
    indicators: tuple[Indicator, ...],
    applicant: Applicant | None,
    normalize: Normalization | None,
    *,
    crosswalk: bool = False,
    peers: Peers | None = None,
) -> CompareSpec:
    """What `compare` asks; null for the applicant or the normalization is their default."""
    checked_size(len(places), len(years), len(indicators))
    return CompareSpec(
        places=places,
        years=years,
        indicators=indicators,
        applicant=applicant or Applicant.TOTAL,
        normalize=normalize or Normalization.NONE,
        crosswalk=crosswalk,
        remarks=() if peers is None else (peers.remark,),
    )


def checked_size(places: int, years: int, indicators: int) -> None:
    """Raises TooMuch (COMPARISON_TOO_LARGE) above the limit."""
    if (size := places * years * indicators) > MAX_CELLS:
        shape = f"{places} × {years} × {indicators}"
        raise TooMuch(
            "COMPARISON_TOO_LARGE",
            f"比较共 {size} 格（地区 × 年度 × 指标 = {shape}），上限 {MAX_CELLS}，请分几次比较",
            f"the comparison has {size} cells (places × years × indicators = {shape}), "
            f"the limit is {MAX_CELLS}: split it",
            size=size,
            limit=MAX_CELLS,
        )


def coverage_of(within: str, level: JurisdictionLevel | None, years: tuple[int, ...]) -> CoverageSpec:
    """What `coverage` asks. Raises TooMuch (COVERAGE_TOO_LARGE) above the limit."""
    place = _sized(within, level, years)
    return CoverageSpec(within=place.code, level=level, years=years)


def lateness_of(
    within: str, level: JurisdictionLevel | None, years: tuple[int, ...], scope: ReportScope | None
) -> LatenessSpec:
    """What `lateness` asks. Raises TooMuch (COVERAGE_TOO_LARGE) above the limit."""
    place = _sized(within, level, years)
    return LatenessSpec(within=place.code, level=level, years=years, scope=scope or ReportScope.JURISDICTION)


def _sized(within: str, level: JurisdictionLevel | None, years: tuple[int, ...]) -> Place:
    place = known_place(within, "within")
    size = len(registry.places_within(place.code, level, years)) * len(years)
    if size > MAX_CELLS:
        raise TooMuch(
            "COVERAGE_TOO_LARGE",
            f"共 {size} 格，上限 {MAX_CELLS}，请减少年度或缩小范围",
            f"{size} cells, the limit is {MAX_CELLS}: ask for fewer years or a smaller area",
            size=size,
            limit=MAX_CELLS,
        )
    return place


def _no_places(zh: str, en: str) -> BadInput:
    return BadInput("NO_PLACES", zh, en, argument="jurisdictions")
