"""Check record → what one rule says of one report."""

import strawberry

from schema.checks import rulebook
from schema.graph.context import Info
from schema.graph.described import both, resolved, shown
from schema.graph.enums import CheckOutcome
from schema.graph.rule import Rule
from schema.records import check as records
from schema.records import rule as rule_records

Root = strawberry.Parent[records.Check]


@strawberry.type(
    description=both(
        "一条规则对一份年报的结论：成立、不成立，或无从判断。",
        "What one rule says of one report: it holds, it fails, or it cannot be judged.",
    )
)
class Check:
    """A view over `schema.records.check.Check`."""

    outcome: CheckOutcome = shown("结论。", "The outcome.")

    @resolved(Rule | None, "规则。", "The rule; null for one that this version no longer has.")
    @staticmethod
    def rule(root: Root) -> rule_records.Rule | None:
        return rulebook.find_rule(root.rule)

    @resolved(
        str | None,
        "无从判断的原因；语言随请求。",
        "Why it cannot be judged; in the language of the request.",
    )
    @staticmethod
    def reason(root: Root, info: Info) -> str | None:
        return (root.reason_en if info.context.english else root.reason) or None
