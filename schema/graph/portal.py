"""Portal status → a portal that the gateway fetches from, and how it is doing."""

from datetime import datetime
from operator import attrgetter

import strawberry

from schema.graph.described import both, resolved, shown, viewing
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

    @resolved(Jurisdiction, "所属地区。", "The place it belongs to.")
    @staticmethod
    def jurisdiction(root: strawberry.Parent[PortalStatus]) -> Place:
        return registry.place(root.jurisdiction)
