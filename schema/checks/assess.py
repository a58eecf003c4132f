"""One report → what every rule about a single report says of it. For the audit, and for drafts.

The reader's findings are taken over; what it had no means to judge is added here. A rule that finds nothing
holds only where it could be judged.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schema.checks.identities import judged
from schema.checks.kinds import check_kinds
from schema.checks.parts import check_parts
from schema.checks.punctual import check_date, check_punctual
from schema.checks.rulebook import Checked, all_rules, holds, open_question
from schema.dictionary.indicators import indicator
from schema.enums import CheckOutcome, ReportFormat, RuleSubject
from schema.records.check import Check
from schema.records.extraction import Extraction
from schema.records.finding import Finding

TOLD_TWICE = ("V-TEXT", "V-NONE")
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Assessment:
    """`findings` are those beside the reader's own; `checks` stand in the order of the rulebook."""

    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]


def assess(extraction: Extraction, *, doubtful: bool = False) -> Assessment:
    """All rules about one report; `doubtful` tells that its day of publication says nothing."""
    found = list(_checked(extraction, doubtful=doubtful))
    return Assessment(
        findings=tuple(finding for one in found for finding in one.findings),
        checks=tuple(one.check for one in found),
    )


def _checked(said: Extraction, *, doubtful: bool) -> Iterator[Checked]:
    form, by_reader = said.report.format, {one.rule for one in said.findings}
    yield from _identities(said, by_reader)
    if form is ReportFormat.NARRATIVE_2008 or form is ReportFormat.ANNEX_2014:
        yield check_kinds(said.statistics, said.figures)
    yield from _of_reader(said, by_reader)
    yield check_punctual(said.report, doubtful=doubtful)
    yield check_date(said.report, doubtful=doubtful)
    if form in {ReportFormat.TABLES_2019, ReportFormat.TABLES_2021}:
        yield check_parts(form, said.sections, said.statistics, frozenset(by_reader))


def _identities(said: Extraction, by_reader: set[str]) -> Iterator[Checked]:
    outcomes = judged(said.report.format, said.statistics)
    for rule in all_rules():
        if rule.subject is not RuleSubject.REPORT or rule.id not in outcomes:
            continue
        missing = outcomes[rule.id]
        if rule.id in by_reader:
            yield _failed(rule.id)
        elif missing is None:
            yield holds(rule.id)
        else:
            yield open_question(rule.id, *_lacking(missing, rule.needs, rule.needs_en))


def _of_reader(said: Extraction, by_reader: set[str]) -> Iterator[Checked]:
    """Rules that only the reader of the document can judge."""
    for rule in TOLD_TWICE if said.report.format is not ReportFormat.NARRATIVE_2008 else ():
        told = holds(rule) if said.told_twice else open_question(rule)
        yield _failed(rule) if rule in by_reader else told
    for rule in ("V-YEAR", "V-PLACE", "S-CHANGE"):
        yield _failed(rule) if rule in by_reader else holds(rule)
    dated = open_question("V-DATE") if said.report.published_on is None else holds("V-DATE")
    yield _failed("V-DATE") if "V-DATE" in by_reader else dated


def _failed(rule: str) -> Checked:
    """The finding is the reader's already."""
    return Checked(Check(rule=rule, outcome=CheckOutcome.FAILS))


def _lacking(codes: Sequence[str], needs: str, needs_en: str) -> tuple[str, str]:
    if not codes:
        return needs, needs_en
    named = [indicator(code) for code in codes[:MOST_NAMED]]
    more, more_en = ("等", " and more") if len(codes) > MOST_NAMED else ("", "")
    return (
        f"{needs}：{'、'.join(one.name for one in named)}{more}",
        f"{needs_en}: {', '.join(one.name_en for one in named)}{more_en}",
    )
