"""`(a + b) / c` → a tree of terms and operations: the grammar of formulas, which `formula` evaluates.

Terms are codes, `code[APPLICANT]`, numbers and `population`; `code?` counts as 0 where it is missing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from schema.enums import Applicant
from schema.errors import DataError

TOKEN = re.compile(r"\s*(?:(?P<number>\d+)|(?P<term>[a-z][a-z0-9_.]*)|(?P<sign>[-+*/()]))")
APPLICANT = re.compile(r"\[([A-Z_]+)\]")


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


Token = Term | int | str


def tree_of(text: str) -> Node:
    """Raises DataError for anything that is not codes, numbers, brackets and + - * /."""
    root, rest = _addition(text, list(_tokens(text)))
    if rest:
        raise DataError(f"formula {text!r}: cannot read {_shown(rest)}; write codes with + - * / ( )")
    return root


def sum_of(codes: tuple[str, ...]) -> Node:
    root: Node = Term(codes[0])
    for code in codes[1:]:
        root = Operation("+", root, Term(code))
    return root


def terms_of(node: Node) -> Iterator[Term]:
    """Every term, from left to right."""
    if isinstance(node, Term):
        yield node
    elif isinstance(node, Operation):
        yield from terms_of(node.left)
        yield from terms_of(node.right)


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
