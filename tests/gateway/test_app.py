"""The app from settings to answers: start, readiness, pages, revalidation, keys, streams."""

from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.requests import Request
from support.columns import Figures
from support.graphql import RESPONSE, app_over, call, post
from support.reader import DictHarvester, DictReader

from gateway.app import create_app
from gateway.compare.current import ColumnStore
from gateway.compare.engine import ColumnComparer
from gateway.errors import StoreUnavailable
from gateway.serve import pages
from gateway.serve.contexts import Contexts
from gateway.serve.health import Check, health_routes
from gateway.serve.ports import Ports
from gateway.settings import Settings

KEY = "an-operators-key-of-some-length"
HARVEST = 'mutation { harvest(portal: "p") { id } }'


def test_the_app_starts_on_an_empty_store_and_is_ready(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path))

    async def look(client: httpx.AsyncClient) -> list[httpx.Response]:
        asked = 'jurisdictions: ["510500"], years: [2022], indicators: ["disclosed"]'
        compare = f"{{ compare({asked}) {{ series {{ values }} }} }}"
        return [
            await client.get("/-/ready"),
            await post(client, compare),
            await post(client, "{ portals { url } }"),
        ]

    ready, compared, portals = call(app, look)
    assert ready.json() == {"ready": True, "checks": {"store": "ok", "columns": "ok"}}
    assert compared.json() == {"data": {"compare": {"series": [{"values": [None]}]}}}
    assert portals.json() == {"data": {"portals": []}}


def lost() -> str | None:
    raise StoreUnavailable("database cannot be used (postgresql://db)")


@pytest.mark.parametrize(
    ("check", "status"), [(lambda: None, 200), (lambda: "not built yet", 503), (lost, 503)]
)
def test_an_app_without_its_store_is_alive_and_not_ready(check: Check, status: int) -> None:
    async def look(client: httpx.AsyncClient) -> list[httpx.Response]:
        return [await client.get("/-/live"), await client.get("/-/ready")]

    live, ready = call(Starlette(routes=health_routes({"store": check})), look)
    assert (live.status_code, ready.status_code) == (200, status)
    assert (ready.json()["checks"]["store"] == "ok") is (status == 200)
    assert "postgresql" not in ready.text


@pytest.mark.parametrize("path", ["/-/live", "/-/ready", "/-/version", "/-/metrics", "/schema.graphql", "/"])
def test_operators_and_newcomers_find_their_pages(path: str) -> None:
    assert call(app_over(), lambda client: client.get(path)).status_code == 200


def test_the_counters_are_in_prometheus_form() -> None:
    async def count(client: httpx.AsyncClient) -> str:
        await post(client, "{ __typename }")
        return (await client.get("/-/metrics")).text

    text = call(app_over(), count)
    assert 'gongkai_request_seconds_count{route="/graphql"}' in text
    assert 'gongkai_graphql_requests_total{code="ok",operation="query"}' in text


def test_the_contract_is_served_as_text() -> None:
    answer = call(app_over(), lambda client: client.get("/schema.graphql"))
    assert answer.headers["content-type"].startswith("text/plain")
    assert "type Comparison" in answer.text


def test_without_built_pages_a_page_says_how_to_build_them(tmp_path: Path) -> None:
    assert b"make web" in pages.page("index.html", tmp_path).body


def test_a_reader_without_a_comparer_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="without a comparer"):
        create_app(Settings(), reader=DictReader())


@pytest.mark.parametrize(
    ("header", "code"), [(f"Bearer {KEY}", None), ("Bearer guess", "FORBIDDEN"), ("", "FORBIDDEN")]
)
def test_only_operators_may_harvest(header: str, code: str | None) -> None:
    app = app_over(harvester=DictHarvester(portals=["p"]), operator_key=SecretStr(KEY))
    answer = call(app, lambda client: post(client, HARVEST), authorization=header).json()
    assert [error["extensions"]["code"] for error in answer.get("errors", [])] == ([code] if code else [])


def test_without_a_key_nobody_may_harvest() -> None:
    app = app_over(harvester=DictHarvester(portals=["p"]))
    answer = call(app, lambda client: post(client, HARVEST), authorization="Bearer None").json()
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


# -- revalidation


def contexts_at(figures: Figures) -> Contexts:
    columns = ColumnStore(figures, interval=0)
    columns.load()
    contexts = Contexts(Settings())
    contexts.ports = Ports(reader=DictReader(), comparer=ColumnComparer(columns.current), columns=columns)
    return contexts


def test_an_answer_by_get_is_revalidated_until_the_data_move(tmp_path: Path) -> None:
    app = create_app(Settings(data=tmp_path))
    url = "/graphql?query=%7B__typename%7D"

    async def twice(client: httpx.AsyncClient) -> list[httpx.Response]:
        first = await client.get(url)
        known = {"if-none-match": first.headers["etag"]}
        return [
            first,
            await client.get(url, headers=known),
            await client.get(url, headers=known | {"accept-language": "en"}),
            await client.get(url, headers=known | {"accept": RESPONSE}),
            await client.get("/graphql?query=%7Bnope%7D"),
        ]

    first, same, english, other_type, wrong = call(app, twice)
    assert (first.status_code, same.status_code) == (200, 304)
    assert (english.status_code, other_type.status_code) == (200, 200)
    assert first.headers["vary"].lower().startswith("accept")
    assert same.content == b""
    assert "etag" not in wrong.headers


def test_a_tag_names_the_data_version() -> None:
    scope = {"type": "http", "method": "GET", "headers": [], "query_string": b"query=x", "path": "/graphql"}
    tags = {contexts_at(Figures(version=version)).tag(Request(scope)) for version in (1, 1, 2)}
    assert len(tags) == 2
