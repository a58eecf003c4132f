"""Global ids → the records behind them, each read through its loader."""

from collections.abc import Awaitable, Callable, Sequence

from schema.graph.asked_indicators import indicator_by_code
from schema.graph.asked_places import place_by_code
from schema.graph.context import Info
from schema.graph.errors import BadInput, ContractError, TooMuch
from schema.graph.identity import parts
from schema.graph.stored import Stored

MAX_NODES = 100


async def _statistic(key: str, info: Info) -> object:
    keyed = await info.context.loaders.statistic.load(key)
    return Stored(keyed) if keyed else None


async def _finding(key: str, info: Info) -> object:
    keyed = await info.context.loaders.finding.load(key)
    return Stored(keyed) if keyed else None


KINDS: dict[str, Callable[[str, Info], Awaitable[object] | object]] = {
    "Jurisdiction": lambda key, _info: place_by_code(key),
    "Indicator": lambda key, _info: indicator_by_code(key),
    "Report": lambda key, info: info.context.loaders.report.load(key),
    "Statistic": _statistic,
    "Finding": _finding,
    "Portal": lambda key, info: info.context.loaders.portal.load(key),
}


def find_node(global_id: str, info: Info) -> Awaitable[object] | object:
    """The record, None where it is unknown. Raises BadInput (BAD_ID) for an id of no node type."""
    kind, key = parts(global_id)
    if kind not in KINDS:
        raise BadInput(
            "BAD_ID",
            f"参数 id 所指类型 {kind[:60]!r} 没有全局 ID，有的是：{'、'.join(KINDS)}",
            f"argument id names the type {kind[:60]!r}, which has no global ids; these have: {', '.join(KINDS)}",
            argument="id",
        )
    return KINDS[kind](key, info)


def find_nodes(global_ids: Sequence[str], info: Info) -> list[object]:
    """In the order asked; an id that is not one stands as its error in its own place."""
    if len(global_ids) > MAX_NODES:
        raise TooMuch(
            "TOO_MANY_IDS",
            f"参数 ids 有 {len(global_ids)} 个，一次最多 {MAX_NODES} 个",
            f"argument ids has {len(global_ids)} entries, at most {MAX_NODES} at a time",
            size=len(global_ids),
            limit=MAX_NODES,
        )
    return [_found_or_error(one, info) for one in global_ids]


def _found_or_error(global_id: str, info: Info) -> object:
    try:
        return find_node(global_id, info)
    except ContractError as error:
        return error
