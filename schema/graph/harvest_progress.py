"""Harvest progress record → counts of a run so far."""

import strawberry

from schema.graph.described import both, shown


@strawberry.type(description=both("一次采集至今的计数。", "The counts of a harvest so far."))
class HarvestProgress:
    """A view over `schema.records.portal.HarvestProgress`."""

    discovered: int = shown("发现的年报数。", "Reports found.")
    fetched: int = shown("已取得的文件数。", "Documents fetched.")
    stored: int = shown("已入库的年报数。", "Reports stored.")
    unchanged: int = shown("未变动的年报数。", "Reports that had not changed.")
    failed: int = shown("失败数；原因见采集日志。", "Failures; the log of the run says why.")
    done: bool = shown("是否已结束。", "Whether nothing more will come.")
