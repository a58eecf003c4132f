"""Another gateway of this contract: its reports are pulled with their statistics, sources and
provenance.

Questions are GET, so that an unchanged answer is told by its ETag. Reports are listed page by page by
the connection's cursor; each is then asked for by its Relay id. The stored document is the answer;
`source_url` and the sources of figures stay those of the original. What is wrong with the figures is
judged here. Traces: `/graphql`, and a `/schema.graphql` beside it that has `type Report`.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from adapters.errors import LayoutChanged, NotAReport, PageMissing
from adapters.extract.extract import READER
from adapters.families.answers import at, read_json
from adapters.families.base import NextPage, ReportRef
from adapters.families.upstream_options import GraphqlOptions
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile
from schema.checks.identities import check
from schema.dictionary.indicators import indicator
from schema.enums import Applicant, Provenance, Qualifier, ReportFormat, ReportScope
from schema.errors import SchemaError, UnknownIndicator
from schema.places.registry import place
from schema.records.extraction import Extraction
from schema.records.report import Report, Section
from schema.records.source import Source
from schema.records.statistic import Figure, Statistic

# Without spaces where none are needed: they stand in an address.
LIST = (
    "query($n:Int,$c:String,$w:String,$y:[Int!]){reports(first:$n,after:$c,within:$w,years:$y)"
    "{nodes{id year title publishedOn jurisdiction{code}}pageInfo{hasNextPage endCursor}}}"
)
_SOURCE = "source{section quote table row column page url}"
REPORT = (
    "query($id:ID!){node(id:$id){...on Report{year scope organ title publisher indexNumber documentNumber "
    "subject publishedOn format periodStart periodEnd sourceUrl provenance jurisdiction{code}"
    "sections{number heading text}"
    f"statistics{{label applicant value unit qualifier statedShare inferred indicator{{code}}{_SOURCE}}}"
    f"figures{{label value unit qualifier {_SOURCE}}}}}}}}}"
)
# A gateway that has no such field refuses the whole question.
REPORT_WITH_CONFIDENCE = REPORT.replace(_SOURCE, _SOURCE.replace("}", " confidence}"))


class Graphql:
    """Another endpoint of our own contract."""

    accept: str | None = "application/json"

    def start(self, profile: Profile) -> Iterator[ReportRef | NextPage]:
        for endpoint in profile.lists:
            yield _page(endpoint, _options(profile), None)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef | NextPage]:
        endpoint = page.url.partition("?")[0]
        answer = _answered(page, "reports")
        question = REPORT_WITH_CONFIDENCE if _options(profile).confidence else REPORT
        for node in answer.get("nodes") or ():
            variables = {"id": node["id"]}
            yield ReportRef(
                portal=profile.code,
                place=str(at(node, "jurisdiction.code")),
                url=_address(endpoint, question, variables),
                title=str(node.get("title")),
                listed_on=_day(node.get("publishedOn")),
                column_year=node.get("year"),
            )
        if at(answer, "pageInfo.hasNextPage"):
            yield _page(endpoint, _options(profile), str(at(answer, "pageInfo.endCursor")))

    def read(self, page: Snapshot, ref: ReportRef, profile: Profile) -> Extraction:
        """The report of an answer. Raises NotAReport for what this side's contract has no word for."""
        node = _answered(page, "node")
        try:
            return _extraction(node, page, trusted=_options(profile).trusted)
        except (KeyError, TypeError, ValueError, ArithmeticError) as error:
            message = f"the endpoint answers what this contract does not know: {error}"
            raise NotAReport(message, url=ref.url) from error


def _page(endpoint: str, options: GraphqlOptions, cursor: str | None) -> NextPage:
    said = {"c": cursor, "w": options.within or None, "y": list(options.years) or None}
    variables = {"n": options.page_size, **{name: value for name, value in said.items() if value is not None}}
    return NextPage(url=_address(endpoint, LIST, variables))


def _address(endpoint: str, query: str, variables: Mapping[str, Any]) -> str:
    asked = {"query": query, "variables": json.dumps(variables, ensure_ascii=False, separators=(",", ":"))}
    return f"{endpoint}?{urlencode(asked)}"


