"""`schema/data/rules.toml` and `identities.toml` → every rule by its id, with its wording and bounds."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from schema.checks.identity import Chain, Identity, expanded, rules
from schema.dictionary.indicators import indicator
from schema.enums import CheckOutcome, ReportFormat, RuleSubject, Severity
from schema.errors import DataError, UnknownIndicator
from schema.records.check import Check
from schema.records.finding import Finding
from schema.records.rule import Rule

FILE = Path(__file__).parents[1] / "data" / "rules.toml"
TEXTS = ("name", "name_en", "what", "what_en", "needs", "needs_en", "authority")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the form; any of `words` in a heading tells it."""

    number: str
    name: str
    name_en: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormTable:
    """One table of the form, with an indicator of each of its rows."""

    name: str
    name_en: str
    rows: Mapping[ReportFormat, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """`bounds` are the rows of the file as they stand: wording and thresholds of each rule."""

    rules: Mapping[str, Rule]
    bounds: Mapping[str, Mapping[str, Any]]
    parts: tuple[Part, ...]
    tables: tuple[FormTable, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a rule found in a report, and that it could be judged."""

    check: Check
    findings: tuple[Finding, ...] = ()


def all_rules() -> tuple[Rule, ...]:
    """In the order of the two files: identities, chains, then the others."""
    return tuple(_rulebook().rules.values())


def find_rule(id: str) -> Rule | None:  # noqa: A002 - what a rule is called by
    return _rulebook().rules.get(id)


def bounds(id: str) -> Mapping[str, Any]:  # noqa: A002
    """Wording and thresholds of a rule of rules.toml."""
    return _rulebook().bounds[id]


def parts() -> tuple[Part, ...]:
    return _rulebook().parts


def tables() -> tuple[FormTable, ...]:
    return _rulebook().tables


def holds(id: str) -> Checked:  # noqa: A002
    return Checked(Check(rule=id, outcome=CheckOutcome.HOLDS))


def open_question(id: str, reason: str = "", reason_en: str = "") -> Checked:  # noqa: A002
    """It cannot be judged; the reason is what the rule needs unless another is given."""
    rule = _rulebook().rules[id]
    return Checked(
        Check(
            rule=id,
            outcome=CheckOutcome.NOT_ASSESSABLE,
            reason=reason or rule.needs,
            reason_en=reason_en or rule.needs_en,
        )
    )


def fails(id: str, findings: Iterable[Finding]) -> Checked:  # noqa: A002
    """With the findings that say how; without any it holds."""
    found = tuple(findings)
    if not found:
        return holds(id)
    return Checked(Check(rule=id, outcome=CheckOutcome.FAILS), found)


def worded(
    id: str,  # noqa: A002
    kind: str,
    severity: Severity,
    texts: tuple[Mapping[str, object], Mapping[str, object]],
    wording: str = "message",
    **facts: Any,
) -> Finding:
    """A finding whose message is the file's `wording`, filled in for Chinese and for English."""
    row, (zh, en) = bounds(id), texts
    return Finding(
        rule=id,
        kind=kind,
        severity=severity,
        message=f"{row['name']}：{row[wording].format(**zh)}",
        message_en=f"{row['name_en']}: {row[wording + '_en'].format(**en)}",
        **facts,
    )


@cache
def _rulebook() -> Rulebook:
    return parse(FILE.read_text(encoding="utf-8"), FILE.name)


def parse(text: str, name: str) -> Rulebook:
    """The text of a file of rules. Raises DataError naming file, entry and what to do."""
    data = tomllib.loads(text)
    relations = {key: (zh, en) for key, (zh, en) in data["relations"].items()}
    found = {one.id: one for one in (*_of_identities(relations), *(_rule(row, name) for row in data["rule"]))}
    try:
        return Rulebook(
            rules=found,
            bounds={row["id"]: row for row in data["rule"]},
            parts=tuple(Part(**(row | {"words": tuple(row["words"])})) for row in data["part"]),
            tables=tuple(map(_table, data["table"])),
        )
    except (KeyError, TypeError, ValueError, UnknownIndicator) as error:
        raise DataError(f"{name}: {error} is missing, malformed or not in the dictionary; mend it") from None


def _rule(row: Mapping[str, Any], name: str) -> Rule:
    try:
        return Rule(
            id=row["id"],
            subject=RuleSubject(row["subject"]),
            severities=tuple(map(Severity, row["severities"])),
            formats=tuple(map(ReportFormat, row.get("formats", ReportFormat))),
            **{key: row[key] for key in TEXTS},
        )
    except (KeyError, ValueError) as error:
        where = f"{name}, {row.get('id', 'an entry without id')}"
        raise DataError(f"{where}: {error} is missing or malformed; mend it") from None


def _table(row: Mapping[str, Any]) -> FormTable:
    return FormTable(
        name=row["name"],
        name_en=row["name_en"],
        rows={
            ReportFormat(form): tuple(code for one in codes for code in expanded(one))
            for form, codes in row["rows"].items()
        },
    )


def _of_identities(relations: Mapping[str, tuple[str, str]]) -> list[Rule]:
    """One rule an id: several identities may share one."""
    entries: dict[str, list[Identity | Chain]] = {}
    every: tuple[Identity | Chain, ...] = (*rules().identities, *rules().chains)
    for one in every:
        entries.setdefault(one.id, []).append(one)
    return [_joined(group, relations) for group in entries.values()]


def _joined(group: Sequence[Identity | Chain], relations: Mapping[str, tuple[str, str]]) -> Rule:
    first = group[0]
    chained = isinstance(first, Chain)
    said = [relations[("years_" if chained else "") + one.relation] for one in group]
    missing = relations["missing"]
    return Rule(
        id=first.id,
        name="、".join(dict.fromkeys(one.name for one in group)),
        name_en=", ".join(dict.fromkeys(one.name_en for one in group)),
        subject=RuleSubject.YEARS if chained else RuleSubject.REPORT,
        severities=_severities(group),
        formats=tuple(form for form in ReportFormat if any(_has(one, form) for one in group)),
        what="；".join(dict.fromkeys(f"{one.name}：{zh}" for one, (zh, _) in zip(group, said, strict=True))),
        what_en="; ".join(
            dict.fromkeys(f"{one.name_en}: {en}" for one, (_, en) in zip(group, said, strict=True))
        ),
        needs=missing[0],
        needs_en=missing[1],
        authority="；".join(dict.fromkeys(one.authority for one in group)),
    )


def _has(one: Identity | Chain, form: ReportFormat) -> bool:
    if isinstance(one, Chain):
        return all(form in indicator(code).formats for code in one.whole)
    return form in one.formats


def _severities(group: Sequence[Identity | Chain]) -> tuple[Severity, ...]:
    """Also the notice that a rough figure or a blank total is worth."""
    named = {one.severity for one in group} | {Severity.NOTICE}
    for one in group:
        others = (one.columns,) if isinstance(one, Chain) else (one.short, one.over)
        named |= {severity for severity in others if severity is not None}
    return tuple(severity for severity in Severity if severity in named)


def rules_table() -> str:
    """All rules as a Markdown table, in their order; what docs/findings.md holds."""
    head = ["| id | 规则 rule | 应当成立 what must hold | 级别 severity |", "|---|---|---|---|"]
    lines = [
        f"| `{one.id}` | {one.name} {one.name_en} | {one.what}<br>{one.what_en} | {grave} |"
        for one in all_rules()
        for grave in (", ".join(one.severities),)
    ]
    return "\n".join([*head, *lines]) + "\n"


if __name__ == "__main__":
    print(rules_table(), end="")  # noqa: T201  # what docs/findings.md holds
