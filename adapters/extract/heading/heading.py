"""Document → Heading: whose report, of which year, called what, published when and by whom.

The year is the title's, then the period's, then the list's column; the place is the title's, then the
portal's, then what the text says (whereabouts). Evidence that disagrees is kept as a finding. Nothing here
asks the host of the page.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from adapters.documents.document import Document
from adapters.errors import NotAReport
from adapters.extract.heading.fields import Fields, body_name, read_fields, rules
from adapters.extract.heading.front import (
    Candidate,
    Front,
    candidates,
    front_of,
    lead_pattern,
    printed,
    title_lines,
)
from adapters.extract.heading.period import read_period
from adapters.extract.heading.provenance import provenance_of
from adapters.extract.heading.whereabouts import body_said, place_said, signatures
from adapters.extract.simplified import simplified
from adapters.titles import Title, plain_title, read_title, refusal, years_in
from schema.enums import JurisdictionLevel, Provenance, ReportScope, Severity
from schema.errors import SchemaError
from schema.places.registry import descendants, find_place, longest_place_in, place
from schema.records.finding import Finding

_SHORT_PAGE = 1_500
_OFFICE = re.compile(r"政府(办公[室厅]|\(办公[室厅]\))$")
_NO_WORDS = "no words of an annual report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What the portal's list says of a report: evidence, never more."""

    title: str | None = None
    listed_on: date | None = None
    column_year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """`jurisdiction` is the code valid in `year`; `organ` is set exactly when `scope` is ORGAN."""

    jurisdiction: str
    year: int
    scope: ReportScope
    organ: str | None
    title: str
    publisher: str | None
    index_number: str | None
    document_number: str | None
    subject: str | None
    published_on: date | None
    period_start: date | None
    period_end: date | None
    provenance: Provenance
    findings: tuple[Finding, ...]


def read_heading(
    document: Document, *, place: str | None = None, organ: str | None = None, listed: Listed | None = None
) -> Heading:
    """`place` and `organ` are the portal's, for titles that name none. Raises NotAReport with the reason."""
    listed = listed or Listed()
    front = front_of(document)
    lead = simplified(front.lead)
    fields = read_fields(simplified(front.head), document.meta)
    _refuse_pages(document, front)
    chosen = _choose(document, front, fields, place, listed)
    title = chosen.title
    titled = title.year if title else None
    period = read_period(lead, titled)
    years = _years(title, period, listed)
    if not years:
        raise NotAReport(
            "no year is to be found in title, period or list; say which it is about", url=document.url
        )
    year = next(iter(years.values()))
    if year != titled:
        period = read_period(lead, year)
    code = _jurisdiction(document, front, title, fields, year=year, within=place)
    scope, body = _scope(title, front, organ or _own_body(document, front, title, fields, place))
    return Heading(
        jurisdiction=code,
        year=year,
        scope=scope,
        organ=body,
        title=chosen.text,
        publisher=_publisher(document, front, fields, code, body),
        index_number=fields.index_number,
        document_number=fields.document_number,
        subject=fields.subject,
        published_on=fields.published_on or listed.listed_on,
        period_start=period[0],
        period_end=period[1],
        provenance=provenance_of(document.url),
        findings=tuple(_findings(years, title, code, place, fields)),
    )


def _refuse_pages(document: Document, front: Front) -> None:
    """Pages that stand where a report should: empty, login, gone. Only short ones are judged by words."""
    text = document.text.strip()
    if not text:
        raise NotAReport("the page is empty", url=document.url)
    if len(text) < _SHORT_PAGE and not front.lead:
        for page in rules()["page"]:
            if re.search(page["pattern"], text):
                raise NotAReport(f"this is {page['reason']}", url=document.url)


def _choose(
    document: Document, front: Front, fields: Fields, within: str | None, listed: Listed
) -> Candidate:
    """The fullest title: with a year before one without, with a place before one without, then by trust."""
    good = candidates(document, front, fields, within)
    refused = _refused([fields.title, document.headline])
    has_line = any(candidate.origin == "line" for candidate in good)
    if refused and not (has_line and not years_in(plain_title(refused[0]))):
        raise NotAReport(f"{refused[0]!r} is not a report: {refused[1]}", url=document.url)
    years = {_year(candidate) for candidate in good if candidate.origin == "page"} - {None}
    # A line of another year than the page's own title is a neighbour's, from a list beside the article.
    agreed = [c for c in good if c.origin == "page" or not years or _year(c) in {*years, None}]
    if agreed:
        return max(agreed, key=_fullness)
    return _from_the_list(document, front, fields, within, listed)


def _fullness(candidate: Candidate) -> tuple[bool, bool]:
    return _year(candidate) is not None, candidate.title is not None and candidate.title.named


def _year(candidate: Candidate) -> int | None:
    return candidate.title.year if candidate.title else None


def _refused(texts: Iterable[str | None]) -> tuple[str, str] | None:
    """The first title that is plainly something else, and what it is; one without such words says nothing."""
    for text in texts:
        reason = refusal(printed(text)) if text else None
        if text and reason and not reason.startswith(_NO_WORDS):
            return printed(text), reason
    return None


