"""A question → the contract's answer over dictionaries, without HTTP. The day is 1 July 2024."""

import asyncio
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any

from strawberry.federation import Schema
from strawberry.types import ExecutionResult
from support.reader import DictComparer, DictHarvester, DictReader

from schema.graph.context import Context
from schema.graph.contract import build_schema

TODAY = date(2024, 7, 1)


@cache
def schema() -> Schema:
    return build_schema()


def context(
    reader: DictReader | None = None,
    comparer: DictComparer | None = None,
    harvester: DictHarvester | None = None,
    *,
    operator: bool = False,
    language: str = "zh",
) -> Context:
    return Context(
        reader=reader or DictReader(),
        comparer=comparer or DictComparer(),
        harvester=harvester,
        operator=operator,
        language=language,
        clock=lambda: TODAY,
    )


def ask(query: str, around: Context | None = None, **variables: object) -> ExecutionResult:
    """The whole result, errors included."""
    return asyncio.run(schema().execute(query, variables, context_value=around or context()))


def answer(query: str, around: Context | None = None, **variables: object) -> Any:
    """The data of a question that must not fail."""
    result = ask(query, around, **variables)

    assert result.errors is None, result.errors

    return result.data


def refusals(query: str, around: Context | None = None, **variables: object) -> Sequence[tuple[str, str]]:
    """Code and reason of each error, in order."""
    errors = ask(query, around, **variables).errors or []
    return [(str((e.extensions or {}).get("code")), str((e.extensions or {}).get("reason"))) for e in errors]


def refusal(query: str, around: Context | None = None, **variables: object) -> Any:
    """The one error that was raised."""
    errors = ask(query, around, **variables).errors or []

    assert len(errors) == 1, errors

    return errors[0]
