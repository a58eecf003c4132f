"""Comparison record → places × years × indicators in one answer."""

import strawberry

from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.enums import Applicant, Normalization
from schema.graph.indicator import Indicator
from schema.graph.jurisdiction import Jurisdiction
from schema.graph.series import Series
from schema.graph.summary import Summary
from schema.records import comparison as records


@strawberry.type(
    description=both(
        "比较结果：地区 × 年度 × 指标。每个缺项都有原因，口径断裂处有标记。",
        "A comparison: places × years × indicators. Every gap has a reason, every break is marked.",
    )
)
class Comparison:
    """A view over `schema.records.comparison.Comparison`."""

    years: list[int] = shown("所比年度，升序。", "The compared years, ascending.")
    indicators: list[Indicator] = shown("所比指标，依提问顺序。", "The compared indicators, as asked.")
    jurisdictions: list[Jurisdiction] = shown("所比地区，依提问顺序。", "The compared places, as asked.")
    series: list[Series] = shown(
        "各序列，先按地区、再按指标排列。", "The series, by place, then by indicator."
    )
    summary: list[Summary] = shown(
        "各年汇总，先按指标、再按年度排列。", "The summaries, by indicator, then by year."
    )
    csv_url: str = shown(
        "同一比较的 CSV 下载地址（UTF-8）。", "Where the same comparison can be had as CSV (UTF-8)."
    )
    applicant: Applicant = shown("所比申请人类别。", "The kind of applicant compared.")
    normalize: Normalization = shown("数值除以什么。", "What values are divided by.")

    @resolved(
        list[str],
        "整个比较的说明：地区如何选取、哪些代码前后承接；语言随请求。",
        "What to know of it as a whole: how places were chosen, which codes were followed; in the language "
        "of the request.",
    )
    @staticmethod
    def notes(root: strawberry.Parent[records.Comparison], info: Info) -> list[str]:
        return [one[info.context.english] for one in root.remarks]
