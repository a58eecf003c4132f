"""Settings → the ASGI application. The gateway's side of the line, readable from here.

Layers, outermost first, each with its reason:

1. request id: every later line of the log, also of a failure, can be joined to its request
2. access log: times what lies within, compression and refusals included
3. security headers: on every answer, refusals too
4. cross-origin rules: before bodies are read; only with `cors_origins`
5. body cap: before anything is parsed
6. compression: innermost, so that the layers above see what is sent
"""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from strawberry.schema import BaseSchema

from gateway.export.formats import XLSX
from gateway.serve import check
from gateway.serve.contexts import Contexts
from gateway.serve.contract import served_schema
from gateway.serve.dumps import Dumps
from gateway.serve.exports import export_routes
from gateway.serve.graphql import GraphQLEndpoint
from gateway.serve.health import health_routes
from gateway.serve.middleware import AccessLog, BodyCap, RequestId, SecurityHeaders
from gateway.serve.pages import page, page_routes
from gateway.serve.ports import Ports, given_ports
from gateway.serve.refusals import refusal
from gateway.settings import Settings
from schema.ports import Comparer, Harvester, Reader

COMPRESS_FROM = 1000


def create_app(
    settings: Settings,
    *,
    reader: Reader | None = None,
    comparer: Comparer | None = None,
    harvester: Harvester | None = None,
) -> Starlette:
    """The whole gateway. Without a reader the store is opened, and upgraded, when the app starts."""
    given = given_ports(reader, comparer, harvester) if reader is not None else None
    contexts = Contexts(settings)
    dumps = Dumps(contexts)
    schema = served_schema(settings)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with _opened(settings, harvester) if given is None else nullcontext(given) as ports:
            contexts.ports = ports
            try:
                yield
            finally:
                dumps.close()

    return Starlette(
        routes=[*_routes(schema, contexts, settings), *dumps.routes()],
        middleware=_layers(settings),
        exception_handlers={HTTPException: _not_served, Exception: _failed},
        lifespan=lifespan,
    )


def _opened(settings: Settings, harvester: Harvester | None) -> AbstractAsyncContextManager[Ports]:
    # Whoever brings ports of their own needs neither SQL nor the adapters.
    from gateway.serve.opened import open_ports  # noqa: PLC0415

    return open_ports(settings, harvester)


def _routes(schema: BaseSchema, contexts: Contexts, settings: Settings) -> list[BaseRoute]:
    graphql = GraphQLEndpoint(
        schema,
        context_for=contexts.of,
        explorer=lambda: page("explorer.html"),
        tag=contexts.tag,
        timeout=settings.request_timeout_s,
        allowed_origins=settings.cors_origins,
    )
    sdl = schema.as_str().encode()

    async def contract(_request: Request) -> Response:
        return Response(sdl, media_type="text/plain", headers={"cache-control": "no-cache"})

    return [
        Route("/graphql", graphql),
        WebSocketRoute("/graphql", graphql),
        Route("/schema.graphql", contract),
        *export_routes(contexts),
        *check.check_routes(settings.check_timeout_s),
        *health_routes(contexts.checks()),
        *page_routes(),
    ]


def _layers(settings: Settings) -> list[Middleware]:
    cors = [
        Middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=("GET", "HEAD", "POST"),
            allow_headers=("authorization", "content-type"),
            expose_headers=("etag", "last-modified", "content-disposition", "x-request-id"),
        )
    ]
    return [
        Middleware(RequestId),
        Middleware(AccessLog),
        Middleware(SecurityHeaders),
        *(cors if settings.cors_origins else []),
        Middleware(BodyCap, limit=settings.max_body_bytes, others={check.PATH: settings.max_upload_bytes}),
        Middleware(
            GZipMiddleware,
            minimum_size=COMPRESS_FROM,
            compresslevel=5,
            exclude_content_types=(*DEFAULT_EXCLUDED_CONTENT_TYPES, XLSX),
        ),
    ]


async def _not_served(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}.get(error.status_code, "BAD_REQUEST")
    return refusal(error.status_code, code, error.detail, headers=error.headers)


async def _failed(request: Request, _error: Exception) -> Response:
    # Starlette raises the exception again after this answer, and the server logs it.
    request_id = getattr(request.state, "request_id", "")
    return refusal(500, "INTERNAL", f"服务内部错误 / internal error, please quote {request_id}")
