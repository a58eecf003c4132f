"""`schema/data/divisions.tsv` and `zones.tsv` → places by code. Code arithmetic, validity, lineage."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from schema.enums import JurisdictionLevel
from schema.errors import DataError
from schema.records.place import Place

K = TypeVar("K")
V = TypeVar("V")

DATA = Path(__file__).parents[1] / "data"
# The words people put behind a short name: 阿坝州, 玉屏县, 鄂温克旗.
SHORT_WORDS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


@dataclass(frozen=True, slots=True)
class Table:
    """Everything read once.

    `eras` are the rows by code, oldest first (a renamed place has several); `latest` is what a code
    stands for now or stood for last; `names` leads from every name, former ones too, to rows.
    """

    eras: dict[str, tuple[Place, ...]]
    latest: dict[str, Place]
    names: dict[str, tuple[Place, ...]]
    below: dict[str, tuple[str, ...]]
    predecessors: dict[str, tuple[str, ...]]


@cache
def table() -> Table:
    rows = [*_divisions(), *(place for place, _ in _zones())]
    eras = _grouped((row.code, row) for row in rows)
    return Table(
        eras=eras,
        latest={code: _merged(list(places)) for code, places in eras.items()},
        names=_grouped(_named(rows)),
        below=_grouped(dict.fromkeys((row.parent, row.code) for row in rows if row.parent)),
        predecessors=_grouped(dict.fromkeys((after, row.code) for row in rows for after in row.successors)),
    )


def stands(place: Place, year: int) -> bool:
    return (place.valid_from or year) <= year <= (place.valid_to or year)


def _read(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t", restval=""), start=2):
            if not row["code"] or not row["name"]:
                raise DataError(f"{name}, line {number}: code or name is empty; mend the row")
            yield row


def _divisions() -> Iterator[Place]:
    for row in _read("divisions.tsv"):
        yield Place(
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            name_en=row["name_en"],
            level=JurisdictionLevel(row["level"]),
            parent=row["parent"] or None,
            valid_from=_year(row["valid_from"]),
            valid_to=_year(row["valid_to"]),
            successors=tuple(row["successors"].split()),
        )


@cache
def _zones() -> tuple[tuple[Place, tuple[str, ...]], ...]:
    """Zones with the other names they go by."""
    return tuple((_zone(row), tuple(row["aliases"].split())) for row in _read("zones.tsv"))


def _zone(row: dict[str, str]) -> Place:
    if not row["code"].startswith(row["parent"] + "-"):
        raise DataError(f"zones.tsv: {row['code']} must begin with its parent {row['parent']} and a hyphen")
    return Place(
        code=row["code"],
        name=row["name"],
        short_name=next(iter(row["aliases"].split()), row["name"]),
        name_en=row["name_en"],
        level=JurisdictionLevel.ZONE,
        parent=row["parent"],
        valid_from=_year(row["valid_from"]),
        valid_to=_year(row["valid_to"]),
        successors=tuple(row["successors"].split()),
    )


def _year(text: str) -> int | None:
    return int(text) if text else None


def _merged(eras: list[Place]) -> Place:
    """The last era, valid since the first of its names; a code that went to another place starts anew."""
    since = eras[-1].valid_from
    for earlier, later in reversed(list(pairwise(eras))):
        renamed = not earlier.successors and later.valid_from == since
        if not renamed or earlier.valid_to is None or later.valid_from != earlier.valid_to + 1:
            break
        since = earlier.valid_from
    return replace(eras[-1], valid_from=since)


def _named(rows: list[Place]) -> Iterator[tuple[str, Place]]:
    other = {place.code: aliases for place, aliases in _zones()}
    for row in rows:
        word = next((short for long, short in SHORT_WORDS.items() if row.name.endswith(long)), "")
        shorter = {
            row.short_name + word,
            row.short_name + ("自治" if word else "") + word,
        }  # 湘西州, 湘西自治州
        names = {row.name, row.short_name, *shorter, *other.get(row.code, ())}
        yield from ((name, row) for name in names)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    groups: dict[K, list[V]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in groups.items()}
