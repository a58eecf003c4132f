"""What reading tables without cells has to say about its own doubts, as findings in both languages."""

from collections.abc import Collection, Iterator, Sequence

from adapters.extract.flattened.flat_cell import Refused, Term
from adapters.extract.layout import layout
from schema.enums import Severity
from schema.records.finding import Finding

_NAMES = {
    "requests": ("申请情况表", "the table of requests"),
    "disputes": ("行政复议、行政诉讼情况表", "the table of disputes"),
    "disclosure": ("主动公开情况表", "the table of disclosure"),
}
_WHY = {
    "several_readings": ("按规定格式有几种拆法", "the form allows several readings"),
    "nothing_adds_up": ("按勾稽关系没有一种拆法成立", "no reading meets the form's identities"),
    "too_many": ("拆法过多", "the readings are too many to compare"),
    "columns_not_known": ("列名与规定格式不符", "their columns are not the form's"),
    "no_number": ("不是一个数", "it is not one number"),
    "no_values": ("表头之后没有数", "no values follow the heading"),
    "cells_missing": ("缺少单元格，位置不明", "cells are missing, and it is not known which"),
}
_MOST_NAMED = 6


def flat_findings(
    refused: Sequence[Sequence[Refused]], unread: Sequence[str], stated: Collection[Term]
) -> Iterator[Finding]:
    """One for each table and sort of doubt, as far as no other reading states the cells."""
    for table in refused:
        kinds: dict[str, list[Refused]] = {}
        for each in table:
            terms = tuple(term for term in each.terms if term not in stated)
            any_of = each.kind == "columns_not_known"
            if terms and not (any_of and len(terms) < len(each.terms)):
                kinds.setdefault(each.kind, []).append(Refused(each.kind, each.row, terms))
        yield from (refused_finding(kind, rows) for kind, rows in kinds.items())
    read = {layout().group_of(code) for code, _ in stated} if unread else set()
    yield from (unread_finding(group) for group in unread if group not in read)


def refused_finding(kind: str, refused: Sequence[Refused]) -> Finding:
    """`refused` are the rows of one table whose cells could not be told apart for the same reason."""
    why, why_en = _WHY[kind]
    rows = [each.row for each in refused]
    named = "、".join(rows[:_MOST_NAMED]) + ("等" if len(rows) > _MOST_NAMED else "")
    terms = tuple(term for each in refused for term in each.terms)
    return Finding(
        rule="R-FLAT",
        kind=kind,
        severity=Severity.WARNING,
        message=f"表格各格连成一段文字，{len(rows)}行（{named}）的{len(terms)}格{why}，未读取",
        message_en=f"borders are lost: {len(terms)} cells of {len(rows)} rows not read; {why_en}",
        terms=terms,
    )


def unread_finding(group: str) -> Finding:
    """A table of which nothing could be read."""
    name, name_en = _NAMES[group]
    return Finding(
        rule="R-FLAT",
        kind="table_run_together",
        severity=Severity.WARNING,
        message=f"{name}的各格连成一段文字，表头与规定格式不符，未读取；请改用网页原文或附件",
        message_en=f"{name_en} has lost its cells and its heading is not the form's; use the page itself",
    )
