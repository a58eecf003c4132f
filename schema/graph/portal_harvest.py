"""Portal run record → what one harvest did at one portal."""

from datetime import datetime

import strawberry

from schema.graph.context import Info
from schema.graph.described import both, resolved, shown, viewing
from schema.graph.harvest_enums import PortalCause
from schema.graph.harvest_progress import HarvestProgress
from schema.graph.portal import Portal
from schema.records.portal import PortalRun, PortalStatus, Unread


@strawberry.type(description=both("列出了却没有读到的一份年报。", "A listed report that gave none."))
class UnreadReport:
    """A view over `schema.records.portal.Unread`."""

    is_type_of = viewing(Unread)

    url: str = shown("网址。", "Its address.")
    code: str = shown("错误代码。", "The stable code of the error.")
    message: str = shown("错误说明。", "What went wrong.")


@strawberry.type(description=both("一次采集在一个网站做的事。", "What one harvest did at one portal."))
class PortalHarvest:
    """A view over `schema.records.portal.PortalRun`."""

    is_type_of = viewing(PortalRun)

    counts: HarvestProgress = shown("计数。", "Its counts.")
    listed: int | None = shown(
        "栏目列出的年报总数；没有读到栏目为 null。",
        "How many reports its lists lead to in all; null where they were not read.",
    )
    started_at: datetime | None = shown("开始的时刻。", "When it began there.")
    finished_at: datetime | None = shown(
        "结束的时刻；未结束或被打断为 null。", "When it ended there; null if it has not, or was cut off."
    )
    cause: PortalCause | None = shown("没有采全的原因。", "Why it could not read the portal whole.")
    error: str | None = shown("没有采全的说明。", "What kept it from reading the portal whole.")
    failures: list[UnreadReport] = shown("没有读到的年报。", "The listed reports that gave none.")

    @resolved(Portal | None, "网站；配置已删除为 null。", "The portal; null where its profile is gone.")
    @staticmethod
    async def portal(root: strawberry.Parent[PortalRun], info: Info) -> PortalStatus | None:
        return await info.context.loaders.portal.load(root.portal)
