"""One reading, one transaction; twice is once; nothing that was said is lost."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import anyio
import pytest
from sqlalchemy import select
from support.stored import (
    DIALECTS,
    a_store,
    contents,
    extraction,
    finding,
    report,
    snapshot,
    statistic,
    with_values,
)

from gateway.errors import StoreError
from gateway.store.dispositions import dispose
from gateway.store.engine import open_engine, reading, writing
from gateway.store.reader import StoreReader
from gateway.store.store import Store
from gateway.store.tables import ExtractionRow, table
from gateway.store.writer import Outcome, Saved, save
from schema.enums import Disposition, Provenance, Severity
from schema.records.extraction import Extraction
from schema.records.report import Change, Report, Section

URL = "http://www.example.gov.cn/r.html"
OTHER = "http://www.example.gov.cn/z/r.html"


@pytest.fixture(params=DIALECTS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with a_store(request.param, tmp_path) as store:
        yield store


def stored_report(store: Store, key: str = "510500.2017") -> Report | None:
    async def read() -> Report | None:
        return (await StoreReader(store.engine).reports([key]))[0]

    return anyio.run(read)


def stored_values(store: Store, key: str = "510500.2017") -> dict[str, Decimal | None]:
    async def read() -> dict[str, Decimal | None]:
        (statistics,) = await StoreReader(store.engine).statistics_of([key])
        return {one.record.indicator: one.record.value for one in statistics}

    return anyio.run(read)


def readings(store: Store) -> list[tuple[str, bool]]:
    """Provenance of every reading ever stored, and whether it is current, in the order they came."""
    rows = table(ExtractionRow)
    with reading(store.engine) as connection:
        lines = connection.execute(select(rows.c.provenance, rows.c.is_current).order_by(rows.c.id))
        return [(line.provenance, line.is_current) for line in lines]


def version(store: Store) -> int:
    return StoreReader(store.engine).data_version()


def test_what_was_saved_is_what_is_read(store: Store) -> None:
    reading_of_it = extraction()

    saved = save(store, snapshot(), reading_of_it, "510500-luzhou")

    assert saved == Saved("510500.2017", Outcome.NEW)
    assert stored_report(store) == reading_of_it.report
    assert store.blobs.get(reading_of_it.report.content_hash) == b"<html>"


def test_saving_twice_changes_nothing(store: Store) -> None:
    save(store, snapshot(), extraction(), "510500-luzhou")
    before = contents(store.engine)

    saved = save(store, snapshot(), extraction(), "510500-luzhou")

    assert saved.outcome is Outcome.UNCHANGED
    assert contents(store.engine) == before


@pytest.mark.parametrize("digits", ["12345678901234567.123456", "0", "0.1", "1E+3", "-4.50"])
def test_a_number_comes_back_digit_for_digit(store: Store, digits: str) -> None:
    save(store, snapshot(), extraction(statistics=(statistic("disclosed", digits),)))

    assert stored_values(store) == {"disclosed": Decimal(digits)}


def test_a_blank_is_not_a_zero(store: Store) -> None:
    save(store, snapshot(), extraction(statistics=(statistic("a", None), statistic("b", "0"))))

    assert stored_values(store) == {"a": None, "b": Decimal(0)}


def test_a_new_reading_supersedes_and_the_old_one_stays(store: Store) -> None:
    save(store, snapshot(), extraction())

    saved = save(store, snapshot(), replace(with_values(extraction(), disclosed="12346"), reader="2"))

    assert saved.outcome is Outcome.CHANGED
    assert stored_values(store)["disclosed"] == 12346
    assert readings(store) == [("OFFICIAL", False), ("OFFICIAL", True)]
    assert len(contents(store.engine)["statistic"]) == 6


def test_a_better_reader_is_not_a_revision_of_the_page(store: Store) -> None:
    save(store, snapshot(), extraction())
    save(store, snapshot(), replace(with_values(extraction(), disclosed="12346"), reader="2"))

    assert contents(store.engine)["revision"] == []


def changed_page(store: Store, after: Extraction) -> Saved:
    page = snapshot(b"<html>2")
    return save(store, page, replace(after, report=replace(after.report, content_hash=page.sha256)))


def test_a_page_that_changed_is_a_revision_figure_by_figure(store: Store) -> None:
    first = extraction()
    save(store, snapshot(), first)
    after = with_values(first, disclosed="12000")
    after = replace(
        after, statistics=(*after.statistics[:2], statistic("fees", "0.35", unit="万元")), figures=()
    )

    assert changed_page(store, after).outcome is Outcome.CHANGED

    (revisions,) = anyio.run(StoreReader(store.engine).revisions_of, ["510500.2017"])
    assert [revision.content_hash for revision in revisions] == [snapshot(b"<html>2").sha256]
    assert revisions[0].changes == (
        Change(indicator="disclosed", label="disclosed", before=12345.0, after=12000.0),
        Change(indicator="fees", label="fees", before=None, after=0.35),
        Change(indicator="requests.refused", label="requests.refused", before=38.0, after=None),
        Change(indicator=None, label="培训", before=3.0, after=None),
    )


def test_a_revision_read_by_a_better_reader_compares_only_what_both_found(store: Store) -> None:
    first = extraction()
    save(store, snapshot(), first)
    after = replace(with_values(first, disclosed="12000"), reader="2")
    changed_page(store, replace(after, statistics=(*after.statistics, statistic("fees", "1"))))

    (revisions,) = anyio.run(StoreReader(store.engine).revisions_of, ["510500.2017"])

    assert [change.indicator for change in revisions[0].changes] == ["disclosed"]


def test_a_page_whose_counter_moved_says_nothing_new(store: Store) -> None:
    save(store, snapshot(), extraction())
    before = version(store)

    saved = changed_page(store, extraction())

    assert saved.outcome is Outcome.UNCHANGED
    assert version(store) == before
    assert len(contents(store.engine)["document"]) == 2
    assert contents(store.engine)["revision"] == []


def test_a_page_that_goes_back_to_what_it_said_is_followed(store: Store) -> None:
    save(store, snapshot(), extraction())
    changed_page(store, with_values(extraction(), disclosed="1"))

    saved = save(store, snapshot(), extraction())

    assert saved.outcome is Outcome.CHANGED
    assert stored_values(store)["disclosed"] == 12345
    assert len(contents(store.engine)["revision"]) == 2


def copy(provenance: Provenance, url: str = OTHER, **values: str) -> Extraction:
    return with_values(extraction(report(provenance=provenance, source_url=url)), **values)


@pytest.mark.parametrize("lesser", [Provenance.REPOST, Provenance.PROXY, Provenance.UPLOAD])
def test_an_official_copy_is_never_replaced_by_another(store: Store, lesser: Provenance) -> None:
    save(store, snapshot(), extraction())
    again = copy(lesser, disclosed="1")

    assert save(store, snapshot(b"r", OTHER), again).outcome is Outcome.BESIDE
    assert save(store, snapshot(b"r", OTHER), again).outcome is Outcome.UNCHANGED
    assert stored_values(store)["disclosed"] == 12345
    assert readings(store) == [("OFFICIAL", True), (lesser, False)]


def test_an_official_copy_takes_the_place_of_a_repost_without_being_a_revision(store: Store) -> None:
    save(store, snapshot(b"r", OTHER), copy(Provenance.REPOST, disclosed="1"))

    assert save(store, snapshot(), extraction()).outcome is Outcome.CHANGED

    assert stored_values(store)["disclosed"] == 12345
    assert contents(store.engine)["revision"] == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_official_pages_the_fuller_speaks_in_whatever_order_they_come(
    store: Store, order: tuple[int, int]
) -> None:
    bare = extraction(report(source_url=OTHER), statistics=(statistic("disclosed", "12345"),))
    copies = [(snapshot(), extraction()), (snapshot(b"bare", OTHER), bare)]
    for nth in order:
        save(store, *copies[nth])

    assert set(stored_values(store)) == {"disclosed", "requests.received", "requests.refused"}
    assert {line[4] for line in contents(store.engine)["document"]} == {URL, OTHER}
    assert {line[1] for line in contents(store.engine)["document"]} == {"510500.2017"}
    settled = contents(store.engine)
    for nth in order:
        assert save(store, *copies[nth]).outcome is Outcome.UNCHANGED
    assert contents(store.engine) == settled


def test_a_page_once_taken_for_another_year_no_longer_speaks_for_it(store: Store) -> None:
    save(store, snapshot(), extraction(report(year=2016)))

    saved = save(store, snapshot(), replace(extraction(report(year=2017)), reader="2"))

    assert saved == Saved("510500.2017", Outcome.NEW)
    assert stored_report(store, "510500.2016") is None


def test_a_report_that_loses_its_page_speaks_through_the_best_one_left(store: Store) -> None:
    right = extraction(report(year=2016, source_url=OTHER), statistics=(statistic("disclosed", "7"),))
    save(store, snapshot(b"right", OTHER), right)
    save(store, snapshot(), extraction(report(year=2016)))
    assert stored_values(store, "510500.2016")["disclosed"] == 12345

    save(store, snapshot(), extraction(report(year=2017)))

    assert stored_values(store, "510500.2016") == {"disclosed": Decimal(7)}


def test_every_committed_change_moves_the_version_and_nothing_else_does(store: Store) -> None:
    versions = [version(store)]
    for body, said in [
        (b"<html>", extraction()),
        (b"<html>", extraction()),
        (b"2", with_values(extraction(), disclosed="2")),
    ]:
        save(store, snapshot(body), said)
        versions.append(version(store))

    assert versions == [0, 1, 1, 2]


def test_a_save_that_fails_half_way_leaves_no_row(store: Store) -> None:
    before = contents(store.engine)
    broken = extraction(figures=(replace(extraction().figures[0], label=None),))  # type: ignore[arg-type]

    with pytest.raises(StoreError, match="database refused a statement"):
        save(store, snapshot(), broken)

    assert contents(store.engine) == before


def test_two_findings_with_one_evidence_are_one(store: Store) -> None:
    save(store, snapshot(), extraction(findings=(finding(), finding(message="in other words"))))

    assert len(contents(store.engine)["finding"]) == 1


def only_finding(store: Store) -> tuple[str, Disposition]:
    (found,) = anyio.run(StoreReader(store.engine).findings_of, ["510500.2017"])
    (one,) = (one for one in found if one.record.rule == "A-REFU")
    return one.id, one.record.disposition


def test_a_disposition_stays_while_the_evidence_is_the_same(store: Store) -> None:
    save(store, snapshot(), extraction())
    key, _ = only_finding(store)
    before = version(store)

    decided = dispose(store, key, Disposition.EXPLAINED, "机关来函说明")
    dispose(store, key, Disposition.EXPLAINED, "机关来函说明")

    assert decided.record.disposition is Disposition.EXPLAINED
    assert version(store) == before + 1
    changed_page(store, with_values(extraction(), disclosed="1"))
    assert only_finding(store) == (key, Disposition.EXPLAINED)


def test_other_evidence_is_another_finding_and_open(store: Store) -> None:
    save(store, snapshot(), extraction())
    key, _ = only_finding(store)
    dispose(store, key, Disposition.CONFIRMED)

    save(store, snapshot(), replace(extraction(findings=(finding(expected="34"),)), reader="2"))

    assert only_finding(store)[0] != key
    assert only_finding(store)[1] is Disposition.OPEN


def test_a_changed_decision_keeps_the_earlier_one(store: Store) -> None:
    save(store, snapshot(), extraction())
    key, _ = only_finding(store)
    dispose(store, key, Disposition.CONFIRMED)
    dispose(store, key, Disposition.FALSE_ALARM, "合计含上年结转")

    assert only_finding(store) == (key, Disposition.FALSE_ALARM)
    assert len(contents(store.engine)["disposition"]) == 2


def test_a_finding_that_no_report_has_cannot_be_disposed_of(store: Store) -> None:
    with pytest.raises(LookupError, match="no report has a finding 'x/y/z'"):
        dispose(store, "x/y/z", Disposition.CONFIRMED)


def test_writers_side_by_side_follow_each_other(store: Store) -> None:
    years = range(2001, 2025)

    def write(year: int) -> Outcome:
        url = f"http://www.example.gov.cn/{year}.html"
        return save(
            store, snapshot(str(year).encode(), url), extraction(report(year=year, source_url=url))
        ).outcome

    with ThreadPoolExecutor(6) as threads:
        outcomes = list(threads.map(write, [*years, *years]))

    assert sorted(outcomes) == ["new"] * len(years) + ["unchanged"] * len(years)
    assert version(store) == len(years)


def test_one_connection_sees_one_state_whatever_is_committed_meanwhile(store: Store) -> None:
    save(store, snapshot(), extraction())
    rows = select(table(ExtractionRow).c.id)
    with reading(store.engine) as connection:
        before = connection.execute(rows).all()
        save(store, snapshot(b"2"), with_values(extraction(), disclosed="2"))
        assert connection.execute(rows).all() == before


def test_a_second_process_waits_for_the_writer_and_readers_do_not(tmp_path: Path) -> None:
    with a_store("sqlite", tmp_path) as store:
        save(store, snapshot(), extraction())
        neighbour = Store(open_engine(str(store.engine.url)), store.blobs)
        with ThreadPoolExecutor(1) as threads, writing(store.engine):
            waiting = threads.submit(
                save, neighbour, snapshot(b"2"), with_values(extraction(), disclosed="2")
            )
            assert stored_values(store)["disclosed"] == 12345
            assert not waiting.done()
        assert waiting.result().outcome is Outcome.CHANGED
        neighbour.close()


def changes_found(store: Store) -> list[tuple[str, str, str]]:
    (found,) = anyio.run(StoreReader(store.engine).findings_of, ["510500.2017"])
    return [
        (one.record.severity, one.record.message, one.record.message_en)
        for one in found
        if one.record.rule == "S-CHANGE"
    ]


def test_a_figure_changed_after_publication_is_a_finding_that_names_it(store: Store) -> None:
    save(store, snapshot(), extraction())
    assert changes_found(store) == []

    changed_page(store, with_values(extraction(), disclosed="12354", requests_received="250"))

    told = "disclosed 12345→12354", "requests.received 205→250"
    assert changes_found(store) == [
        (
            Severity.WARNING,
            f"首次取得之后，2 个数据有改动：{'；'.join(told)}",
            f"2 figures were changed after the report was first fetched: {'; '.join(told)}",
        )
    ]


def test_changed_words_alone_are_a_notice(store: Store) -> None:
    save(store, snapshot(), extraction())

    changed_page(store, extraction(sections=(Section(number="一", heading="概述", text="改写过的话。"),)))

    assert [severity for severity, *_ in changes_found(store)] == [Severity.NOTICE]


def test_that_a_page_was_changed_stays_said_after_a_new_reading(store: Store) -> None:
    save(store, snapshot(), extraction())
    second = with_values(extraction(), disclosed="12354")
    changed_page(store, second)
    said = changes_found(store)

    changed_page(store, replace(second, reader="2", figures=()))

    assert changes_found(store) == said


def test_a_page_that_lost_most_of_its_figures_does_not_replace_what_was_read(store: Store) -> None:
    rich = extraction(
        statistics=tuple(
            statistic(f"requests.{n}", "5") for n in ("received", "refused", "granted", "closed")
        )
    )
    save(store, snapshot(), rich)

    poor = replace(rich, statistics=rich.statistics[:1])
    lost = save(store, snapshot(b"<html>new"), poor)
    again = save(store, snapshot(b"<html>new"), poor)

    assert (lost.outcome, lost.stated, lost.stated_before) == (Outcome.POORER, 1, 4)
    assert again.outcome is Outcome.POORER
    (held,) = anyio.run(StoreReader(store.engine).statistics_of, ["510500.2017"])
    assert len(held) == 4
    assert len(contents(store.engine)["extraction"]) == 2
