"""Records come back in the order of the keys, in one statement a call."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import anyio
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.stored import DIALECTS, a_store, extraction, finding, report, snapshot, statistic

from gateway.errors import InvalidCursor
from gateway.store import paging
from gateway.store.offices import is_own_office
from gateway.store.reader import StoreReader
from gateway.store.snippet import snippet
from gateway.store.store import Store
from gateway.store.writer import save
from schema.enums import Applicant, ReportFormat, ReportScope, Severity
from schema.ports import FindingFilter, Page, ReportFilter, statistic_id
from schema.records.report import Report, Section, report_id

OFFICE = "泸州市人民政府办公室"
KEPT = [
    report("510500", 2016),
    report("510500", 2017),
    report("510500", 2018, format=ReportFormat.ANNEX_2014),
    report("321300", 2017),
    report("350128", 2017),
    report("510500", 2017, "泸州市教育局"),
    report("510500", 2017, OFFICE),
    report("510500", 2017, "泸州市扶贫开发领导小组办公室"),
    report("321300", 2017, "宿迁市教育局"),
]


def keep(store: Store, *reports: Report, **parts: Any) -> None:
    for about in reports:
        url = f"http://www.example.gov.cn/{about.id}.html"
        save(store, snapshot(about.id.encode(), url), extraction(about, **parts), "510500-luzhou")


@pytest.fixture(scope="module", params=DIALECTS)
def full(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store that tests only read."""
    with a_store(request.param, tmp_path_factory.mktemp("full")) as store:
        keep(store, *KEPT)
        yield store


@pytest.fixture
def reader(full: Store) -> StoreReader:
    return StoreReader(full.engine)


@pytest.fixture(params=DIALECTS)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with a_store(request.param, tmp_path) as store:
        yield store


def test_reports_come_in_the_order_of_the_ids_and_unknown_ones_are_none(reader: StoreReader) -> None:
    found = anyio.run(reader.reports, ["510500.2018", "000000.1999", "510500.2016", "510500.2018"])

    assert [one and one.id for one in found] == ["510500.2018", None, "510500.2016", "510500.2018"]
    assert found[0] == KEPT[2]
    assert reader.reads == 1


def test_the_office_stands_for_scope_organ_and_other_organs_do_not(reader: StoreReader) -> None:
    keys = [
        ("510500", 2017, ReportScope.ORGAN),
        ("321300", 2017, ReportScope.ORGAN),
        ("510500", 2017, ReportScope.JURISDICTION),
        ("510500", 2016, ReportScope.ORGAN),
    ]

    found = anyio.run(reader.reports_at, keys)

    assert [one and one.id for one in found] == [
        report_id("510500", 2017, OFFICE), None, "510500.2017", None,
    ]  # fmt: skip
    assert reader.reads == 1


@pytest.mark.parametrize(
    ("organ", "own"),
    [
        ("上海市人民政府办公厅", True),
        ("泸州市政府办公室", True),
        ("办公室", True),
        ("平潭综合实验区管委会办公室", True),
        ("高新区管理委员会办公室", True),
        ("党政办公室", True),
        ("沐阳县人民政府办公室", True),
        ("中共泸州市委办公室", False),
        ("泸州市扶贫开发办公室", False),
        ("国有资产监督管理委员会办公室", False),
        ("泸州市教育局", False),
    ],
)
def test_the_governments_own_office_is_told_by_its_name(organ: str, own: bool) -> None:
    assert is_own_office(organ) is own


def walk(page: Any, size: int) -> tuple[list[Any], list[Page[Any]]]:
    """All items of a list, page after page."""
    items: list[Any] = []
    pages: list[Page[Any]] = []
    after: str | None = None
    while not pages or pages[-1].has_next:
        pages.append(anyio.run(partial(page, first=size, after=after)))
        items += pages[-1].items
        after = pages[-1].cursors[-1] if pages[-1].cursors else None
    return items, pages


