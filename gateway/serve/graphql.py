"""GraphQL over HTTP and WebSocket → answers, by the GraphQL-over-HTTP specification.

Strawberry's view answers every well-formed request, but always 200 with `data`, in one media type,
with plain text where a client expects JSON, and it fails on bodies that are no object. Each method
here mends one of these; what is not mentioned is strawberry's.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import orjson
from cross_web import AsyncHTTPRequestAdapter, HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket
from strawberry.asgi import GraphQL
from strawberry.exceptions import MissingQueryError
from strawberry.http import GraphQLHTTPResponse, GraphQLRequestData, process_result
from strawberry.http.base import BaseRequestProtocol
from strawberry.schema import BaseSchema
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.subscriptions import GRAPHQL_SSE_PROTOCOL, GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from gateway.serve.negotiate import RESPONSE_TYPE, answer_type, wants_page
from gateway.serve.refusals import refusal

ContextFor = Callable[[Request | WebSocket], Awaitable[Any]]
VARY = "accept, accept-language"
CODES = {405: "METHOD_NOT_ALLOWED", 504: "TIMEOUT"}


class GraphQLEndpoint(GraphQL[Any, None]):
    """`context_for` makes each request's context, `explorer` the page for browsers.

    `tag` names the state of the data a GET answer depends on; None switches revalidation off.
    `timeout` is in seconds and holds for queries and mutations, not for streams.
    """

    def __init__(
        self,
        schema: BaseSchema,
        *,
        context_for: ContextFor,
        explorer: Callable[[], Response],
        tag: Callable[[Request], str | None] | None = None,
        timeout: float = 15.0,
        allowed_origins: Sequence[str] = (),
    ) -> None:
        super().__init__(
            schema,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL, GRAPHQL_SSE_PROTOCOL),
            max_subscriptions_per_connection=10,
            allowed_origins=allowed_origins,
        )
        self._context_for, self._explorer, self._tag = context_for, explorer, tag
        self._timeout = timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await super().__call__(scope, receive, send)
            return
        request = Request(scope, receive)
        response = self._unchanged(request) or await self._answer(request)
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        try:
            return await self.run(request)
        except HTTPException as error:
            return _refused(error, answer_type(request))

    async def get_context(
        self,
        request: Request | WebSocket,
        response: Response | WebSocket,  # noqa: ARG002 - strawberry passes it
    ) -> Any:
        return await self._context_for(request)

    # -- reading a request

    def should_render_graphql_ide(self, request: BaseRequestProtocol) -> bool:
        # A link with a query opens in the explorer too: that is how people hand queries on.
        return request.method == "GET" and wants_page(request.headers.get("accept", ""))

    async def render_graphql_ide(self, request: Request) -> Response:  # noqa: ARG002 - one page for all
        return self._explorer()

    def decode_json(self, data: str | bytes) -> object:
        # orjson's error is a json.JSONDecodeError also for invalid UTF-8 and for absurd nesting.
        return orjson.loads(data)

    def parse_json(self, data: str | bytes) -> Any:
        parsed = super().parse_json(data)
        if not isinstance(parsed, dict | list):
            raise HTTPException(400, "the request must be a JSON object with a `query`")
        return parsed

    async def parse_http_body(
        self, request: AsyncHTTPRequestAdapter
    ) -> GraphQLRequestData | list[GraphQLRequestData]:
        data = await super().parse_http_body(request)
        if isinstance(data, GraphQLRequestData) and not isinstance(data.operation_name, str | None):
            raise HTTPException(400, "`operationName` must be a string or null, if provided")
        return data

    # -- executing it

    async def execute_single(  # noqa: PLR0917 - strawberry's signature
        self,
        request: Request,  # noqa: ARG002
        request_adapter: AsyncHTTPRequestAdapter,
        sub_response: Response,  # noqa: ARG002
        context: Any,
        root_value: None,
        request_data: GraphQLRequestData,
    ) -> ExecutionResult:
        allowed = OperationType.from_http(request_adapter.method) - {OperationType.SUBSCRIPTION}
        try:
            async with asyncio.timeout(self._timeout):
                return await self.schema.execute(
                    request_data.query,
                    root_value=root_value,
                    variable_values=request_data.variables,
                    context_value=context,
                    operation_name=request_data.operation_name,
                    allowed_operation_types=allowed,
                    operation_extensions=request_data.extensions,
                )
        except TimeoutError as error:
            raise HTTPException(504, f"no answer within {self._timeout:g} s: ask for less at once") from error
        except CannotGetOperationTypeError as error:
            raise HTTPException(400, error.as_http_error_reason()) from error
        except InvalidOperationTypeError as error:
            raise _not_this_way(error) from error
        except MissingQueryError as error:
            raise HTTPException(400, "the request has no `query`") from error

    # -- writing an answer

    async def get_sub_response(self, request: Request | WebSocket) -> Response:
        prepared = await super().get_sub_response(request)
        assert isinstance(request, Request), "only answers over HTTP have headers"
        prepared.media_type = answer_type(request)
        if (tag := self._etag(request)) is not None:
            prepared.headers.update({"etag": tag, "cache-control": "no-cache", "vary": VARY})
        return prepared

    async def process_result(
        self,
        request: Request,  # noqa: ARG002
        result: ExecutionResult,
    ) -> GraphQLHTTPResponse:
        answer = process_result(result)
        if is_request_error(result):
            answer.pop("data", None)
        return answer

    def create_response(
        self, response_data: GraphQLHTTPResponse | list[GraphQLHTTPResponse], sub_response: Response
    ) -> Response:
        media_type = sub_response.media_type
        failed = "data" not in response_data and media_type == RESPONSE_TYPE
        response = Response(orjson.dumps(response_data), 400 if failed else 200, media_type=media_type)
        if "errors" not in response_data:
            response.headers.raw.extend(sub_response.headers.raw)
        return response

    def encode_json(self, data: object) -> str:
        # Text, because WebSocket clients expect text frames; HTTP answers are encoded above.
        return orjson.dumps(data).decode()

    # -- revalidation of GET answers

    def _etag(self, request: Request) -> str | None:
        if self._tag is None or request.method != "GET" or "query" not in request.query_params:
            return None
        return self._tag(request)

    def _unchanged(self, request: Request) -> Response | None:
        tag, known = self._etag(request), request.headers.get("if-none-match", "")
        if tag is None or tag not in (part.strip() for part in known.split(",")):
            return None
        return Response(status_code=304, headers={"etag": tag, "vary": VARY})


def is_request_error(result: ExecutionResult) -> bool:
    """Whether nothing was executed: an error of a field has a path, one of the request has none."""
    return result.data is None and bool(result.errors) and not any(e.path for e in result.errors or ())


def _not_this_way(error: InvalidOperationTypeError) -> HTTPException:
    if error.operation_type is OperationType.SUBSCRIPTION:
        return HTTPException(400, "subscriptions need a WebSocket, or POST with accept: text/event-stream")
    return HTTPException(405, "mutations need POST")


def _refused(error: HTTPException, media_type: str) -> Response:
    code = CODES.get(error.status_code, "BAD_REQUEST")
    allow = {"allow": "GET, POST"} if error.status_code == 405 else None
    return refusal(error.status_code, code, error.reason, media_type=media_type, headers=allow)
