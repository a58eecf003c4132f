"""Wrong requests to addresses under /v1 → problem details (RFC 9457), with the codes of GraphQL's errors."""

from collections.abc import Mapping
from http import HTTPStatus

import orjson
from starlette.responses import Response

from schema.graph.errors import ContractError

MEDIA_TYPE = "application/problem+json"
STATUSES: Mapping[str, int] = {"NOT_FOUND": 404, "TOO_MUCH": 413, "FORBIDDEN": 403}


def refused(error: ContractError) -> Response:
    """The error as GraphQL would tell it: code, reason, bilingual message, details."""
    details = dict(error.extensions or {})
    code, reason = str(details.pop("code")), str(details.pop("reason", ""))
    return problem(STATUSES.get(code, 400), code, reason or code, error.message, **details)


def problem(
    status: int,
    code: str,
    reason: str,
    message: str,
    *,
    headers: Mapping[str, str] | None = None,
    **details: object,
) -> Response:
    """`{"type", "title", "status", "detail", "code", "reason", …}`."""
    told = {
        "type": f"urn:gongkai:problem:{reason}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": message,
        "code": code,
        "reason": reason,
        **details,
    }
    return Response(orjson.dumps(told), status, headers=headers, media_type=MEDIA_TYPE)
