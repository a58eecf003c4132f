"""Global ids, entities of the federated graph, indicators and portals."""

import base64

import pytest
from support.asking import answer, ask, context, refusals
from support.reader import DictReader
from support.reports import PORTAL, RECEIVED, extraction, statistic

from schema.graph.identity import global_id


def held() -> DictReader:
    return DictReader([extraction("510500", 2017, statistic(RECEIVED, "12"))], portals=[PORTAL])


IDS = {
    "Jurisdiction": "510500",
    "Indicator": RECEIVED,
    "Report": "510500.2017",
    "Statistic": "510500.2017/requests.received/TOTAL",
    "Finding": "510500.2017/0",
    "Portal": "510500",
}


@pytest.mark.parametrize(("kind", "key"), IDS.items())
def test_every_node_is_found_again_by_its_id(kind: str, key: str) -> None:
    asked = global_id(kind, key)

    assert answer("query($id: ID!) { node(id: $id) { __typename id } }", context(held()), id=asked) == {
        "node": {"__typename": kind, "id": asked}
    }


@pytest.mark.parametrize("kind", IDS)
def test_an_id_of_something_that_is_not_there_is_null(kind: str) -> None:
    key = {"Jurisdiction": "999999"}.get(kind, "nothing.here")

    assert answer("query($id: ID!) { node(id: $id) { id } }", context(held()), id=global_id(kind, key)) == {
        "node": None
    }


def test_nodes_stand_in_the_order_asked_with_null_for_the_unknown() -> None:
    reader = held()
    ids = [global_id("Report", "1.2"), *(global_id(kind, key) for kind, key in IDS.items())]
    found = answer("query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }", context(reader), ids=ids)

    assert found["nodes"] == [None, *({"__typename": kind} for kind in IDS)]
    assert sorted(reader.calls) == ["findings", "portals", "reports", "statistics"]


@pytest.mark.parametrize(
    "broken",
    [
        "510500",
        "泸州",
        "",
        base64.b64encode(b"Report").decode(),
        base64.b64encode(b"Report:").decode(),
        base64.b64encode(b"City:510500").decode(),
        base64.b64encode(b"\xff:\xff").decode(),
    ],
)
def test_what_is_no_id_is_refused(broken: str) -> None:
    assert refusals("query($id: ID!) { node(id: $id) { id } }", id=broken) == [("BAD_INPUT", "BAD_ID")]


def test_a_broken_id_among_others_spoils_only_its_own_place() -> None:
    result = ask(
        "query($ids: [ID!]!) { nodes(ids: $ids) { __typename } }",
        context(held()),
        ids=["x", global_id("Report", "510500.2017")],
    )

    assert result.data == {"nodes": [None, {"__typename": "Report"}]}
    assert [(error.path, (error.extensions or {})["reason"]) for error in result.errors or []] == [
        (["nodes", 0], "BAD_ID")
    ]


def test_more_than_a_hundred_ids_are_too_many() -> None:
    ids = [global_id("Jurisdiction", "510500")] * 101

    assert refusals("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=ids) == [
        ("TOO_MUCH", "TOO_MANY_IDS")
    ]


ENTITIES = """query($r: [_Any!]!) { _entities(representations: $r) { __typename
  ... on Jurisdiction { name } ... on Report { year } ... on Indicator { unit } } }"""


def test_other_subgraphs_find_our_entities_by_their_keys_in_one_read() -> None:
    reader = DictReader([extraction("510500", 2017), extraction("510500", 2021)])
    found = answer(
        ENTITIES,
        context(reader),
        r=[
            {"__typename": "Jurisdiction", "code": "510500"},
            {"__typename": "Report", "id": global_id("Report", "510500.2017")},
            {"__typename": "Report", "id": global_id("Report", "510500.2021")},
            {"__typename": "Indicator", "code": RECEIVED},
            {"__typename": "Report", "id": global_id("Report", "510500.1999")},
        ],
    )

    assert found["_entities"] == [
        {"__typename": "Jurisdiction", "name": "泸州市"},
        {"__typename": "Report", "year": 2017},
        {"__typename": "Report", "year": 2021},
        {"__typename": "Indicator", "unit": "件"},
        None,
    ]
    assert reader.calls == ["reports"]


