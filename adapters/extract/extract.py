"""Document → Extraction: heading, tables, annex and prose read apart, then merged. The reader's last step.

What a document *has* decides how it is read, never its name. The official table stands before prose;
in a narrative report prose stands before an annex of local make, which fills in what prose leaves
out. What they disagree on becomes a finding.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.documents.document import Document
from adapters.errors import NotAReport
from adapters.extract.annex.annex import AnnexReading, read_annex
from adapters.extract.chapters import Chapter, chapters
from adapters.extract.heading.heading import Heading, Listed, read_heading
from adapters.extract.merge import merge
from adapters.extract.original import original_of
from adapters.extract.prose.prose import ProseReading, read_prose
from adapters.extract.recognised import beside_tables, check_tables, findings_of, marked
from adapters.extract.simplified import as_printed, simplified_document
from adapters.extract.tables.tables import TableReading, read_tables
from adapters.extract.tampered import overwritten
from adapters.extract.years import compares_years
from schema.checks.identities import check
from schema.checks.prose import compare_prose, told_twice
from schema.enums import Provenance, ReportFormat
from schema.forms import form_in_force
from schema.places.registry import place as place_of
from schema.records.extraction import Extraction
from schema.records.finding import Finding
from schema.records.report import Report, Section
from schema.records.statistic import Figure, Statistic

# Moves with every change that can alter what is read; stored readings of older versions are read again.
READER = "6"
_CHAPTERS = 3
# What is said of cells that hold numbers; a blank form has none.
_DOUBTS = frozenset(
    {"several_readings", "nothing_adds_up", "too_many", "cells_missing", "table_run_together"}
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What the readers of one document have found, before and after the merge."""

    format: ReportFormat
    statistics: tuple[Statistic, ...]
    figures: tuple[Figure, ...]
    findings: tuple[Finding, ...]
    told_twice: tuple[str, ...]


def extract(
    document: Document,
    *,
    place: str | None = None,
    organ: str | None = None,
    listed: Listed | None = None,
    retrieved_at: datetime | None = None,
) -> Extraction:
    """`place` and `organ` are those of the portal it came from, `listed` what the portal's list says.

    Raises NotAReport for a document that is not one annual report or states no figure at all, though it may
    print some of which none is certain: then findings say so. And
    DocumentUnreadable for a scan of which too little is clear.
    """
    heading = read_heading(document, place=place, organ=organ, listed=listed)
    plain = simplified_document(document)
    if compares_years(plain):
        raise NotAReport(
            "the tables set several years side by side; give each year's own report", url=document.url
        )
    parts = chapters(document)
    reading = _read(document, plain, parts, heading)
    if not reading.statistics and not reading.figures and not _is_refused(reading, parts):
        raise NotAReport(
            "the page is headed like a report but states no figure; look for an attachment", url=document.url
        )
    return Extraction(
        report=_report(document, heading, reading.format, retrieved_at),
        sections=tuple(_sections(parts)),
        statistics=marked(reading.statistics, document),
        figures=marked(reading.figures, document),
        findings=(
            *heading.findings,
            *overwritten(document, heading),
            *reading.findings,
            *findings_of(document, reading.statistics, reading.format),
        ),
        reader=READER,
        told_twice=reading.told_twice,
    )


def _is_refused(reading: _Reading, parts: Sequence[Chapter]) -> bool:
    """Whether a report with its chapters prints tables of numbers of which none could be told apart."""
    numbered = sum(bool(part.number) for part in parts)
    return numbered >= _CHAPTERS and any(
        finding.rule == "R-FLAT" and finding.kind in _DOUBTS for finding in reading.findings
    )


def _read(document: Document, plain: Document, parts: Sequence[Chapter], heading: Heading) -> _Reading:
    """`plain` is the document in simplified characters."""
    tables, annex = _printed(document, plain, parts, heading.year)
    check_tables(document, tables.statistics, heading.year)
    form = _format(tables, annex, heading.year)
    prose = read_prose(
        document,
        parts,
        format=form,
        year=heading.year,
        level=place_of(heading.jurisdiction).level,
        organ=heading.organ,
        claimed=(*tables.claimed, *annex.claimed),
    )
    return _merged(form, tables, annex, beside_tables(prose, tables.statistics, document))


def _merged(form: ReportFormat, tables: TableReading, annex: AnnexReading, prose: ProseReading) -> _Reading:
    printed = (*tables.statistics, *annex.statistics)
    disagreements = compare_prose(printed, prose.statistics)
    if form is ReportFormat.NARRATIVE_2008:
        merged = merge(prose.statistics, printed)
    else:
        merged = merge(printed, prose.statistics, {finding.terms[0] for finding in disagreements})
    findings = (
        *tables.findings,
        *check(form, merged.statistics),
        *disagreements,
    )
    figures = (*prose.figures, *annex.figures, *merged.figures)
    twice = told_twice(printed, prose.statistics)
    return _Reading(form, merged.statistics, _in_order(figures), tuple(dict.fromkeys(findings)), twice)


def _printed(
    document: Document, plain: Document, parts: Sequence[Chapter], year: int
) -> tuple[TableReading, AnnexReading]:
    """What the document prints in tables, read in simplified characters and quoted as it stands there."""
    plain_parts = parts if plain is document else chapters(plain)
    tables = read_tables(plain_parts, plain)
    annex = _annex(plain, plain_parts, tables, year)
    return (
        replace(tables, statistics=as_printed(tables.statistics, plain, document)),
        replace(annex, statistics=as_printed(annex.statistics, plain, document)),
    )


def _annex(document: Document, parts: Sequence[Chapter], tables: TableReading, year: int) -> AnnexReading:
    """The annex ended with the forms of 2019; their tables must not be taken for one."""
    if tables.format is not None:
        return AnnexReading(national=False, statistics=(), figures=(), claimed=())
    return read_annex(document, parts, year=year)


def _format(tables: TableReading, annex: AnnexReading, year: int) -> ReportFormat:
    """By what is there, else by the form in force: prose of 2023 says what the tables of 2021 count."""
    if tables.format is not None:
        return tables.format
    if annex.national:
        return ReportFormat.ANNEX_2014
    form = form_in_force(year)
    early = tables.statistics and form is ReportFormat.NARRATIVE_2008
    return ReportFormat.TABLES_2019 if early else form


def _report(
    document: Document, heading: Heading, form: ReportFormat, retrieved_at: datetime | None
) -> Report:
    return Report(
        jurisdiction=heading.jurisdiction,
        year=heading.year,
        scope=heading.scope,
        organ=heading.organ,
        title=heading.title,
        format=form,
        source_url=_source_url(document, heading),
        content_hash=document.sha256,
        publisher=heading.publisher,
        index_number=heading.index_number,
        document_number=heading.document_number,
        subject=heading.subject,
        published_on=heading.published_on,
        period_start=heading.period_start,
        period_end=heading.period_end,
        provenance=heading.provenance,
        retrieved_at=retrieved_at,
    )


def _source_url(document: Document, heading: Heading) -> str:
    """Where a reader finds the report: a copy from elsewhere or from a file names its original if it can."""
    fetched_officially = heading.provenance is Provenance.OFFICIAL and "://" in document.url
    return document.url if fetched_officially else original_of(document) or document.url


def _sections(parts: Sequence[Chapter]) -> list[Section]:
    return [
        Section(
            number=part.number,
            heading=part.heading,
            text="\n".join(block.text for block in part.blocks),
        )
        for part in parts
        if part.number or part.blocks
    ]


def _in_order(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    return tuple(sorted(figures, key=lambda figure: figure.source.start or 0))
