"""A report's year, kind and place → the day by which it had to be out, and how late it was.

The rules are `schema/data/deadlines.toml`: the national one of the year, replaced by the local
calendar of the nearest ancestor that has one.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from schema.enums import ReportScope
from schema.errors import DataError

FILE = Path(__file__).parents[1] / "data" / "deadlines.toml"
KEYS = ("id", "place", "from_year", "to_year", "scope", "reach", "day", "authority", "examples")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineRule:
    """`day` is `MM-DD` of the year after the one reported on; `place` is None for the whole country.

    `id` is what a portal's profile calls a local rule by.
    """

    id: str | None
    place: str | None
    from_year: int
    to_year: int | None
    scope: ReportScope | None
    reach: str
    day: str
    authority: str

    def binds(self, year: int, scope: ReportScope, *, itself: bool) -> bool:
        """Whether it holds for a report of that year and scope, of its own place or of one below it."""
        return (
            self.from_year <= year <= (self.to_year or year)
            and self.scope in {None, scope}
            and self.reach in {"all", "itself" if itself else "below"}
        )


def parent_code(code: str) -> str | None:
    """The GB/T 2260 code above by its digits: `350128-pingtan` → `350128` → `350100` → `350000` → None."""
    division, hyphen, _ = code.partition("-")
    if hyphen:
        return division
    if not code.endswith("00"):
        return code[:4] + "00"
    return None if code.endswith("0000") else code[:2] + "0000"


def deadline(
    year: int,
    scope: ReportScope,
    organ: str | None,  # noqa: ARG001 - no calendar found so far names single organs, the question may
    place_code: str,
    parent_of: Callable[[str], str | None] = parent_code,
    *,
    named: str | None = None,
) -> date | None:
    """The last day in time; None for a year before 2008, when the duty to report began.

    `named` is the id of a local rule that comes before all others where it binds. Raises DataError for
    an id that no rule has.
    """
    special = named_rule(named) if named else None
    if special is not None and special.binds(year, scope, itself=special.place == place_code):
        return _day(special, year)
    found = rule(year, scope, place_code, parent_of)
    return None if found is None else _day(found, year)


def rule(
    year: int,
    scope: ReportScope,
    place_code: str,
    parent_of: Callable[[str], str | None] = parent_code,
) -> DeadlineRule | None:
    """The rule that binds, with its authority; None for a year before 2008."""
    rules = _rules()
    for code in (*_upwards(place_code, parent_of), None):
        for found in rules:
            if found.place == code and found.binds(year, scope, itself=code in {place_code, None}):
                return found
    return None


def named_rule(name: str) -> DeadlineRule:
    """The local rule with that id. Raises DataError with the ids there are."""
    known = {found.id: found for found in _rules() if found.id}
    if name not in known:
        raise DataError(f"no rule has the id {name!r}; there are {', '.join(known)}")
    return known[name]


def days_late(published_on: date | None, due: date | None) -> int | None:
    """Days after the deadline, negative when early; None where either day is not known."""
    return None if published_on is None or due is None else (published_on - due).days


def _upwards(code: str, parent_of: Callable[[str], str | None]) -> Iterator[str]:
    above: str | None = code
    while above is not None:
        yield above
        above = parent_of(above)


def _day(found: DeadlineRule, year: int) -> date:
    return date.fromisoformat(f"{year + 1}-{found.day}")


@cache
def _rules() -> tuple[DeadlineRule, ...]:
    return parse(FILE.read_text(encoding="utf-8"), FILE.name)


def parse(text: str, name: str) -> tuple[DeadlineRule, ...]:
    """The text of a file of deadlines. Raises DataError naming file, entry and what to do."""
    table = tomllib.loads(text)
    if unknown := table.keys() - {"national", "local"}:
        raise DataError(f"{name}: unknown table {', '.join(sorted(unknown))}; use national or local")
    national = [_rule(row, name, n, local=False) for n, row in enumerate(table.get("national", ()), 1)]
    local = [_rule(row, name, n, local=True) for n, row in enumerate(table.get("local", ()), 1)]
    return (*national, *local)


def _rule(row: dict[str, object], name: str, number: int, *, local: bool) -> DeadlineRule:
    where = f"{name}, {'local' if local else 'national'} {number}"
    if unknown := row.keys() - set(KEYS):
        raise DataError(f"{where}: unknown key {', '.join(sorted(unknown))}; use {', '.join(KEYS)}")
    try:
        found = DeadlineRule(
            id=str(row["id"]) if "id" in row else None,
            place=str(row["place"]) if local else None,
            from_year=int(str(row["from_year"])),
            to_year=int(str(row["to_year"])) if "to_year" in row else None,
            scope=ReportScope(str(row["scope"])) if "scope" in row else None,
            reach=str(row.get("reach", "all")),
            day=str(row["day"]),
            authority=str(row["authority"]),
        )
        _day(found, found.from_year)
    except (KeyError, ValueError) as error:
        raise DataError(f"{where}: {error} is missing or malformed; mend it") from None
    if found.reach not in {"all", "itself", "below"}:
        raise DataError(f"{where}: unknown reach {found.reach!r}; use all, itself or below")
    return found