@pytest.mark.parametrize("size", [1, 2, 4, 100])
def test_pages_of_any_size_give_every_report_once_newest_year_first(reader: StoreReader, size: int) -> None:
    items, pages = walk(partial(reader.report_page, ReportFilter()), size)

    ids = [one.id for one in items]
    assert ids == [
        "510500.2018",
        *sorted(one.id for one in KEPT if one.year == 2017 and one.jurisdiction == "321300"),
        "350128.2017",
        *sorted(one.id for one in KEPT if one.year == 2017 and one.jurisdiction == "510500"),
        "510500.2016",
    ]
    assert {page.total for page in pages} == {9}
    assert [page.has_previous for page in pages] == [False] + [True] * (len(pages) - 1)
    assert reader.reads == len(pages)


@pytest.mark.parametrize(
    ("where", "ids"),
    [
        (ReportFilter(years=(2016, 2018)), ["510500.2018", "510500.2016"]),
        (ReportFilter(places=frozenset({"350128"})), ["350128.2017"]),
        (ReportFilter(places=frozenset()), []),
        (ReportFilter(format=ReportFormat.ANNEX_2014), ["510500.2018"]),
        (
            ReportFilter(scope=ReportScope.JURISDICTION, years=(2017,)),
            ["321300.2017", "350128.2017", "510500.2017"],
        ),
    ],
)
def test_a_filter_narrows_the_list_and_its_total(
    reader: StoreReader, where: ReportFilter, ids: Sequence[str]
) -> None:
    page = anyio.run(reader.report_page, where, 10, None)

    assert [one.id for one in page.items] == ids
    assert page.total == len(ids)
    assert not page.has_next


def test_each_place_has_a_page_of_its_own_in_one_statement(reader: StoreReader) -> None:
    where = ReportFilter(scope=ReportScope.JURISDICTION)

    first = anyio.run(reader.report_pages, ["510500", "000000", "321300"], where, 2, None)
    after = first[0].cursors[-1]
    second = anyio.run(reader.report_pages, ["510500", "321300"], where, 2, after)

    assert [[one.year for one in page.items] for page in first] == [[2018, 2017], [], [2017]]
    assert [(page.total, page.has_next) for page in first] == [(3, True), (0, False), (1, False)]
    assert [[one.year for one in page.items] for page in second] == [[2016], []]
    assert [(page.total, page.has_next) for page in second] == [(3, False), (1, False)]
    assert reader.reads == 2


def test_statistics_are_found_by_their_ids_and_by_their_reports(reader: StoreReader) -> None:
    of_report, none = anyio.run(reader.statistics_of, ["510500.2017", "000000.1999"])
    ids = [
        "nonsense",
        of_report[1].id,
        "510500.2017/disclosed/TOTAL/7",
        of_report[0].id,
        "a/b/c/d/e",
        "a/b/c/²",
    ]
    found = anyio.run(reader.statistics, ids)

    assert [one.record for one in of_report] == list(extraction(KEPT[1]).statistics)
    assert of_report[0].id == statistic_id("510500.2017", "disclosed", Applicant.TOTAL)
    assert none == []
    assert found == [None, of_report[1], None, of_report[0], None, None]
    assert reader.reads == 2


def test_entries_of_an_open_breakdown_are_told_apart_by_position(store: Store) -> None:
    entries = tuple(statistic("disclosed.category", str(n), label=f"类{n}") for n in (5, 6, 7))
    keep(store, report(), statistics=entries)
    reader = StoreReader(store.engine)

    (of_report,) = anyio.run(reader.statistics_of, ["510500.2017"])
    again = anyio.run(reader.statistics, [one.id for one in of_report])

    assert [one.id.rpartition("/")[2] for one in of_report] == ["TOTAL", "1", "2"]
    assert [one and one.record.value for one in again] == [Decimal(5), Decimal(6), Decimal(7)]


def test_sections_and_figures_come_in_the_order_of_the_document(reader: StoreReader) -> None:
    sections = anyio.run(reader.sections_of, ["510500.2016", "none", "510500.2017"])
    figures = anyio.run(reader.figures_of, ["510500.2016"])

    assert [list(of) for of in sections] == [list(extraction().sections), [], list(extraction().sections)]
    assert [list(of) for of in figures] == [list(extraction().figures)]
    assert reader.reads == 2