def _answered(page: Snapshot, name: str) -> Mapping[str, Any]:
    """`data.<name>`. Raises LayoutChanged with the endpoint's own words where it refuses."""
    answer = read_json(page, exact=True)
    refusals = [str(at(error, "message")) for error in at(answer, "errors") or ()]
    if refusals:
        raise LayoutChanged(f"the endpoint refuses: {'; '.join(refusals)}", url=page.url)
    found = at(answer, f"data.{name}")
    if found is None:
        raise PageMissing(f"the endpoint has no such {name}", url=page.url)
    if not isinstance(found, Mapping):
        raise LayoutChanged(f"the endpoint answers no {name}; is it of this contract?", url=page.url)
    return found


def _place(node: Mapping[str, Any]) -> str:
    """Raises ValueError for a place that is not in this side's registry."""
    code, year = node["jurisdiction"]["code"], node["year"]
    if type(year) is not int:
        raise ValueError(f"{year!r} is not a year")
    try:
        return place(code, year).code
    except SchemaError as error:
        raise ValueError(str(error)) from error


def _text(value: Any) -> Any:
    """The text or nothing. Raises TypeError for anything else, which no field of the contract is."""
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _extraction(node: Mapping[str, Any], page: Snapshot, *, trusted: bool) -> Extraction:
    report = _report(node, page, trusted=trusted)
    known = [each for each in node["statistics"] if _is_known(each["indicator"]["code"])]
    unknown = [each for each in node["statistics"] if not _is_known(each["indicator"]["code"])]
    statistics = tuple(map(_statistic, known))
    return Extraction(
        report=report,
        sections=tuple(
            Section(**{key: _text(text) for key, text in each.items()}) for each in node["sections"]
        ),
        statistics=statistics,
        # What the endpoint has an indicator for and we have not is kept as a bare figure.
        figures=tuple(map(_figure, (*unknown, *node["figures"]))),
        findings=check(report.format, statistics),
        reader=READER,
    )


def _report(node: Mapping[str, Any], page: Snapshot, *, trusted: bool) -> Report:
    return Report(
        jurisdiction=_place(node),
        year=node["year"],
        scope=ReportScope(node["scope"]),
        organ=_text(node["organ"]),
        title=str(_text(node["title"])),
        format=ReportFormat(node["format"]),
        source_url=str(_text(node["sourceUrl"])),
        content_hash=page.sha256,
        publisher=_text(node["publisher"]),
        index_number=_text(node["indexNumber"]),
        document_number=_text(node["documentNumber"]),
        subject=_text(node["subject"]),
        published_on=_day(node["publishedOn"]),
        period_start=_day(node["periodStart"]),
        period_end=_day(node["periodEnd"]),
        provenance=_provenance(Provenance(node["provenance"]), trusted=trusted),
        retrieved_at=page.fetched_at,
    )


def _provenance(said: Provenance, *, trusted: bool) -> Provenance:
    return said if trusted or said is Provenance.PROXY else Provenance.REPOST


def _statistic(said: Mapping[str, Any]) -> Statistic:
    return Statistic(
        indicator=said["indicator"]["code"],
        label=str(_text(said["label"])),
        value=_number(said["value"]),
        unit=str(_text(said["unit"])),
        source=_source(said["source"]),
        applicant=Applicant(said["applicant"]),
        qualifier=Qualifier(said["qualifier"]),
        stated_share=_number(said["statedShare"]),
        inferred=said["inferred"],
    )


def _figure(said: Mapping[str, Any]) -> Figure:
    return Figure(
        label=str(_text(said["label"])),
        value=_number(said["value"]),
        unit=_text(said["unit"]),
        source=_source(said["source"]),
        qualifier=Qualifier(said["qualifier"]),
    )


def _source(said: Mapping[str, Any]) -> Source:
    counted = {key: said[key] for key in ("table", "page")}
    if not all(value is None or type(value) is int for value in counted.values()):
        raise TypeError(f"{counted} are not numbers of a table and a page")
    texts = {key: _text(said[key]) for key in ("quote", "url", "section", "row", "column")}
    sure = said.get("confidence")
    return Source(**texts, **counted, confidence=None if sure is None else float(sure))


def _is_known(code: str) -> bool:
    try:
        indicator(code)
    except UnknownIndicator:
        return False
    return True


def _number(value: Any) -> Decimal | None:
    """As it was printed: the answer was read without binary fractions."""
    if value is None:
        return None
    number = Decimal(value)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if value else None


def _options(profile: Profile) -> GraphqlOptions:
    assert isinstance(profile.options, GraphqlOptions)
    return profile.options
