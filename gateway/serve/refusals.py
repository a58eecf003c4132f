"""Why a request was not answered → a JSON response in GraphQL's error shape, whatever the door."""

from collections.abc import Mapping

import orjson
from starlette.responses import Response


def refusal(
    status: int,
    code: str,
    message: str,
    *,
    media_type: str = "application/json",
    headers: Mapping[str, str] | None = None,
) -> Response:
    """`{"errors": [{"message", "extensions": {"code"}}]}` without a `data` entry."""
    body = orjson.dumps({"errors": [{"message": message, "extensions": {"code": code}}]})
    return Response(body, status, headers=headers, media_type=media_type)
