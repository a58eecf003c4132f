"""An upstream of open-data files (CSV, JSON, XLSX): rows of places and years, mapped by the profile
onto indicators.

In a wide file a row is a report and its columns are figures; in a long file each row is one figure. One
file holds many reports, so the fragment of a reference's address says whose it is:
`annual.csv#510500.2017`. A row whose place or year cannot be told is a reference of its own
(`#row=17`): it fails by its number and harms no other. Traces: an open-data platform (`data.….gov.cn`),
a link to .csv, .json or .xlsx.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import quote, unquote, urldefrag, urlsplit

from adapters.errors import NotAReport
from adapters.extract.cells import read_cell
from adapters.extract.extract import READER
from adapters.extract.heading.provenance import provenance_of
from adapters.extract.tables.remarks import cell_finding, twice_finding
from adapters.families.answers import moment
from adapters.families.base import NextPage, ReportRef, list_pages
from adapters.families.links import read_year
from adapters.families.rows import Row, read_rows
from adapters.families.upstream_options import OpenDataOptions
from adapters.fetch.snapshot import Snapshot
from adapters.profiles import Profile
from schema.checks.identities import check
from schema.dictionary.indicators import indicator, is_open
from schema.enums import Applicant, ReportScope
from schema.errors import SchemaError
from schema.forms import form_in_force
from schema.places.registry import descendants, find_place, place
from schema.records.extraction import Extraction
from schema.records.finding import Finding
from schema.records.report import Report, report_id
from schema.records.source import Source
from schema.records.statistic import Figure, Statistic

_FILES_KEPT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """The rows of one report, and whose it is; or one row with what is wrong with it."""

    key: str
    rows: tuple[Row, ...]
    place: str = ""
    year: int = 0
    organ: str | None = None
    wrong: str | None = None

    def title(self, options: OpenDataOptions) -> str:
        said = next((row.said(options.title) for row in self.rows if row.said(options.title)), "")
        whose = self.organ or place(self.place).name
        return said or f"{whose}{self.year}年政府信息公开工作年度报告"

    def published_on(self, options: OpenDataOptions) -> date | None:
        return next((day for row in self.rows if (day := moment(row.said(options.published)))), None)


class OpenData:
    """Files of figures. `read` takes what `start` and `find` found."""

    accept: str | None = None

    def start(self, profile: Profile) -> Iterable[ReportRef | NextPage]:
        return list_pages(profile)

    def find(self, page: Snapshot, profile: Profile) -> Iterator[ReportRef]:
        options = _options(profile)
        for report in _reports(page, profile).values():
            yield ReportRef(
                portal=profile.code,
                place=report.place or profile.place,
                url=f"{urldefrag(page.url).url}#{quote(report.key, safe='=.')}",
                title=report.key if report.wrong else report.title(options),
                listed_on=report.published_on(options),
                column_year=report.year or None,
            )

    def read(self, page: Snapshot, ref: ReportRef, profile: Profile) -> Extraction:
        """The report's figures. Raises NotAReport where it is not in the file, or a row that names nobody."""
        report = _reports(page, profile).get(unquote(urlsplit(ref.url).fragment))
        if report is None:
            raise NotAReport("the file holds this report no longer", url=ref.url)
        if report.wrong:
            raise NotAReport(report.wrong, url=ref.url)
        reading = _Reading(page.final_url, _options(profile))
        for row in report.rows:
            reading.take(row)
        if not reading.statistics:
            raise NotAReport("no column that the profile maps holds a figure here", url=ref.url)
        return _extraction(reading, report, page, profile)


