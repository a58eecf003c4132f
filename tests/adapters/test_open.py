"""The one door to documents: what comes in, what is refused and how that is said."""

import hashlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.documents.document import Table
from adapters.documents.open import open_document
from adapters.errors import DocumentUnreadable

URL = "https://www.example.gov.cn/xxgk/gknb/202401/t20240117_1.html"


def test_a_page_opens_with_its_hash_and_its_kind() -> None:
    body = "<html><body><p>一、总体情况</p><p>全年收到申请26件。</p></body></html>".encode()
    document = open_document(body, url=URL, media_type="text/html")
    assert document.media_type == "text/html"
    assert document.sha256 == hashlib.sha256(body).hexdigest()
    assert document.text == "一、总体情况\n全年收到申请26件。"


def test_a_text_opens_in_the_charset_of_its_header() -> None:
    document = open_document("全年收到申请26件。".encode("gbk"), url=URL, charset="gb2312")
    assert (document.media_type, document.text) == ("text/plain", "全年收到申请26件。")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"%PDF-1.5", "a PDF"),
        (b"PK\x03\x04 word/document.xml", "a Word document"),
        (b"Rar!\x1a\x07", "a RAR archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"<html><body><script>load()</script></body></html>", "no text"),
        (b"<!-- -->" * 3, "no element"),
    ],
)
def test_what_cannot_be_opened_is_refused_by_name_with_the_address(body: bytes, words: str) -> None:
    with pytest.raises(DocumentUnreadable) as refusal:
        open_document(body, url=URL)
    assert words in str(refusal.value)
    assert URL in str(refusal.value)


@pytest.mark.parametrize(
    "body",
    [
        b"<" * 5000,
        b"<table>" * 300,
        b"<html><body>" + b"<div>" * 300 + b"x",
        b"<table><tr><td rowspan=99999999999999999999 colspan=-4>1</td></tr></table>",
        b"<p>\x00\x01\x02</p>",
        b"<?xml version='1.0' encoding='gb2312'?><html><body><p>a</p></body></html>",
        b"a | b\n| --- |\n|||\n \t \n\x0c",
        bytes(range(1, 256)),
    ],
)
def test_malformed_bytes_open_or_are_refused_but_never_crash(body: bytes) -> None:
    try:
        document = open_document(body, url=URL)
    except DocumentUnreadable:
        return
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.text)] == block.text


MARKUP = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<table>",
        "</table>",
        "<tr>",
        "<td rowspan=3>",
        "<td colspan=2>",
        "</td>",
        "<div id=zoom>",
    ]
)
WORDS = st.sampled_from(
    ["一、概述", "公开36条", " | ", "\n", "  ", "<", "&nbsp;", "\u3000", "2,543", "\t", "结果维持"]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(MARKUP | WORDS | st.text(max_size=3), max_size=60))
def test_whatever_comes_in_every_block_and_cell_stands_where_it_says(parts: list[str]) -> None:
    try:
        document = open_document("".join(parts).encode("utf-8", "ignore"), url=URL)
    except DocumentUnreadable:
        return
    for block in document.blocks:
        assert document.text[block.start : block.start + len(block.text)] == block.text
        cells = [cell for row in block.grid for cell in row if cell] if isinstance(block, Table) else []
        assert all(document.text[cell.start : cell.start + len(cell.text)] == cell.text for cell in cells)
