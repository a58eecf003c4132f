"""Settings → the contract as it is served: with limits, with error policy, documents prepared once."""

from collections.abc import Callable

from strawberry.extensions import DisableIntrospection, SchemaExtension
from strawberry.schema import BaseSchema

from gateway.serve.documents import prepare_documents
from gateway.serve.errors import ShowErrors
from gateway.serve.limits import Limits
from gateway.settings import Settings
from schema.graph.contract import build_schema

Extension = type[SchemaExtension] | Callable[[], SchemaExtension]


def served_schema(settings: Settings) -> BaseSchema:
    """Errors are shown last, so that every other extension's pass through the policy."""
    extensions: list[Extension] = [ShowErrors, prepare_documents(limits_of(settings))]
    if not settings.introspection:
        extensions.append(DisableIntrospection)
    return build_schema(extensions)


def limits_of(settings: Settings) -> Limits:
    """What one document may ask for."""
    return Limits(tokens=settings.max_tokens, depth=settings.max_depth, aliases=settings.max_aliases)
