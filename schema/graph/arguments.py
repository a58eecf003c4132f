"""Arguments that several fields share: their GraphQL types with bilingual descriptions, said once."""

from datetime import datetime
from typing import Annotated

from schema.graph.described import argument
from schema.graph.enums import Applicant, JurisdictionLevel, ReportScope

First = Annotated[
    int | None,
    argument("每页多少项，1 到 100，缺省 20。", "How many items a page, 1 to 100, 20 when not given."),
]
After = Annotated[
    str | None,
    argument("从这个游标之后开始（pageInfo.endCursor）。", "Start after this cursor (pageInfo.endCursor)."),
]
Within = Annotated[
    str | None,
    argument(
        "只要此地及其下辖各地，用代码或名称。",
        "Only this place and the places within it, by code or name.",
    ),
]
Level = Annotated[JurisdictionLevel | None, argument("只要这一层级的地区。", "Only places of this level.")]
Years = Annotated[
    list[int] | None,
    argument("只要这些报告年度（2008 年起）。", "Only reports on these years (2008 and later)."),
]
WhichYears = Annotated[
    list[int],
    argument(
        "报告年度（2008 年起），重复者只算一次，依升序返回。",
        "The years reported on (2008 and later); answered in ascending order, each once.",
    ),
]
Year = Annotated[int, argument("报告年度，2008 年起。", "The year reported on, 2008 or later.")]
OneScope = Annotated[
    ReportScope | None,
    argument(
        "全域年报，或政府本级机关（办公室）的年报。",
        "The report on the whole place, or that of the government's own office.",
    ),
]
AnyScope = Annotated[ReportScope | None, argument("只要这一范围的年报。", "Only reports of this scope.")]
UpdatedSince = Annotated[
    datetime | None,
    argument(
        "只要此刻（含）以来库中有变动的年报；无时区者视为北京时间。可从上次的 endCursor 接着取，不会遗漏。",
        "Only reports of which something kept here has changed since, that moment included; without a zone "
        "it is China's. Going on from the last endCursor misses nothing.",
    ),
]
Indicators = Annotated[
    list[str] | None,
    argument(
        "只要这些指标，用完整代码（requests.received），不含其下级。",
        "Only these indicators, by their whole codes (requests.received), without their parts.",
    ),
]
WhichIndicators = Annotated[
    list[str],
    argument(
        "要比较的指标，用代码，重复者只算一次。",
        "The indicators to compare, by code; each counts once.",
    ),
]
Applicants = Annotated[
    list[Applicant] | None,
    argument("只要这些申请人类别。", "Only these kinds of applicant."),
]
OneApplicant = Annotated[
    Applicant | None,
    argument("申请人情况，缺省为总计。", "The kind of applicant, all of them when not given."),
]
