"""The printed contract: checked in, a superset of what clients rely on, and described in both languages."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from graphql import DocumentNode, get_introspection_query, parse, print_ast
from support.asking import answer

from schema.graph.contract import print_sdl

ROOT = Path(__file__).resolve().parents[2]
CHECKED_IN = ROOT / "schema" / "schema.graphql"
AGREED = Path(__file__).with_name("agreed.graphql")
SHARED = ROOT / "../shared/contract/schema.graphql"
BUILT_IN = {"Int", "Float", "String", "Boolean", "ID"}
CHINESE, LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{2,}[^\u4e00-\u9fff]*[a-z.)]")

Claim = tuple[str, str]


@cache
def printed() -> str:
    return print_sdl()


def claims(document: DocumentNode) -> Iterator[Claim]:
    """Everything a document promises, as (where, what): types with keys, fields, arguments, values."""
    for kind in document.definitions:
        name = getattr(getattr(kind, "name", None), "value", None)
        if name is None:
            continue
        for interface in getattr(kind, "interfaces", None) or ():
            yield name, f"implements {interface.name.value}"
        for directive in kind.directives or ():  # type: ignore[attr-defined]
            yield name, print_ast(directive)
        for value in getattr(kind, "values", None) or ():
            yield name, value.name.value
        for field in getattr(kind, "fields", None) or ():
            yield f"{name}.{field.name.value}", print_ast(field.type)
            yield from arguments(f"{name}.{field.name.value}", field.arguments or ())


def arguments(field: str, nodes: tuple[object, ...]) -> Iterator[Claim]:
    for argument in nodes:
        default = argument.default_value  # type: ignore[attr-defined]
        kind = print_ast(argument.type)  # type: ignore[attr-defined]
        said = f"{kind} = {print_ast(default)}" if default else kind
        yield f"{field}({argument.name.value})", said  # type: ignore[attr-defined]


def test_the_checked_in_contract_is_the_one_that_is_served() -> None:
    hint = "run `python -m schema.graph.contract > schema/schema.graphql` and read the diff"

    assert printed() == CHECKED_IN.read_text(encoding="utf-8"), hint


def test_everything_clients_rely_on_keeps_its_name_type_default_and_key() -> None:
    missing = set(claims(parse(AGREED.read_text(encoding="utf-8")))) - set(claims(parse(printed())))

    assert missing == set()


def test_the_agreed_contract_is_held_here_in_full() -> None:
    if not SHARED.exists():
        pytest.skip(f"{SHARED.name} of the shared material is not beside this checkout")

    agreed = set(claims(parse(AGREED.read_text(encoding="utf-8"))))

    assert set(claims(parse(SHARED.read_text(encoding="utf-8")))) - agreed == set()


def test_no_argument_that_is_not_agreed_must_be_given() -> None:
    agreed = dict(claims(parse(AGREED.read_text(encoding="utf-8"))))
    added = [
        where
        for where, what in claims(parse(printed()))
        if "(" in where and where.split("(")[0] in agreed and where not in agreed and what.endswith("!")
    ]

    assert added == []


def described() -> Iterator[tuple[str, str | None]]:
    """Every part a client sees in an explorer, with its description."""
    for kind in answer(get_introspection_query())["__schema"]["types"]:
        if kind["name"].startswith("__") or kind["name"] in BUILT_IN:
            continue
        yield kind["name"], kind["description"]
        for value in kind["enumValues"] or ():
            yield f"{kind['name']}.{value['name']}", value["description"]
        for field in kind["fields"] or ():
            yield f"{kind['name']}.{field['name']}", field["description"]
            for argument in field["args"]:
                yield f"{kind['name']}.{field['name']}({argument['name']})", argument["description"]


def test_every_type_field_argument_and_value_is_described_in_chinese_first_and_in_english() -> None:
    lacking = [where for where, text in described() if not bilingual(text or "")]

    assert lacking == []


def bilingual(text: str) -> bool:
    chinese, _, english = text.partition("\n")
    return bool(CHINESE.search(chinese) and LATIN.search(english))


def test_a_description_in_one_language_would_be_noticed() -> None:
    assert bilingual("代码。\nThe code.")
    assert not bilingual("代码。")
    assert not bilingual("The code.")
    assert not bilingual("The code.\n代码。")
