"""Places in the graph: by code and name, their tree, pages of them, and refusals that name the way out."""

import pytest
from support.asking import answer, refusal, refusals


def test_a_place_is_found_by_code_and_by_name() -> None:
    query = '{ a: jurisdiction(code: "510500") { name nameEn level } b: jurisdiction(name: "泸州") { code } }'

    assert answer(query) == {
        "a": {"name": "泸州市", "nameEn": "Luzhou", "level": "PREFECTURE"},
        "b": {"code": "510500"},
    }


def test_a_well_formed_code_that_nothing_has_is_null() -> None:
    assert answer('{ jurisdiction(code: "999999") { name } }') == {"jurisdiction": None}


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        ('code: "泸州"', ("BAD_INPUT", "BAD_CODE")),
        ('name: "泸洲市"', ("NOT_FOUND", "UNKNOWN_PLACE")),
        ('name: "鼓楼区"', ("BAD_INPUT", "AMBIGUOUS_PLACE")),
        ('code: "510500", name: "泸州"', ("BAD_INPUT", "ONE_OF_CODE_AND_NAME")),
        ("", ("BAD_INPUT", "ONE_OF_CODE_AND_NAME")),
        (f'name: "{"泸" * 61}"', ("BAD_INPUT", "BAD_NAME")),
    ],
    ids=["a name as code", "misspelt", "ambiguous", "both", "neither", "too long"],
)
def test_a_place_that_cannot_be_told_is_refused(arguments: str, refused: tuple[str, str]) -> None:
    call = f"({arguments})" if arguments else ""

    assert refusals(f"{{ jurisdiction{call} {{ code }} }}") == [refused]


def test_an_ambiguous_name_lists_every_candidate_by_full_name_and_code() -> None:
    error = refusal('{ jurisdiction(name: "鼓楼区") { code } }')

    assert {"code": "320106", "name": "江苏省南京市鼓楼区"} in error.extensions["candidates"]
    assert "江苏省南京市鼓楼区（320106）" in error.message
    assert error.extensions["argument"] == "name"


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    assert "泸州市" in refusal('{ jurisdiction(name: "泸洲市") { code } }').message


def test_parents_and_children_lead_up_and_down() -> None:
    query = """{ jurisdiction(code: "510500") {
      parent { code parent { code } } children(level: COUNTY) { code parent { code } } } }"""
    place = answer(query)["jurisdiction"]

    assert place["parent"] == {"code": "510000", "parent": None}
    assert {"code": "510502", "parent": {"code": "510500"}} in place["children"]


def test_a_zone_lies_in_the_division_around_it() -> None:
    query = '{ jurisdiction(code: "350128-pingtan") { level parent { code } } }'

    assert answer(query)["jurisdiction"] == {"level": "ZONE", "parent": {"code": "350128"}}


def test_no_population_is_given_before_a_figure_is_at_hand() -> None:
    assert answer('{ jurisdiction(code: "110000") { population(year: 1990) } }') == {
        "jurisdiction": {"population": None}
    }


LIST = """query($after: String, $first: Int) {
  jurisdictions(within: "510000", level: PREFECTURE, first: $first, after: $after) {
    totalCount nodes { code } edges { cursor node { code } }
    pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""


def test_pages_of_places_follow_each_other_without_gap_or_repeat() -> None:
    codes: list[str] = []
    page = answer(LIST, first=10)["jurisdictions"]
    while True:
        codes += [edge["node"]["code"] for edge in page["edges"]]
        if not page["pageInfo"]["hasNextPage"]:
            break
        page = answer(LIST, first=10, after=page["pageInfo"]["endCursor"])["jurisdictions"]

    assert len(codes) == 21 == page["totalCount"]
    assert codes == sorted(set(codes))
    assert page["pageInfo"]["hasPreviousPage"] is True
    assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
    assert page["nodes"] == [edge["node"] for edge in page["edges"]]


def test_an_empty_page_has_no_cursors() -> None:
    query = """{ jurisdictions(within: "510000", level: PROVINCE, codes: ["510500"]) {
      totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }"""

    assert answer(query)["jurisdictions"] == {
        "totalCount": 0,
        "pageInfo": {
            "hasNextPage": False,
            "hasPreviousPage": False,
            "startCursor": None,
            "endCursor": None,
        },
    }


@pytest.mark.parametrize(
    ("arguments", "refused"),
    [
        ("first: 0", ("BAD_INPUT", "BAD_PAGE_SIZE")),
        ("first: -1", ("BAD_INPUT", "BAD_PAGE_SIZE")),
        ("first: 101", ("TOO_MUCH", "PAGE_TOO_LARGE")),
        ('after: "x"', ("BAD_INPUT", "BAD_CURSOR")),
        ('after: "泸州"', ("BAD_INPUT", "BAD_CURSOR")),
        ('after: "YWZ0ZXI6OTk5OTk5"', ("BAD_INPUT", "BAD_CURSOR")),
        ('codes: ["999999"]', ("NOT_FOUND", "UNKNOWN_PLACE")),
        ('search: " "', ("BAD_INPUT", "BAD_TEXT")),
    ],
)
def test_a_page_that_cannot_be_is_refused(arguments: str, refused: tuple[str, str]) -> None:
    assert refusals(f"{{ jurisdictions({arguments}) {{ totalCount }} }}") == [refused]


def test_a_search_finds_places_by_former_and_english_names() -> None:
    query = """{ a: jurisdictions(search: "襄樊") { nodes { code } }
      b: jurisdictions(search: "luzhou") { nodes { code } } }"""
    found = answer(query)

    assert {"code": "420600"} in found["a"]["nodes"]
    assert {"code": "510500"} in found["b"]["nodes"]


def test_ended_places_are_listed_only_when_asked_for() -> None:
    query = """{ all: jurisdictions(within: "630000", level: PREFECTURE) { nodes { code } }
      one: jurisdictions(codes: ["632100"]) { nodes { validTo successors { code } } } }"""
    found = answer(query)

    assert {"code": "632100"} not in found["all"]["nodes"]
    assert found["one"]["nodes"] == [{"validTo": 2012, "successors": [{"code": "630200"}]}]