def _from_the_list(
    document: Document, front: Front, fields: Fields, within: str | None, listed: Listed
) -> Candidate:
    """A page headed only 温州市人民政府 is a report if its first sentence says so; the list has its title."""
    if other := _refused(title_lines(front.head)):
        raise NotAReport(f"{other[0]!r} is not a report: {other[1]}", url=document.url)
    if not _opens_a_report(front.lead):
        raise NotAReport(
            "neither title nor first sentence is that of an annual report (政府信息公开工作年度报告)",
            url=document.url,
        )
    reason = refusal(listed.title) if listed.title else None
    if reason and not reason.startswith(_NO_WORDS):
        raise NotAReport(f"the list calls it {listed.title!r}: {reason}", url=document.url)
    text = listed.title or document.headline or fields.title or "政府信息公开工作年度报告"
    return Candidate(text=printed(text), title=read_title(text, within=within), origin="page")


def _opens_a_report(lead: str) -> bool:
    sentence = lead[:300]
    return bool(lead_pattern().match(lead)) and "信息公开" in sentence and "报告" in sentence


def _years(title: Title | None, period: tuple[date | None, date | None], listed: Listed) -> dict[str, int]:
    """Where a year is said, surest first."""
    in_list = read_title(listed.title) if listed.title else None
    said = {
        "title": title.year if title else None,
        "period": period[1].year if period[1] else None,
        "list": in_list.year if in_list else None,
        "column": listed.column_year,
    }
    return {where: year for where, year in said.items() if year is not None}


def _jurisdiction(
    document: Document, front: Front, title: Title | None, fields: Fields, *, year: int, within: str | None
) -> str:
    code = title.place if title and title.place else within
    code = code or place_said(document, front, fields, title.organ if title else None, year)
    if code is None:
        raise NotAReport("it names no place; say which portal it comes from", url=document.url)
    return _in_year(code, year)


def _own_body(
    document: Document, front: Front, title: Title | None, fields: Fields, within: str | None
) -> str | None:
    """Of a report that no portal claims and whose title names nobody: the body that says 我局."""
    silent = within is None and not (title and (title.named or title.organ))
    return body_said(document, front, fields) if silent else None


def _hosted(code: str, portal: str) -> bool:
    """A portal carries its own reports and those of places within; a zone also its division's."""
    division = place(portal).parent if place(portal).level is JurisdictionLevel.ZONE else None
    return code in {portal, division} or code in descendants(portal)


def _in_year(code: str, year: int) -> str:
    """The code of the same place in the report's year: 630200 海东市 was 632100 in 2012."""
    try:
        return place(code, year).code
    except SchemaError:
        pass
    try:
        return find_place(place(code).name, year=year, within=f"{code[:2]}0000").code
    except SchemaError:
        return code


def _scope(title: Title | None, front: Front, organ: str | None) -> tuple[ReportScope, str | None]:
    """The title's; the portal's organ if it names nobody; an office that gathers everyone's is the place."""
    named = title.organ if title else None
    if named is None:
        unnamed = title is None or not title.named
        return (ReportScope.ORGAN, organ) if organ and unnamed else (ReportScope.JURISDICTION, None)
    gathers = re.search(rules()["aggregate"]["pattern"], front.lead[:600])
    if gathers and _OFFICE.search(named):
        return ReportScope.JURISDICTION, None
    return ReportScope.ORGAN, named


def _publisher(document: Document, front: Front, fields: Fields, code: str, organ: str | None) -> str | None:
    """By its own label, by the sentence on who compiled it, by where it came from, by the signature."""
    signed = next((name for line in signatures(document) if (name := body_name(line))), None)
    return fields.publisher or _compiler(front.lead, code) or fields.source or signed or organ


def _compiler(lead: str, code: str) -> str | None:
    """区管委会办公室编制完成了本报告 → the body with its place's name before it."""
    plain = "".join(lead.split()).replace("，", ",").replace("；", ";")
    found = re.search(rules()["compiled"]["pattern"], plain)
    if found is None:
        return None
    body = found["body"]
    if longest_place_in(body):
        return body
    own = re.sub(r"^[省市州县区旗]", "", body)
    return place(code).name + own if own != body else None


def _findings(
    years: dict[str, int], title: Title | None, code: str, within: str | None, fields: Fields
) -> Iterable[Finding]:
    year = next(iter(years.values()))
    if len(set(years.values())) > 1:
        said = ", ".join(f"{where} {value}" for where, value in years.items())
        yield _finding(
            "V-YEAR",
            "conflict",
            f"年份说法不一({said}),按{year}年计",
            f"years disagree ({said}); {year} is taken",
        )
    if within and title and title.named and not _hosted(code, _in_year(within, year)):
        yield _finding(
            "V-PLACE",
            "conflict",
            f"标题所称地区({code})不是门户所属地区({within})",
            f"the title names {code}, the portal is that of {within}",
        )
    if fields.bad_date:
        yield _finding(
            "V-DATE", "unreadable", f"发布日期无法识别:{fields.bad_date}", f"no date: {fields.bad_date}"
        )
    elif fields.published_on and fields.published_on < date(year, 10, 1):
        when = fields.published_on.isoformat()
        yield _finding(
            "V-DATE",
            "early",
            f"发布日期{when}早于报告年度结束",
            f"published on {when}, before {year} was over",
        )


def _finding(rule: str, kind: str, message: str, message_en: str) -> Finding:
    return Finding(rule=rule, kind=kind, severity=Severity.WARNING, message=message, message_en=message_en)
