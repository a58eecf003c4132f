"""Revision record → what changed after first publication."""

from datetime import datetime

import strawberry

from schema.graph.change import Change
from schema.graph.described import both, shown


@strawberry.type(
    description=both(
        "年报首次发布之后的一个版本，逐项列出变动。",
        "A later version of a report than the first, with what changed figure by figure.",
    )
)
class Revision:
    """A view over `schema.records.report.Revision`."""

    content_hash: str = shown("此版本文件的 SHA-256。", "SHA-256 of this version's document.")
    retrieved_at: datetime = shown("取得此版本的时刻。", "When this version was fetched.")
    changes: list[Change] = shown("变动的数。", "The figures that differ from the version before.")
