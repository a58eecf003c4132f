"""What bytes are, whatever they are called."""

import io
import zipfile

import pytest

from adapters.documents.sniff import describe, sniff


def zipped(*names: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return body.getvalue()


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.5 ...", "pdf"),
        (b"\n\n%PDF-1.4", "pdf"),
        (b"Rar!\x1a\x07\x00", "rar"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 20, "ole"),
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"\xff\xd8\xff\xe0", "jpeg"),
        (b"{\\rtf1", "rtf"),
        (b"\x00\x01\x02\x03", "binary"),
        (b"  \r\n\t ", "empty"),
        (b"", "empty"),
        (zipped("a.txt"), "zip"),
        (zipped("[Content_Types].xml", "word/document.xml"), "docx"),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), "xlsx"),
        (b"<!DOCTYPE html><html><body></body></html>", "html"),
        (b"\xef\xbb\xbf<html></html>", "html"),
        ("<p>一、总体情况</p>".encode(), "html"),
        ("一、总体情况\n全年收到申请26件。".encode(), "text"),
        ("| 规章 | 0 |\n用 <p> 表示段落".encode(), "text"),
        ("BMW 不是位图".encode(), "text"),
        ("全年收到申请26件".encode("utf-16"), "text"),
        ("<html><p>一</p></html>".encode("utf-16"), "html"),
    ],
)
def test_the_first_bytes_decide(body: bytes, kind: str) -> None:
    assert sniff(body) == kind


def test_the_header_decides_only_where_the_bytes_leave_it_open() -> None:
    body = "全年收到申请26件<br>其中网络20件".encode()
    assert (sniff(body), sniff(body, "text/html; charset=utf-8")) == ("text", "html")


def test_kinds_have_names_for_people() -> None:
    assert describe("pdf") == "a PDF"
    assert "Word" in describe("docx")
