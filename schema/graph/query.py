"""The questions that can be asked: root fields, each answered in a few lines by the modules it names."""

from collections.abc import Awaitable, Sequence
from typing import Annotated

import strawberry

from schema import ports
from schema.checks import rulebook
from schema.graph import arguments as args
from schema.graph.asked_indicators import indicator_by_code
from schema.graph.asked_moment import checked_moment
from schema.graph.asked_places import codes_within, known_place, one_place
from schema.graph.asked_text import some_text
from schema.graph.asked_years import checked_year, checked_years
from schema.graph.comparing import Comparing
from schema.graph.context import Info
from schema.graph.described import argument, both, resolved
from schema.graph.enums import ReportFormat, ReportScope, Severity
from schema.graph.finding import Finding
from schema.graph.indicator import Indicator
from schema.graph.jurisdiction import Jurisdiction
from schema.graph.listing import listed_indicators, listed_places
from schema.graph.lookup import find_node, find_nodes
from schema.graph.node import Node
from schema.graph.pages import all_findings, all_hits, all_reports, itself
from schema.graph.pagination import Connection, connection, page_of
from schema.graph.portal_query import PortalQuery
from schema.graph.report import Report
from schema.graph.rule import Rule
from schema.graph.section_hit import SectionHit
from schema.graph.stored import Stored
from schema.records import finding as finding_records
from schema.records import indicator as indicator_records
from schema.records import report as report_records
from schema.records import rule as rule_records
from schema.records.place import Place


