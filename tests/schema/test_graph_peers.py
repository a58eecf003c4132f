"""Peers: the places of one level in one province, and where populations are known, of like size."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import answer, context, refusals
from support.reader import DictComparer

from schema.places.population import use
from schema.records.comparison import CompareSpec

ASKED = 'years: [2022, 2023], indicators: ["requests.received"]'


def spec_of(arguments: str) -> CompareSpec:
    comparer = DictComparer()
    answer(f"{{ compare({arguments}, {ASKED}) {{ notes }} }}", context(comparer=comparer))
    (spec,) = comparer.specs
    assert isinstance(spec, CompareSpec)
    return spec


@pytest.fixture
def peopled(tmp_path: Path) -> Iterator[None]:
    path = tmp_path / "population.csv"
    figures = {"510500": 40, "510300": 24, "510100": 210, "510700": 49}
    rows = [f"{code},2023,resident,{value}0000,bulletin" for code, value in figures.items()]
    path.write_text("\n".join(["code,year,kind,value,source", *rows]), encoding="utf-8")
    use(path)
    yield
    use(None)


def test_peers_are_the_places_of_its_level_in_its_province_after_itself() -> None:
    spec = spec_of('peersOf: "泸州市"')
    assert spec.places[0].code == "510500"
    assert len(spec.places) == 21
    assert spec.remarks == (
        ("泸州市的同组：同省同级20地", "peers of Luzhou: 20 places of its level in its province"),
    )


def test_a_county_has_the_counties_of_its_province_and_a_province_the_provinces() -> None:
    assert {place.level for place in spec_of('peersOf: "510521"').places} == {
        spec_of('peersOf: "510521"').places[0].level
    }
    assert len(spec_of('peersOf: "四川省"').places) >= 31


@pytest.mark.usefixtures("peopled")
def test_a_band_keeps_places_of_like_size_and_tells_how_many_are_of_unknown_size() -> None:
    spec = spec_of('peersOf: "泸州市", peerBand: 2')
    assert [place.code for place in spec.places] == ["510500", "510300", "510700"]
    ((zh, en),) = spec.remarks
    assert zh == "泸州市的同组：同省同级、2023年人口在其 2 倍以内的2地，另有17地人口不详未计"
    assert "17 of unknown population left out" in en


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        ('peersOf: "泸州市", peerBand: 2', "NO_POPULATION"),
        ('peersOf: "泸州市", peerBand: 0.5', "BAD_PEER_BAND"),
        ('jurisdictions: ["泸州市"], peerBand: 2', "BAD_PEER_BAND"),
    ],
)
def test_a_band_that_cannot_be_applied_is_refused(arguments: str, reason: str) -> None:
    assert refusals(f"{{ compare({arguments}, {ASKED}) {{ years }} }}") == [("BAD_INPUT", reason)]


def test_the_crosswalk_is_asked_for_or_not() -> None:
    asked = [
        spec_of(f'jurisdictions: ["泸州"]{more}').crosswalk
        for more in ("", ", crosswalk: true", ", crosswalk: null")
    ]
    assert asked == [False, True, False]
