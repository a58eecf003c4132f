"""Comparer → a comparer for one request, which keeps all its comparisons together within one budget.

Aliases let a document ask for many comparisons; each may be small and their sum large.
"""

from collections.abc import Sequence

from schema.graph.errors import TooMuch
from schema.ports import Comparer
from schema.records.comparison import (
    CompareSpec,
    Comparison,
    CoverageCell,
    CoverageSpec,
    Lateness,
    LatenessSpec,
)


class BudgetedComparer:
    """The comparer of one request. `cells` is what is left of places × years × indicators."""

    def __init__(self, comparer: Comparer, cells: int) -> None:
        self._comparer, self._cells, self._left = comparer, cells, cells

    def compare(self, spec: CompareSpec) -> Comparison:
        """Answer, or raise `TooMuch` before anything is computed."""
        self._left -= len(spec.places) * len(spec.years) * len(spec.indicators)
        if self._left < 0:
            raise TooMuch(
                "COMPARISON_TOO_LARGE",
                f"一次请求最多比较 {self._cells} 个数值（地区数×年数×指标数），请减少地区、年份或指标",
                f"one request compares at most {self._cells} values (places × years × indicators): "
                "ask for fewer places, years or indicators",
                limit=self._cells,
            )
        return self._comparer.compare(spec)

    def coverage(self, spec: CoverageSpec) -> Sequence[CoverageCell]:
        return self._comparer.coverage(spec)

    def lateness(self, spec: LatenessSpec) -> Sequence[Lateness]:
        return self._comparer.lateness(spec)

    def doubtful_dates(self) -> frozenset[str]:
        return self._comparer.doubtful_dates()
