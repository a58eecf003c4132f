"""Parsed document → refusal where it asks for too much. Linear in the document, before validation.

Each definition is weighed once and fragments are weighed before what spreads them, so a document
that spreads a fragment twice at every level costs its length and not its expansion. Sums are exact
integers of any size: an expansion of 2**40 fields is a number here, not work.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

from schema.graph.errors import TooMuch


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one request may ask for. `cells` is places × years × indicators over all its comparisons."""

    tokens: int = 4_000
    source: int = 200_000
    comments: int = 1_000
    depth: int = 14
    fields: int = 2_000
    aliases: int = 50
    cells: int = 250_000


@dataclass(frozen=True, slots=True)
class Weight:
    """How deep a selection goes and how many fields and aliases it expands to."""

    depth: int
    fields: int
    aliases: int


Weights = Mapping[str, Weight]
NOTHING = Weight(0, 0, 0)


def refuse(document: DocumentNode, limits: Limits) -> list[GraphQLError]:
    """Errors for what passes a limit. Cycles of fragments are left to validation, which refuses them."""
    try:
        fragments = weigh_fragments(document)
    except CycleError:
        return []
    operations = (d for d in document.definitions if isinstance(d, OperationDefinitionNode))
    return [error for op in operations for error in _passed(weigh(op.selection_set, fragments), limits)]


def weigh_fragments(document: DocumentNode) -> Weights:
    """The weight of each fragment by name. Raises `CycleError` where fragments spread each other."""
    named = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    spreads = {name: set(_spread_names(node.selection_set)) for name, node in named.items()}
    weights: dict[str, Weight] = {}
    for name in TopologicalSorter(spreads).static_order():
        weights[name] = weigh(named[name].selection_set, weights) if name in named else NOTHING
    return weights


def weigh(selection_set: SelectionSetNode, fragments: Weights) -> Weight:
    """The weight of a selection, its fragments' weights being known."""
    depth = fields = aliases = 0
    for level, selection in _walk(selection_set):
        if isinstance(selection, FieldNode):
            depth, fields = max(depth, level), fields + 1
            aliases += selection.alias is not None
        elif isinstance(selection, FragmentSpreadNode):
            spread = fragments.get(selection.name.value, NOTHING)
            depth = max(depth, level - 1 + spread.depth)
            fields, aliases = fields + spread.fields, aliases + spread.aliases
    return Weight(depth, fields, aliases)


def _walk(selection_set: SelectionSetNode) -> Iterator[tuple[int, SelectionNode]]:
    """Every selection with its depth, without recursion. A fragment repeated in one set counts once."""
    pending = [(1, selection_set)]
    while pending:
        level, current = pending.pop()
        seen: set[str] = set()
        for selection in current.selections:
            if isinstance(selection, FragmentSpreadNode):
                if selection.name.value in seen:
                    continue
                seen.add(selection.name.value)
            yield level, selection
            if isinstance(selection, InlineFragmentNode):
                pending.append((level, selection.selection_set))
            elif isinstance(selection, FieldNode) and selection.selection_set and not _asks_schema(selection):
                pending.append((level + 1, selection.selection_set))


def _asks_schema(field: FieldNode) -> bool:
    # The standard introspection query is deeper than any question; graphql-core bounds it by itself.
    return field.name.value in {"__schema", "__type"}


def _spread_names(selection_set: SelectionSetNode) -> Iterator[str]:
    return (s.name.value for _, s in _walk(selection_set) if isinstance(s, FragmentSpreadNode))


def _passed(weight: Weight, limits: Limits) -> Iterator[GraphQLError]:
    asked = (
        ("QUERY_TOO_DEEP", "查询嵌套层数", "levels of fields", weight.depth, limits.depth),
        ("TOO_MANY_FIELDS", "查询展开后的字段数", "fields", weight.fields, limits.fields),
        ("TOO_MANY_ALIASES", "查询的别名数", "aliases", weight.aliases, limits.aliases),
    )
    for reason, zh, en, value, most in asked:
        if value > most:
            size = _short(value)
            yield TooMuch(
                reason,
                f"{zh}为 {size}，上限为 {most}，请拆成几次查询",
                f"the document asks for {size} {en}, the most is {most}: split it into several",
                limit=most,
            )


def _short(value: int) -> str:
    return str(value) if value < 10**9 else "over 1000000000"
