"""How much of what a person read in verified reports the reader reads too, and what it reads beyond.

`make accuracy`, or `python tests/bench/accuracy.py [FOLDER ...]`: each folder holds a document with its
`gold.json`, or such folders. Exits 1 when a form falls below its floor, 2 when there is nothing to
read. A blank in the verified file is met by a blank or by silence, never by a number.
"""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from adapters.errors import AdapterError
from adapters.pipeline import read_file
from schema.dictionary.indicators import is_open
from schema.errors import SchemaError
from schema.records.extraction import Extraction
from schema.records.statistic import Figure, Statistic

REPORTS = Path(__file__).resolve().parents[2] / "../shared/reports"
BESIDE = frozenset({"gold.json", "meta.json"})
FORMATS = {".htm": "html", ".shtml": "html", ".text": "txt", ".md": "txt"}
# The least share of expected values that must be found, by form and file format; only to be raised.
# Forms without a floor are measured but not judged. Folders given as arguments are held to ELSEWHERE.
FLOORS = {
    ("NARRATIVE_2008", "html"): 1.0,
    ("NARRATIVE_2008", "txt"): 1.0,
    ("TABLES_2019", "html"): 1.0,
    # Its cells run together; the other 19 stand in section 2, where no identity tells them apart.
    ("TABLES_2019", "txt"): 0.904,
    ("TABLES_2021", "html"): 1.0,
    ("TABLES_2021", "pdf"): 1.0,
    ("TABLES_2021", "txt"): 1.0,
}
ELSEWHERE = 0.95
# The least share of the other figures that must be kept, here and elsewhere; only to be raised.
FIGURES, FIGURES_ELSEWHERE = 1.0, 0.95
# The most values read otherwise than verified, as a share of those expected; only to be lowered. Cells of
# official tables are never misread, wherever the report is from.
MISREAD, MISREAD_ELSEWHERE = 0.0, 0.01
TABLES = ("TABLES_2019", "TABLES_2021")
SHOWN = 30
HEADER = (
    "form", "file", "reports", "expected", "found", "wrong", "missed", "beyond gold", "figures missed", "ms",
)  # fmt: skip

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """A document and what a person read in it."""

    name: str
    path: Path
    gold: dict[str, Any]

    @property
    def group(self) -> tuple[str, str]:
        suffix = self.path.suffix.lower()
        return self.gold.get("format", "?"), FORMATS.get(suffix, suffix.lstrip("."))


@dataclass(slots=True)
class Score:
    """What came of one document, or of several; every list holds one line a number."""

    reports: int = 0
    expected: int = 0
    found: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    beyond: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    figures_expected: int = 0
    milliseconds: float = 0.0

    def add(self, other: "Score") -> None:
        self.reports += other.reports
        self.expected += other.expected
        self.found += other.found
        self.wrong += other.wrong
        self.missed += other.missed
        self.beyond += other.beyond
        self.figures += other.figures
        self.figures_expected += other.figures_expected
        self.milliseconds += other.milliseconds

    def cells(self) -> tuple[str, ...]:
        lists = (self.wrong, self.missed, self.beyond, self.figures)
        pace = self.milliseconds / max(self.reports, 1)
        return (*map(str, (self.reports, self.expected, self.found, *map(len, lists))), f"{pace:.0f}")


def main(arguments: Sequence[str]) -> int:
    found = list(cases([Path(argument) for argument in arguments] or [REPORTS]))
    if not found:
        sys.stderr.write("no folder with a gold.json and a document; give one as argument\n")
        return 2
    scores: dict[tuple[str, str], Score] = {}
    for case in found:
        one = score(case)
        _print_details(case, one)
        scores.setdefault(case.group, Score()).add(one)
    _print_table(scores)
    failures = list(below(scores, default=ELSEWHERE if arguments else 0.0))
    _tell("")
    _tell("\n".join(failures) or "nothing is below its floor")
    return 1 if failures else 0


def cases(folders: Iterable[Path]) -> Iterator[Case]:
    """Every document beside a `gold.json` in these folders or one below."""
    for folder in folders:
        for gold in sorted([*folder.glob("gold.json"), *folder.glob("*/gold.json")]):
            told = json.loads(gold.read_text("utf-8"), parse_float=Decimal)
            for path in sorted(gold.parent.iterdir()):
                if path.is_file() and path.name not in BESIDE:
                    yield Case(gold.parent.name, path, told)


