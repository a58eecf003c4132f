"""State of the data → validators of an answer, and whether the caller has it already (RFC 9110)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

from starlette.requests import Request


def validators(tag: str | None, moved_at: datetime | None) -> dict[str, str]:
    """`etag` and `last-modified`, where the state is known; always asks to look again."""
    headers = {"cache-control": "no-cache"}
    if tag is not None:
        headers["etag"] = tag
    if moved_at is not None:
        headers["last-modified"] = format_datetime(moved_at.astimezone(UTC), usegmt=True)
    return headers


def unchanged(request: Request, headers: Mapping[str, str]) -> bool:
    """Whether what the caller has is still what would be sent. The tag goes before the moment."""
    known = request.headers.get("if-none-match")
    if known is not None:
        tags = {part.strip().removeprefix("W/") for part in known.split(",")}
        return "*" in tags or ("etag" in headers and headers["etag"].removeprefix("W/") in tags)
    since, last = _moment(request.headers.get("if-modified-since")), _moment(headers.get("last-modified"))
    return since is not None and last is not None and last <= since


def _moment(text: str | None) -> datetime | None:
    try:
        return None if text is None else parsedate_to_datetime(text)
    except ValueError:
        return None
