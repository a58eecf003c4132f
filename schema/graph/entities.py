"""References from other subgraphs → our entities, all of one kind in one read.

The library's own resolver takes its answers apart from the caller's variables and fails on a
reference it does not know; this one reads them only, and an error stands in its own place.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from strawberry.federation import Schema
from strawberry.federation.schema import FederationAny

from schema.graph.asked_indicators import indicator_by_code
from schema.graph.asked_places import place_by_code
from schema.graph.context import Info
from schema.graph.errors import BadInput, ContractError
from schema.graph.identity import key_of

Found = Awaitable[object] | object


def _report(key: str, info: Info) -> Found:
    return info.context.loaders.report.load(key_of("Report", key))


# Type name → its key field, and what finds it.
ENTITIES: dict[str, tuple[str, Callable[[str, Info], Found]]] = {
    "Jurisdiction": ("code", lambda key, _info: place_by_code(key)),
    "Report": ("id", _report),
    "Indicator": ("code", lambda key, _info: indicator_by_code(key)),
}


class Subgraph(Schema):
    """A Federation v2 subgraph whose entities are found by `ENTITIES`."""

    def entities_resolver(self, info: Info, representations: list[FederationAny]) -> list[FederationAny]:
        return find_entities(representations, info)


def find_entities(references: Sequence[FederationAny], info: Info) -> list[FederationAny]:
    """In the order asked: the entity, None where it is unknown, or the error of its reference."""
    return [FederationAny(_found_or_error(reference, info)) for reference in references]


def _found_or_error(reference: object, info: Info) -> Found:
    try:
        return _found(reference, info)
    except ContractError as error:
        return error


def _found(reference: object, info: Info) -> Found:
    kind = reference.get("__typename") if isinstance(reference, Mapping) else None
    if kind not in ENTITIES:
        raise _bad_reference(
            f"__typename 应为 {'、'.join(ENTITIES)} 之一", f"__typename must be one of {', '.join(ENTITIES)}"
        )
    field, find = ENTITIES[kind]
    key = reference.get(field) if isinstance(reference, Mapping) else None
    if not isinstance(key, str):
        raise _bad_reference(f"{kind} 的键 {field} 应为字符串", f"the key {field} of {kind} must be a string")
    return find(key, info)


def _bad_reference(zh: str, en: str) -> BadInput:
    return BadInput(
        "BAD_REFERENCE",
        f"参数 representations：{zh}",
        f"argument representations: {en}",
        argument="representations",
    )
