"""`(a + b) / c` over indicator codes → a value, or a whole array of values at once.

Terms are codes, `code[APPLICANT]`, numbers and `population`; `code?` counts as 0 where it is missing;
`sum of children` adds up what lies below in the dictionary. Only + - * / are applied, so the looked-up
values may be Decimal, float, or numpy arrays in which NaN stands for missing.
"""

import graphlib
import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any

import numpy as np

from schema.dictionary.indicators import all_indicators, children, indicator
from schema.enums import Applicant
from schema.errors import DataError

POPULATION = "population"
SUM_OF_CHILDREN = "sum of children"
TOKEN = re.compile(r"\s*(?:(?P<number>\d+)|(?P<term>[a-z][a-z0-9_.]*)|(?P<sign>[-+*/()]))")
APPLICANT = re.compile(r"\[([A-Z_]+)\]")

# A value, an array of values, or None for a missing one.
Value = Any
Lookup = Callable[[str, Applicant], Value]


@dataclass(frozen=True, slots=True)
class Term:
    """`applicant` None takes the one that is asked for; `optional` counts as 0 where it is missing."""

    code: str
    applicant: Applicant | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands and the sign between them."""

    sign: str
    left: "Node"
    right: "Node"


Node = Term | Operation | int


@dataclass(frozen=True, slots=True)
class Formula:
    """`factor` is 100 where the result is a percentage."""

    text: str
    root: Node
    factor: int = 1

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term, from left to right."""
        return tuple(_terms(self.root))

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
        return Formula(" + ".join(below), _sum(below), factor)
    tokens = list(_tokens(text))
    root, rest = _addition(text, tokens)
    if rest:
        raise DataError(f"formula {text!r}: cannot read {_shown(rest)}; write codes with + - * / ( )")
    return Formula(text, root, factor)


def _sum(codes: tuple[str, ...]) -> Node:
    root: Node = Term(codes[0])
    for code in codes[1:]:
        root = Operation("+", root, Term(code))
    return root


Token = Term | int | str


def _tokens(text: str) -> Iterator[Token]:
    at = 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if match is None:
            raise DataError(f"formula {text!r}: cannot read {text[at:]!r}; write codes with + - * / ( )")
        at = match.end()
        if match["term"]:
            term, at = _term(text, match["term"], at)
            yield term
        else:
            yield int(match["number"]) if match["number"] else match["sign"]


def _term(text: str, code: str, at: int) -> tuple[Term, int]:
    applicant = None
    if bracket := APPLICANT.match(text, at):
        if bracket[1] not in Applicant.__members__:
            raise DataError(f"formula {text!r}: no applicant {bracket[1]}; use {', '.join(Applicant)}")
        applicant, at = Applicant(bracket[1]), bracket.end()
    optional = text[at : at + 1] == "?"
    return Term(code, applicant, optional), at + optional


def _addition(text: str, tokens: list[Token]) -> tuple[Node, list[Token]]:
    return _chain(text, tokens, "+-", _product)


def _product(text: str, tokens: list[Token]) -> tuple[Node, list[Token]]:
    return _chain(text, tokens, "*/", _operand)


def _chain(
    text: str,
    tokens: list[Token],
    signs: str,
    operand: Callable[[str, list[Token]], tuple[Node, list[Token]]],
) -> tuple[Node, list[Token]]:
    """Operands joined by signs of one rank, from left to right."""
    left, rest = operand(text, tokens)
    while rest and isinstance(rest[0], str) and rest[0] in signs:
        right, after = operand(text, rest[1:])
        left, rest = Operation(rest[0], left, right), after
    return left, rest


def _operand(text: str, tokens: list[Token]) -> tuple[Node, list[Token]]:
    if not tokens:
        raise DataError(f"formula {text!r}: ends where a code is expected; complete it")
    first, rest = tokens[0], tokens[1:]
    if not isinstance(first, str):
        return first, rest
    inner, after = _addition(text, rest) if first == "(" else (0, [])
    if first != "(" or after[:1] != [")"]:
        raise DataError(f"formula {text!r}: brackets or signs do not match near {_shown(tokens)}; mend it")
    return inner, after[1:]


def _shown(tokens: list[Token]) -> str:
    return " ".join(token.code if isinstance(token, Term) else str(token) for token in tokens)


def _terms(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    elif isinstance(node, Operation):
        yield from _terms(node.left)
        yield from _terms(node.right)


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
