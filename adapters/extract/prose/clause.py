"""Text of a passage → its clauses, each in the order in which wordings are written. Called by claim.

有关投诉、举报,全区均未收到 says the same as 全区均未收到有关投诉、举报, and is told so.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

# 未因答复不当,而发生行政复议 is one clause.
_CLAUSE = re.compile(
    r"(?:[^,;:。!?()]++|(?<=.),(?=[而从并且]?(?:而|导致|引发|引起))|(?<=复议),(?=(?:被)?提起(?:行政)?诉讼)|(?<=申请),(?=(?:行政)?复议(?:[和及与、或](?:行政)?诉讼)*(?:案件|情况)?(?:[。;]|$)))+"
)
# Nothing but that there was none, of what stands before it.
_NONE = re.compile(
    r"(?P<who>(?:20\d\d年|[^\d。])*?)"
    r"(?P<none>(?:一[件项份起]|任何形式的|则|均|都|也|尚|就|从)*"
    r"(?:(?:没有|未有)(?:收到|接到|收取|受理|发生|产生|出现|提出)?|(?:未曾?|没)(?:收到|接到|收取|受理|发生|产生|出现|提出|存在|有))"
    r"(?:过|到)?)"
)
# Who or when, between what there is none of and that there was none.
_WHO = re.compile(
    r"(?:20\d\d年度?|本年度?|今年|全年|年内|这一年|一年来|目前|至今|同样"
    r"|(?:我|本|全|该)(?:单位|机关|部门|街道|公司|[局委办厅市县区镇乡街道校院所站关])(?:政府|机关)?)*"
)
# No clause of prose is longer; patterns are kept from what is.
_LONGEST = 300


class Clause(NamedTuple):
    """`start` to `end` of the passage; `text` is what it says there, or the same with its nothing before."""

    text: str
    start: int
    end: int


def clauses(text: str) -> Iterator[Clause]:
    """Every clause that is not too long, in the order of the text; one told the other way round twice."""
    before: Clause | None = None
    for found in _CLAUSE.finditer(text):
        clause = Clause(found[0], found.start(), found.end())
        if len(clause.text) <= _LONGEST:
            yield clause
            yield from _turned(clause, before if before and text[before.end] == "," else None)
            before = clause
        else:
            before = None


def _turned(clause: Clause, before: Clause | None) -> Iterator[Clause]:
    found = _NONE.fullmatch(clause.text) if "没" in clause.text or "未" in clause.text else None
    if found is None:
        return
    who = found["who"]
    if _WHO.fullmatch(who):
        if before and not re.search(r"\d(?!\d*年)", before.text):
            yield Clause(f"{clause.text}{before.text}", before.start, clause.end)
    elif not re.search(r"\d(?!\d*年)", who):
        yield Clause(f"{found['none']}{who}", clause.start, clause.end)
