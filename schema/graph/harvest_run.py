"""Run record → a harvest: when it was, where it was, what came of it."""

from collections.abc import Sequence
from datetime import datetime

import strawberry

from schema.graph.context import Info
from schema.graph.described import both, resolved, shown, viewing
from schema.graph.harvest_enums import RunKind, RunState
from schema.graph.harvest_progress import HarvestProgress
from schema.graph.portal import Portal
from schema.graph.portal_harvest import PortalHarvest
from schema.records.portal import PortalRun, PortalStatus, RunRecord, together

Root = strawberry.Parent[RunRecord]


@strawberry.type(description=both("一次采集。", "One harvest."))
class HarvestRun:
    """A view over `schema.records.portal.RunRecord`."""

    is_type_of = viewing(RunRecord)

    id: strawberry.ID = shown("编号，用于 harvestProgress(run:)。", "Its id, for harvestProgress(run:).")
    years: list[int] | None = shown("所要的报告年度；全部为 null。", "The years asked for; null for all.")
    kind: RunKind = shown("因何启动。", "What set it off.")
    state: RunState = shown("是否已结束。", "Whether it is over.")
    started_at: datetime = shown("开始的时刻。", "When it began.")
    finished_at: datetime | None = shown("结束的时刻；未结束为 null。", "When it ended; null if it has not.")

    @resolved(
        Portal | None,
        "所采集的网站；不止一个为 null。",
        "The portal it fetches from; null where there are several.",
    )
    @staticmethod
    async def portal(root: Root, info: Info) -> PortalStatus | None:
        if len(root.portals) != 1:
            return None
        return await info.context.loaders.portal.load(root.portals[0].portal)

    @resolved(list[PortalHarvest], "在各网站做了什么，依代码顺序。", "What it did at each portal, by code.")
    @staticmethod
    def portals(root: Root) -> Sequence[PortalRun]:
        return root.portals

    @resolved(HarvestProgress, "各网站合计的计数。", "The counts of all portals together.")
    @staticmethod
    def counts(root: Root) -> object:
        return together(root)
