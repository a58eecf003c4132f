"""What was carried out of one year is carried into the next, or a finding says that it was not."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.stored import DIALECTS, a_store, contents, extraction, finding, report, snapshot, statistic

from gateway.audit import AuditSummary, audit
from gateway.store.dispositions import dispose
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from gateway.store.writer import save
from schema.enums import Disposition, ReportFormat
from schema.ports import Keyed
from schema.records.finding import Finding


@pytest.fixture(params=DIALECTS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with a_store(request.param, tmp_path) as store:
        yield store


def keep(
    store: Store, year: int, carried_in: int, carried_out: int, *, organ: str | None = None, body: str = ""
) -> None:
    about = report("510500", year, organ, format=ReportFormat.TABLES_2021, published_on=None)
    url = f"http://www.example.gov.cn/{about.id}.html"
    figures = (
        statistic("requests.carried_in", str(carried_in)),
        statistic("requests.carried_out", str(carried_out)),
    )
    save(
        store,
        snapshot(f"{about.id}{body}".encode(), url),
        extraction(about, statistics=figures, findings=(), sections=()),
    )


def findings(store: Store, year: int) -> list[Keyed[Finding]]:
    (found,) = asyncio.run(StoreReader(store.engine).findings_of([f"510500.{year}"]))
    return list(found)


def test_a_figure_that_is_not_carried_over_is_a_finding_about_the_later_report(store: Store) -> None:
    keep(store, 2021, 1, 5)
    keep(store, 2022, 4, 7)
    keep(store, 2023, 7, 0)

    assert audit(store) == AuditSummary(checked=3, findings=1)

    assert [len(findings(store, year)) for year in (2021, 2022, 2023)] == [0, 1, 0]
    (found,) = findings(store, 2022)
    assert (found.record.stated, found.record.expected) == (4, 5)
    assert found.id.startswith(f"510500.2022/{found.record.rule}/")


def test_an_audit_of_nothing_new_looks_at_nothing_and_changes_nothing(store: Store) -> None:
    keep(store, 2021, 1, 5)
    keep(store, 2022, 4, 7)
    audit(store)
    before = contents(store.engine)

    assert audit(store) == AuditSummary(checked=0, findings=0)
    assert contents(store.engine) == before


def test_a_new_report_is_held_against_both_its_neighbours(store: Store) -> None:
    keep(store, 2021, 1, 5)
    keep(store, 2023, 9, 0)
    assert audit(store).findings == 0

    keep(store, 2022, 4, 7)

    assert audit(store) == AuditSummary(checked=2, findings=2)
    assert [len(findings(store, year)) for year in (2022, 2023)] == [1, 1]


def test_a_finding_goes_when_the_report_before_is_corrected(store: Store) -> None:
    keep(store, 2021, 1, 5)
    keep(store, 2022, 4, 7)
    audit(store)

    keep(store, 2021, 1, 4, body="corrected")

    assert audit(store).findings == 0
    assert findings(store, 2022) == []


def test_an_organ_is_held_against_itself_and_not_against_the_place(store: Store) -> None:
    keep(store, 2021, 1, 5)
    keep(store, 2022, 4, 7, organ="泸州市教育局")

    assert audit(store) == AuditSummary(checked=2, findings=0)


def test_an_audited_finding_keeps_its_disposition_when_it_is_found_again(store: Store) -> None:
    keep(store, 2021, 1, 5)
    keep(store, 2022, 4, 7)
    audit(store)
    dispose(store, findings(store, 2022)[0].id, Disposition.CONFIRMED)

    keep(store, 2022, 4, 8, body="another figure was changed")
    audit(store)

    (found,) = (one for one in findings(store, 2022) if one.record.rule == "X-CARRY")
    assert found.record.disposition is Disposition.CONFIRMED


def test_an_audit_leaves_the_findings_of_the_reading_alone(store: Store) -> None:
    about = report("510500", 2022, format=ReportFormat.TABLES_2021)
    save(store, snapshot(), extraction(about, findings=(finding(),), sections=()))

    audit(store)

    assert [one.record for one in findings(store, 2022)] == [finding()]


def test_every_change_of_findings_moves_the_version(store: Store) -> None:
    keep(store, 2021, 1, 5)
    keep(store, 2022, 4, 7)
    reader = StoreReader(store.engine)
    before = reader.data_version()

    audit(store)

    assert reader.data_version() == before + 1
