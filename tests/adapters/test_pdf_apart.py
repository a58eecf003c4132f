"""The process that reads PDFs: it ends in its bounds, comes back, and serves threads and forks alike."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.documents.limits import MAX_MEMORY
from adapters.documents.pdf import apart as pdf_apart
from adapters.documents.pdf.apart import Unread, read_apart


def pdf(text: str = "26") -> bytes:
    """One page with a line of text, written by hand."""
    stream = f"BT /F1 12 Tf 72 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Font << /F1 5 0 R >> >>",
    ]
    body, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer << /Size 7 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 7\n0000000000 65535 f \n" + table + end


def said(body: bytes) -> str:
    inks, _ = read_apart(body)
    return "".join(glyph.text for ink in inks for glyph in ink.glyphs).strip()


@pytest.fixture(autouse=True)
def _begun_anew() -> Iterator[None]:
    pdf_apart._reader.stop()
    yield
    pdf_apart._reader.stop()


def worker() -> int:
    return pdf_apart._reader.process().pid


def test_one_process_reads_file_after_file() -> None:
    assert said(pdf("26")) == "26"
    first = worker()
    assert said(pdf("859")) == "859"
    assert worker() == first


def test_a_broken_file_is_refused_and_costs_the_process_nothing() -> None:
    said(pdf())
    first = worker()
    with pytest.raises(Unread, match="broken"):
        read_apart(b"%PDF-1.4 nothing")
    assert (said(pdf()), worker()) == ("26", first)


def test_a_process_that_was_killed_is_replaced() -> None:
    said(pdf())
    first = worker()
    os.kill(first, signal.SIGKILL)
    assert said(pdf()) == "26"
    assert worker() != first


def test_a_file_that_takes_too_long_is_given_up_and_the_next_one_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said(pdf())
    first = worker()
    os.kill(first, signal.SIGSTOP)
    with monkeypatch.context() as bounds:
        bounds.setattr(pdf_apart, "MAX_SECONDS", 0.2)
        bounds.setattr(pdf_apart, "_GRACE", 0.2)
        with pytest.raises(Unread, match="past what is read"):
            read_apart(pdf())
    assert said(pdf()) == "26"
    assert worker() != first


def test_the_process_can_take_no_more_memory_than_its_bound() -> None:
    said(pdf())
    limits = Path(f"/proc/{worker()}/limits")
    if not limits.exists():
        pytest.skip("this system does not show the limits of a process")
    (line,) = (line for line in limits.read_text().splitlines() if line.startswith("Max address space"))
    assert int(line.split()[3]) == MAX_MEMORY


def test_threads_take_turns_and_each_gets_its_own_file() -> None:
    found: dict[int, str] = {}
    threads = [
        threading.Thread(target=lambda at=at: found.update({at: said(pdf(str(at)))}))
        for at in range(100, 112)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {at: str(at) for at in range(100, 112)}


def _read_in_a_fork(answers: "multiprocessing.SimpleQueue[tuple[str, int]]") -> None:
    answers.put((said(pdf("31")), worker()))
    pdf_apart._reader.stop()


@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_a_forked_process_has_a_reader_of_its_own() -> None:
    said(pdf())
    first = worker()
    forking = multiprocessing.get_context("fork")
    answers: multiprocessing.SimpleQueue[tuple[str, int]] = forking.SimpleQueue()
    child = forking.Process(target=_read_in_a_fork, args=(answers,))
    child.start()
    child.join()
    text, other = answers.get()
    assert (text, said(pdf())) == ("31", "26")
    assert (worker() == first, other == first) == (True, False)
