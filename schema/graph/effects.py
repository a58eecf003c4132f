"""The right to change something, and the harvester's answers → contract errors."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime

from schema.enums import Disposition, RunKind, RunState
from schema.graph.context import Context
from schema.graph.errors import BadInput, Forbidden, NotFound
from schema.graph.stored import Stored
from schema.ports import Harvester
from schema.records.finding import Finding
from schema.records.portal import HarvestProgress, PortalRun, RunRecord

LONGEST_NOTE = 2000


def for_operators(context: Context) -> Harvester:
    """The harvester, for a caller with an operator's key. Raises Forbidden."""
    if not context.operator:
        raise Forbidden(
            "OPERATOR_KEY_REQUIRED",
            "此操作需要运维密钥，请在请求头 Authorization: Bearer 中给出",
            "this needs an operator's key: send it as Authorization: Bearer",
        )
    return harvester_of(context)


def harvester_of(context: Context) -> Harvester:
    """Raises Forbidden (NO_HARVESTER) on an instance that only answers."""
    if context.harvester is None:
        raise Forbidden(
            "NO_HARVESTER",
            "本实例只提供查询，不采集，请在负责采集的实例上操作",
            "this instance only answers and does not harvest: ask the one that does",
        )
    return context.harvester


async def started(harvester: Harvester, portal: str, years: Sequence[int] | None) -> RunRecord:
    """The run as it begins. Raises NotFound (UNKNOWN_PORTAL)."""
    try:
        return RunRecord(
            id=await harvester.start(portal, years),
            kind=RunKind.ASKED,
            state=RunState.RUNNING,
            started_at=datetime.now(UTC),
            years=tuple(years) if years else None,
            portals=(PortalRun(portal=portal, counts=HarvestProgress()),),
        )
    except LookupError:
        raise NotFound(
            "UNKNOWN_PORTAL",
            f"没有代码为 {portal[:60]!r} 的网站，可用 portals 查看全部",
            f"no portal has the code {portal[:60]!r}, portals lists them all",
            argument="portal",
        ) from None


async def disposed(
    harvester: Harvester, finding: str, disposition: Disposition, note: str | None
) -> Stored[Finding]:
    """The finding as it is now. Raises NotFound (UNKNOWN_FINDING), BadInput (BAD_TEXT)."""
    if note is not None and len(note) > LONGEST_NOTE:
        raise BadInput(
            "BAD_TEXT",
            f"参数 note 有 {len(note)} 个字符，最多 {LONGEST_NOTE} 个",
            f"argument note has {len(note)} characters, at most {LONGEST_NOTE}",
            argument="note",
            limit=LONGEST_NOTE,
        )
    try:
        return Stored(await harvester.dispose(finding, disposition, note))
    except LookupError:
        raise NotFound(
            "UNKNOWN_FINDING",
            "没有此提示，它可能已随新的采集消失",
            "there is no such finding, it may have gone with a newer reading",
            argument="id",
        ) from None


async def progress_of(harvester: Harvester, run: str) -> AsyncIterator[HarvestProgress]:
    """The counts as they change. Raises NotFound (UNKNOWN_RUN)."""
    try:
        async for progress in harvester.progress(run):
            yield progress
    except LookupError:
        raise NotFound(
            "UNKNOWN_RUN",
            f"没有编号为 {run[:60]!r} 的采集",
            f"no harvest has the id {run[:60]!r}, harvest answers it",
            argument="run",
        ) from None
