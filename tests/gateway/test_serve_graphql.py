"""GraphQL over HTTP: status, media type and shape of answers, by the specification."""

import json
import logging
from collections.abc import Sequence
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from support.graphql import JSON, RESPONSE, app_over, call
from support.reader import DictHarvester, DictReader

from schema.records.portal import HarvestProgress, PortalStatus

GOOD = {"query": "{ __typename }"}
NOT_STRINGS = ({"obj": "ect"}, 0, False, ["array"])
NOT_MAPS = ("string", 0, False, ["array"])
DEEP = b'{"query": "{ __typename }", "variables": ' + b'{"a":' * 3000 + b"1" + b"}" * 3000 + b"}"

# (body, accept) -> (status, media type); errors are expected unless the status is 200 and `data` is there.
WELL_FORMED_BUT_WRONG = [
    {"query": "{"},
    {"query": "{ nothingOfThatName }"},
    {"query": "query ($code: String!) { indicator(code: $code) { code } }", "variables": {"code": 5}},
    {"query": "query ($code: String!) { indicator(code: $code) { code } }"},
    {"query": "query A { __typename } query B { __typename }"},
]
NOT_WELL_FORMED = [
    {},
    {"qeury": "{ __typename }"},
    *({"query": wrong} for wrong in NOT_STRINGS),
    *({**GOOD, "operationName": wrong} for wrong in NOT_STRINGS),
    *({**GOOD, "variables": wrong} for wrong in NOT_MAPS),
    *({**GOOD, "extensions": wrong} for wrong in NOT_MAPS),
    [GOOD],
    3,
    "text",
    None,
    b'{ "not a JSON',
    b"\xff\xfe\x00",
    b"",
    DEEP,
]


