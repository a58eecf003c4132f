"""Rule record → what a finding's rule checks, in words."""

import strawberry

from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.enums import ReportFormat, RuleSubject, Severity
from schema.records import rule as records

Root = strawberry.Parent[records.Rule]


@strawberry.type(
    description=both(
        "核对年报的一条规则：勾稽关系、正文与表格、前后年度、上下级、雷同、期限等。",
        "A rule that reports are held to: identities, text against table, years, levels, likeness, deadlines.",
    )
)
class Rule:
    """A view over `schema.records.rule.Rule`."""

    id: str = shown("编号，永久不变。", "Identifier; it never changes.")
    subject: RuleSubject = shown("核对的对象。", "What it looks at.")
    severities: list[Severity] = shown(
        "其提示可能的严重程度，最重者在前。", "The severities its findings may have, the gravest first."
    )
    formats: list[ReportFormat] = shown("适用的格式。", "The formats it applies to.")
    authority: str = shown("依据（中文）。", "What it rests on (Chinese).")

    @resolved(str, "名称；语言随请求。", "Its name; in the language of the request.")
    @staticmethod
    def name(root: Root, info: Info) -> str:
        return root.name_en if info.context.english else root.name

    @resolved(str, "应当成立的关系；语言随请求。", "What must hold; in the language of the request.")
    @staticmethod
    def what(root: Root, info: Info) -> str:
        return root.what_en if info.context.english else root.what

    @resolved(
        str | None,
        "缺少什么就无从判断；语言随请求。",
        "What it cannot be judged without; in the language of the request.",
    )
    @staticmethod
    def needs(root: Root, info: Info) -> str | None:
        return (root.needs_en if info.context.english else root.needs) or None
