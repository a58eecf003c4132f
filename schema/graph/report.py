"""Report record → an annual report, as an entity of the federated graph."""

from collections.abc import Sequence
from datetime import date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Annotated

import strawberry

from schema.checks import deadline as deadlines
from schema.graph.arguments import Applicants, Indicators
from schema.graph.asked_indicators import known_indicators
from schema.graph.check import Check
from schema.graph.context import Info
from schema.graph.described import argument, both, resolved, shown, viewing
from schema.graph.enums import Provenance, ReportFormat, ReportScope, Severity
from schema.graph.figure import Figure
from schema.graph.finding import Finding
from schema.graph.node import Node, identified
from schema.graph.revision import Revision
from schema.graph.section import Section
from schema.graph.statistic import Statistic
from schema.graph.stored import Stored
from schema.places import registry
from schema.records import check as check_records
from schema.records import finding as finding_records
from schema.records import report as records
from schema.records import statistic as statistic_records
from schema.records.place import Place
from schema.records.portal import PortalStatus

if TYPE_CHECKING:
    from schema.graph.jurisdiction import Jurisdiction
    from schema.graph.portal import Portal

Root = strawberry.Parent[records.Report]


@strawberry.federation.type(
    keys=["id"],
    description=both(
        "一份政府信息公开工作年度报告。",
        "One annual report on open government information (政府信息公开工作年度报告).",
    ),
)
class Report(Node):
    """A view over `schema.records.report.Report`."""

    is_type_of = viewing(records.Report)

    id: strawberry.ID = identified("Report", attrgetter("id"))
    year: int = shown("所报告的年度（不是发布年份）。", "The year it reports on, not the year it came out.")
    scope: ReportScope = shown("覆盖范围。", "Whose work it covers.")
    organ: str | None = shown(
        "机关名称；全域年报为 null。", "Name of the organ; null for a report on the whole place."
    )
    title: str = shown("标题。", "Title.")
    publisher: str | None = shown("发布机构。", "Publishing body.")
    index_number: str | None = shown("索引号。", "Index number (索引号).")
    document_number: str | None = shown("文号。", "Document number (文号).")
    subject: str | None = shown("网站所注的主题分类。", "Subject class given by the portal.")
    published_on: date | None = shown(
        "发布日期，取自网站页面而非网址。", "Day of publication, from the page and never from its address."
    )
    format: ReportFormat = shown("所用的官方格式。", "The official layout it follows.")
    period_start: date | None = shown("统计期间的首日。", "First day of the period it covers.")
    period_end: date | None = shown("统计期间的末日。", "Last day of the period it covers.")
    source_url: str = shown("来源网址。", "Where it was fetched.")
    provenance: Provenance = shown("副本来源。", "What kind of copy this is.")
    retrieved_at: datetime = shown("取得时刻。", "When it was fetched.")
    updated_at: datetime | None = shown(
        "库中对这份年报的记录（数据、提示、复核结论）最近一次变动的时刻。",
        "When what is kept of it (figures, findings, decisions) last changed.",
    )
    content_hash: str = shown("原始文件的 SHA-256。", "SHA-256 of the document's bytes.")

    @resolved(
        Annotated["Jurisdiction", strawberry.lazy("schema.graph.jurisdiction")],
        "所属地区，依报告年度有效的代码。",
        "The place it belongs to, by the code valid in its year.",
    )
    @staticmethod
    def jurisdiction(root: Root) -> Place:
        return registry.place(root.jurisdiction)

    @resolved(
        Annotated["Portal", strawberry.lazy("schema.graph.portal")] | None,
        "取得此年报的网站及其状况：staleSince、ageDays 说明数据多久未再得到确认；人工上传者为 null。",
        "The portal it was fetched from, and how that is doing: its staleSince and ageDays tell since when "
        "the report has not been confirmed. Null for a person's file.",
    )
    @staticmethod
    async def portal(root: Root, info: Info) -> PortalStatus | None:
        code = await info.context.loaders.portal_of.load(root.id)
        return await info.context.loaders.portal.load(code) if code else None

    @resolved(
        date | None,
        "依当年法规、机关类别和地方规定，最迟应于何日发布（2008 年《条例》为次年 3 月 31 日；"
        "2019 年《条例》第四十九条：部门 1 月 31 日，政府 3 月 31 日）。",
        "The day by which it had to be out, by the law of its year, the kind of body and local rules "
        "(31 March under the 2008 Regulations; Article 49 of 2019: 31 January for departments, "
        "31 March for governments).",
    )
    @staticmethod
    def deadline(root: Root) -> date | None:
        return due(root)

    @resolved(
        str | None,
        "期限所依据的规定。",
        "The rule that the deadline follows from (Chinese).",
    )
    @staticmethod
    def deadline_authority(root: Root) -> str | None:
        found = deadlines.rule(root.year, root.scope, root.jurisdiction)
        return None if found is None else found.authority

    @resolved(
        int | None,
        "迟于期限的天数；提前为负，发布日期不明或可疑为 null。",
        "Days after the deadline; negative when early, null when the day of publication is not known or "
        "doubtful.",
    )
    @staticmethod
    def days_late(root: Root, info: Info) -> int | None:
        if root.id in info.context.comparer.doubtful_dates():
            return None
        return deadlines.days_late(root.published_on, due(root))

    @resolved(
        bool,
        "发布日期是否可疑：迟于期限一年以上，且同一网站多份年报同日，多为改版迁移之日。",
        "Whether the day of publication is doubtful: over a year after the deadline and shared by several "
        "reports of the portal, so most likely that of its move.",
    )
    @staticmethod
    def date_doubtful(root: Root, info: Info) -> bool:
        return root.id in info.context.comparer.doubtful_dates()

    @resolved(list[Section], "各部分全文，依原文顺序。", "Its parts with their text, as printed.")
    @staticmethod
    async def sections(root: Root, info: Info) -> Sequence[records.Section]:
        return await info.context.loaders.sections_of.load(root.id)

    @resolved(
        list[Statistic],
        "年报给出的数据，可按指标和申请人筛选。",
        "The numbers it states, of all or of some indicators and applicants.",
    )
    @staticmethod
    async def statistics(
        root: Root, info: Info, indicators: Indicators = None, applicants: Applicants = None
    ) -> list[Stored[statistic_records.Statistic]]:
        codes = None if indicators is None else {one.code for one in known_indicators(indicators)}
        printed = await info.context.loaders.statistics_of.load(root.id)
        return [
            Stored(one)
            for one in printed
            if (codes is None or one.record.indicator in codes)
            and (applicants is None or one.record.applicant in applicants)
        ]

    @resolved(
        list[Figure],
        "没有对应指标的数字，依原文顺序。",
        "The numbers that no indicator covers, as printed.",
    )
    @staticmethod
    async def figures(root: Root, info: Info) -> list[statistic_records.Figure]:
        found = await info.context.loaders.figures_of.load(root.id)
        return [one for one in found if one.value is not None]

    @resolved(list[Finding], "采信前应知道的事。", "What to know before trusting its figures.")
    @staticmethod
    async def findings(
        root: Root,
        info: Info,
        severity: Annotated[
            Severity | None, argument("只要这一严重程度的。", "Only findings of this severity.")
        ] = None,
    ) -> list[Stored[finding_records.Finding]]:
        found = await info.context.loaders.findings_of.load(root.id)
        return [Stored(one) for one in found if severity is None or one.record.severity is severity]

    @resolved(
        list[Check],
        "各条规则对此年报的结论，含无从判断者及其原因；尚未核对则为空。",
        "What every rule says of it, also where it cannot be judged and why; empty before the first audit.",
    )
    @staticmethod
    async def checks(root: Root, info: Info) -> Sequence[check_records.Check]:
        return await info.context.loaders.checks_of.load(root.id)

    @resolved(
        list[Revision],
        "首次发布之后的各版本，依时间顺序。",
        "The versions after the first, oldest first.",
    )
    @staticmethod
    async def revisions(root: Root, info: Info) -> Sequence[records.Revision]:
        return await info.context.loaders.revisions_of.load(root.id)


def due(report: records.Report) -> date | None:
    return deadlines.deadline(report.year, report.scope, report.organ, report.jurisdiction)
