"""`(a + b) / c` over indicator codes → a value, or a whole array of values at once.

Terms are codes, `code[APPLICANT]`, numbers and `population`; `code?` counts as 0 where it is missing;
`sum of children` adds up what lies below in the dictionary. Only + - * / are applied, so the looked-up
values may be Decimal, float, or numpy arrays in which NaN stands for missing.
"""

import graphlib
import operator
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import numpy as np

from schema.dictionary.expression import Node, Operation, Term, sum_of, terms_of, tree_of
from schema.dictionary.indicators import all_indicators, children, indicator
from schema.enums import Applicant
from schema.errors import DataError

POPULATION = "population"
SUM_OF_CHILDREN = "sum of children"

# A value, an array of values, or None for a missing one.
Value = Any
Lookup = Callable[[str, Applicant], Value]


@dataclass(frozen=True, slots=True)
class Formula:
    """`factor` is 100 where the result is a percentage."""

    text: str
    root: Node
    factor: int = 1

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term, from left to right."""
        return tuple(terms_of(self.root))

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code once, `population` among them where it is used."""
        return tuple(dict.fromkeys(term.code for term in self.terms))

    def evaluate(self, lookup: Lookup, applicant: Applicant = Applicant.TOTAL) -> Value:
        """None (NaN in arrays) where a term is missing or a divisor is 0."""
        found = _evaluate(self.root, lookup, applicant)
        return found if self.factor == 1 else _apply("*", found, self.factor)


@lru_cache(maxsize=512)
def formula_of(code: str) -> Formula:
    """The formula of a derived indicator. Raises UnknownIndicator, and DataError where it has none."""
    asked = indicator(code)
    if asked.formula is None:
        raise DataError(f"{code} is stated, not derived: indicators.tsv gives it no formula")
    below = tuple(child.code for child in children(code))
    return parse(asked.formula, below, factor=100 if asked.unit == "%" else 1)


def value_of(code: str, lookup: Lookup, applicant: Applicant = Applicant.TOTAL) -> Value:
    """What is stated where it is stated, else what the formula makes of its terms, all the way down."""
    stated = lookup(code, applicant)
    if code == POPULATION or indicator(code).formula is None:
        return stated
    if stated is not None and not _is_missing(stated).any():
        return stated
    derived = formula_of(code).evaluate(lambda term, of: value_of(term, lookup, of), applicant)
    return _filled(stated, derived)


def parse(text: str, below: tuple[str, ...] = (), factor: int = 1) -> Formula:
    """`below` are the codes that `sum of children` adds up. Raises DataError for anything else."""
    if text == SUM_OF_CHILDREN:
        if not below:
            raise DataError(f"formula {text!r}: nothing lies below; give children or another formula")
        return Formula(" + ".join(below), sum_of(below), factor)
    return Formula(text, tree_of(text), factor)


def _evaluate(node: Node, lookup: Lookup, applicant: Applicant) -> Value:
    if isinstance(node, int):
        return node
    if isinstance(node, Operation):
        left, right = _evaluate(node.left, lookup, applicant), _evaluate(node.right, lookup, applicant)
        return _apply(node.sign, left, right)
    whose = Applicant.TOTAL if node.code == POPULATION else node.applicant or applicant
    found = lookup(node.code, whose)
    return _or_zero(found) if node.optional else found


SIGNS: dict[str, Callable[[Value, Value], Value]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def _apply(sign: str, left: Value, right: Value) -> Value:
    if left is None or right is None:
        return None
    return _divide(left, right) if sign == "/" else SIGNS[sign](left, right)


def _divide(left: Value, right: Value) -> Value:
    if not isinstance(right, np.ndarray):
        return None if right == 0 else left / right
    return left / np.where(right == 0, np.nan, right)


def _is_missing(found: Value) -> Any:
    if isinstance(found, Decimal):
        return np.bool_(found.is_nan())
    return np.isnan(found)


def _or_zero(found: Value) -> Value:
    if isinstance(found, np.ndarray):
        return np.where(np.isnan(found), 0.0, found)
    return 0 if found is None or _is_missing(found) else found


def _filled(stated: Value, derived: Value) -> Value:
    """What is stated, and what is derived where nothing is."""
    if derived is None or stated is None:
        return stated if derived is None else derived
    if isinstance(stated, np.ndarray) or isinstance(derived, np.ndarray):
        return np.where(np.isnan(stated), derived, stated)
    return derived if _is_missing(stated) else stated


@cache
def derived_codes() -> tuple[str, ...]:
    """Every code that has a formula, after all those it rests on."""
    derived = {found.code for found in all_indicators() if found.formula}
    graph = {code: derived & set(formula_of(code).codes) for code in sorted(derived)}
    return tuple(graphlib.TopologicalSorter(graph).static_order())
