"""Error raised while answering → what the client may see. The last stop before an answer is encoded.

What the contract says to its callers passes with its code. Syntax, validation and coercion errors
pass too: they are about the caller's own document. Everything else is ours: it is logged with its
traceback, and the client gets an id to quote. Applying this twice changes nothing.
"""

import logging
import secrets
from collections.abc import Iterator
from typing import Any

import structlog
from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionContext

from gateway.errors import InvalidCursor, StoreBusy, StoreUnavailable
from gateway.observe.metrics import GRAPHQL
from schema.errors import AmbiguousPlace, UnknownIndicator, UnknownPlace
from schema.graph.errors import ContractError

# Strawberry logs every error, also a caller's typing mistakes, with a traceback; this module decides.
logging.getLogger("strawberry.execution").disabled = True

REASONS: dict[type[Exception], tuple[str, str]] = {
    UnknownPlace: ("NOT_FOUND", "UNKNOWN_PLACE"),
    AmbiguousPlace: ("BAD_INPUT", "AMBIGUOUS_PLACE"),
    UnknownIndicator: ("NOT_FOUND", "UNKNOWN_INDICATOR"),
    InvalidCursor: ("BAD_INPUT", "BAD_CURSOR"),
}


class ShowErrors(SchemaExtension):
    """Put every error of a result, streamed or not, through `shown`."""

    def on_operation(self) -> Iterator[None]:
        yield
        result = self.execution_context.result
        show_errors(result)
        GRAPHQL.labels(_kind(self.execution_context), _first_code(result)).inc()

    def on_stream_result(self, result: Any) -> Iterator[None]:
        show_errors(result)
        yield


def _kind(context: ExecutionContext) -> str:
    """`query`, `mutation`, `subscription`, or `none` for a document that could not be read."""
    try:
        return context.operation_type.value.lower()
    except RuntimeError:
        return "none"


def _first_code(result: Any) -> str:
    errors = getattr(result, "errors", None)
    return str((errors[0].extensions or {}).get("code", "none")) if errors else "ok"


def show_errors(result: Any) -> None:
    """Replace the errors of an execution result in place."""
    errors = getattr(result, "errors", None)
    if errors:
        result.errors = [shown(error) for error in errors]


def shown(error: GraphQLError) -> GraphQLError:
    """The error as the client may see it."""
    original = error.original_error
    if isinstance(error, ContractError) or isinstance(original, ContractError):
        return error
    if original is None or isinstance(original, GraphQLError):
        return _coded(error, "BAD_SYNTAX" if isinstance(error, GraphQLSyntaxError) else "BAD_QUERY")
    for kind, (code, reason) in REASONS.items():
        if isinstance(original, kind):
            return _named(error, original, code, reason)
    return _masked(error, original)


def _coded(error: GraphQLError, code: str) -> GraphQLError:
    if not error.extensions:
        error.extensions = {"code": code}
    return error


def _named(error: GraphQLError, original: Exception, code: str, reason: str) -> GraphQLError:
    extensions: dict[str, object] = {"code": code, "reason": reason}
    if isinstance(original, AmbiguousPlace):
        extensions["candidates"] = list(original.candidates)
    return _replaced(error, str(original), extensions)


def _masked(error: GraphQLError, original: Exception) -> GraphQLError:
    error_id = secrets.token_hex(6)
    structlog.get_logger("gateway.graphql").error(
        "internal_error", error_id=error_id, path=error.path, exc_info=original
    )
    if isinstance(original, StoreBusy | StoreUnavailable):
        code, message = (
            "UNAVAILABLE",
            f"数据库暂不可用，请稍后再试，编号 {error_id} / store unavailable, try again",
        )
    else:
        code, message = "INTERNAL", f"服务内部错误，编号 {error_id} / internal error, please quote {error_id}"
    return _replaced(error, message, {"code": code, "id": error_id})


def _replaced(error: GraphQLError, message: str, extensions: dict[str, object]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
