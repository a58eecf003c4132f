"""How fast a comparison is answered: 21 places × 9 years × 12 indicators out of a million values.

`make bench`, or `python tests/bench/bench_compare.py`. The floor is what no server in this language can go
below: the same answer, already computed, as JSON. Rounds are interleaved, because machines change their
pace under a benchmark; read the ratios, not the times. Nothing here asserts a time.
"""

import asyncio
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import orjson

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support.columns import question
from support.reader import DictReader

from gateway.compare.current import ColumnStore
from gateway.compare.engine import ColumnComparer
from gateway.compare.source import Readings, ReportRow, ValueRow
from gateway.serve.contract import served_schema
from gateway.settings import Settings
from schema.dictionary import indicators
from schema.enums import Applicant, JurisdictionLevel, Qualifier, ReportFormat
from schema.graph.context import Context
from schema.places import registry
from schema.records.report import report_id

ROUNDS = 60
VALUES = 1_000_000
YEARS = range(2013, 2022)
PLACES = [place.code for place in registry.places_within("510000", JurisdictionLevel.PREFECTURE)]
CODES = (
    "requests.received", "requests.carried_in", "requests.carried_out", "outcome.granted", "outcome.partial",
    "outcome.refused", "outcome.unable", "outcome.not_processed", "outcome.total", "review.total",
    "litigation.total", "rate.disclosed",
)  # fmt: skip
VALUES_QUERY = """query ($p: [String!], $y: [Int!]!, $i: [String!]!) {
  compare(jurisdictions: $p, years: $y, indicators: $i) {
    years series { jurisdiction { code name } indicator { code } values } } }"""
POINTS_QUERY = """query ($p: [String!], $y: [Int!]!, $i: [String!]!) {
  compare(jurisdictions: $p, years: $y, indicators: $i) {
    series { jurisdiction { code name } indicator { code }
      points { year value absence rank change comparability } } } }"""


class ManyFigures:
    """A source of a million figures, the same at every run."""

    def data_version(self) -> int:
        return 1

    @contextmanager
    def readings(self) -> Iterator[Readings]:
        places = self._places()
        reports = [
            ReportRow(report_id(place, year), place, year, form_of(year))
            for place in places
            for year in YEARS
        ]
        yield Readings(version=1, reports=reports, values=self._values(reports))

    def _places(self) -> list[str]:
        each = len(YEARS) * len(self._keys())
        others = [place.code for place in registry.all_places() if place.code not in PLACES]
        return PLACES + others[: VALUES // each - len(PLACES)]

    def _keys(self) -> list[tuple[str, str, Applicant]]:
        stated = [one for one in indicators.all_indicators() if one.formula is None]
        split = [(one.code, one.unit, who) for one in stated if one.by_applicant for who in Applicant]
        return split + [(one.code, one.unit, Applicant.TOTAL) for one in stated if not one.by_applicant]

    def _values(self, reports: list[ReportRow]) -> Iterator[ValueRow]:
        dice = Random(2260)
        for report in reports:
            for code, unit, who in self._keys():
                yield ValueRow(
                    report.place, report.year, code, who, dice.randrange(5000), unit, Qualifier.EXACT
                )


def form_of(year: int) -> ReportFormat:
    if year >= 2021:
        return ReportFormat.TABLES_2021
    return ReportFormat.TABLES_2019 if year >= 2019 else ReportFormat.ANNEX_2014


def contestants(columns: ColumnStore) -> dict[str, Callable[[], Any]]:
    """What is timed, by name; the first is the floor."""
    comparer = ColumnComparer(columns.current)
    spec = question(list(PLACES), list(YEARS), list(CODES))
    schema, loop = served_schema(Settings()), asyncio.new_event_loop()
    variables = {"p": list(PLACES), "y": list(YEARS), "i": list(CODES)}

    def ask(query: str) -> bytes:
        context = Context(reader=DictReader(), comparer=comparer)
        result = loop.run_until_complete(schema.execute(query, variables, context_value=context))
        if result.errors:
            raise SystemExit(str(result.errors))
        return orjson.dumps({"data": result.data})

    def points() -> int:
        return sum(len(list(series.points)) for series in comparer.compare(spec).series)

    floor = orjson.loads(ask(VALUES_QUERY))
    return {
        "floor: orjson of the values": lambda: orjson.dumps(floor),
        "engine, values": lambda: comparer.compare(spec),
        "engine, values, points, summary": lambda: (points(), list(comparer.compare(spec).summary)),
        "GraphQL, values, as JSON": lambda: ask(VALUES_QUERY),
        "GraphQL, points, as JSON": lambda: ask(POINTS_QUERY),
    }


def tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def main() -> None:
    columns = ColumnStore(ManyFigures())
    began = time.perf_counter()
    built = columns.load()
    took = time.perf_counter() - began
    values = sum(int(np.isfinite(one.values).sum()) for one in built.printed.values())
    cells = len(PLACES) * len(YEARS) * len(CODES)
    tell(
        f"{values} values of {len(built.places)} places, columns built in {took:.1f} s; a question of {cells}"
    )
    runs = contestants(columns)
    timed: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(ROUNDS):
        for name, run in runs.items():
            began = time.perf_counter()
            run()
            timed[name].append(time.perf_counter() - began)
    medians = {name: statistics.median(times) * 1000 for name, times in timed.items()}
    floor = next(iter(medians.values()))
    for name, ms in medians.items():
        tell(f"{name:34} p50 {ms:8.2f} ms  {ms / floor:8.1f} x floor")


if __name__ == "__main__":
    main()
