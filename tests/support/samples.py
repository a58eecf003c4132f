"""The store as `gongkai serve` fills it, and a client that stays connected for a whole module of tests."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import httpx
from starlette.applications import Starlette
from support.graphql import calling, post

from gateway.cli.gather import gather
from gateway.samples.portals import sample_profiles
from gateway.settings import Settings
from gateway.store.store import open_store

T = TypeVar("T")


def filled(folder: Path, **settings: Any) -> Settings:
    """Settings of a gateway whose store holds the sample reports."""
    found = Settings(data=folder, samples=True, **settings)
    store = open_store(found)
    gather(sample_profiles(), store, found)
    store.close()
    return found


class Visitor:
    """One client of one started app, for many questions."""

    def __init__(self, runner: asyncio.Runner, client: httpx.AsyncClient) -> None:
        self._runner, self._client = runner, client

    def talk(self, conversation: Callable[[httpx.AsyncClient], Awaitable[T]]) -> T:
        async def said() -> T:
            return await conversation(self._client)

        return self._runner.run(said())

    def get(self, url: str, params: dict[str, str] | None = None, **headers: str) -> httpx.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.talk(lambda client: client.get(url, params=params, headers=named))

    def head(self, url: str, params: dict[str, str] | None = None) -> httpx.Response:
        return self.talk(lambda client: client.head(url, params=params))

    def ask(self, query: str, **variables: Any) -> Any:
        """The data of a GraphQL question that must not fail."""
        answer = self.talk(lambda client: post(client, query, **variables)).json()
        assert "errors" not in answer, answer
        return answer["data"]


@contextmanager
def visiting(app: Starlette) -> Iterator[Visitor]:
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        client = runner.run(stack.enter_async_context(calling(app)))
        try:
            yield Visitor(runner, client)
        finally:
            runner.run(stack.aclose())
