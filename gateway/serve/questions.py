"""The questions that have an address → answers to carry out. Arguments and errors are those of GraphQL."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.requests import Request

from gateway.export.answer import About, Answer
from gateway.export.compared import comparison_answer
from gateway.export.covered import coverage_answer, lateness_answer
from gateway.export.found import findings_answer
from gateway.export.reported import report_answer, reports_answer
from gateway.serve.asked import Asked, info_of
from schema.enums import Applicant, JurisdictionLevel, Normalization, ReportFormat, ReportScope, Severity
from schema.graph.asked_comparison import compared_places, coverage_of, lateness_of, specified
from schema.graph.asked_indicators import some_indicators
from schema.graph.asked_peers import peers_of
from schema.graph.asked_places import codes_within, known_place
from schema.graph.asked_years import checked_year, checked_years, some_years
from schema.graph.context import Context
from schema.graph.errors import NotFound
from schema.ports import FindingFilter, ReportFilter

# Title (Chinese, English) and question → what is to be said about an answer.
Describe = Callable[[str, str, Asked], About]
Question = Callable[[Request, Context, Describe], Awaitable[Answer]]

COMPARE = (
    "jurisdictions", "within", "level", "years", "indicators", "applicant", "normalize", "crosswalk",
    "peersOf", "peerBand",
)  # fmt: skip
REPORT = ("jurisdiction", "year", "scope")
REPORTS = ("within", "years", "format", "scope", "updatedSince")
FINDINGS = ("within", "years", "rule", "severity")
COVERAGE = ("within", "level", "years")
LATENESS = ("within", "level", "years", "scope")


async def compare(request: Request, context: Context, describe: Describe) -> Answer:
    asked = Asked(request, COMPARE)
    years = some_years(asked.years(), info_of(context))
    level = asked.choice(JurisdictionLevel, "level")
    peers = peers_of(asked.text("peersOf"), asked.number("peerBand"), years)
    named = asked.texts("jurisdictions") or None
    places = compared_places(named, asked.text("within"), level, years, peers)
    spec = specified(
        places,
        years,
        some_indicators(asked.texts("indicators")),
        asked.choice(Applicant, "applicant"),
        asked.choice(Normalization, "normalize"),
        crosswalk=asked.flag("crosswalk"),
        peers=peers,
    )
    compared = context.comparer.compare(spec)
    about = describe("政府信息公开年报比较", "Comparison of open-government annual reports", asked)
    return comparison_answer(compared, spec, context.reader, about, context.comparer.doubtful_dates())


async def report(request: Request, context: Context, describe: Describe) -> Answer:
    asked = Asked(request, REPORT)
    year = checked_year(asked.year(), info_of(context))
    place = known_place(asked.needed("jurisdiction"), "jurisdiction", year)
    scope = asked.choice(ReportScope, "scope") or ReportScope.JURISDICTION
    (found,) = await context.reader.reports_at([(place.code, year, scope)])
    if found is None:
        raise NotFound(
            "NO_REPORT",
            f"库中没有{place.name}{year}年度的这份年报，收录情况见 /v1/coverage.json",
            f"the report of {place.name_en} on {year} is not held; /v1/coverage.json tells what is",
            jurisdiction=place.code,
            year=year,
            scope=scope,
        )
    about = describe(found.title, f"Report {found.id}", asked)
    return await report_answer(found, context.reader, about, context.comparer.doubtful_dates())


async def reports(request: Request, context: Context, describe: Describe) -> Answer:
    asked = Asked(request, REPORTS)
    where = ReportFilter(
        places=codes_within(asked.text("within")),
        years=checked_years(asked.some_years(), info_of(context)),
        format=asked.choice(ReportFormat, "format"),
        scope=asked.choice(ReportScope, "scope"),
        updated_since=asked.moment("updatedSince"),
    )
    about = describe("政府信息公开年报清单", "List of open-government annual reports", asked)
    return reports_answer(where, context.reader, about, context.comparer.doubtful_dates())


async def findings(request: Request, context: Context, describe: Describe) -> Answer:
    asked = Asked(request, FINDINGS)
    where = FindingFilter(
        places=codes_within(asked.text("within")),
        years=checked_years(asked.some_years(), info_of(context)),
        rule=asked.text("rule"),
        severity=asked.choice(Severity, "severity"),
    )
    about = describe("年报核对提示", "Findings on open-government annual reports", asked)
    return findings_answer(where, context.reader, about, context.comparer.doubtful_dates())


async def coverage(request: Request, context: Context, describe: Describe) -> Answer:
    asked = Asked(request, COVERAGE)
    years = some_years(asked.years(), info_of(context))
    spec = coverage_of(asked.needed("within"), asked.choice(JurisdictionLevel, "level"), years)
    cells = context.comparer.coverage(spec)
    about = describe("年报收录情况", "Coverage of open-government annual reports", asked)
    return coverage_answer(cells, context.reader, about)


async def lateness(request: Request, context: Context, describe: Describe) -> Answer:
    asked = Asked(request, LATENESS)
    years = some_years(asked.years(), info_of(context))
    level, scope = asked.choice(JurisdictionLevel, "level"), asked.choice(ReportScope, "scope")
    places = context.comparer.lateness(lateness_of(asked.needed("within"), level, years, scope))
    return lateness_answer(places, describe("年报迟发情况", "How late annual reports came out", asked))


QUESTIONS: Mapping[str, Question] = {
    "compare": compare,
    "report": report,
    "reports": reports,
    "findings": findings,
    "coverage": coverage,
    "lateness": lateness,
}
