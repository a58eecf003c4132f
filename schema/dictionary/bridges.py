"""An indicator and a form that does not print it → how that form gives it all the same, by the crosswalk.

`outcome.granted` is no row of the annex of 2014; there `outcome_2008.granted + outcome_2008.already_public`
stands for it, nearly. A rate is bridged where all its terms are. What the crosswalk calls BREAK has a bridge
that must not be crossed: it only gives the reason.
"""

from dataclasses import dataclass
from functools import lru_cache

from schema.dictionary import crosswalk
from schema.dictionary.crosswalk import SAME, Grade, worst
from schema.dictionary.expression import Node, Operation, Term, sum_of
from schema.dictionary.formula import POPULATION, Formula, formula_of
from schema.dictionary.indicators import indicator
from schema.enums import Comparability, ReportFormat
from schema.records.bridge import Bridge
from schema.records.equivalent import Equivalent

ROUGH = Grade(
    Comparability.NEAR,
    "两种表式各由不同的项推得",
    "worked out from different figures in the two forms",
)


@dataclass(frozen=True, slots=True)
class Route:
    """`bridge` as it is shown, `formula` as it is worked out."""

    bridge: Bridge
    formula: Formula

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes it rests on, each once."""
        return tuple(code for code in self.formula.codes if code != POPULATION)

    @property
    def open(self) -> bool:
        return self.bridge.comparability is not Comparability.BREAK


@lru_cache(maxsize=4096)
def route(code: str, form: ReportFormat) -> Route | None:
    """None where the form prints the indicator itself or says nothing of it. Raises UnknownIndicator."""
    asked = indicator(code)
    if form in asked.formats:
        return None
    direct = _direct(code, form)
    if direct is not None or asked.formula is None:
        return direct
    return _through_terms(code, form)


def routes(code: str) -> tuple[Route, ...]:
    """Those that may be crossed, oldest form first."""
    found = (route(code, form) for form in ReportFormat)
    return tuple(one for one in found if one is not None and one.open)


@lru_cache(maxsize=4096)
def grade(code: str, older: ReportFormat, newer: ReportFormat) -> Grade:
    """How far two figures of one series compare, printed or worked out. Raises UnknownIndicator."""
    older, newer = sorted((older, newer), key=crosswalk.ORDER.index)
    if older is newer:
        return SAME
    first, second = route(code, older), route(code, newer)
    if first is None and second is None:
        return crosswalk.grade(code, older, newer)
    if first is not None and second is not None and first.codes == second.codes:
        return worst(crosswalk.grade(one, older, newer) for one in first.codes)
    crossed = [_grade_of(one.bridge) for one in (first, second) if one is not None]
    return worst([*crossed, ROUGH] if len(crossed) > 1 else crossed)


def _direct(code: str, form: ReportFormat) -> Route | None:
    """By the nearest entry of the crosswalk in which the code stands alone: no joint figure is divided."""
    found = [
        one
        for one in crosswalk.equivalents(code)
        if one.format is form and crosswalk.stands_alone(code, one.indicator.code)
    ]
    if not found:
        return None
    nearest = min(found, key=lambda one: crosswalk.WORST_LAST.index(one.comparability))
    return _route(form, _sum(nearest), indicator(code).unit, _grade_of(nearest))


def _through_terms(code: str, form: ReportFormat) -> Route | None:
    """A formula with each term that the form lacks replaced by what stands for it."""
    asked = formula_of(code)
    grades: list[Grade] = []
    root = _replaced(asked.root, form, grades)
    if root is None or not grades:
        return None
    return _route(form, Formula(written(root), root, asked.factor), indicator(code).unit, worst(grades))


def _replaced(node: Node, form: ReportFormat, grades: list[Grade]) -> Node | None:
    if isinstance(node, int):
        return node
    if isinstance(node, Operation):
        left, right = _replaced(node.left, form, grades), _replaced(node.right, form, grades)
        return None if left is None or right is None else Operation(node.sign, left, right)
    if node.code == POPULATION or form in indicator(node.code).formats or node.optional:
        return node
    bridged = route(node.code, form)
    if bridged is None or node.applicant is not None:
        return None
    grades.append(_grade_of(bridged.bridge))
    return bridged.formula.root


def _route(form: ReportFormat, formula: Formula, unit: str, found: Grade) -> Route | None:
    codes = tuple(code for code in formula.codes if code != POPULATION)
    if found.comparability is not Comparability.BREAK and unit not in {indicator(codes[0]).unit, "%"}:
        return None
    return Route(
        Bridge(
            format=form,
            indicators=tuple(map(indicator, codes)),
            formula=formula.text,
            comparability=found.comparability,
            reason=found.reason or "",
            reason_en=found.reason_en or "",
        ),
        formula,
    )


def _sum(found: Equivalent) -> Formula:
    side = crosswalk.side_of(found)
    return Formula(" + ".join(side), sum_of(side))


def _grade_of(found: Bridge | Equivalent) -> Grade:
    return Grade(found.comparability, found.reason or None, found.reason_en or None)


def written(node: Node) -> str:
    """A tree as a formula that reads back to it."""
    if isinstance(node, int):
        return str(node)
    if isinstance(node, Term):
        whose = f"[{node.applicant}]" if node.applicant else ""
        return f"{node.code}{whose}{'?' if node.optional else ''}"
    left, right = written(node.left), written(node.right)
    if node.sign in "*/":
        left = f"({left})" if isinstance(node.left, Operation) and node.left.sign in "+-" else left
    if node.sign != "+" and isinstance(node.right, Operation):
        right = f"({right})"
    return f"{left} {node.sign} {right}"
