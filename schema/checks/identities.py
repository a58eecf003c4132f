"""Statistics of one report → findings about what does not add up (勾稽). Called by `extract`.

Pure and three-valued: an identity holds, fails, or cannot be judged because a figure is missing. The
identities are data: `schema/data/identities.toml`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from itertools import chain
from typing import NamedTuple

from schema.checks.identity import Identity, Operand, identities_of
from schema.checks.relations import BLANK_TOTAL, Verdict, judge
from schema.checks.terms import Pair, Term, Terms
from schema.checks.wording import finding_of
from schema.dictionary.indicators import all_indicators, indicator
from schema.enums import Applicant, ReportFormat
from schema.records.finding import Finding
from schema.records.source import Source
from schema.records.statistic import Statistic

TOTAL = Applicant.TOTAL
COLUMNS = tuple(applicant for applicant in Applicant if applicant is not TOTAL)
Instance = tuple[Sequence[Term], Sequence[Term]]


class _Case(NamedTuple):
    """A whole with its parts, and what an identity says of them."""

    verdict: Verdict
    whole: Sequence[Term]
    parts: Sequence[Term]


def check(report_format: ReportFormat, statistics: Sequence[Statistic]) -> tuple[Finding, ...]:
    """One finding for each identity that fails, whatever the number of its rows and columns."""
    terms = Terms(statistics)
    cases = [(identity, list(_cases(identity, terms))) for identity in identities_of(report_format)]
    hollow = frozenset(
        case.verdict.terms[0].pair
        for identity, found in cases
        if identity.table
        for case in found
        if case.verdict.kind == BLANK_TOTAL and not case.verdict.holds
    )
    return tuple(
        finding
        for identity, found in cases
        for finding in _findings(identity, [case for case in found if not _rests_on_hollow(case, hollow)])
    )


def judged(report_format: ReportFormat, statistics: Sequence[Statistic]) -> dict[str, tuple[str, ...] | None]:
    """By rule None where any of its identities can be judged, else the codes that are wanting."""
    terms, found = Terms(statistics), dict[str, tuple[str, ...] | None]()
    for identity in identities_of(report_format):
        if any(True for _ in _cases(identity, terms)):
            found[identity.id] = None
        else:
            before = found.get(identity.id, ())
            if before is not None:
                found[identity.id] = tuple(dict.fromkeys((*before, *_wanting(identity, terms))))
    return found


def _wanting(identity: Identity, terms: Terms) -> tuple[str, ...]:
    """The whole where it is not stated, else the parts that are not."""
    if identity.each in {"row", "statistic"}:
        return ()
    whole, parts = _column(identity, terms, TOTAL)
    missing = [term.indicator for term in whole if term.value is None]
    return tuple(missing or [term.indicator for term in parts if term.value is None])


def holds(identity: Identity, values: Mapping[Pair, Decimal | None]) -> bool | None:
    """Whether it holds wherever it can be judged, None where nowhere. A value of None is a blank cell."""
    cases = list(_cases(identity, Terms(_stated(pair, value) for pair, value in values.items())))
    return all(case.verdict.holds for case in cases) if cases else None


def _stated(pair: Pair, value: Decimal | None) -> Statistic:
    code, applicant = pair
    return Statistic(
        indicator=code,
        applicant=applicant,
        label="",
        value=value,
        unit=indicator(code).unit,
        source=Source(quote="", url=""),
    )


def _findings(identity: Identity, cases: Iterable[_Case]) -> Iterator[Finding]:
    groups: dict[tuple[str, str], list[Verdict]] = {}
    for verdict, *_ in cases:
        if not verdict.holds:
            groups.setdefault((verdict.kind, verdict.severity), []).append(verdict)
    for verdicts in groups.values():
        yield finding_of(identity, verdicts)


def _cases(identity: Identity, terms: Terms) -> Iterator[_Case]:
    for whole, parts in _instances(identity, terms):
        verdict = judge(identity, whole, parts)
        if verdict is not None:
            yield _Case(verdict, whole, parts)


def _rests_on_hollow(case: _Case, hollow: frozenset[Pair]) -> bool:
    """A total left blank over filled parts is not 0: nothing can be concluded from it elsewhere."""
    suspects = case.parts if case.verdict.kind == BLANK_TOTAL else (*case.whole, *case.parts)
    return bool(hollow) and any(term.pair in hollow for term in suspects)


def _instances(identity: Identity, terms: Terms) -> Iterator[Instance]:
    """Every whole with its parts that the identity speaks of, the total column first."""
    if identity.each == "row":
        yield from (_row(code, terms) for code in _split_codes())
    elif identity.each == "statistic":
        excepted = identity.excepted
        yield from (((term,), ()) for term in terms.all() if not _is_excepted(term.indicator, excepted))
    elif identity.each == "applicant":
        yield from (_column(identity, terms, applicant) for applicant in (TOTAL, *COLUMNS))
    elif identity.each == "part":
        whole, parts = _column(identity, terms, TOTAL)
        yield from ((whole, (part,)) for part in parts)
    else:
        yield _column(identity, terms, TOTAL)


def _column(identity: Identity, terms: Terms, applicant: Applicant) -> Instance:
    whole = tuple(chain.from_iterable(terms.of(code, applicant) for code in identity.whole))
    parts = tuple(chain.from_iterable(_operand(operand, terms, applicant) for operand in identity.parts))
    return whole, parts


def _operand(operand: Operand, terms: Terms, applicant: Applicant) -> tuple[Term, ...]:
    """The first alternative of which the report has anything, else the last."""
    found: tuple[Term, ...] = ()
    for codes in operand:
        found = tuple(chain.from_iterable(terms.of(code, applicant) for code in codes))
        if any(term.value is not None or term.blank for term in found):
            break
    return found


def _row(code: str, terms: Terms) -> Instance:
    parts = chain.from_iterable(terms.of(code, applicant) for applicant in COLUMNS)
    return terms.of(code, TOTAL), tuple(parts)


@cache
def _split_codes() -> tuple[str, ...]:
    return tuple(found.code for found in all_indicators() if found.by_applicant and not found.formula)


@cache
def _is_excepted(code: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(code, pattern) for pattern in patterns)
