"""The whole app over an in-process transport, started and stopped as a server would."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

import httpx
from starlette.applications import Starlette
from support.reader import DictComparer, DictHarvester, DictReader

from gateway.app import create_app
from gateway.settings import Settings
from schema.ports import Comparer, Harvester, Reader

T = TypeVar("T")
RESPONSE = "application/graphql-response+json"
JSON = "application/json"


@asynccontextmanager
async def calling(app: Starlette, **headers: str) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the started app."""
    # An exception of the app is the server's business, which answers 500; clients see that answer.
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://gongkai.test", headers=headers) as client,
    ):
        yield client


def call(app: Starlette, conversation: Callable[[httpx.AsyncClient], Awaitable[T]], **headers: str) -> T:
    """What comes of talking to the app."""

    async def talk() -> T:
        async with calling(app, **headers) as client:
            return await conversation(client)

    return asyncio.run(talk())


async def post(client: httpx.AsyncClient, query: str, **variables: Any) -> httpx.Response:
    """One question, as JSON."""
    return await client.post("/graphql", json={"query": query, "variables": variables})


def app_over(
    reader: Reader | None = None,
    comparer: Comparer | None = None,
    harvester: Harvester | None = None,
    **settings: Any,
) -> Starlette:
    """An app over dictionaries, with settings of the test and none of the environment."""
    return create_app(
        Settings(**settings),
        reader=reader or DictReader(),
        comparer=comparer or DictComparer(),
        harvester=harvester or DictHarvester(),
    )
