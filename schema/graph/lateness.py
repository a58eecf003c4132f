"""Lateness record → how punctual one place was over the asked years."""

import strawberry

from schema.graph.described import both, shown
from schema.graph.jurisdiction import Jurisdiction


@strawberry.type(
    description=both(
        "一地发布年报是否按时：各年年报与期限相比。",
        "How punctual one place was: its reports of the asked years against their deadlines.",
    )
)
class Lateness:
    """A view over `schema.records.comparison.Lateness`."""

    jurisdiction: Jurisdiction = shown("地区。", "The place.")
    rank: int | None = shown(
        "名次，1 为平均迟延最久，并列同名次；没有可靠发布日期者为 null。",
        "1 is the latest on average, ties share a rank; null without a report of a sure day.",
    )
    reports: int = shown("在库的年报数。", "How many reports are stored.")
    on_time: int = shown("按时发布的年报数。", "How many came out in time.")
    late: int = shown("迟于期限的年报数。", "How many came out after their deadline.")
    undated: int = shown(
        "发布日期不明或可疑的年报数。", "How many give no day of publication, or a doubtful one."
    )
    missing: int = shown(
        "期限已过而未见年报的年度数；机关年报不计。",
        "Years that are due and without a report; not counted for organs.",
    )
    days_late: float | None = shown(
        "平均迟延天数，提前者按 0 计；没有可靠发布日期为 null。",
        "Mean days after the deadline, early reports counting 0; null without a report of a sure day.",
    )
    most_days_late: int | None = shown(
        "最迟一份的天数；全部提前则为负。", "Days of the latest report; negative where all were early."
    )
