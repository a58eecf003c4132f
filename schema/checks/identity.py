"""`schema/data/identities.toml` → what figures must meet. Read by `identities`, `chains`, `prose`."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schema.dictionary.indicators import all_indicators, indicator
from schema.enums import Applicant, ReportFormat, Severity
from schema.errors import DataError, UnknownIndicator

FILE = Path(__file__).parents[1] / "data" / "identities.toml"
RELATIONS = frozenset({"partition", "named", "at_most", "at_least", "product", "share", "shares", "count"})
EACH = frozenset({"", "applicant", "row", "part", "statistic"})
SHARED_KEYS = frozenset(
    {
        "id",
        "name",
        "name_en",
        "relation",
        "each",
        "examples",
        "whole",
        "kind",
        "severity",
        "message",
        "message_en",
        "authority",
    }
)
IDENTITY_KEYS = SHARED_KEYS | {"formats", "table", "parts", "except", "at_least", "complete", "short", "over"}
CHAIN_KEYS = SHARED_KEYS | {"earlier", "plus", "minus", "columns"}

# One operand: codes in the order of preference, each expanded from `group.*`.
Operand = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What must hold within one report; the file says what each field means.

    `short` and `over` are None where an incomplete list of parts is not judged.
    """

    id: str
    name: str
    name_en: str
    formats: frozenset[ReportFormat]
    relation: str
    each: str
    table: bool
    whole: tuple[str, ...]
    parts: tuple[Operand, ...]
    excepted: tuple[str, ...]
    at_least: int
    complete: tuple[frozenset[str], ...]
    kind: str
    severity: Severity
    short: Severity | None
    over: Severity | None
    message: str
    message_en: str
    authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """What must hold between the reports of two neighbouring years."""

    id: str
    name: str
    name_en: str
    relation: str
    each: str
    whole: tuple[str, ...]
    earlier: tuple[str, ...]
    plus: tuple[str, ...]
    minus: tuple[str, ...]
    kind: str
    severity: Severity
    columns: Severity
    message: str
    message_en: str
    authority: str


@dataclass(frozen=True, slots=True)
class Rules:
    """`wording` and `applicants` hold Chinese and English."""

    identities: tuple[Identity, ...]
    chains: tuple[Chain, ...]
    wording: Mapping[str, tuple[str, str]]
    applicants: Mapping[Applicant, tuple[str, str]]
    prose: Mapping[str, str]


@cache
def rules() -> Rules:
    return parse(FILE.read_text(encoding="utf-8"), FILE.name)


def identities_of(report_format: ReportFormat) -> tuple[Identity, ...]:
    return tuple(one for one in rules().identities if report_format in one.formats)


def parse(text: str, name: str) -> Rules:
    """The text of a file of identities. Raises DataError naming file, entry and what to do."""
    table = tomllib.loads(text)
    return Rules(
        identities=tuple(_identity(row, name) for row in table.get("identity", ())),
        chains=tuple(_chain(row, name) for row in table.get("chain", ())),
        wording={key: (zh, en) for key, (zh, en) in table.get("wording", {}).items()},
        applicants={Applicant(key): (zh, en) for key, (zh, en) in table.get("applicants", {}).items()},
        prose=table.get("prose", {}),
    )


def _identity(row: Mapping[str, Any], name: str) -> Identity:
    where = _where(row, name, IDENTITY_KEYS)
    try:
        found = Identity(
            id=row["id"],
            name=row["name"],
            name_en=row["name_en"],
            formats=frozenset(map(ReportFormat, row["formats"])),
            relation=row["relation"],
            each=row.get("each", ""),
            table=row.get("table", False),
            whole=_codes(row.get("whole", ())),
            parts=tuple(_operand(text) for text in row.get("parts", ())),
            excepted=tuple(row.get("except", ())),
            at_least=row.get("at_least", 0),
            complete=tuple(frozenset(_codes(codes)) for codes in row.get("complete", ())),
            kind=row["kind"],
            severity=Severity(row["severity"]),
            short=_severity(row.get("short")),
            over=_severity(row.get("over")),
            message=row["message"],
            message_en=row["message_en"],
            authority=row["authority"],
        )
    except (KeyError, ValueError, UnknownIndicator) as error:
        raise DataError(f"{where}: {error} is missing, malformed or not in the dictionary; mend it") from None
    if found.relation not in RELATIONS or found.each not in EACH:
        raise DataError(f"{where}: unknown relation {found.relation!r} or each {found.each!r}; see the head")
    return found


def _chain(row: Mapping[str, Any], name: str) -> Chain:
    where = _where(row, name, CHAIN_KEYS)
    try:
        return Chain(
            id=row["id"],
            name=row["name"],
            name_en=row["name_en"],
            relation=row["relation"],
            each=row.get("each", ""),
            whole=_codes(row["whole"]),
            earlier=_codes(row["earlier"]),
            plus=_codes(row.get("plus", ())),
            minus=_codes(row.get("minus", ())),
            kind=row["kind"],
            severity=Severity(row["severity"]),
            columns=Severity(row.get("columns", row["severity"])),
            message=row["message"],
            message_en=row["message_en"],
            authority=row["authority"],
        )
    except (KeyError, ValueError, UnknownIndicator) as error:
        raise DataError(f"{where}: {error} is missing, malformed or not in the dictionary; mend it") from None


def _where(row: Mapping[str, Any], name: str, keys: frozenset[str]) -> str:
    where = f"{name}, {row.get('id', 'an entry without id')} ({row.get('name', 'without name')})"
    if unknown := row.keys() - keys:
        raise DataError(f"{where}: unknown key {', '.join(sorted(unknown))}; use {', '.join(sorted(keys))}")
    return where


def _codes(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(indicator(code).code for code in codes)


def _operand(text: str) -> Operand:
    return tuple(expanded(one.strip()) for one in text.split("|"))


def expanded(code: str) -> tuple[str, ...]:
    """`outcome.refused.*` → its eight reasons, in the order of the dictionary. Raises ValueError for none."""
    if not code.endswith(".*"):
        return (indicator(code).code,)
    prefix = code.removesuffix("*")
    found = (one.code for one in all_indicators() if one.code.startswith(prefix))
    below = tuple(code for code in found if "." not in code.removeprefix(prefix))
    if not below:
        raise ValueError(f"{code} (no code lies below it)")
    return below


def _severity(text: str | None) -> Severity | None:
    return None if text is None else Severity(text)
