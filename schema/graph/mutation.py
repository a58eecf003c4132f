"""The changes that can be made, by operators only."""

from typing import Annotated

import strawberry

from schema.graph.arguments import Years
from schema.graph.asked_years import checked_years
from schema.graph.context import Info
from schema.graph.described import argument, both, resolved
from schema.graph.effects import disposed, for_operators, started
from schema.graph.enums import Disposition
from schema.graph.finding import Finding
from schema.graph.harvest_run import HarvestRun
from schema.graph.identity import key_of
from schema.graph.stored import Stored
from schema.records import finding as records
from schema.records.portal import RunRecord


@strawberry.type(description=both("可以做的改动，都需要运维密钥。", "Changes; all need an operator's key."))
class Mutation:
    """Root fields of mutations."""

    @resolved(
        HarvestRun,
        "立即采集一个网站的年报。需要运维密钥。",
        "Fetch a portal's reports now. Needs an operator's key.",
    )
    @staticmethod
    async def harvest(
        info: Info,
        portal: Annotated[str, argument("网站代码（Portal.code）。", "Code of the portal (Portal.code).")],
        years: Years = None,
    ) -> RunRecord:
        harvester = for_operators(info.context)
        asked = checked_years(years, info)
        return await started(harvester, portal, asked)

    @resolved(
        Finding,
        "记录人工对一条提示的结论。需要运维密钥。",
        "Record what a person decided about a finding. Needs an operator's key.",
    )
    @staticmethod
    async def dispose_finding(
        info: Info,
        id: Annotated[strawberry.ID, argument("提示的全局 ID。", "Global id of the finding.")],
        disposition: Annotated[Disposition, argument("结论。", "The decision.")],
        note: Annotated[
            str | None, argument("说明，最多 2000 个字符。", "Why, at most 2,000 characters.")
        ] = None,
    ) -> Stored[records.Finding]:
        harvester = for_operators(info.context)
        return await disposed(harvester, key_of("Finding", id), disposition, note)
