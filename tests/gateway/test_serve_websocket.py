"""Subscriptions over graphql-transport-ws, spoken by hand to the app."""

import asyncio
import json
from typing import Any

import pytest
from starlette.applications import Starlette
from support.graphql import app_over
from support.reader import DictHarvester

from schema.records.portal import HarvestProgress

PROTOCOL = "graphql-transport-ws"
RUN = [HarvestProgress(discovered=2, stored=1), HarvestProgress(discovered=2, stored=2, done=True)]
PROGRESS = 'subscription { harvestProgress(run: "7") { stored done } }'


def converse(app: Starlette, *said: dict[str, Any], origin: str | None = None) -> list[dict[str, Any]]:
    """What the app sends when a client connects and says this, until it says no more."""
    headers = [(b"host", b"gongkai.test"), *([(b"origin", origin.encode())] if origin else [])]
    scope = {
        "type": "websocket",
        "path": "/graphql",
        "raw_path": b"/graphql",
        "query_string": b"",
        "headers": headers,
        "subprotocols": [PROTOCOL],
        "scheme": "ws",
    }
    heard: list[dict[str, Any]] = []

    async def talk() -> None:
        waiting: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        waiting.put_nowait({"type": "websocket.connect"})
        for message in said:
            waiting.put_nowait({"type": "websocket.receive", "text": json.dumps(message)})

        async def send(message: Any) -> None:
            heard.append(message)
            if '"complete"' in message.get("text", ""):
                waiting.put_nowait({"type": "websocket.disconnect", "code": 1000})

        async with app.router.lifespan_context(app):
            await asyncio.wait_for(app(scope, waiting.get, send), 5)

    asyncio.run(talk())
    return heard


def asking(query: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"type": "connection_init"}, {"id": "1", "type": "subscribe", "payload": {"query": query}}


def test_progress_is_told_as_it_changes_and_then_the_stream_ends() -> None:
    heard = converse(app_over(harvester=DictHarvester(runs={"7": RUN})), *asking(PROGRESS))
    assert heard[0] == {"type": "websocket.accept", "subprotocol": PROTOCOL, "headers": []}
    told = [json.loads(message["text"]) for message in heard if message["type"] == "websocket.send"]
    assert [one["type"] for one in told] == ["connection_ack", "next", "next", "complete"]
    counts = [one["payload"]["data"]["harvestProgress"] for one in told if one["type"] == "next"]
    assert counts == [{"stored": 1, "done": False}, {"stored": 2, "done": True}]


@pytest.mark.parametrize(
    ("origin", "accepted"),
    [("http://gongkai.test", True), ("https://elsewhere.example", False), ("https://friend.example", True)],
)
def test_only_pages_of_this_host_and_named_origins_may_connect(origin: str, accepted: bool) -> None:
    harvester = DictHarvester(runs={"7": RUN})
    app = app_over(harvester=harvester, cors_origins=("https://friend.example",))
    heard = converse(app, *asking(PROGRESS), origin=origin)
    assert (heard[0]["type"] == "websocket.accept") is accepted
