"""The questions about where reports come from: portals and harvests. Part of `query`."""

from collections.abc import Sequence

import strawberry

from schema.graph import arguments as args
from schema.graph.context import Info
from schema.graph.described import both, resolved
from schema.graph.harvest_run import HarvestRun
from schema.graph.pages import all_runs
from schema.graph.pagination import Connection
from schema.graph.portal import Portal
from schema.records.portal import PortalStatus, RunRecord


@strawberry.type(description=both("关于采集的问题。", "The questions about harvesting."))
class PortalQuery:
    """Root fields that `Query` takes over."""

    @resolved(
        list[Portal],
        "采集年报的各网站及其状况。",
        "The portals that are fetched from, and how they are doing.",
    )
    @staticmethod
    async def portals(info: Info) -> Sequence[PortalStatus]:
        return await info.context.reader.portals()

    @resolved(Connection[HarvestRun], "历次采集，最近的在前。", "Harvests, the newest first.")
    @staticmethod
    async def harvest_runs(
        info: Info, *, first: args.First = None, after: args.After = None
    ) -> Connection[RunRecord]:
        return await all_runs(info, first, after)