class _Reading:
    """Figures as they come: the first of two for one thing is kept, the other is a figure with a finding."""

    def __init__(self, url: str, options: OpenDataOptions) -> None:
        self._url, self._options = url, options
        self._known: dict[tuple[str, Applicant], Statistic] = {}
        self.statistics: list[Statistic] = []
        self.figures: list[Figure] = []
        self.findings = list[Finding]()

    def take(self, row: Row) -> None:
        for column, label, meaning in self._options.figures_of(row.cells):
            text = row.said(column)
            source = Source(
                quote=text,
                url=self._url,
                section=row.sheet,
                row=_row_label(row, self._options),
                column=column,
            )
            term = (meaning.code, meaning.applicant)
            unit = row.said(self._options.unit) or meaning.unit or indicator(meaning.code).unit
            try:
                cell = read_cell(text, unit=unit)
            except ValueError as error:
                self.findings.append(cell_finding((1, source.row or "", column), term, error))
                continue
            self._add(
                Statistic(
                    indicator=meaning.code,
                    label=label,
                    value=cell.value,
                    unit=unit,
                    source=source,
                    applicant=meaning.applicant,
                    qualifier=cell.qualifier,
                )
            )

    def _add(self, new: Statistic) -> None:
        term = (new.indicator, new.applicant)
        first = None if is_open(new.indicator) else self._known.setdefault(term, new)
        if first is None or first is new:
            self.statistics.append(new)
        elif first.value != new.value:
            self.findings.append(twice_finding(first, new))
            self.figures.append(Figure(label=new.label, value=new.value, unit=new.unit, source=new.source))


def _row_label(row: Row, options: OpenDataOptions) -> str:
    """What a person looks for in the file."""
    named = (row.said(options.place), row.said(options.organ), row.said(options.year))
    return " ".join((f"{row.number}:", *filter(None, named)))


def _extraction(reading: _Reading, report: _Report, page: Snapshot, profile: Profile) -> Extraction:
    form = form_in_force(report.year)
    statistics = tuple(reading.statistics)
    return Extraction(
        report=Report(
            jurisdiction=report.place,
            year=report.year,
            scope=ReportScope.ORGAN if report.organ else ReportScope.JURISDICTION,
            organ=report.organ,
            title=report.title(_options(profile)),
            format=form,
            source_url=page.final_url,
            content_hash=page.sha256,
            publisher=_options(profile).publisher or None,
            published_on=report.published_on(_options(profile)),
            provenance=provenance_of(page.final_url),
            retrieved_at=page.fetched_at,
        ),
        sections=(),
        statistics=statistics,
        figures=tuple(reading.figures),
        findings=(*reading.findings, *check(form, statistics)),
        reader=READER,
    )


def _reports(page: Snapshot, profile: Profile) -> Mapping[str, _Report]:
    """Each of a file's many reports asks for the same rows: those of the last few files are kept."""
    known = page.sha256, profile.place, repr(profile.options)
    if known not in _FILES:
        while len(_FILES) >= _FILES_KEPT:
            _FILES.pop(next(iter(_FILES)), None)
        _FILES[known] = _grouped(page, profile)
    return _FILES[known]


_FILES: dict[tuple[str, str, str], Mapping[str, _Report]] = {}


def _grouped(page: Snapshot, profile: Profile) -> Mapping[str, _Report]:
    found: dict[str, _Report] = {}
    for row in read_rows(page, _options(profile)):
        report = _whose(row, profile)
        if report is not None:
            before = found.get(report.key)
            found[report.key] = replace(report, rows=(*(before.rows if before else ()), row))
    return found


def _whose(row: Row, profile: Profile) -> _Report | None:
    """None for a row that is to be skipped, such as a total."""
    options = _options(profile)
    said = row.said(options.place)
    if said in options.skip:
        return None
    try:
        year = _year(row.said(options.year), options)
        code = _place(options.places.get(said, said) if options.place else profile.place, year, profile)
    except (SchemaError, ValueError) as error:
        wrong = f"row {row.number} of the file is nobody's: {error}"
        return _Report(key=f"row={row.number}", rows=(), wrong=wrong)
    organ = row.said(options.organ) or profile.organ
    return _Report(key=report_id(code, year, organ), rows=(), place=code, year=year, organ=organ)


def _year(said: str, options: OpenDataOptions) -> int:
    year = options.of_year or read_year(said)
    if not year:
        raise ValueError(f"{said!r} is not a year")
    return year


def _place(said: str, year: int, profile: Profile) -> str:
    """The code that held in that year, of a place within the profile's own."""
    if said[:6].isascii() and said[:6].isdigit():
        found = place(said, year)
    else:
        found = find_place(said, year=year, within=profile.place)
    if found.code != profile.place and found.code not in descendants(profile.place):
        raise ValueError(f"{found.code} {found.name} does not lie in {profile.place}")
    return found.code


def _options(profile: Profile) -> OpenDataOptions:
    assert isinstance(profile.options, OpenDataOptions)
    return profile.options
