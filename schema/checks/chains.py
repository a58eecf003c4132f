"""Two reports of one body in neighbouring years → findings about what does not carry over.

The findings are about the later report: its figures are the terms, the earlier year's stand in the
message.
"""

from collections.abc import Iterator, Sequence

from schema.checks.identity import Chain, rules
from schema.checks.relations import Verdict
from schema.checks.terms import ZERO, Terms
from schema.checks.wording import finding_of
from schema.enums import Applicant, Severity
from schema.records.finding import Finding
from schema.records.statistic import Statistic

TOTAL = Applicant.TOTAL


def check_chains(
    earlier: Sequence[Statistic], later: Sequence[Statistic], *, year: int
) -> tuple[Finding, ...]:
    """`later` are the figures of `year`, `earlier` those of the year before, of the same body and scope."""
    before, after = Terms(earlier), Terms(later)
    return tuple(finding for one in rules().chains for finding in _findings(one, before, after, year))


def chains_judged(earlier: Sequence[Statistic], later: Sequence[Statistic]) -> dict[str, bool]:
    """By rule whether any of its chains can be judged."""
    before, after = Terms(earlier), Terms(later)
    found: dict[str, bool] = {}
    for chain in rules().chains:
        judged = any(judge_chain(chain, before, after, one) is not None for one in _columns(chain))
        found[chain.id] = found.get(chain.id, False) or judged
    return found


def _columns(chain: Chain) -> Sequence[Applicant]:
    return tuple(Applicant) if chain.each == "applicant" else (TOTAL,)


def _findings(chain: Chain, before: Terms, after: Terms, year: int) -> Iterator[Finding]:
    groups: dict[Severity, list[Verdict]] = {}
    for applicant in _columns(chain):
        verdict = judge_chain(chain, before, after, applicant)
        if verdict is not None and not verdict.holds:
            groups.setdefault(verdict.severity, []).append(verdict)
    for verdicts in groups.values():
        yield finding_of(chain, verdicts, year)


def judge_chain(chain: Chain, before: Terms, after: Terms, applicant: Applicant = TOTAL) -> Verdict | None:
    """None where any figure is missing; blank cells are not read as 0 across years."""
    whole = [after.of(code, applicant)[0] for code in chain.whole]
    signed = [
        *((before.of(code, applicant)[0], 1) for code in chain.earlier),
        *((after.of(code, applicant)[0], 1) for code in chain.plus),
        *((after.of(code, applicant)[0], -1) for code in chain.minus),
    ]
    terms = [*whole, *(term for term, _ in signed)]
    if any(term.value is None for term in terms):
        return None
    numbers = tuple((term.value or ZERO) * sign for term, sign in signed)
    stated, expected = sum((term.value or ZERO for term in whole), ZERO), sum(numbers, ZERO)
    open_by = sum((term.slack for term in terms), ZERO)
    own = [*whole, *(after.of(code, applicant)[0] for code in (*chain.plus, *chain.minus))]
    reached = (
        stated >= expected - open_by if chain.relation == "at_least" else abs(stated - expected) <= open_by
    )
    return Verdict(
        holds=reached,
        kind=chain.kind,
        severity=_severity(chain, applicant, hedged=bool(open_by)),
        terms=tuple(own),
        stated=stated,
        expected=expected,
        numbers=numbers,
        hedged=bool(open_by),
    )


def _severity(chain: Chain, applicant: Applicant, *, hedged: bool) -> Severity:
    if hedged:
        return Severity.NOTICE
    return chain.severity if applicant is TOTAL else chain.columns
