"""Portals on real sockets of this machine: a server, names that lead to it, and a fetcher that may go there.

The fetcher is the ordinary one. What lets it reach loopback are two arguments that only tests give: a name
server of their own and a judge that lets 127.0.0.1 pass; everything else is judged as ever.
"""

import logging
import socket
import ssl
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal

import uvicorn

from adapters.fetch.address import forbidden
from adapters.fetch.client import Fetcher, connect
from adapters.fetch.guard import GuardedTransport
from adapters.fetch.limits import IN_PROCESS, Clock, Limits
from gateway.samples.faults import App, Message, Receive, Send

LOOPBACK = "127.0.0.1"
STARTS_WITHIN_S = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the server saw it: when it came, and when its answer was done."""

    host: str
    path: str
    came: float
    done: float
    status: int | None = None


@dataclass(slots=True)
class ByHost:
    """One server for many portals: an ASGI app that hands a request to the app of its Host header."""

    apps: Mapping[str, App]
    asked: list[Asked] = field(default_factory=list)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await next(iter(self.apps.values()))(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"").decode().partition(":")[0]
        came, statuses, told = time.monotonic(), list[int](), list[Asked]()

        def tell() -> None:
            """Once, and before the last of the answer leaves, so that whoever has it finds it told."""
            if not told:
                told.append(Asked(host, scope["path"], came, time.monotonic(), next(iter(statuses), None)))
                self.asked.extend(told)

        async def hear(message: Message) -> None:
            statuses.extend([message["status"]] if "status" in message else [])
            if message["type"] == "http.response.body" and not message.get("more_body"):
                tell()
            await send(message)

        try:
            await self.apps[host](scope, receive, hear)
        finally:
            tell()

    def of(self, host: str) -> list[Asked]:
        return sorted((one for one in self.asked if one.host == host), key=lambda one: one.came)


@contextmanager
def listening(
    app: Any, *, tls: ssl.SSLContext | None = None, lifespan: Literal["on", "off"] = "off"
) -> Iterator[int]:
    """Serve an app on a free port of loopback for as long as the block runs; gives the port."""
    logger = logging.getLogger("uvicorn")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    config = uvicorn.Config(
        app, log_config=None, lifespan=lifespan, access_log=False, ws="none", timeout_graceful_shutdown=0
    )
    config.load()
    config.ssl = tls
    server = uvicorn.Server(config)
    with socket.create_server((LOOPBACK, 0), backlog=128) as bound:
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        deadline = time.monotonic() + STARTS_WITHIN_S
        while not server.started and thread.is_alive() and time.monotonic() < deadline:
            time.sleep(0.005)
        if not server.started:
            raise RuntimeError("the app did not start")
        try:
            yield bound.getsockname()[1]
        finally:
            server.should_exit = server.force_exit = True
            thread.join()
            logger.setLevel(level)


def closed_port() -> int:
    """A port of loopback on which nobody listens."""
    with socket.create_server((LOOPBACK, 0)) as bound:
        return int(bound.getsockname()[1])


async def to_loopback(host: str, port: int) -> Sequence[str]:
    """Every name under .example is this machine; no other name is known."""
    if not host.endswith(".example"):
        raise OSError("unknown name")
    return (LOOPBACK,)


def judge(address: str) -> str | None:
    return None if address == LOOPBACK else forbidden(address)


def loopback_transport(**tls: Any) -> GuardedTransport:
    """`tls` are the keywords of `adapters.fetch.client.connect`."""
    return GuardedTransport(partial(connect, **tls), resolve=to_loopback, judge=judge)


def loopback_fetcher(limits: Limits = IN_PROCESS, clock: Clock | None = None, **tls: Any) -> Fetcher:
    return Fetcher(loopback_transport(**tls), limits=limits, clock=clock)
