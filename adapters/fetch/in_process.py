"""Portals that run in this process, by host name. Handed to `Fetcher(transport=…)` by samples and tests."""

from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from typing import Any

import httpx

Message = MutableMapping[str, Any]
App = Callable[
    [Message, Callable[[], Awaitable[Message]], Callable[[Message], Awaitable[None]]], Awaitable[None]
]


class InProcessPortals(httpx.AsyncBaseTransport):
    """Routes a request to the ASGI app of its host; a host that has none cannot be reached."""

    def __init__(self, apps: Mapping[str, App]) -> None:
        self._transports = {host: httpx.ASGITransport(app) for host, app in apps.items()}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        transport = self._transports.get(request.url.host)
        if transport is None:
            raise httpx.ConnectError(f"no portal runs at {request.url.host}", request=request)
        return await transport.handle_async_request(request)
