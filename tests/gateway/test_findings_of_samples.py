"""The findings that real reports contain are found, and none where a report adds up."""

import asyncio
from collections.abc import Iterator
from decimal import Decimal

import pytest
from support.stated import REPORTS

from adapters.documents.open import open_document
from adapters.extract.extract import extract
from gateway.cli.gather import gather
from gateway.samples.portals import sample_profiles
from gateway.settings import Settings
from gateway.store.reader import StoreReader
from gateway.store.store import Store, open_store
from schema.checks.assess import assess
from schema.enums import CheckOutcome
from schema.ports import FindingFilter
from schema.records.extraction import Extraction
from schema.records.finding import Finding

Brief = tuple[str, str, Decimal | None, Decimal | None]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    settings = Settings(data=tmp_path_factory.mktemp("data"), samples=True)
    store = open_store(settings)
    gather(sample_profiles(), store, settings)
    yield store
    store.close()


def brief(finding: Finding) -> Brief:
    return finding.rule, str(finding.severity), finding.stated, finding.expected


def of(store: Store, report: str) -> list[Brief]:
    (found,) = asyncio.run(StoreReader(store.engine).findings_of([report]))
    return sorted((brief(one.record) for one in found), key=str)


def numbers(rule: str, severity: str, stated: object, expected: object) -> Brief:
    return (
        rule,
        severity,
        None if stated is None else Decimal(str(stated)),
        None if expected is None else Decimal(str(expected)),
    )


SHANGHAI = "310000.2019.04e3fa7c"
EXPECTED = {
    "510500.2017": [numbers("A-REFU", "ERROR", 38, 33)],
    "320813.2023": [
        numbers("S-SECT", "WARNING", None, None),  # one row of 其他处理, as in the form of 2019
        numbers("T4-SUM", "ERROR", 0, 11),
        numbers("T4-SUM", "ERROR", 0, 5),
    ],
    "350128.2012": [
        numbers("A-DISC", "NOTICE", 2026, 1175),  # the categories are not all
        numbers("A-DISC", "NOTICE", 2026, 1795),  # the annex: channels may overlap, and fall short
        numbers("N-KIND", "ERROR", 3978, 3926),
    ],
    SHANGHAI: [
        numbers("T3-ROW", "NOTICE", None, 272),  # totals left blank
        numbers("V-TEXT", "WARNING", 265, 337),
        numbers("V-TEXT", "WARNING", 7, 5),
        numbers("V-TEXT", "WARNING", 9, 8),
    ],
    "540000.2011": [numbers("A-DISC", "NOTICE", 53019, 16839)],
    "210200.2017": [numbers("A-DISC", "NOTICE", 311003, 159616)],
    "350128-pingtan.2014": [numbers("A-DISC", "NOTICE", 2543, 2641)],
}


def test_only_the_report_that_lacks_rows_is_said_to_lack_parts_and_no_excerpt(store: Store) -> None:
    reader = StoreReader(store.engine)
    page = asyncio.run(reader.finding_page(FindingFilter(rule="S-SECT"), 100, None))

    assert [one.report_id for one in page.items] == ["320813.2023"]


@pytest.mark.parametrize("report", EXPECTED)
def test_what_is_wrong_in_a_real_report_is_found(store: Store, report: str) -> None:
    assert of(store, report) == sorted(EXPECTED[report], key=str)


CLEAN = (
    *("321300.2023", "321322.2023.7c16d47c", "350128-pingtan.2019", "510900.2018", "110118.2015"),
    *("370200.2018", "350822.2009", "350000.2008", "220100-changchunxinqu.2025"),
)


@pytest.mark.parametrize("report", CLEAN)
def test_a_report_that_adds_up_has_no_findings(store: Store, report: str) -> None:
    (about,) = asyncio.run(StoreReader(store.engine).reports([report]))
    assert about is not None
    assert of(store, report) == []


def test_reports_out_of_one_file_of_open_data_are_not_one_document_twice(store: Store) -> None:
    where = FindingFilter(rule="S-SAME")
    assert asyncio.run(StoreReader(store.engine).finding_page(where, 10, None)).total == 0


def test_overlapping_channels_are_never_more_than_a_notice(store: Store) -> None:
    channels = [one for report in EXPECTED for one in of(store, report) if one[0] == "A-DISC"]
    assert {severity for _, severity, *_ in channels} == {"NOTICE"}


def test_what_the_parts_of_disclosure_add_up_to_holds_where_it_does(store: Store) -> None:
    (found,) = asyncio.run(StoreReader(store.engine).checks_of(["350000.2008"]))
    assert [one.outcome for one in found if one.rule == "N-KIND"] == [
        CheckOutcome.HOLDS
    ]  # 417575+227475+151884


# -- the whole reports, where they lie beside the checkout


def read(name: str, file: str) -> Extraction:
    path = REPORTS / name / file
    if not path.exists():
        pytest.skip(f"{path} is not there: the reference reports lie beside the checkout")
    return extract(open_document(path.read_bytes(), url=path.name))


@pytest.mark.parametrize(
    ("name", "file", "expected"),
    [
        ("shanghai-office-2019", "article_fragment.html", EXPECTED[SHANGHAI]),
        ("pingtan-county-2012", "page.html", EXPECTED["350128.2012"]),
    ],
)
def test_the_whole_report_has_the_findings_of_its_sample(name: str, file: str, expected: list[Brief]) -> None:
    said = read(name, file)
    found = [brief(one) for one in (*said.findings, *assess(said).findings)]
    assert sorted(found, key=str) == sorted(expected, key=str)
