"""How many reports are read in a second on one core, where the time goes, and whether memory stays flat.

`python tests/bench/bench_read.py [DOCUMENTS]` reads made-up HTML and PDF reports of full size; the second
half reads so many documents (10,000 if none is given) and prints the memory held at ten points on the way.
A second is one of a core's own time, that of the process which opens PDFs included, since machines are
busy with other things too.
"""

import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from adapters.documents.open import open_document
from adapters.documents.pdf import apart as pdf_apart
from adapters.extract import extract as reader
from adapters.pipeline import read_file
from tests.support.full_report import html_report, pdf_report

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
SECONDS = 3.0
DOCUMENTS = 10_000
POINTS = 10
STEPS = {
    "heading": "read_heading",
    "chapters": "chapters",
    "tables": "read_tables",
    "annex": "_annex",
    "prose": "read_prose",
    "checks": "check",
}


@dataclass(slots=True)
class Shares:
    """Seconds by step; a step within a step counts for itself alone."""

    spent: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def measuring(self) -> Iterator[None]:
        """The steps of `extract`, each in a stop-watch, as long as this lasts."""
        kept = {name: getattr(reader, name) for name in STEPS.values()}
        for step, name in STEPS.items():
            setattr(reader, name, self._timed(step, kept[name]))
        try:
            yield
        finally:
            for name, function in kept.items():
                setattr(reader, name, function)

    def _timed(self, step: str, function: Callable[..., object]) -> Callable[..., object]:
        def timed(*arguments: object, **named: object) -> object:
            started = core_seconds()
            try:
                return function(*arguments, **named)
            finally:
                self.spent[step] = self.spent.get(step, 0.0) + core_seconds() - started

        return timed


def pace(name: str, body: bytes) -> None:
    """Reads one report over and over for some seconds and prints the reports a second and the shares."""
    read_file(body, name)
    shares, opened, count, started = Shares(), 0.0, 0, core_seconds()
    with shares.measuring():
        while core_seconds() - started < SECONDS:
            before = core_seconds()
            document = open_document(body, url=name)
            opened += core_seconds() - before
            reader.extract(document)
            count += 1
    took = core_seconds() - started
    spent = {"open": opened, **shares.spent}
    rest = took - sum(spent.values())
    parts = ", ".join(f"{step} {each / took:.0%}" for step, each in {**spent, "rest": rest}.items())
    sys.stdout.write(f"{name:28} {count / took:7.1f} a second   {parts}\n")


def core_seconds() -> float:
    """What a core has worked for this process and for the one that opens PDFs."""
    running = pdf_apart._reader._running
    try:
        said = Path(f"/proc/{running.pid}/stat").read_text("ascii") if running else ""
    except OSError:
        said = ""
    ticks = sum(map(int, said.rpartition(")")[2].split()[11:13])) if said else 0
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def memory(bodies: dict[str, bytes], documents: int) -> None:
    """The memory of this process as it reads on; what is held for one report must not stay for the next."""
    for at in range(documents):
        name, body = list(bodies.items())[at % len(bodies)]
        read_file(body, name)
        if at and at % max(documents // POINTS, 1) == 0:
            sys.stdout.write(f"{at:7} documents  {resident() / 1e6:8.1f} MB\n")
    sys.stdout.write(f"{documents:7} documents  {resident() / 1e6:8.1f} MB\n")


def resident() -> int:
    """Bytes of this process in memory now; where the system does not tell, the most there ever were."""
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return pages * resource.getpagesize()


def main(arguments: list[str]) -> None:
    documents = int(arguments[0]) if arguments else DOCUMENTS
    made = {"made-up.html": html_report(), "made-up.pdf": pdf_report()}
    files = (path for path in sorted(REPORTS.glob("*/*")) if path.suffix in {".html", ".pdf"})
    real = {f"{path.parent.name} {path.suffix[1:]}": path.read_bytes() for path in files}
    for name, body in {**made, **real}.items():
        pace(name, body)
    memory({"made-up.html": made["made-up.html"]}, documents)


if __name__ == "__main__":
    main(sys.argv[1:])
