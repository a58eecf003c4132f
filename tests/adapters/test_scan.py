"""Scans and pictures: refused unless asked for, every number right or refused, and each one marked."""

from collections.abc import Iterator
from functools import cache

import pytest
from support import scanned
from support.scanned import Scanner

from adapters.documents.document import Document
from adapters.documents.open import open_document
from adapters.documents.scan import recognition
from adapters.extract.extract import extract
from adapters.extract.to_json import to_json
from schema.enums import Severity
from schema.records.extraction import Extraction

URL = "https://www.example.gov.cn/xxgk/gknb/202401/P020240117.pdf"


@pytest.fixture(autouse=True)
def _off_afterwards() -> Iterator[None]:
    yield
    recognition.switch(on=False)


def seen(body: bytes) -> Document:
    scanned.needed()
    recognition.switch(on=True)
    return open_document(body, url=URL)


@cache
def whole(how: Scanner, rows: int) -> Extraction:
    return extract(seen(scanned.scan(scanned.report(scanned.values(), rows=rows), how)))


def stated(read: Extraction) -> dict[tuple[str, str], str]:
    return {(one.indicator, one.applicant.value): str(one.value) for one in read.statistics}


ASKEW = Scanner(300, skew=0.8, noise=6)


def test_every_number_of_a_scanned_report_is_read_as_it_is_printed() -> None:
    printed = {**scanned.values(), **scanned.TOLD}
    read = stated(whole(ASKEW, 4))
    assert {term: value for term, value in read.items() if value != printed[term]} == {}
    assert len(read) == 42


def test_every_number_of_a_scan_is_marked_with_its_page_and_how_sure_it_is() -> None:
    read = whole(ASKEW, 4)
    assert all(one.recognised and one.source.page == 1 for one in (*read.statistics, *read.figures))
    assert all(0.9 <= (one.source.confidence or 0) <= 1 for one in read.statistics)
    assert {one["confidence"] is None for one in to_json(read)["statistics"]} == {False}


def test_a_scan_is_said_to_be_one_with_the_identities_that_hold_and_those_that_do_not() -> None:
    (finding,) = (one for one in whole(ASKEW, 4).findings if one.kind == "recognised")
    assert (finding.rule, finding.severity) == ("R-SCAN", Severity.NOTICE)
    assert "第1页" in finding.message
    assert "that do not: T3-ROW" in finding.message_en


def test_a_report_with_a_text_of_its_own_is_not_touched_where_letters_are_recognised() -> None:
    scanned.needed()
    body = scanned.report(scanned.values(), rows=3)
    before = extract(open_document(body, url=URL))
    recognition.switch(on=True)
    assert extract(open_document(body, url=URL)) == before
    assert not any(one.recognised for one in before.statistics)
    assert not any(one.rule == "R-SCAN" for one in before.findings)
