"""Section record → one part of a report."""

import strawberry

from schema.graph.described import both, shown


@strawberry.type(description=both("年报的一个部分。", "One part of a report."))
class Section:
    """A view over `schema.records.report.Section`."""

    number: str = shown(
        "原文序号（一、二……）；首个标题之前的内容为空字符串。",
        "Number as printed (一, 二 …); empty for what stands before the first heading.",
    )
    heading: str = shown("标题。", "Heading.")
    text: str = shown("全文。", "The whole text.")