@strawberry.type(description=both("可以提的问题。", "The questions that can be asked."))
class Query(PortalQuery, Comparing):
    """Root fields of queries."""

    @resolved(
        Node | None,
        "按全局 ID 取回一个对象；不存在为 null。",
        "An object by its global id; null if there is none.",
    )
    @staticmethod
    def node(
        info: Info, id: Annotated[strawberry.ID, argument("全局 ID。", "The global id.")]
    ) -> Awaitable[object] | object:
        return find_node(id, info)

    @resolved(
        list[Node | None],
        "按全局 ID 取回多个对象，依所给顺序；不存在者为 null。",
        "Objects by their global ids, in the order given; null for those that are not there.",
    )
    @staticmethod
    def nodes(
        info: Info,
        ids: Annotated[list[strawberry.ID], argument("全局 ID，最多 100 个。", "Global ids, at most 100.")],
    ) -> list[object]:
        return find_nodes(ids, info)

    @resolved(
        Jurisdiction | None,
        "按 GB/T 2260 代码或无歧义的名称查一个地区；没有此代码为 null。",
        "A place by GB/T 2260 code or by a name that is not ambiguous; null for an unknown code.",
    )
    @staticmethod
    def jurisdiction(
        code: Annotated[
            str | None, argument("GB/T 2260 代码（510500）。", "GB/T 2260 code (510500).")
        ] = None,
        name: Annotated[
            str | None,
            argument(
                "名称（泸州、泸州市、四川省泸州市）。", "A name in Chinese (泸州, 泸州市, 四川省泸州市)."
            ),
        ] = None,
    ) -> Place | None:
        return one_place(code, name)

    @resolved(
        Connection[Jurisdiction],
        "地区列表，依代码顺序；搜索时最相近者在前。已撤销的地区只在按代码或搜索时列出。",
        "Places in the order of their codes; a search puts the best first. Places that no longer stand "
        "are listed only by code or by a search.",
    )
    @staticmethod
    def jurisdictions(
        *,
        codes: Annotated[
            list[str] | None, argument("只要这些地区，用代码或名称。", "Only these, by code or name.")
        ] = None,
        within: args.Within = None,
        level: args.Level = None,
        search: Annotated[
            str | None,
            argument(
                "名称、旧名、英文名或代码中的文字。", "Words in a name, former name, English name or code."
            ),
        ] = None,
        first: args.First = None,
        after: args.After = None,
    ) -> Connection[Place]:
        places = listed_places(codes, within, level, search)
        return connection(page_of(places, lambda place: place.code, first, after), itself)

    @resolved(
        Report | None,
        "某地某年度的年报；没有则为 null。",
        "The report of a place on a year; null if there is none.",
    )
    @staticmethod
    async def report(
        info: Info,
        jurisdiction: Annotated[
            str, argument("地区代码或名称，依该年度有效者。", "The place by code or name, as of that year.")
        ],
        year: args.Year,
        scope: args.OneScope = ReportScope.JURISDICTION,
    ) -> report_records.Report | None:
        asked = checked_year(year, info)
        place = known_place(jurisdiction, "jurisdiction", asked)
        key = (place.code, asked, scope or ReportScope.JURISDICTION)
        return await info.context.loaders.report_at.load(key)

    @resolved(
        Connection[Report],
        "年报列表，最近年度在前；给出 updatedSince 时依变动先后。",
        "Reports, the newest year first; with updatedSince in the order in which they changed.",
    )
    @staticmethod
    async def reports(
        info: Info,
        *,
        within: args.Within = None,
        years: args.Years = None,
        format: Annotated[
            ReportFormat | None, argument("只要这一格式的年报。", "Only reports of this format.")
        ] = None,
        scope: args.AnyScope = None,
        updated_since: args.UpdatedSince = None,
        first: args.First = None,
        after: args.After = None,
    ) -> Connection[report_records.Report]:
        where = ports.ReportFilter(
            places=codes_within(within),
            years=checked_years(years, info),
            format=format,
            scope=scope,
            updated_since=checked_moment(updated_since, "updatedSince"),
        )
        return await all_reports(info, where, first, after)

    @resolved(
        Indicator | None,
        "按代码查一项指标；没有则为 null。",
        "An indicator by its code; null if there is none.",
    )
    @staticmethod
    def indicator(
        code: Annotated[str, argument("代码（requests.received）。", "The code (requests.received).")],
    ) -> indicator_records.Indicator | None:
        return indicator_by_code(code)

    @resolved(
        list[Indicator],
        "指标词典，依词典顺序；搜索时最相近者在前。",
        "The dictionary of indicators in its order; a search puts the best first.",
    )
    @staticmethod
    def indicators(
        format: Annotated[
            ReportFormat | None, argument("只要这一格式有的指标。", "Only those that this format asks for.")
        ] = None,
        search: Annotated[str | None, argument("名称或代码中的文字。", "Words in a name or code.")] = None,
    ) -> Sequence[indicator_records.Indicator]:
        return listed_indicators(format, search)

    @resolved(
        Connection[Finding],
        "各年报的提示。",
        "Findings of all reports.",
    )
    @staticmethod
    async def findings(
        info: Info,
        *,
        within: args.Within = None,
        years: args.Years = None,
        rule: Annotated[str | None, argument("只要这条规则的提示。", "Only findings of this rule.")] = None,
        severity: Annotated[
            Severity | None, argument("只要这一严重程度的提示。", "Only findings of this severity.")
        ] = None,
        first: args.First = None,
        after: args.After = None,
    ) -> Connection[Stored[finding_records.Finding]]:
        where = ports.FindingFilter(
            places=codes_within(within), years=checked_years(years, info), rule=rule, severity=severity
        )
        return await all_findings(info, where, first, after)

    @resolved(
        list[Rule],
        "核对年报的全部规则。",
        "All rules that reports are held to.",
    )
    @staticmethod
    def rules() -> Sequence[rule_records.Rule]:
        return rulebook.all_rules()

    @resolved(
        Connection[SectionHit],
        "在年报正文中全文检索。",
        "Passages of reports that contain the words.",
    )
    @staticmethod
    async def search(
        info: Info,
        *,
        text: Annotated[str, argument("所查文字，1 到 100 个字符。", "The words, 1 to 100 characters.")],
        within: args.Within = None,
        years: args.Years = None,
        first: args.First = None,
        after: args.After = None,
    ) -> Connection[ports.SectionHit]:
        where = ports.ReportFilter(places=codes_within(within), years=checked_years(years, info))
        return await all_hits(info, some_text(text, "text"), where, first, after)
