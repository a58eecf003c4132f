"""Two readings of the tables in a plain text, by cells and by labels → one. Called by `tables`.

Neither is sure of the borders that a tool has written; where both state a cell and differ, it is not read.
"""

from collections.abc import Iterable, Mapping

from adapters.extract.flattened.flat_cell import Term
from adapters.extract.layout import layout
from adapters.extract.tables.remarks import differ_finding
from schema.records.finding import Finding
from schema.records.statistic import Statistic


def agreed(
    by_cells: Mapping[Term, Statistic], by_labels: Iterable[Statistic]
) -> tuple[dict[Term, Statistic], list[Finding]]:
    """What either states and the other does not deny. A cell that is there and blank stays blank."""
    held = dict(by_cells)
    findings: list[Finding] = []
    for statistic in by_labels:
        term = (statistic.indicator, statistic.applicant)
        other = held.setdefault(term, statistic)
        if other.value is not None and statistic.value not in {None, other.value}:
            del held[term]
            findings.append(differ_finding(other, statistic))
    return held, findings


def still_open(findings: Iterable[Finding], stated: Mapping[Term, Statistic]) -> list[Finding]:
    """Without the doubts about cells and tables that the other reading has settled."""
    disputes_read = any(layout().group_of(code) == "disputes" for code, _ in stated)
    settled = {"cell_not_read": lambda each: all(term in stated for term in each.terms)}
    settled["columns_not_known"] = lambda _: disputes_read
    return [each for each in findings if not settled.get(each.kind, lambda _: False)(each)]
