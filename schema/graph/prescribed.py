"""What federation prescribes and the library adds without a word → the same, described in both languages."""

from typing import Any

from graphql import GraphQLEnumType, GraphQLSchema

from schema.graph.described import both

TYPES = {
    "_Any": both(
        "联邦网关引用实体所用的任意 JSON。", "Any JSON a federation router refers to an entity with."
    ),
    "_Entity": both("可由其他子图引用的实体。", "The entities that other subgraphs may refer to."),
    "_Service": both("本子图的自述。", "What this subgraph says of itself."),
    "_FieldSet": both("一组字段名，用于 @key。", "Names of fields, as @key takes them."),
    "link__Import": both("@link 引入的名称。", "A name that @link brings in."),
    "link__Purpose": both("@link 引入规范的用途。", "What a specification is linked for."),
}
# `Type.part` → fields of a type, values of an enum.
PARTS = {
    "_Service.sdl": both("本子图的 SDL。", "The SDL of this subgraph."),
    "Query._entities": both("联邦网关按键取实体。", "Entities by their keys, for a federation router."),
    "Query._service": both(
        "本子图的自述，供组合超图。", "What this subgraph says of itself, for composition."
    ),
    "link__Purpose.SECURITY": both("安全所需。", "It is needed for security."),
    "link__Purpose.EXECUTION": both("执行所需。", "It is needed for execution."),
}
REPRESENTATIONS = both("各实体的类型名和键。", "Type name and key of each entity.")


def describe_federation(schema: GraphQLSchema) -> None:
    for name, description in TYPES.items():
        schema.type_map[name].description = description
    for path, description in PARTS.items():
        _part(schema, path).description = description
    _part(schema, "Query._entities").args["representations"].description = REPRESENTATIONS


def _part(schema: GraphQLSchema, path: str) -> Any:
    name, part = path.split(".")
    kind: Any = schema.type_map[name]
    return (kind.values if isinstance(kind, GraphQLEnumType) else kind.fields)[part]