def score(case: Case) -> Score:
    wanted = {_wanted_key(entry): entry for entry in case.gold["statistics"]}
    result = Score(reports=1, expected=sum(entry["value"] is not None for entry in wanted.values()))
    try:
        extraction, result.milliseconds = _timed(case.path)
    except (AdapterError, SchemaError) as error:
        result.missed = [f"not read: {error}", *["and with it the rest"] * (result.expected - 1)]
        return result
    held = {_read_key(statistic): statistic for statistic in extraction.statistics}
    for key, entry in wanted.items():
        _judge(key, entry, held.get(key), result)
    result.beyond = [_shown(one) for key, one in held.items() if key not in wanted and one.value is not None]
    figures = case.gold.get("figures") or ()
    result.figures_expected = len(figures)
    result.figures = list(_figures_missed(figures, extraction))
    return result


def _timed(path: Path) -> tuple[Extraction, float]:
    """The second of two readings and its time in ms: the first loads the wordings and the places."""
    read_file(path)
    start = time.perf_counter()
    extraction = read_file(path)
    return extraction, (time.perf_counter() - start) * 1000


def _judge(key: Key, entry: dict[str, Any], statistic: Statistic | None, result: Score) -> None:
    name = " ".join(filter(None, key))
    if entry["value"] is None:
        if statistic is not None and statistic.value is not None:
            result.wrong.append(f"{name}: blank, read {_shown(statistic)}")
    elif statistic is None or statistic.value is None:
        result.missed.append(f"{name} = {entry['value']}{entry.get('unit') or ''}")
    elif differences := list(_differences(entry, statistic)):
        result.wrong.append(f"{name}: {'; '.join(differences)}")
    else:
        result.found += 1


def _differences(entry: dict[str, Any], statistic: Statistic) -> Iterator[str]:
    """In what the reading departs from the verified entry; what that leaves open is not compared."""
    read = {
        "value": statistic.value,
        "unit": statistic.unit,
        "qualifier": statistic.qualifier.value,
        "share": statistic.stated_share,
    }
    for name, value in read.items():
        wanted = entry.get(name)
        if name == "qualifier" and wanted is not None:
            wanted = wanted.upper()
        if wanted is not None and wanted != value:
            yield f"{name} {wanted}, read {value}"


def _wanted_key(entry: dict[str, Any]) -> Key:
    label = entry.get("label") or "" if is_open(entry["indicator"]) else ""
    applicant = entry.get("applicant", "TOTAL")
    return entry["indicator"], "" if applicant == "TOTAL" else applicant, label


def _read_key(statistic: Statistic) -> Key:
    label = statistic.label if is_open(statistic.indicator) else ""
    applicant = statistic.applicant.value
    return statistic.indicator, "" if applicant == "TOTAL" else applicant, label


def _figures_missed(figures: Iterable[dict[str, Any]], extraction: Extraction) -> Iterator[str]:
    """A figure counts as read where it stands as a statistic too."""
    numbers: tuple[Statistic | Figure, ...] = (*extraction.statistics, *extraction.figures)
    read = {(one.value, one.unit or None) for one in numbers}
    for figure in figures:
        if (Decimal(str(figure["value"])), figure.get("unit") or None) not in read:
            yield f"{figure['value']}{figure.get('unit') or ''}: {figure.get('quote', '')}"


def _shown(one: Statistic | Figure) -> str:
    name = f"{one.indicator} {one.applicant.value} " if isinstance(one, Statistic) else ""
    return f"{name}{one.value}{one.unit or ''} ({' '.join(one.source.quote.split())[:60]})"


def _print_details(case: Case, one: Score) -> None:
    _tell(f"{case.name}/{case.path.name}")
    lists = {
        "wrong": one.wrong,
        "missed": one.missed,
        "beyond gold": one.beyond,
        "figure missed": one.figures,
    }
    for name, lines in lists.items():
        for line in lines[:SHOWN]:
            _tell(f"  {name}: {line}")
        if len(lines) > SHOWN:
            _tell(f"  {name}: … {len(lines) - SHOWN} more")


def _print_table(scores: dict[tuple[str, str], Score]) -> None:
    rows = [HEADER, *((*group, *one.cells()) for group, one in sorted(scores.items()))]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    _tell("")
    for row in rows:
        _tell("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def below(scores: Mapping[tuple[str, str], Score], *, default: float) -> Iterator[str]:
    """What falls below its floor, one line each."""
    for group, one in sorted(scores.items()):
        floor = default or FLOORS.get(group, 0.0)
        name = " ".join(group)
        if one.found < floor * one.expected:
            yield f"{name}: {one.found} of {one.expected} found, the floor is {floor:.1%}"
        misread = MISREAD_ELSEWHERE if default and group[0] not in TABLES else MISREAD
        if len(one.wrong) > misread * one.expected:
            yield f"{name}: {len(one.wrong)} of {one.expected} misread, the most is {misread:.1%}"
        kept, lost = FIGURES_ELSEWHERE if default else FIGURES, len(one.figures)
        if lost > (1 - kept) * one.figures_expected:
            yield f"{name}: {lost} of {one.figures_expected} figures missed, {kept:.0%} must be kept"


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
