"""A system is told from its traces, the particular ones before those that many share."""

import tomllib
from typing import Any

import pytest

from adapters.families.detect import RULES, signs, traces
from adapters.families.registry import FAMILIES

TABLE = tomllib.loads(RULES.read_text("utf-8"))["trace"]
BY_NAME = {row["name"]: row for row in TABLE}
EXAMPLES = [pytest.param(row["name"], given, id=row["name"]) for row in TABLE for given in row["examples"]]
NEVER = [pytest.param(row["name"], given, id=row["name"]) for row in TABLE for given in row.get("never", ())]
# No trace leads to these: links and addresses that a person names.
BY_HAND = {"fixed", "plain"}


def found(given: dict[str, str]) -> list[str]:
    return [
        sign.trace
        for sign in signs(
            given.get("page", ""), given.get("url", "https://x.example/"), given.get("media", "text/html")
        )
    ]


@pytest.mark.parametrize(("name", "given"), EXAMPLES)
def test_every_example_bears_its_trace_first(name: str, given: dict[str, str]) -> None:
    assert found(given)[0] == name


@pytest.mark.parametrize(("name", "given"), NEVER)
def test_what_only_looks_alike_does_not_bear_the_trace(name: str, given: dict[str, str]) -> None:
    assert name not in found(given)


@pytest.mark.parametrize("family", sorted(FAMILIES.keys() - BY_HAND))
def test_every_family_has_a_trace_with_an_example(family: str) -> None:
    assert [row["name"] for row in TABLE if row.get("family") == family and row["examples"]]


def test_traces_have_names_of_their_own_and_lead_to_families_only() -> None:
    assert len(BY_NAME) == len(TABLE) == len(traces())
    known: set[Any] = {*FAMILIES, "open_data", "graphql", ""}
    assert {trace.family for trace in traces()} - known == set()


def test_the_order_is_that_of_the_collector() -> None:
    """A Hanweb page that names dataproxy.jsp may bear TRS styles too, left from a migration."""
    text = '<div class="TRS_Editor"></div><script src="/module/jpage/dataproxy.jsp"></script>'
    assert [sign.family for sign in signs(text, "https://x.example/")] == ["hanweb", "trs"]


def test_a_sign_quotes_the_words_it_was_found_in() -> None:
    (sign,) = signs('<script>createPageHTML(3, 0, "index", "html")</script>', "https://x.example/")
    assert sign.quote == '<script>createPageHTML(3, 0, "index", "htm'
