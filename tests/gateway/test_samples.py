"""The sample portals do the real job: ordinary fetcher, families and readers, transport in the process."""

import asyncio

import pytest

from adapters.fetch.client import Fetcher
from adapters.fetch.limits import IN_PROCESS
from adapters.pipeline import discover, take
from adapters.profiles import Profile
from adapters.taken import Taken
from gateway.samples.portals import sample_profiles, transport
from gateway.samples.report import samples
from schema.records.extraction import Extraction

PROFILES = {profile.code: profile for profile in sample_profiles()}


async def read(profile: Profile) -> list[Extraction]:
    async with Fetcher(transport=transport(), limits=IN_PROCESS) as fetcher:
        found = await discover(profile, fetcher)
        taken = [await take(ref, profile, fetcher) for ref in found]
    return [each.extraction for each in taken if isinstance(each, Taken)]


def test_there_are_portals_in_three_families_and_reports_in_every_form_at_hand() -> None:
    assert {profile.family for profile in PROFILES.values()} == {"trs", "hanweb", "ucap"}
    assert len(PROFILES) == 12
    assert len(samples()["report"]) == 16


@pytest.mark.parametrize("code", sorted(PROFILES))
def test_a_sample_portal_yields_exactly_its_reports(code: str) -> None:
    expected = {
        (report["title"], report["year"], report.get("original"))
        for report in samples()["report"]
        if report["portal"] == code
    }

    read_reports = [extraction.report for extraction in asyncio.run(read(PROFILES[code]))]

    assert {(r.title, r.year) for r in read_reports} == {(title, year) for title, year, _ in expected}
    # A copy that names its original is traced to it.
    assert {r.source_url for r in read_reports} >= {original for *_, original in expected if original}


def values(extraction: Extraction) -> dict[str, float | None]:
    """The values for all applicants together, by indicator."""
    return {
        s.indicator: None if s.value is None else float(s.value)
        for s in extraction.statistics
        if s.applicant == "TOTAL"
    }


@pytest.mark.parametrize(
    ("portal", "report", "expected"),
    [
        ("510500-luzhou-sample", "510500.2017", {"disclosed": 80286, "fees.collected": 0}),
        ("110118-miyun-sample", "110118.2015", {"disclosed": 8489, "requests.received": 72}),
        ("370200-qingdao-sample", "370200.2018", {"disclosed": 449248}),
        ("350128-pingtan-sample", "350128.2012", {"disclosed": 2026, "disclosed.channel.website": 1795}),
        ("350128-pingtan-sample", "350128-pingtan.2019", {"procurement.amount": 7539.443252}),
        ("321300-suqian-sample", "321300.2023", {"requests.received": 3511, "outcome.other.other": 291}),
        ("320813-hongze-sample", "320813.2023", {"review.total": 0, "outcome.other": 0}),
    ],
)  # fmt: skip
def test_the_published_figures_are_read_from_the_sample_pages(
    portal: str, report: str, expected: dict[str, float]
) -> None:
    (extraction,) = [e for e in asyncio.run(read(PROFILES[portal])) if e.report.id == report]

    found = values(extraction)

    assert {code: found.get(code) for code in expected} == expected


def test_the_whole_breakdown_of_a_report_is_read_whichever_paragraph_it_stands_in() -> None:
    (zone,) = [e for e in asyncio.run(read(PROFILES["350128-pingtan-sample"])) if e.report.year == 2014]

    kinds = {s.label: int(s.value or 0) for s in zone.statistics if s.indicator == "disclosed.category"}

    assert len(kinds) == 9
    # The report's own total is 2543: its kinds do not add up to it, and are kept as printed.
    assert sum(kinds.values()) == 2641


def test_the_page_of_a_sample_names_where_its_figures_were_published() -> None:
    assert all(report["source"] for report in samples()["report"])
