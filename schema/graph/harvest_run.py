"""A started harvest → what the caller gets to follow it with."""

import strawberry

from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.portal import Portal
from schema.records.portal import PortalStatus


@strawberry.type(description=both("已启动的一次采集。", "A harvest that was started."))
class HarvestRun:
    """`portal_code` and `years` are what was asked."""

    id: strawberry.ID = shown("编号，用于 harvestProgress(run:)。", "Its id, for harvestProgress(run:).")
    years: list[int] | None = shown("所要的报告年度；全部为 null。", "The years asked for; null for all.")
    portal_code: strawberry.Private[str]

    @resolved(Portal | None, "所采集的网站。", "The portal it fetches from.")
    async def portal(self, info: Info) -> PortalStatus | None:
        return await info.context.loaders.portal.load(self.portal_code)
