"""What every answer carries, and what is refused before anything is parsed."""

from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from support.graphql import app_over, call

PATHS = ("/", "/graphql?query=%7B__typename%7D", "/schema.graphql", "/-/live", "/nothing-here")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_sends_browsers_to_no_other_host(path: str) -> None:
    headers = call(app_over(), lambda client: client.get(path)).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http:" not in policy
    assert "*" not in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("abc-123", True), ("a" * 65, False), ("a b", False), ("<script>", False), ("", False)],
)
def test_a_harmless_request_id_is_kept_and_any_other_replaced(given: str, kept: bool) -> None:
    answer = call(app_over(), lambda client: client.get("/-/live", headers={"x-request-id": given}))
    assert (answer.headers["x-request-id"] == given) is kept
    assert answer.headers["x-request-id"]


def pieces(size: int) -> AsyncIterator[bytes]:
    async def body() -> AsyncIterator[bytes]:
        for _ in range(size // 100):
            yield b"x" * 100

    return body()


@pytest.mark.parametrize("content", [b"x" * 2001, None])
def test_a_body_over_the_cap_is_refused_whether_its_length_is_told_or_not(content: bytes | None) -> None:
    async def send(client: httpx.AsyncClient) -> httpx.Response:
        body = pieces(5000) if content is None else content
        return await client.post("/graphql", content=body, headers={"content-type": "application/json"})

    answer = call(app_over(max_body_bytes=2000), send)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")


def test_large_answers_are_compressed_for_those_who_can_read_it() -> None:
    answer = call(app_over(), lambda client: client.get("/schema.graphql"))
    assert answer.headers["content-encoding"] == "gzip"
    assert "type Query" in answer.text


def test_other_origins_may_call_only_where_they_are_named() -> None:
    asked = {"origin": "https://example.org", "access-control-request-method": "POST"}

    def preflight(app: Starlette) -> httpx.Response:
        return call(app, lambda client: client.options("/graphql", headers=asked))

    assert "access-control-allow-origin" not in preflight(app_over()).headers
    named = preflight(app_over(cors_origins=("https://example.org",)))
    assert named.headers["access-control-allow-origin"] == "https://example.org"


def test_a_path_that_does_not_exist_is_refused_in_json() -> None:
    answer = call(app_over(), lambda client: client.get("/nothing"))
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (404, "NOT_FOUND")
