"""Population figures → how many people a place has in a year, of which kind, by which source.

The shipped `schema/data/population.tsv` and, once `use` has named it, a file of the operator's own (CSV or
TSV: code, year, kind, value, source). Every row names its source; a place or year without a row has no
figure, and none is estimated.
"""

import csv
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from schema.enums import PopulationKind
from schema.errors import DataError, UnknownPlace
from schema.places.registry import place
from schema.records.population import Population

DATA = Path(__file__).parents[1] / "data" / "population.tsv"
COLUMNS = ("code", "year", "kind", "value", "source")
KINDS = {
    "resident": PopulationKind.RESIDENT,
    "常住": PopulationKind.RESIDENT,
    "常住人口": PopulationKind.RESIDENT,
    "registered": PopulationKind.REGISTERED,
    "户籍": PopulationKind.REGISTERED,
    "户籍人口": PopulationKind.REGISTERED,
}
ByKind = dict[PopulationKind, Population]
Figures = dict[str, dict[int, ByKind]]

_own: list[Path] = []


def use(path: Path | None) -> None:
    """Let the figures of a file go before the shipped ones; None leaves only those. Raises DataError."""
    chosen = [] if path is None else [path]
    for one in chosen:
        figures(one)
    _own[:] = chosen


def population(code: str, year: int | None = None) -> int | None:
    """Residents in that year, or in the latest one; None where there is no figure."""
    years = [known for known in _years(code) if year in {None, known}]
    found = (_figure(code, known, PopulationKind.RESIDENT) for known in sorted(years, reverse=True))
    return next((one.value for one in found if one is not None), None)


def population_of(code: str, year: int) -> Population | None:
    """The figure of that very year: residents, or where only those are counted, persons registered."""
    for kind in PopulationKind:
        if (found := _figure(code, year, kind)) is not None:
            return found
    return None


def _figure(code: str, year: int, kind: PopulationKind) -> Population | None:
    return next((found for kinds in _at(code, year) if (found := kinds.get(kind)) is not None), None)


def _at(code: str, year: int) -> Iterator[Mapping[PopulationKind, Population]]:
    for path in (*_own, DATA):
        yield figures(path).get(code, {}).get(year, {})


def _years(code: str) -> set[int]:
    return {year for path in (*_own, DATA) for year in figures(path).get(code, {})}


@cache
def figures(path: Path) -> Figures:
    """By code, year and kind. Raises DataError naming the line and what is wrong with it."""
    found: Figures = {}
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"population file {path} cannot be read: {error}; give a CSV in UTF-8") from None
    rows = csv.DictReader(text.splitlines(), delimiter="\t" if path.suffix == ".tsv" else ",")
    if missing := [name for name in COLUMNS if name not in (rows.fieldnames or ())]:
        raise DataError(
            f"{path.name}: column {', '.join(missing)} is missing; the head is {','.join(COLUMNS)}"
        )
    for number, row in enumerate(rows, start=2):
        code, one = _read(row, f"{path.name}, line {number}")
        kinds = found.setdefault(code, {}).setdefault(one.year, {})
        if kinds.get(one.kind, one).value != one.value:
            raise DataError(f"{path.name}, line {number}: {code} has another figure for {one.year} already")
        kinds[one.kind] = one
    return found


def _read(row: Mapping[str, str | None], where: str) -> tuple[str, Population]:
    code, year, kind, value, source = ((row[name] or "").strip() for name in COLUMNS)
    if not (code and _whole(year) and _whole(value) and int(value) > 0 and source):
        raise DataError(f"{where}: code, year, value and source are needed, in whole persons; mend the row")
    if kind not in KINDS:
        raise DataError(f"{where}: kind {kind!r} is none of {', '.join(KINDS)}; mend the row")
    try:
        place(code)
    except UnknownPlace as unknown:
        raise DataError(f"{where}: {unknown}; mend the row") from None
    return code, Population(year=int(year), value=int(value), kind=KINDS[kind], source=source)


def _whole(text: str) -> bool:
    return text.isascii() and text.isdigit()
