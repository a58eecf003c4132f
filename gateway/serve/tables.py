"""Arguments of `compare` in an address → the same comparison as CSV. A door for Excel and for pandas.

The file begins with a byte order mark, without which Excel shows Chinese as nonsense, and is sent row
by row. Wrong arguments get the same codes as in GraphQL, with status 400 or 404.
"""

import csv
import io
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from enum import StrEnum
from types import SimpleNamespace
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from gateway.serve.refusals import refusal
from schema.enums import Applicant, JurisdictionLevel, Normalization
from schema.graph.asked_comparison import checked_size, compared_places
from schema.graph.asked_indicators import some_indicators
from schema.graph.asked_years import some_years
from schema.graph.context import Context, Info
from schema.graph.errors import BadInput, ContractError
from schema.ports import Reader
from schema.records.comparison import CompareSpec, Comparison, Point, Series
from schema.records.report import report_id

HEADER = (
    "place_code", "place", "indicator", "indicator_name", "year", "value", "unit", "absence",
    "rank", "change", "comparability", "note", "source_url",
)  # fmt: skip
ARGUMENTS = ("jurisdictions", "within", "level", "years", "indicators", "applicant", "normalize", "crosswalk")
BYTE_ORDER_MARK = "\ufeff"
CHUNK = 500
STATUS = {"NOT_FOUND": 404, "TOO_MUCH": 413, "FORBIDDEN": 403}

ContextFor = Callable[[Request], Awaitable[Context]]


def compare_table(context_for: ContextFor) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint `/v1/compare.csv`."""

    async def answer(request: Request) -> Response:
        context = await context_for(request)
        try:
            spec = asked(request, context)
            comparison = context.comparer.compare(spec)
        except ContractError as error:
            return _refused(error)
        sources = await source_urls(context.reader, comparison)
        headers = {"content-disposition": 'attachment; filename="compare.csv"', "cache-control": "no-cache"}
        return StreamingResponse(
            table(comparison, sources, spec.normalize), headers=headers, media_type="text/csv; charset=utf-8"
        )

    return answer


def _refused(error: ContractError) -> Response:
    details = error.extensions or {}
    code = str(details.get("code"))
    return refusal(STATUS.get(code, 400), str(details.get("reason", code)), error.message)


def asked(request: Request, context: Context) -> CompareSpec:
    """The question in an address. Lists may be joined by commas or given several times."""
    given = request.query_params
    if unknown := sorted(set(given) - set(ARGUMENTS)):
        known = ", ".join(ARGUMENTS)
        raise BadInput(
            "BAD_ARGUMENT", f"不认识参数 {unknown}", f"unknown arguments {unknown}, known: {known}"
        )
    info = cast("Info", SimpleNamespace(context=context))
    years = some_years([_year(text) for text in _listed(request, "years")], info)
    level = _choice(JurisdictionLevel, given.get("level"), "level")
    named = _listed(request, "jurisdictions")
    places = compared_places(named or None, given.get("within"), level, years)
    indicators = some_indicators(_listed(request, "indicators"))
    checked_size(len(places), len(years), len(indicators))
    return CompareSpec(
        places=places,
        years=years,
        indicators=indicators,
        applicant=_choice(Applicant, given.get("applicant"), "applicant") or Applicant.TOTAL,
        normalize=_choice(Normalization, given.get("normalize"), "normalize") or Normalization.NONE,
        crosswalk=_flag(given.get("crosswalk"), "crosswalk"),
    )


async def source_urls(reader: Reader, comparison: Comparison) -> Mapping[tuple[str, int], str]:
    """Where each compared report stands, by place and year, in one read."""
    keys = [(place.code, year) for place in comparison.jurisdictions for year in comparison.years]
    reports = await reader.reports([report_id(code, year) for code, year in keys])
    found = zip(keys, reports, strict=True)
    return {key: report.source_url for key, report in found if report is not None}


async def table(
    comparison: Comparison, sources: Mapping[tuple[str, int], str], normalize: Normalization
) -> AsyncIterator[str]:
    """The file in pieces."""
    yield BYTE_ORDER_MARK + _lines([HEADER])
    rows: list[tuple[object, ...]] = []
    for series in comparison.series:
        rows += (_row(series, point, sources, normalize) for point in series.points)
        if len(rows) >= CHUNK:
            yield _lines(rows)
            rows = []
    yield _lines(rows)


def _row(
    series: Series, point: Point, sources: Mapping[tuple[str, int], str], normalize: Normalization
) -> tuple[object, ...]:
    place, indicator = series.jurisdiction, series.indicator
    source = None if point.value is None else sources.get((place.code, point.year))
    return (
        place.code, place.name, indicator.code, indicator.name, point.year, _number(point.value),
        unit_of(indicator.unit, normalize), point.absence, point.rank, _number(point.change),
        point.comparability, point.note, source,
    )  # fmt: skip


def unit_of(unit: str, normalize: Normalization) -> str:
    """The unit of a compared value; shares are fractions of 1."""
    if normalize is Normalization.SHARE_OF_TOTAL:
        return "1"
    return f"{unit}/100000人" if normalize is Normalization.PER_100K_PEOPLE else unit


def _number(value: float | None) -> str | None:
    """Without the `.0` that makes a count look measured."""
    return None if value is None else format(value, ".15g")


def _lines(rows: Iterable[tuple[object, ...]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()


def _listed(request: Request, name: str) -> list[str]:
    texts = request.query_params.getlist(name)
    return [part.strip() for text in texts for part in text.split(",") if part.strip()]


def _year(text: str) -> int:
    if text.isascii() and text.isdigit() and len(text) == 4:
        return int(text)
    raise BadInput("BAD_YEAR", f"年份 {text[:20]!r} 不是四位数", f"year {text[:20]!r} is not four digits")


def _flag(text: str | None, name: str) -> bool:
    if text in {None, "true", "false"}:
        return text == "true"
    raise BadInput(
        "BAD_ARGUMENT", f"参数 {name} 应为 true 或 false", f"argument {name} is true or false", argument=name
    )


def _choice(kind: type[StrEnum], text: str | None, name: str) -> Any:
    if text is None:
        return None
    try:
        return kind(text)
    except ValueError:
        known = ", ".join(kind)
        raise BadInput(
            "BAD_ARGUMENT", f"参数 {name} 应为：{known}", f"argument {name} is one of {known}", argument=name
        ) from None
