"""Mutations and the subscription: who may, what is asked of the harvester, what it answers."""

import asyncio
from typing import Any

import pytest
from support.asking import answer, context, refusals, schema
from support.reader import DictHarvester, DictReader
from support.reports import PORTAL, RECEIVED, doubt, statistic

from schema.enums import Disposition
from schema.graph.context import Context
from schema.graph.identity import global_id
from schema.ports import Keyed
from schema.records.portal import HarvestProgress

HARVEST = 'mutation { harvest(portal: "510500", years: [2021, 2017]) { id years portal { name } } }'
DISPOSE = """mutation($id: ID!, $note: String) {
  disposeFinding(id: $id, disposition: EXPLAINED, note: $note) { id rule } }"""
FINDING = global_id("Finding", "510500.2017/0")


def harvester() -> DictHarvester:
    return DictHarvester(
        runs={
            "run-510500": [HarvestProgress(discovered=2), HarvestProgress(discovered=2, stored=2, done=True)]
        },
        findings={"510500.2017/0": Keyed("510500.2017/0", "510500.2017", doubt(statistic(RECEIVED, "33")))},
        portals=["510500"],
    )


@pytest.mark.parametrize("mutation", [HARVEST, DISPOSE])
def test_without_an_operators_key_nothing_is_asked_of_the_harvester(mutation: str) -> None:
    asked = harvester()
    variables = {"id": FINDING} if "$id" in mutation else {}

    assert refusals(mutation, context(harvester=asked), **variables) == [
        ("FORBIDDEN", "OPERATOR_KEY_REQUIRED")
    ]
    assert asked.asked == []


def test_an_instance_without_a_harvester_says_so() -> None:
    assert refusals(HARVEST, context(operator=True)) == [("FORBIDDEN", "NO_HARVESTER")]


def test_an_operator_starts_a_harvest() -> None:
    asked = harvester()
    around = context(DictReader(portals=[PORTAL]), harvester=asked, operator=True)

    assert answer(HARVEST, around)["harvest"] == {
        "id": "run-510500",
        "years": [2017, 2021],
        "portal": {"name": "泸州市人民政府"},
    }
    assert asked.asked == [("start", "510500", (2017, 2021))]


def test_an_unknown_portal_is_not_found() -> None:
    mutation = 'mutation { harvest(portal: "000000") { id } }'

    assert refusals(mutation, context(harvester=harvester(), operator=True)) == [
        ("NOT_FOUND", "UNKNOWN_PORTAL")
    ]


def test_an_operator_decides_about_a_finding() -> None:
    asked = harvester()
    around = context(harvester=asked, operator=True)

    assert answer(DISPOSE, around, id=FINDING, note="附表另列")["disposeFinding"] == {
        "id": FINDING,
        "rule": "A-SUM",
    }
    assert asked.asked == [("dispose", "510500.2017/0", Disposition.EXPLAINED, "附表另列")]


@pytest.mark.parametrize(
    ("variables", "refused"),
    [
        ({"id": global_id("Finding", "510500.2017/9")}, ("NOT_FOUND", "UNKNOWN_FINDING")),
        ({"id": global_id("Report", "510500.2017")}, ("BAD_INPUT", "BAD_ID")),
        ({"id": "x"}, ("BAD_INPUT", "BAD_ID")),
        ({"id": FINDING, "note": "长" * 2001}, ("BAD_INPUT", "BAD_TEXT")),
    ],
)
def test_a_decision_that_cannot_be_recorded_is_refused(
    variables: dict[str, str], refused: tuple[str, str]
) -> None:
    assert refusals(DISPOSE, context(harvester=harvester(), operator=True), **variables) == [refused]


async def followed(run: str, around: Context) -> list[Any]:
    query = "subscription($run: ID!) { harvestProgress(run: $run) { discovered stored done } }"
    stream = await schema().subscribe(query, {"run": run}, context_value=around)
    return [result async for result in stream]  # type: ignore[union-attr]


def test_a_harvest_is_followed_until_it_is_done() -> None:
    results = asyncio.run(followed("run-510500", context(harvester=harvester())))

    assert [result.data["harvestProgress"] for result in results] == [
        {"discovered": 2, "stored": 0, "done": False},
        {"discovered": 2, "stored": 2, "done": True},
    ]


def test_an_unknown_run_cannot_be_followed() -> None:
    (result,) = asyncio.run(followed("nothing", context(harvester=harvester())))

    assert result.errors[0].extensions["reason"] == "UNKNOWN_RUN"
