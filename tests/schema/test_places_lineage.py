"""Codes that were followed by others: who stood for a place in a year outside its own."""

import pytest

from schema.places import registry
from schema.places.lineage import absorbed, relatives, standing_for

SAME, OTHER = True, False


@pytest.mark.parametrize(
    ("code", "year", "expected"),
    [
        pytest.param("632100", 2015, [("630200", SAME)], id="海东地区 became 海东市"),
        pytest.param("630200", 2010, [("632100", SAME)], id="and the other way round"),
        pytest.param("512081", 2018, [("510185", SAME)], id="简阳 went to 成都"),
        pytest.param("510185", 2012, [("512081", SAME)], id="简阳 before that"),
        pytest.param("320829", 2020, [("320813", SAME)], id="洪泽县 became a district"),
        pytest.param(
            "371200", 2020, [("370116", OTHER)], id="莱芜市 was parted: the part that bears its name"
        ),
        pytest.param("370116", 2015, [("371202", SAME), ("371200", OTHER)], id="莱芜区 was 莱城区 of 莱芜市"),
        pytest.param("341400", 2015, [("340181", OTHER)], id="巢湖市 is a county-level city since"),
        pytest.param("340181", 2009, [("341402", SAME), ("341400", OTHER)], id="巢湖 was 居巢区 of 巢湖市"),
        pytest.param("110103", 2015, [("110101", OTHER)], id="崇文区 went up in 东城区"),
        pytest.param("110101", 2008, [], id="东城区 stood for itself then"),
        pytest.param("120116", 2008, [], id="滨海新区 was three districts: none stands for it"),
        pytest.param("420600", 2009, [], id="襄樊 and 襄阳 have one code"),
        pytest.param("510500", 2015, [], id="泸州 never changed"),
    ],
)
def test_a_code_outside_its_years_is_followed_where_that_is_plain(
    code: str, year: int, expected: list[tuple[str, bool]]
) -> None:
    assert [(one.place.code, one.same) for one in standing_for(code, year)] == expected


def test_following_is_mutual() -> None:
    for place in registry.all_places():
        for one in relatives(place.code):
            assert place.code in {other.place.code for other in relatives(one.place.code)}


def test_a_place_in_two_codes_is_listed_once() -> None:
    places = registry.places_within("630000", years=(2012, 2013))
    assert {"632100", "630200"} <= {place.code for place in places}
    assert "632100" not in {place.code for place in absorbed(places)}


def test_a_place_that_was_parted_is_not_taken_for_its_part() -> None:
    places = tuple(map(registry.place, ("371200", "370116")))
    assert absorbed(places) == places