@pytest.mark.parametrize(
    ("reference", "reason"),
    [
        ({"__typename": "Report", "id": "510500.2017"}, "BAD_ID"),
        ({"__typename": "Report", "id": global_id("Indicator", RECEIVED)}, "BAD_ID"),
        ({"__typename": "Report"}, "BAD_REFERENCE"),
        ({"__typename": "Jurisdiction", "code": 510500}, "BAD_REFERENCE"),
        ({"__typename": "City", "code": "510500"}, "BAD_REFERENCE"),
        ({"code": "510500"}, "BAD_REFERENCE"),
        ("510500", "BAD_REFERENCE"),
    ],
)
def test_a_reference_that_cannot_be_one_is_refused_in_its_own_place(reference: object, reason: str) -> None:
    references = [reference, {"__typename": "Indicator", "code": RECEIVED}]
    result = ask(ENTITIES, r=references)

    assert result.data == {"_entities": [None, {"__typename": "Indicator", "unit": "件"}]}
    assert [(error.extensions or {})["reason"] for error in result.errors or []] == [reason]


def test_references_are_read_and_not_changed() -> None:
    reference = {"__typename": "Jurisdiction", "code": "510500", "name": "given by the router"}
    answer(ENTITIES, r=[reference])

    assert reference == {"__typename": "Jurisdiction", "code": "510500", "name": "given by the router"}


def test_the_subgraph_says_what_it_is() -> None:
    sdl = answer("{ _service { sdl } }")["_service"]["sdl"]

    assert 'type Jurisdiction implements Node @key(fields: "code")' in sdl
    assert 'type Report implements Node @key(fields: "id")' in sdl
    assert 'type Indicator implements Node @key(fields: "code")' in sdl
    assert 'url: "https://specs.apollo.dev/federation/v2' in sdl


def test_an_indicator_stands_in_its_tree() -> None:
    query = """{ indicator(code: "outcome.refused.state_secret") { name nameEn unit formats definition
      parent { code children { code } } equivalents { indicator { code } format comparability reason } } }"""
    indicator = answer(query)["indicator"]

    assert indicator["parent"]["code"] == "outcome.refused"
    assert {"code": "outcome.refused.state_secret"} in indicator["parent"]["children"]
    assert indicator["unit"] == "件"
    assert {"TABLES_2019", "TABLES_2021"} <= set(indicator["formats"])


def test_equivalents_lead_to_the_other_forms_with_a_reason_in_the_language_asked_for() -> None:
    query = """{ indicator(code: "outcome.granted") {
      equivalents { indicator { code } format comparability reason joinedWith { code } } } }"""
    (chinese, *_) = answer(query)["indicator"]["equivalents"]
    (english, *_) = answer(query, context(language="en"))["indicator"]["equivalents"]

    assert chinese["indicator"] == {"code": "outcome_2008.granted"}
    assert (chinese["format"], chinese["comparability"]) == ("NARRATIVE_2008", "NEAR")
    assert chinese["joinedWith"] == [{"code": "outcome_2008.already_public"}]
    assert "予以公开" in chinese["reason"]
    assert english["reason"].isascii()


@pytest.mark.parametrize(
    ("code", "expected"), [("requests.nothing", None), ("requests.received", {"code": "requests.received"})]
)
def test_an_indicator_is_found_by_its_code_or_null(code: str, expected: dict[str, str] | None) -> None:
    assert answer("query($c: String!) { indicator(code: $c) { code } }", c=code) == {"indicator": expected}


def test_a_name_is_no_code_of_an_indicator() -> None:
    assert refusals('{ indicator(code: "收到申请") { code } }') == [("BAD_INPUT", "BAD_CODE")]


def test_indicators_are_listed_by_form_and_found_by_words() -> None:
    query = """{ all: indicators { code } some: indicators(format: TABLES_2021) { code formats }
      found: indicators(search: "国家秘密") { code } }"""
    found = answer(query)

    assert 0 < len(found["some"]) < len(found["all"])
    assert all("TABLES_2021" in one["formats"] for one in found["some"])
    assert {"code": "outcome.refused.state_secret"} in found["found"]


def test_portals_show_their_state_before_the_first_run() -> None:
    query = """{ portals { code name url adapter healthy lastSuccessAt
      reports expectedReports jurisdiction { name } } }"""

    assert answer(query, context(held()))["portals"] == [
        {
            "code": "510500",
            "name": "泸州市人民政府",
            "url": "https://www.luzhou.gov.cn",
            "adapter": "trs",
            "healthy": None,
            "lastSuccessAt": None,
            "reports": 0,
            "expectedReports": None,
            "jurisdiction": {"name": "泸州市"},
        }
    ]
