"""Raw documents are written once, whole or not at all."""

import hashlib
from pathlib import Path

import pytest

from gateway.errors import DocumentMissing, StoreUnavailable
from gateway.store.blobs import Blobs


def test_a_document_comes_back_byte_for_byte_under_its_hash(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path / "documents")
    body = "泸州市".encode("gb18030")

    sha256 = blobs.put(body)

    assert sha256 == hashlib.sha256(body).hexdigest()
    assert blobs.get(sha256) == body
    assert sha256 in blobs
    assert blobs.path(sha256) == tmp_path / "documents" / sha256[:2] / sha256


def test_keeping_a_document_twice_leaves_the_first_file_alone(tmp_path: Path) -> None:
    blobs = Blobs(tmp_path)
    path = blobs.path(blobs.put(b"x"))
    before = path.stat().st_mtime_ns, path.stat().st_ino

    blobs.put(b"x")

    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_document_that_is_gone_is_named(tmp_path: Path) -> None:
    absent = "0" * 64

    with pytest.raises(DocumentMissing, match=f"document {absent} is not in {tmp_path}"):
        Blobs(tmp_path).get(absent)


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63])
def test_what_is_not_a_hash_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="is not a SHA-256"):
        Blobs(tmp_path).path(name)


def test_a_folder_that_cannot_be_written_is_an_error_of_the_store(tmp_path: Path) -> None:
    (tmp_path / "documents").write_text("a file stands where the folder should")

    with pytest.raises(StoreUnavailable, match="document cannot be kept"):
        Blobs(tmp_path / "documents").put(b"x")
