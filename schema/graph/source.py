"""Source record → where in a report a figure stands."""

import strawberry

from schema.graph.described import both, shown


@strawberry.type(
    description=both(
        "数字在年报中的位置，足以凭眼睛重新找到。",
        "Where in the report a figure stands: enough to find it again by eye.",
    )
)
class Source:
    """A view over `schema.records.source.Source`."""

    section: str | None = shown("所在部分的标题。", "Heading of the part it stands in.")
    quote: str = shown("原文，一字不改。", "The text of the report, word for word.")
    table: int | None = shown(
        "第几张表，从 1 起；正文中的数字为 null。", "Number of the table from 1; null for prose."
    )
    row: str | None = shown("表中的行名。", "Label of the row in the table.")
    column: str | None = shown("表中的列名。", "Label of the column in the table.")
    page: int | None = shown(
        "第几页，从 1 起；网页为 null。", "Number of the page from 1; null for web pages."
    )
    url: str = shown("文件地址。", "Address of the document.")
    confidence: float | None = shown(
        "识别自图像时，该处最无把握的数字的识别把握，0 至 1；文件本身有文字时为 null。",
        "Of a number recognised in a picture, how sure the recogniser was of the least sure numeral there, "
        "0 to 1; null where the document itself says it.",
    )
