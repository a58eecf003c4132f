"""Limits on documents, and that checking them takes time linear in the document."""

import time

import pytest
from graphql import parse

from gateway.serve.limits import Limits, refuse

LIMITS = Limits(depth=5, fields=40, aliases=4)


def reasons(document: str, limits: Limits = LIMITS) -> list[str]:
    return [str((error.extensions or {})["reason"]) for error in refuse(parse(document), limits)]


def nested(levels: int) -> str:
    return "{" * levels + "a" + "}" * levels if levels == 1 else "{a" + nested(levels - 1) + "}"


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (nested(5), []),
        (nested(6), ["QUERY_TOO_DEEP"]),
        ("{ ... { ... { ... { ... { ... { a } } } } } }", []),
        ("{ a { ...f } } fragment f on T { b { c { d { e } } } }", []),
        ("{ a { b { ...f } } } fragment f on T { b { c { d { e } } } }", ["QUERY_TOO_DEEP"]),
        ("{ a: x b: x c: x d: x }", []),
        ("{ a: x b: x c: x d: x e: x }", ["TOO_MANY_ALIASES"]),
        ("{ ...f y { ...f } } fragment f on T { a: x b: x c: x }", ["TOO_MANY_ALIASES"]),
        ("{" + " x" * 40 + "}", []),
        ("{" + " x" * 41 + "}", ["TOO_MANY_FIELDS"]),
        ("query A { a } query B " + nested(6), ["QUERY_TOO_DEEP"]),
        ("{ a ...missing }", []),
        ("{ ...f } fragment f on T { ...g } fragment g on T { ...f }", []),
        ("{ __schema { a { a { a { a { a { a } } } } } } }", []),
    ],
)
def test_what_passes_a_limit_is_named(document: str, expected: list[str]) -> None:
    assert reasons(document) == expected


def doubling(levels: int, spread: str) -> str:
    fragments = (f"fragment f{i} on T {{ {spread.format(next=i + 1)} }}" for i in range(levels))
    return f"{{ ...f0 }} {' '.join(fragments)} fragment f{levels} on T {{ x }}"


@pytest.mark.parametrize(
    ("spread", "expected"),
    [
        ("...f{next} ...f{next}", []),
        ("... {{ ...f{next} }} ... {{ ...f{next} }}", ["TOO_MANY_FIELDS"]),
        (
            "a {{ ...f{next} }} b: a {{ ...f{next} }}",
            ["QUERY_TOO_DEEP", "TOO_MANY_FIELDS", "TOO_MANY_ALIASES"],
        ),
    ],
)
def test_fragments_that_double_at_every_level_cost_their_length(spread: str, expected: list[str]) -> None:
    document = doubling(60, spread)
    began = time.process_time()
    assert reasons(document) == expected
    # The expansion has 2**60 selections; any walk through it would not come back at all.
    assert time.process_time() - began < 5


def test_a_chain_of_fragments_longer_than_the_stack_is_weighed() -> None:
    assert reasons(doubling(3000, "...f{next}")) == []
