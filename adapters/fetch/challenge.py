"""Is this answer the page, or a challenge, or an error page with status 200? Called by `client`.

The markers are data (`challenge.toml`), each with its own examples.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """One way of not answering. What is None is not asked for; `without` are words that rule it out."""

    name: str
    status: frozenset[int] | None = None
    headers: frozenset[str] | None = None
    body: tuple[bytes, ...] | None = None
    without: tuple[bytes, ...] = ()
    max_bytes: int | None = None

    def matches(self, status: int, headers: Mapping[str, str], body: bytes) -> bool:
        return (
            (self.status is None or status in self.status)
            and (self.headers is None or any(name in headers for name in self.headers))
            and (self.max_bytes is None or len(body) <= self.max_bytes)
            and (self.body is None or any(word in body for word in self.body))
            and not any(word in body for word in self.without)
        )


def challenge(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """The name of the challenge that the portal put in the page's place."""
    return _first("challenge", status, headers, body)


def soft_404(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """The name of the marker by which a page with status 200 says that there is no page."""
    return _first("soft_404", status, headers, body)


def _first(kind: str, status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    return next((marker.name for marker in markers(kind) if marker.matches(status, headers, body)), None)


@cache
def markers(kind: str) -> tuple[Marker, ...]:
    text = files("adapters.fetch").joinpath("challenge.toml").read_text("utf-8")
    return tuple(_marker(entry) for entry in tomllib.loads(text)[kind])


def _marker(entry: Mapping[str, Any]) -> Marker:
    return Marker(
        name=entry["name"],
        status=_set(entry.get("status")),
        headers=_set(entry.get("headers")),
        body=_words(entry["body"]) if "body" in entry else None,
        without=_words(entry.get("without", [])),
        max_bytes=entry.get("max_bytes"),
    )


def _set(values: list[Any] | None) -> frozenset[Any] | None:
    return None if values is None else frozenset(values)


def _words(words: list[str]) -> tuple[bytes, ...]:
    """The words as they stand in a page of either encoding."""
    return tuple(dict.fromkeys(word.encode(charset) for word in words for charset in ("utf-8", "gb18030")))
