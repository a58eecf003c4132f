"""Documents made to hurt: cut short, damaged, nested, swollen. Each opens or is refused, in bounded time."""

import contextlib
import io
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from decimal import Decimal

import docx
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from adapters.documents.from_picture import KINDS
from adapters.documents.open import OPENERS, open_document
from adapters.documents.scan import recognition
from adapters.errors import DocumentUnreadable, NotAReport
from adapters.extract.cells import read_cell
from adapters.extract.prose.quantity import quantity
from adapters.pipeline import read_file
from tests.support import scanned
from tests.support.flat_form import cell_lines, row_lines, run_together
from tests.support.full_report import TITLE, html_report, pdf_report, values

SLOWEST = 30.0  # seconds; a generous bound
COLUMNS = "自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n"
BEGINNINGS = [b"", b"%PDF-1.5\n", b"PK\x03\x04", b"<html>", b"{\\rtf1"]
HEAD = f"{TITLE}\n一、总体情况\n公开信息36条。\n三、收到和处理政府信息公开申请情况\n".encode()


def word_report() -> bytes:
    made, body = docx.Document(), io.BytesIO()
    table = made.add_table(3, 4)
    for at, cell in enumerate(table.rows[0].cells):
        cell.text = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")[at]
    made.save(body)
    return body.getvalue()


def workbook() -> bytes:
    made, body = openpyxl.Workbook(), io.BytesIO()
    made.active.append(["信息内容", "本年制发件数"])
    made.save(body)
    return body.getvalue()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "html": html_report,
    "pdf": pdf_report,
    "docx": word_report,
    "xlsx": workbook,
    "text": lambda: run_together(values(), 2021).encode(),
    "lines": lambda: cell_lines(values(), 2021).encode(),
    "rows": lambda: row_lines(values(), 2021).encode(),
}


def opens_or_is_refused(body: bytes) -> None:
    started = time.monotonic()
    with contextlib.suppress(DocumentUnreadable, NotAReport):
        read_file(body, "report")
    assert time.monotonic() - started < SLOWEST


@pytest.mark.parametrize("kind", SAMPLES)
@given(data=st.data())
@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_document_cut_short_or_damaged_opens_or_is_refused(kind: str, data: st.DataObject) -> None:
    body = bytearray(SAMPLES[kind]())
    cut = data.draw(st.integers(0, len(body)), label="cut at")
    for _ in range(data.draw(st.integers(0, 6), label="damages")):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    opens_or_is_refused(bytes(body[:cut]))
    opens_or_is_refused(bytes(body))


@pytest.mark.parametrize(
    "body",
    [
        b"<table><tr><td>" * 3_000,
        b"<html><body>" + b"<div>" * 20_000 + "申请26件".encode(),
        b"<table><tr>" + b"<td rowspan=9999 colspan=9999>1</td>" * 50 + b"</tr></table>",
        ("本年新收政府信息公开申请数量" * 3_000).encode(),
        ("一、本年新收政府信息公开申请数量" + "12" * 20_000).encode(),
        (COLUMNS + "予以公开1111111111111111111111\n" * 900).encode(),
        ("结果维持结果纠正其他结果尚未审结总计" * 3 + "1" * 60).encode(),
        ("| " * 20_000 + "\n").encode() * 3,
        ("|\n" * 20_000).encode(),
        ("（" * 20_000 + "）" * 20_000).encode(),
        ("收到申请" + "九" * 30_000 + "件").encode(),
        ("公开信息" + "9" * 50_000 + "条").encode(),
        "\ufeff".encode() + b"\x00" * 9_000 + "年度报告".encode(),
        b"{\\rtf1" + b"{" * 50_000,
        b"PK\x03\x04" + b"\x00" * 5_000,
        b"%PDF-1.7\n" + b"1 0 obj<</Kids[1 0 R]/Type/Pages/Count 9999999>>endobj " * 400,
    ],
    ids=[
        "nested tables", "nested boxes", "wide spans", "one label over and over", "endless digits",
        "rows of ones", "disputes of ones", "bars in a line", "bars in lines", "brackets", "spelled number",
        "long number", "noughts", "rtf groups", "an empty zip", "pages of pages",
    ],
)  # fmt: skip
def test_a_document_made_to_be_slow_ends_in_time(body: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    opens_or_is_refused(body)


@given(
    body=st.binary(max_size=400),
    kind=st.sampled_from([b"", b"%PDF-1.5\n", b"PK\x03\x04", b"<html>", b"{\\rtf1"]),
)
@settings(max_examples=60, deadline=None)
def test_no_bytes_raise_anything_but_a_refusal(body: bytes, kind: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "")
        opens_or_is_refused(kind + body)


NUMBERS = st.text(
    alphabet="0123456789０９〇零一二三十百千万亿.,，-−+约近余多件条元 （）()/无减增%\u3000", max_size=40
)


@given(text=NUMBERS | st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_cell_is_a_finite_number_nothing_or_a_refusal(text: str) -> None:
    try:
        read = read_cell(text, unit="件")
    except ValueError:
        return
    assert read.value is None or (isinstance(read.value, Decimal) and read.value.is_finite())


@given(text=NUMBERS | st.text(max_size=30))
@settings(max_examples=300, deadline=None)
def test_a_quantity_in_a_sentence_is_finite_or_none(text: str) -> None:
    found = quantity(text)
    assert found is None or found.value.is_finite()


def picture(kind: str) -> bytes:
    made, body = Image.new("L", (120, 60), 255), io.BytesIO()
    made.paste(0, (20, 20, 100, 24))
    made.save(body, kind)
    return body.getvalue()


@pytest.fixture
def recognising() -> Iterator[None]:
    scanned.needed()
    recognition.switch(on=True)
    yield
    recognition.switch(on=False)


@pytest.mark.usefixtures("recognising")
@given(kind=st.sampled_from(KINDS), data=st.data())
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_picture_cut_short_or_damaged_opens_or_is_refused(kind: str, data: st.DataObject) -> None:
    body = bytearray(picture(kind))
    for _ in range(data.draw(st.integers(0, 6), label="damages")):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    opens_or_is_refused(bytes(body[: data.draw(st.integers(0, len(body)), label="cut at")]))


@pytest.mark.usefixtures("recognising")
def test_a_small_file_of_a_huge_picture_is_refused_before_it_is_unpacked() -> None:
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    body = b"\x89PNG\r\n\x1a\n"
    for name, held in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1_000_000)), (b"IEND", b"")):
        body += struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))
    with pytest.raises(DocumentUnreadable, match="pixels"):
        read_file(body, "report")


def test_every_opener_is_attacked() -> None:
    assert set(OPENERS) - {"xls", "doc", "rtf"} <= {*SAMPLES, *KINDS}
    assert open_document(SAMPLES["docx"](), url="a").text