def send(
    body: Any, accept: str = JSON, content_type: str = JSON, app: Starlette | None = None
) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"accept": accept, "content-type": content_type}
    return call(app or app_over(), lambda client: client.post("/graphql", content=content, headers=headers))


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [(JSON, JSON), (RESPONSE, RESPONSE), ("*/*", JSON), (f"{RESPONSE}, {JSON}", RESPONSE)],
)
def test_a_question_is_answered_in_the_media_type_asked_for(accept: str, media_type: str) -> None:
    answer = send(GOOD, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (200, media_type)
    assert answer.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize(("accept", "status"), [(JSON, 200), (RESPONSE, 400)])
@pytest.mark.parametrize("body", WELL_FORMED_BUT_WRONG, ids=str)
def test_a_request_error_has_no_data_and_the_status_of_its_media_type(
    body: Any, accept: str, status: int
) -> None:
    answer = send(body, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (status, accept)
    assert list(answer.json()) == ["errors"]


@pytest.mark.parametrize("accept", [JSON, RESPONSE])
@pytest.mark.parametrize("body", NOT_WELL_FORMED, ids=lambda body: str(body)[:40])
def test_what_is_no_graphql_request_gets_400_and_says_why_in_json(body: Any, accept: str) -> None:
    answer = send(body, accept)
    assert (answer.status_code, answer.headers["content-type"]) == (400, accept)
    (error,) = answer.json()["errors"]
    assert error["message"]
    assert error["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("parameter", ["variables", "operationName", "extensions"])
def test_null_parameters_are_parameters_not_given(parameter: str) -> None:
    assert send({**GOOD, parameter: None}).json() == {"data": {"__typename": "Query"}}


def test_another_content_type_is_refused() -> None:
    answer = send(GOOD, content_type="text/plain")
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


def get(params: Any = None, app: Starlette | None = None, **headers: str) -> httpx.Response:
    return call(app or app_over(), lambda client: client.get("/graphql", params=params, headers=headers))


def test_a_query_may_come_by_get_with_variables() -> None:
    query = "query Q($code: String!) { indicator(code: $code) { code } }"
    answer = get({"query": query, "variables": '{"code": "requests.received"}', "operationName": "Q"})
    assert answer.json() == {"data": {"indicator": {"code": "requests.received"}}}


@pytest.mark.parametrize(
    ("params", "status"),
    [
        ({"query": 'mutation { harvest(portal: "x") { id } }'}, 405),
        ({"query": "subscription { harvestProgress(run: 1) { done } }"}, 400),
        ({"query": "{ __typename }", "variables": "{"}, 400),
        ({"query": "{ __typename }", "variables": "[]"}, 400),
        ({}, 400),
    ],
)
def test_what_may_not_come_by_get_is_refused(params: dict[str, str], status: int) -> None:
    answer = get(params)
    assert answer.status_code == status
    assert list(answer.json()) == ["errors"]


def test_mutations_by_get_name_the_methods_there_are() -> None:
    assert get({"query": 'mutation { harvest(portal: "x") { id } }'}).headers["allow"] == "GET, POST"


def test_other_methods_are_refused() -> None:
    answer = call(app_over(), lambda client: client.put("/graphql", json=GOOD))
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (
        405,
        "METHOD_NOT_ALLOWED",
    )


@pytest.mark.parametrize("linked", [{}, {"query": "{ __typename }"}], ids=["bare", "link-to-a-query"])
def test_a_browser_gets_the_explorer(linked: dict[str, str]) -> None:
    browser = "text/html,application/xhtml+xml,*/*;q=0.8"
    assert get(linked, accept=browser).headers["content-type"].startswith("text/html")


def test_a_program_that_follows_a_link_to_a_query_gets_its_answer() -> None:
    assert get({"query": "{ __typename }"}, accept="*/*").json() == {"data": {"__typename": "Query"}}


def test_a_subscription_streams_events_over_http() -> None:
    harvester = DictHarvester(runs={"7": [HarvestProgress(stored=1), HarvestProgress(stored=2, done=True)]})
    query = {"query": 'subscription { harvestProgress(run: "7") { stored done } }'}
    answer = send(query, "text/event-stream", app=app_over(harvester=harvester))
    assert answer.headers["content-type"].startswith("text/event-stream")
    told = [json.loads(line[6:]) for line in answer.text.splitlines() if line.startswith("data: {")]
    assert [one["data"]["harvestProgress"] for one in told] == [
        {"stored": 1, "done": False},
        {"stored": 2, "done": True},
    ]
    assert "event: complete" in answer.text


def test_a_subscription_without_a_stream_is_told_how() -> None:
    answer = send({"query": "subscription { harvestProgress(run: 1) { done } }"})
    assert (answer.status_code, "text/event-stream" in answer.text) == (400, True)


class BrokenReader(DictReader):
    """A reader whose database has gone, with a password in the complaint."""

    async def portals(self) -> Sequence[PortalStatus]:
        raise RuntimeError("postgresql://user:secret@db")


def test_what_is_ours_to_mend_is_masked_under_an_id_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = send({"query": "{ portals { url } }"}, RESPONSE, app=app_over(BrokenReader()))
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["id"] in error["message"]
    assert error["path"] == ["portals"]
    assert "secret" not in answer.text


def comparing(year: int, indicator: str) -> str:
    asked = f'jurisdictions: ["510500"], years: [{year}], indicators: ["{indicator}"]'
    return f"{{ compare({asked}) {{ years }} }}"


@pytest.mark.parametrize(
    ("query", "code", "reason"),
    [
        ('{ jurisdiction(name: "乌有市") { code } }', "NOT_FOUND", "UNKNOWN_PLACE"),
        (comparing(2017, "x.y"), "NOT_FOUND", "UNKNOWN_INDICATOR"),
        (comparing(1817, "requests.received"), "BAD_INPUT", "BAD_YEAR"),
    ],
)
def test_what_the_contract_says_to_its_callers_passes_with_its_code(
    query: str, code: str, reason: str
) -> None:
    (error,) = send({"query": query}).json()["errors"]
    assert (error["extensions"]["code"], error["extensions"]["reason"]) == (code, reason)


def test_comparisons_of_one_request_share_one_budget() -> None:
    compare = (
        'compare(jurisdictions: ["510500"], years: [2016, 2017], indicators: ["requests.received"]) { years }'
    )
    app = app_over(max_cells=5)
    answer = send({"query": f"{{ a: {compare} b: {compare} c: {compare} }}"}, app=app).json()
    (error,) = answer["errors"]
    assert (error["path"], error["extensions"]["reason"]) == (["c"], "COMPARISON_TOO_LARGE")


def test_introspection_can_be_switched_off() -> None:
    query = {"query": "{ __schema { queryType { name } } }"}
    assert "data" in send(query).json()
    assert "data" not in send(query, app=app_over(introspection=False)).json()


def test_a_document_is_prepared_once_and_answers_the_same_the_second_time() -> None:
    async def twice(client: httpx.AsyncClient) -> list[Any]:
        query = {"query": '{ indicator(code: "requests.received") { code } }'}
        return [(await client.post("/graphql", json=query)).json() for _ in range(2)]

    first, second = call(app_over(), twice)
    assert first == second == {"data": {"indicator": {"code": "requests.received"}}}
