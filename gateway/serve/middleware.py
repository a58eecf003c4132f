"""ASGI layers: request id, access log, security headers, body cap. One class each, outermost first."""

import re
import secrets
import time
from collections.abc import Mapping
from typing import Any

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gateway.observe.metrics import LATENCY
from gateway.serve.refusals import refusal

SAFE_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")

# GraphiQL's editor styles its lines inline and runs its language service in a worker made from a
# blob. Everything else comes from this host, and nothing may be sent to another one.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; worker-src 'self' blob:; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
    "base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
)
SECURITY_HEADERS: Mapping[str, str] = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cross-origin-opener-policy": "same-origin",
}


class RequestId:
    """Give each request an id, keep a caller's own if it is harmless, and bind it for every log line."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get("x-request-id", "")
        request_id = given if SAFE_ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["x-request-id"] = request_id
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            await self._app(scope, receive, send_with_id)


# Routes that are timed by name; all other paths share one label, since callers invent paths.
TIMED = frozenset(
    f"/{path}"
    for path in (
        "",
        "graphql",
        "v1/compare.csv",
        "v1/compare.json",
        "v1/compare.xlsx",
        "v1/check",
        "schema.graphql",
    )
)


class AccessLog:
    """One line and one measured time a request. Query strings stay out: a GET has its document there."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._log: Any = structlog.get_logger("gateway.access")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, sent = time.perf_counter(), {"status": 500, "bytes": 0}

        async def send_and_note(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent["status"] = message["status"]
            elif message["type"] == "http.response.body":
                sent["bytes"] += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        finally:
            seconds = time.perf_counter() - began
            LATENCY.labels(scope["path"] if scope["path"] in TIMED else "other").observe(seconds)
            ms = round(seconds * 1000, 1)
            self._log.info("request", method=scope["method"], path=scope["path"], ms=ms, **sent)


class SecurityHeaders:
    """Send browsers to no other host, and let no other page frame ours."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY_HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, send_with_headers if scope["type"] == "http" else send)


class BodyCap:
    """Refuse bodies over `limit` bytes with 413, by their declared length or as they come in.

    `others` are the limits of paths that have their own.
    """

    def __init__(self, app: ASGIApp, limit: int, others: Mapping[str, int] | None = None) -> None:
        self._app, self._limit, self._others = app, limit, others or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._others.get(scope["path"], self._limit)
        declared = Headers(scope=scope).get("content-length", "0")
        if declared.isdecimal() and int(declared) > limit:
            await _too_long(limit)(scope, receive, send)
            return
        try:
            await self._app(scope, _capped(receive, limit), send)
        except _TooLong:
            await _too_long(limit)(scope, receive, send)


def _too_long(limit: int) -> Response:
    message = f"正文超过 {limit} 字节 / the body is longer than {limit} bytes: send less in one request"
    return refusal(413, "BODY_TOO_LARGE", message)


class _TooLong(Exception):
    """More bytes came in than the cap allows; raised inside the reading of a body, before any answer."""


def _capped(receive: Receive, limit: int) -> Receive:
    taken = 0

    async def receive_within() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise _TooLong
        return message

    return receive_within
