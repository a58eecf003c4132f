"""Verdicts of one rule → one finding, with its numbers in both languages. Used by all checks."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from schema.checks.identity import rules
from schema.checks.relations import BLANK_TOTAL, Verdict
from schema.dictionary.indicators import indicator
from schema.enums import Applicant
from schema.records.finding import Finding

ZH, EN = 0, 1


class Rule(Protocol):
    """What identities and chains have in common."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...
    @property
    def message(self) -> str: ...
    @property
    def message_en(self) -> str: ...
    @property
    def each(self) -> str: ...


def finding_of(rule: Rule, verdicts: Sequence[Verdict], year: int | None = None) -> Finding:
    """The verdicts are of one kind and severity; the first gives what is stated and expected."""
    first = verdicts[0]
    terms = (term.pair for verdict in verdicts for term in verdict.terms if term.stated)
    return Finding(
        rule=rule.id,
        kind=first.kind,
        severity=first.severity,
        message=f"{rule.name}：{_details(rule, verdicts, year, ZH)}",
        message_en=f"{rule.name_en}: {_details(rule, verdicts, year, EN)}",
        terms=tuple(dict.fromkeys(terms)),
        stated=first.stated,
        expected=first.expected,
    )


def shown(value: Decimal | None) -> str:
    """Plain digits, without exponent or needless zeros."""
    if value is None:
        return ""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _details(rule: Rule, verdicts: Sequence[Verdict], year: int | None, language: int) -> str:
    parts = [_place(rule, one, language) + _detail(rule, one, year, language) for one in verdicts]
    caveats = [key for key in ("assumed", "hedged") if any(getattr(one, key) for one in verdicts)]
    tail = "".join(rules().wording[key][language] for key in caveats)
    return ("；", "; ")[language].join(parts) + tail


def _detail(rule: Rule, verdict: Verdict, year: int | None, language: int) -> str:
    template = (rule.message, rule.message_en)[language]
    if verdict.kind == BLANK_TOTAL:
        template = rules().wording[BLANK_TOTAL][language]
    return template.format(
        stated=shown(verdict.stated),
        expected=shown(verdict.expected),
        sum=_written_out(verdict),
        year=year,
        before=None if year is None else year - 1,
    )


def _written_out(verdict: Verdict) -> str:
    """`17+4+12=33`; a single number stands alone."""
    if len(verdict.numbers) < 2:
        return shown(verdict.expected)
    left = verdict.sign.join(map(shown, verdict.numbers)).replace("+-", "-")
    return f"{left}={shown(verdict.expected)}"


def _place(rule: Rule, verdict: Verdict, language: int) -> str:
    """In front of the numbers: the column, the row or the statistic they stand in."""
    term, colon = verdict.terms[0], ("：", ": ")[language]
    if not rule.each:
        return ""
    if rule.each == "applicant":
        return rules().applicants[term.applicant][language] + colon
    named = indicator(term.indicator)
    name = (term.label or named.name, named.name_en)[language] if rule.each == "part" else ""
    name = name or (named.name, named.name_en)[language]
    if rule.each == "statistic" and term.applicant is not Applicant.TOTAL:
        name = f"{name}（{rules().applicants[term.applicant][language]}）"
    return name + colon
