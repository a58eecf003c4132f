"""Root types → the executable schema, a Federation v2 subgraph, and its printed form.

`python -m schema.graph.contract > schema/schema.graphql` writes the checked-in form anew; a test holds
the two together, so that every change of the contract is seen in a diff.
"""

import sys
from collections.abc import Callable, Iterable

from graphql import GraphQLSchema, Undefined, is_introspection_type
from graphql.type import GraphQLInterfaceType, GraphQLObjectType
from strawberry.extensions import SchemaExtension
from strawberry.federation import Schema
from strawberry.schema.config import StrawberryConfig

from schema.graph.described import both
from schema.graph.mutation import Mutation
from schema.graph.query import Query
from schema.graph.scalars import SCALARS
from schema.graph.subscription import Subscription

Extension = type[SchemaExtension] | Callable[[], SchemaExtension]

# Names that federation prescribes and the library adds without a word.
FEDERATION = {
    "_Any": both(
        "联邦网关引用实体所用的任意 JSON。", "Any JSON a federation router refers to an entity with."
    ),
    "_Entity": both("可由其他子图引用的实体。", "The entities that other subgraphs may refer to."),
    "_Service": both("本子图的自述。", "What this subgraph says of itself."),
    "_Service.sdl": both("本子图的 SDL。", "The SDL of this subgraph."),
    "Query._entities": both("联邦网关按键取实体。", "Entities by their keys, for a federation router."),
    "Query._entities.representations": both("各实体的类型名和键。", "Type name and key of each entity."),
    "Query._service": both(
        "本子图的自述，供组合超图。", "What this subgraph says of itself, for composition."
    ),
}


def build_schema(extensions: Iterable[Extension] = ()) -> Schema:
    """The schema over the ports; each request brings its `schema.graph.context.Context`."""
    schema = Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        extensions=list(extensions),
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    _leave_absent_absent(schema._schema)  # noqa: SLF001  # the library offers no other way to its parts
    _describe_federation(schema._schema)  # noqa: SLF001
    return schema


def print_sdl() -> str:
    """The contract in SDL, with a final line break."""
    return build_schema().as_str() + "\n"


def _leave_absent_absent(schema: GraphQLSchema) -> None:
    """A null default in Python is no default in the contract: `first: Int`, not `first: Int = null`."""
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) and not is_introspection_type(kind):
            for argument in (one for field in kind.fields.values() for one in field.args.values()):
                if argument.default_value is None:
                    argument.default_value, argument.default = Undefined, None


def _describe_federation(schema: GraphQLSchema) -> None:
    for path, description in FEDERATION.items():
        name, *inner = path.split(".")
        part = schema.type_map[name]
        if inner:
            part = part.fields[inner[0]]  # type: ignore[attr-defined]
        if inner[1:]:
            part = part.args[inner[1]]  # type: ignore[attr-defined]
        part.description = description


if __name__ == "__main__":
    sys.stdout.write(print_sdl())
