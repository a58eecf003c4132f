"""Place record → a jurisdiction, as an entity of the federated graph."""

from collections.abc import Sequence
from operator import attrgetter
from typing import Annotated

import strawberry

from schema.graph.arguments import After, AnyScope, First, Level, OneScope, Year, Years
from schema.graph.asked_years import checked_year, checked_years
from schema.graph.context import Info
from schema.graph.described import argument, both, resolved, shown, viewing
from schema.graph.enums import JurisdictionLevel, ReportScope
from schema.graph.node import Node, identified
from schema.graph.pages import place_reports
from schema.graph.pagination import Connection
from schema.graph.population import Population
from schema.graph.report import Report
from schema.places import population as populations
from schema.places import registry
from schema.ports import ReportFilter
from schema.records import population as population_records
from schema.records import report as report_records
from schema.records.place import Place

Root = strawberry.Parent[Place]


@strawberry.federation.type(
    keys=["code"],
    description=both(
        "地区：GB/T 2260 行政区划，或单独发布年报的功能区。",
        "A place: a GB/T 2260 division, or a functional zone that reports for itself.",
    ),
)
class Jurisdiction(Node):
    """A view over `schema.records.place.Place`."""

    is_type_of = viewing(Place)

    id: strawberry.ID = identified("Jurisdiction", attrgetter("code"))
    code: str = shown(
        "GB/T 2260 六位代码（文本）；功能区为“所在地代码-拼音”（350128-pingtan）。",
        "GB/T 2260 code of six digits, as text; a zone's is its division's and its short name in pinyin "
        "(350128-pingtan).",
    )
    name: str = shown("全称（泸州市）。", "Full name in Chinese (泸州市).")
    short_name: str = shown("简称（泸州）。", "Short name in Chinese (泸州).")
    name_en: str = shown("英文名称。", "Name in English.")
    level: JurisdictionLevel = shown("行政层级。", "Level.")
    valid_from: int | None = shown(
        "此代码启用的年份；2008 年前已有者为 null。",
        "First year this code stands for the place; null if before 2008.",
    )
    valid_to: int | None = shown(
        "此代码停用前的最后年份；仍有效者为 null。",
        "Last year this code stands for the place; null if it still does.",
    )

    @resolved(
        Annotated["Jurisdiction", strawberry.lazy("schema.graph.jurisdiction")] | None,
        "上级地区；省级为 null。",
        "The place it lies in; null for a province.",
    )
    @staticmethod
    def parent(root: Root) -> Place | None:
        return registry.place(root.parent) if root.parent else None

    @resolved(
        list[Annotated["Jurisdiction", strawberry.lazy("schema.graph.jurisdiction")]],
        "直接下辖的现有各地，可只要某一层级。",
        "The places directly below that still stand, of one level or of all.",
    )
    @staticmethod
    def children(root: Root, level: Level = None) -> Sequence[Place]:
        return registry.children(root.code, level=level)

    @resolved(
        list[Annotated["Jurisdiction", strawberry.lazy("schema.graph.jurisdiction")]],
        "代码停用后接替的各地。",
        "The places that took over when its code ended.",
    )
    @staticmethod
    def successors(root: Root) -> list[Place]:
        return [registry.place(code) for code in root.successors]

    @resolved(
        int | None,
        "常住人口（人）；没有可靠数字的年份为 null。",
        "Resident population in persons; null where no reliable figure is at hand.",
    )
    @staticmethod
    def population(
        root: Root,
        year: Annotated[
            int | None, argument("年份，缺省为有数字的最近一年。", "The year; the latest known if not given.")
        ] = None,
    ) -> int | None:
        return populations.population(root.code, year)

    @resolved(
        Population | None,
        "某年的人口数及其口径、出处：有常住人口取常住，否则取户籍；没有则为 null。",
        "The population of a year with its kind and source: residents where they are known, else persons "
        "registered there; null where there is no figure.",
    )
    @staticmethod
    def population_figure(
        root: Root, year: Annotated[int, argument("年份。", "The year.")]
    ) -> population_records.Population | None:
        return populations.population_of(root.code, year)

    @resolved(
        Report | None,
        "某年度的年报；没有则为 null。",
        "The report on one year; null if there is none.",
    )
    @staticmethod
    async def report(
        root: Root, info: Info, year: Year, scope: OneScope = ReportScope.JURISDICTION
    ) -> report_records.Report | None:
        key = (root.code, checked_year(year, info), scope or ReportScope.JURISDICTION)
        return await info.context.loaders.report_at.load(key)

    @resolved(
        Connection[Report],
        "此地的年报，最近年度在前。",
        "The reports of this place, the newest year first.",
    )
    @staticmethod
    async def reports(
        root: Root,
        info: Info,
        *,
        years: Years = None,
        scope: AnyScope = None,
        first: First = None,
        after: After = None,
    ) -> Connection[report_records.Report]:
        where = ReportFilter(years=checked_years(years, info), scope=scope)
        return await place_reports(info, root.code, where, first, after)
