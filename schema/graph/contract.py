"""Root types → the executable schema, a Federation v2 subgraph, and its printed form.

`python -m schema.graph.contract > schema/schema.graphql` writes the checked-in form anew; a test holds
the two together, so that every change of the contract is seen in a diff.
"""

import sys
from collections.abc import Callable, Iterable

from graphql import GraphQLSchema, Undefined, is_introspection_type
from graphql.type import GraphQLInterfaceType, GraphQLObjectType
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig

from schema.graph.entities import Subgraph
from schema.graph.mutation import Mutation
from schema.graph.prescribed import describe_federation
from schema.graph.query import Query
from schema.graph.scalars import SCALARS
from schema.graph.subscription import Subscription

Extension = type[SchemaExtension] | Callable[[], SchemaExtension]


def build_schema(extensions: Iterable[Extension] = ()) -> Subgraph:
    """The schema over the ports; each request brings its `schema.graph.context.Context`."""
    schema = Subgraph(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        extensions=list(extensions),
        config=StrawberryConfig(scalar_map=SCALARS),
    )
    _leave_absent_absent(schema._schema)  # noqa: SLF001  # the library offers no other way to its parts
    describe_federation(schema._schema)  # noqa: SLF001
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


if __name__ == "__main__":
    sys.stdout.write(print_sdl())
