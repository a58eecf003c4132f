"""Texts and records → fields. Every description is bilingual, Chinese first, so that both kinds of reader find it.

GraphQL types here are views: what a resolver returns is a record of `schema.records`, and a field
without a resolver reads the attribute of the same name.
"""

from collections.abc import Callable
from typing import Any, TypeVar

import strawberry

F = TypeVar("F", bound=Callable[..., Any])


def both(zh: str, en: str) -> str:
    """The description: the Chinese line, then the English one."""
    return f"{zh}\n{en}"


def shown(zh: str, en: str, graphql_type: Any = None) -> Any:
    """A field that shows the attribute of the same name."""
    return strawberry.field(description=both(zh, en), graphql_type=graphql_type)


def resolved(graphql_type: Any, zh: str, en: str) -> Callable[[F], F]:
    """A field of `graphql_type` whose function answers with a record."""

    def declare(function: F) -> F:
        return strawberry.field(function, description=both(zh, en), graphql_type=graphql_type)  # type: ignore[return-value]

    return declare


def followed(graphql_type: Any, zh: str, en: str) -> Callable[[F], F]:
    """A subscription of `graphql_type` whose generator yields records."""

    def declare(function: F) -> F:
        return strawberry.subscription(function, description=both(zh, en), graphql_type=graphql_type)  # type: ignore[return-value]

    return declare


def argument(zh: str, en: str) -> Any:
    """The bilingual description of an argument, for `Annotated`."""
    return strawberry.argument(description=both(zh, en))


def viewing(*records: type) -> Any:
    """The `is_type_of` of a view over these record classes."""

    def is_type_of(answer: object, _info: object) -> bool:
        return isinstance(answer, records)

    return staticmethod(is_type_of)