def test_findings_by_report_by_id_and_by_page_are_the_same_findings(store: Store) -> None:
    notice = finding("TITLE-YEAR", None, None, severity=Severity.NOTICE, terms=(), message="题目与期间不符")
    keep(store, report("510500", 2017), report("510500", 2018), findings=(finding(), notice))
    reader = StoreReader(store.engine)

    of_reports = anyio.run(reader.findings_of, ["510500.2018", "510500.2017"])
    items, pages = walk(partial(reader.finding_page, FindingFilter()), 3)
    by_id = anyio.run(reader.findings, ["x", items[0].id])

    assert items == [*of_reports[0], *of_reports[1]]
    assert [one.record for one in of_reports[0]] == [finding(), notice]
    assert [one.report_id for one in of_reports[1]] == ["510500.2017"] * 2
    assert by_id == [None, items[0]]
    assert [page.total for page in pages] == [4, 4]


@pytest.mark.parametrize(
    ("where", "total"),
    [
        (FindingFilter(rule="A-REFU"), 1),
        (FindingFilter(rule="NONE"), 0),
        (FindingFilter(severity=Severity.WARNING), 1),
        (FindingFilter(years=(2017,), places=frozenset({"510500"})), 2),
        (FindingFilter(places=frozenset({"321300"})), 0),
    ],
)
def test_findings_can_be_narrowed(store: Store, where: FindingFilter, total: int) -> None:
    keep(store, report(), findings=(finding(), finding("TITLE-YEAR", None, None, severity=Severity.NOTICE)))

    page = anyio.run(StoreReader(store.engine).finding_page, where, 10, None)

    assert (page.total, len(page.items)) == (total, total)


def section(text: str, heading: str = "概述") -> Section:
    return Section(number="一", heading=heading, text=text)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("微博", ["微博"]),
        ("微博 微信", ["微博"]),
        ("100%", ["100%"]),
        ("_", ["下划_线"]),
        ("\\", ["反\\斜"]),
        ("GOV", ["www.gov.cn"]),
        ("收费", ["收费"]),
        ("不存在", []),
        ("  ", []),
        ("' OR 1=1 --", []),
    ],
)
def test_search_takes_words_as_they_are(store: Store, words: str, found: list[str]) -> None:
    texts = ["政务微博发布300条，微信200条。", "答复率100%。", "下划_线", "反\\斜", "见www.gov.cn网站", "无"]
    sections = (*map(section, texts), section("没有收取。", heading="收费情况"))
    keep(store, report(), sections=sections)

    page = anyio.run(StoreReader(store.engine).search, words, ReportFilter(), 10, None)

    assert [hit.section for hit in page.items] == [
        one for one in sections if any(part in one.text + one.heading for part in found)
    ]
    assert page.total == len(found)


def test_search_pages_and_narrows_like_the_reports(reader: StoreReader) -> None:
    items, _ = walk(
        partial(
            reader.search,
            "主动公开",
            ReportFilter(places=frozenset({"510500"}), scope=ReportScope.JURISDICTION),
        ),
        2,
    )

    assert [hit.report_id for hit in items] == ["510500.2018", "510500.2017", "510500.2016"]
    assert items[0].snippet == "全市主动公开政府信息12345条。"


def test_a_snippet_shows_the_first_word_in_its_surroundings() -> None:
    assert (
        snippet("前" * 60 + "微博" + "后" * 60, ["无", "微博"]) == "…" + "前" * 40 + "微博" + "后" * 40 + "…"
    )
    assert snippet("只有标题里有", ["收费"]) == "只有标题里有"


@pytest.mark.parametrize("cursor", ["", "x", "e30", "bnVsbA", "WzEsMl0", "%%%", "WyIxIiwiMiIsIjMiXQ"])
def test_a_cursor_of_somebody_else_is_refused(reader: StoreReader, cursor: str) -> None:
    with pytest.raises(InvalidCursor, match="begin without one"):
        anyio.run(reader.report_page, ReportFilter(), 10, cursor)


@given(st.integers(0, 9999), st.text(), st.text())
def test_a_cursor_comes_back_as_it_was(year: int, place: str, key: str) -> None:
    assert paging.decode(paging.encode([year, place, key]), paging.BY_YEAR) == [year, place, key]


def test_more_keys_than_a_statement_binds_are_asked_in_few_statements(reader: StoreReader) -> None:
    ids = [f"{place:06}.2017" for place in range(13_000)] + ["510500.2017"]

    found = anyio.run(reader.reports, ids)

    assert found[-1] == KEPT[1]
    assert [one for one in found[:-1] if one] == []
    assert reader.reads == 3
