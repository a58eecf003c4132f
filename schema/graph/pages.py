"""Filters → pages of reports, findings and passages, as connections."""

from typing import TypeVar

from schema.graph.context import Info
from schema.graph.pagination import Connection, connection, page_size, read_page
from schema.graph.stored import Stored
from schema.ports import FindingFilter, ReportFilter, SectionHit
from schema.records.finding import Finding
from schema.records.portal import RunRecord
from schema.records.report import Report

T = TypeVar("T")


async def place_reports(
    info: Info, place: str, where: ReportFilter, first: int | None, after: str | None
) -> Connection[Report]:
    """Batched: all places of one level that ask alike are one read."""
    key = (place, where, page_size(first), after)
    page = await read_page(info.context.loaders.report_page.load(key), after)
    return connection(page, itself)


async def all_reports(
    info: Info, where: ReportFilter, first: int | None, after: str | None
) -> Connection[Report]:
    page = await read_page(info.context.reader.report_page(where, page_size(first), after), after)
    info.context.loaders.know_reports(page.items)
    return connection(page, itself)


async def all_findings(
    info: Info, where: FindingFilter, first: int | None, after: str | None
) -> Connection[Stored[Finding]]:
    page = await read_page(info.context.reader.finding_page(where, page_size(first), after), after)
    return connection(page, Stored)


async def all_hits(
    info: Info, text: str, where: ReportFilter, first: int | None, after: str | None
) -> Connection[SectionHit]:
    page = await read_page(info.context.reader.search(text, where, page_size(first), after), after)
    return connection(page, itself)


async def all_runs(info: Info, first: int | None, after: str | None) -> Connection[RunRecord]:
    page = await read_page(info.context.reader.run_page(page_size(first), after), after)
    return connection(page, itself)


def itself(record: T) -> T:
    return record
