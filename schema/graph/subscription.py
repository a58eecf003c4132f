"""What can be followed while it happens."""

from collections.abc import AsyncGenerator
from typing import Annotated

import strawberry

from schema.graph.context import Info
from schema.graph.described import argument, both, followed
from schema.graph.effects import harvester_of, progress_of
from schema.graph.harvest_progress import HarvestProgress
from schema.records import portal as records


@strawberry.type(description=both("可以持续关注的事。", "What can be followed while it happens."))
class Subscription:
    """Root fields of subscriptions."""

    @followed(
        HarvestProgress,
        "一次采集的计数，随变动推送，done 为 true 时结束。",
        "The counts of a harvest as they change, until `done` is true.",
    )
    @staticmethod
    async def harvest_progress(
        info: Info,
        run: Annotated[
            strawberry.ID, argument("采集编号（HarvestRun.id）。", "Id of the run (HarvestRun.id).")
        ],
    ) -> AsyncGenerator[records.HarvestProgress, None]:
        async for progress in progress_of(harvester_of(info.context), run):
            yield progress
