"""Questions answered from the columns in memory: compare, coverage, lateness. Part of `query`."""

from collections.abc import Sequence
from typing import Annotated

import strawberry

from schema.graph import arguments as args
from schema.graph.asked_comparison import compared_places, coverage_of, lateness_of, specified
from schema.graph.asked_indicators import some_indicators
from schema.graph.asked_peers import peers_of as peers_group
from schema.graph.asked_years import some_years
from schema.graph.comparison import Comparison
from schema.graph.context import Info
from schema.graph.coverage import CoverageCell
from schema.graph.described import argument, both, resolved
from schema.graph.enums import Applicant, JurisdictionLevel, Normalization, ReportScope
from schema.graph.lateness import Lateness
from schema.records import comparison as comparisons


@strawberry.type(
    description=both("各地各年相比的问题。", "Questions that set places and years side by side.")
)
class Comparing:
    """Root fields that never wait for the store."""

    @resolved(
        Comparison,
        "主要问题：地区 × 年度 × 指标，一次答完，最多 200,000 格。"
        "地区用代码或名称列出，或给出 within 取其下某层级的各地。",
        "The main question: places × years × indicators in one answer of at most 200,000 cells. "
        "Places by code or name, or all of a level within a place.",
    )
    @staticmethod
    def compare(
        info: Info,
        *,
        years: args.WhichYears,
        indicators: args.WhichIndicators,
        jurisdictions: Annotated[
            list[str] | None,
            argument("地区代码或名称，重复者只算一次。", "Places by code or name; each counts once."),
        ] = None,
        within: Annotated[
            str | None,
            argument("取此地之下的各地，用代码或名称。", "All places within this one, by code or name."),
        ] = None,
        level: Annotated[
            JurisdictionLevel | None,
            argument(
                "within 之下的层级，缺省为下一级。", "The level within it, the next one down if not given."
            ),
        ] = None,
        applicant: args.OneApplicant = Applicant.TOTAL,
        normalize: Annotated[
            Normalization | None,
            argument("换算方式，缺省不换算。", "What values are divided by, nothing if not given."),
        ] = Normalization.NONE,
        crosswalk: Annotated[
            bool | None,
            argument(
                "表式没有该项时，是否依对照表由其他指标推得；推得的点有 bridge 说明。缺省为否。",
                "Whether figures of another form may stand for it by the crosswalk where a form lacks it; such "
                "points say so by `bridge`. Not, if not given.",
            ),
        ] = False,
        peers_of: Annotated[
            str | None,
            argument(
                "与此地同省同级的各地一并比较，用代码或名称。",
                "Compare this place with all of its level in its province, by code or name.",
            ),
        ] = None,
        peer_band: Annotated[
            float | None,
            argument(
                "只取人口在 peersOf 的若干倍以内者（2 即一半到两倍），依最后一年人口；人口不详者不取。",
                "Only peers whose population in the last year is within this factor of its own (2: from half "
                "to twice); those of unknown population are left out.",
            ),
        ] = None,
    ) -> comparisons.Comparison:
        asked = some_years(years, info)
        peers = peers_group(peers_of, peer_band, asked)
        places = compared_places(jurisdictions, within, level, asked, peers)
        known = some_indicators(indicators)
        spec = specified(places, asked, known, applicant, normalize, crosswalk=bool(crosswalk), peers=peers)
        return info.context.comparer.compare(spec)

    @resolved(
        list[CoverageCell],
        "within 之下各地各年度的年报是否在库，缺者何故。",
        "Which reports are there for each place and year within a place, and why not where they are not.",
    )
    @staticmethod
    def coverage(
        info: Info,
        within: Annotated[str, argument("地区代码或名称。", "The place by code or name.")],
        years: args.WhichYears,
        level: Annotated[
            JurisdictionLevel | None,
            argument(
                "within 之下的层级，缺省为下一级。", "The level within it, the next one down if not given."
            ),
        ] = None,
    ) -> Sequence[comparisons.CoverageCell]:
        return info.context.comparer.coverage(coverage_of(within, level, some_years(years, info)))

    @resolved(
        list[Lateness],
        "within 之下各地发布年报的迟延情况，平均迟延最久者在前；早于期限不抵充，可疑日期不计。",
        "How late the places within a place published, the latest on average first; being early earns no "
        "credit, doubtful dates do not count.",
    )
    @staticmethod
    def lateness(
        info: Info,
        within: Annotated[str, argument("地区代码或名称。", "The place by code or name.")],
        years: args.WhichYears,
        level: Annotated[
            JurisdictionLevel | None,
            argument(
                "within 之下的层级，缺省为下一级。", "The level within it, the next one down if not given."
            ),
        ] = None,
        scope: Annotated[
            ReportScope | None,
            argument(
                "政府年报（缺省）或各机关年报。",
                "The reports on whole places (if not given), or those of organs.",
            ),
        ] = ReportScope.JURISDICTION,
    ) -> Sequence[comparisons.Lateness]:
        return info.context.comparer.lateness(lateness_of(within, level, some_years(years, info), scope))
