"""Record → Relay node: the interface, and the `id` field every node shares."""

from collections.abc import Callable
from typing import Any

import strawberry

from schema.graph.described import both
from schema.graph.identity import global_id

ID_DESCRIPTION = both(
    "Relay 全局 ID，可用 node(id:) 取回同一对象；内容不透明，请勿自行拼接。",
    "Relay global id: node(id:) finds the same object again. Opaque, do not build it yourself.",
)


@strawberry.interface(
    description=both(
        "凡有全局 ID、可单独取回的对象（Relay 约定）。",
        "Whatever has a global id and can be fetched on its own (Relay).",
    )
)
class Node:
    """The interface itself; it is never instantiated."""

    id: strawberry.ID = strawberry.field(description=ID_DESCRIPTION)


def identified(kind: str, key: Callable[[Any], str]) -> Any:
    """The `id` field of a node type, made from the key of its record."""

    def resolve(root: Any) -> str:
        return global_id(kind, key(root))

    return strawberry.field(resolver=resolve, graphql_type=strawberry.ID, description=ID_DESCRIPTION)
