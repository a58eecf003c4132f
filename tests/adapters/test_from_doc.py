"""Old Word files and RTF: read by way of LibreOffice where it is, refused in plain words where it is not."""

import hashlib
import io
import os
from pathlib import Path

import docx
import pytest

from adapters.documents.office import converter
from adapters.documents.open import open_document
from adapters.errors import DocumentUnreadable

RTF = rb"{\rtf1\ansi\uc1 \u24180?\u24230?\u25253?\u21578? 36\par}"
URL = "https://www.example.gov.cn/nb.doc"


def stand_in(folder: Path, script: str) -> str:
    """A PATH on which `soffice` is this script; its last argument is the file, `$out` where it may write."""
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(
        '#!/bin/sh\nfor each; do [ "$last" = --outdir ] && out=$each; last=$each; done\n' + script
    )
    program.chmod(0o755)
    return f"{program.parent}{os.pathsep}{os.environ['PATH']}"


def word_file(text: str) -> bytes:
    made, body = docx.Document(), io.BytesIO()
    made.add_paragraph(text)
    made.save(body)
    return body.getvalue()


def test_without_the_converter_the_refusal_says_what_to_install_and_what_else_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DocumentUnreadable, match=r"an RTF document.*LibreOffice.*not installed.*\.docx"):
        open_document(RTF, url=URL)


def test_what_the_converter_makes_is_read_under_the_hash_of_the_file_itself(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "made.docx").write_bytes(word_file("全年收到申请26件。"))
    monkeypatch.setenv(
        "PATH", stand_in(tmp_path, f'mkdir -p "$out"; cp {tmp_path}/made.docx "$out/report.docx"\n')
    )
    document = open_document(RTF, url=URL)
    assert (document.text, document.media_type) == ("全年收到申请26件。", "application/rtf")
    assert document.sha256 == hashlib.sha256(RTF).hexdigest()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("exit 1\n", "could not convert"),
        ('mkdir -p "$out"; echo no > "$out/report.docx"\n', "cannot be read"),
        ("sleep 60\n", "took more than"),
        ("sleep 60 & sleep 60\n", "took more than"),
    ],
    ids=["fails", "gives something else", "hangs", "leaves others hanging"],
)
def test_a_converter_that_fails_or_hangs_ends_in_a_refusal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str, words: str
) -> None:
    monkeypatch.setenv("PATH", stand_in(tmp_path, script))
    monkeypatch.setattr(converter, "MAX_SECONDS", 1)
    with pytest.raises(DocumentUnreadable, match=words):
        open_document(RTF, url=URL)


def test_the_converter_has_no_more_memory_than_its_bound(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", stand_in(tmp_path, f"ulimit -v > {tmp_path}/limit\n"))
    with pytest.raises(DocumentUnreadable):
        open_document(RTF, url=URL)
    assert int((tmp_path / "limit").read_text()) * 1024 <= converter.MAX_MEMORY


@pytest.mark.skipif(converter.program() is None, reason="LibreOffice is not installed here")
def test_an_rtf_file_is_read_by_the_real_converter() -> None:
    assert "年度报告" in open_document(RTF, url=URL).text
