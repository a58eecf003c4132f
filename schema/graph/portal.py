"""Portal status → a portal that the gateway fetches from, and how it is doing."""

from datetime import datetime
from operator import attrgetter

import strawberry

from schema.graph.context import CHINA, Info
from schema.graph.described import both, resolved, shown, viewing
from schema.graph.harvest_enums import PortalCause
from schema.graph.jurisdiction import Jurisdiction
from schema.graph.node import Node, identified
from schema.places import registry
from schema.records.place import Place
from schema.records.portal import PortalStatus


@strawberry.type(
    description=both(
        "采集年报的政府网站及其状况。",
        "A municipal portal that the gateway fetches from, and how it is doing.",
    )
)
class Portal(Node):
    """A view over `schema.records.portal.PortalStatus`."""

    is_type_of = viewing(PortalStatus)

    id: strawberry.ID = identified("Portal", attrgetter("code"))
    code: str = shown(
        "网站配置的代码，用于 harvest(portal:)。", "Code of its profile, as harvest(portal:) takes it."
    )
    name: str = shown("网站名称。", "Name of the portal.")
    url: str = shown("网站地址。", "Address of the portal.")
    adapter: str = shown("所用的采集适配器。", "The adapter that reads it.")
    healthy: bool | None = shown(
        "最近一次采集是否正常；尚未采集为 null。",
        "Whether the last run went well; null before the first one.",
    )
    last_success_at: datetime | None = shown("最近一次成功的时刻。", "When a run last succeeded.")
    last_new_report_at: datetime | None = shown("最近一次得到新年报的时刻。", "When a new report last came.")
    last_error: str | None = shown("最近的错误。", "The last error.")
    reports: int = shown("在库年报数。", "How many of its reports are stored.")
    expected_reports: int | None = shown(
        "预期年报数；未设定为 null。", "How many are expected; null where nothing is set."
    )
    cause: PortalCause | None = shown(
        "不正常的原因；正常或尚未采集为 null。", "Why it is unwell; null while it is well."
    )
    last_attempt_at: datetime | None = shown("最近一次采集开始的时刻。", "When a run was last at it.")
    failed_runs: int = shown("连续不成功的采集次数。", "How many runs in a row did not go well.")
    stale_since: datetime | None = shown(
        "所供数据自何时起未再得到确认，即最近一次成功的时刻；正常时为 null。",
        "Since when what is served from it has not been confirmed: the last success. Null while it is well.",
    )
    missing_years: list[int] = shown(
        "预期年度中本库没有该网站年报的年度。",
        "The expected years on which no report of this portal is stored.",
    )

    @resolved(
        int | None,
        "距最近一次成功采集的整天数；从未成功为 null。",
        "Whole days since a run last succeeded; null where none ever did.",
    )
    @staticmethod
    def age_days(root: strawberry.Parent[PortalStatus], info: Info) -> int | None:
        if root.last_success_at is None:
            return None
        return (info.context.clock() - root.last_success_at.astimezone(CHINA).date()).days

    @resolved(Jurisdiction, "所属地区。", "The place it belongs to.")
    @staticmethod
    def jurisdiction(root: strawberry.Parent[PortalStatus]) -> Place:
        return registry.place(root.jurisdiction)
