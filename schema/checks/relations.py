"""A whole and its parts → whether a relation holds. Pure arithmetic, three-valued: None cannot be judged."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple

from schema.checks.identity import Identity
from schema.checks.terms import ZERO, Term
from schema.dictionary.units import EXACT, counts_wholes
from schema.enums import Severity

HUNDRED = Decimal(100)
SHARES_TOLERANCE = Decimal("0.5")  # of the sum of rounded percentages
BLANK_TOTAL = "total_is_blank"


class Verdict(NamedTuple):
    """`numbers` are the parts as they enter the sum; `assumed` that blank cells counted as 0."""

    holds: bool
    kind: str
    severity: Severity
    terms: tuple[Term, ...]
    stated: Decimal | None = None
    expected: Decimal | None = None
    numbers: tuple[Decimal, ...] = ()
    sign: str = "+"
    assumed: bool = False
    hedged: bool = False


Judge = Callable[[Identity, Sequence[Term], Sequence[Term]], Verdict | None]


def judge(identity: Identity, whole: Sequence[Term], parts: Sequence[Term]) -> Verdict | None:
    return JUDGES[identity.relation](identity, whole, parts)


def _partition(identity: Identity, whole: Sequence[Term], parts: Sequence[Term]) -> Verdict | None:
    """Every part must be there; in a form a blank one counts as 0 where another is filled."""
    terms = (*whole, *parts)
    if any(term.value is None and not (identity.table and term.blank) for term in terms):
        return None
    filled = [term for term in parts if term.value is not None]
    if not filled:
        return None
    expected = _sum(parts)
    if all(term.value is None for term in whole):
        return _blank_total(whole, filled, expected)
    stated, open_by = _sum(whole), _slack(terms)
    return _verdict(
        identity, whole, filled, stated, expected, holds=abs(stated - expected) <= open_by, terms=terms
    )


def _blank_total(whole: Sequence[Term], filled: list[Term], expected: Decimal) -> Verdict | None:
    """A total left blank over filled parts is worth a notice; over noughts it is the usual blank for 0."""
    if len(whole) > 1 and expected != 0:
        return None
    return Verdict(
        holds=expected == 0,
        kind=BLANK_TOTAL,
        severity=Severity.NOTICE,
        terms=(*whole, *filled),
        expected=expected,
        numbers=_numbers(filled),
    )


def _named(identity: Identity, whole: Sequence[Term], parts: Sequence[Term]) -> Verdict | None:
    """Only the parts that the report names count; whether they are all decides how much a gap matters."""
    named = [term for term in parts if term.value is not None]
    stated, expected = _value(whole), _sum(named)
    complete = _is_complete(identity, named, parts)
    if stated is None or not named or (len(named) < identity.at_least and not complete):
        return None
    difference = stated - expected
    if abs(difference) <= _slack((*whole, *named)):
        return _verdict(identity, whole, named, stated, expected, holds=True)
    severity = identity.severity if complete else identity.short if difference > 0 else identity.over
    if severity is None:
        return None
    return _verdict(identity, whole, named, stated, expected, holds=False, severity=severity)


def _is_complete(identity: Identity, named: Sequence[Term], parts: Sequence[Term]) -> bool:
    codes = {term.indicator for term in named}
    return any(one <= codes for one in identity.complete or (frozenset(term.indicator for term in parts),))


def _at_most(identity: Identity, whole: Sequence[Term], parts: Sequence[Term]) -> Verdict | None:
    total, part = _value(whole), _value(parts)
    if total is None or part is None:
        return None
    return _verdict(identity, whole, parts, total, part, holds=part <= total + _slack((*whole, *parts)))


def _at_least(identity: Identity, whole: Sequence[Term], parts: Sequence[Term]) -> Verdict | None:
    named = [term for term in parts if term.value is not None]
    total, together = _value(whole), _sum(named)
    if total is None or len(named) < identity.at_least:
        return None
    return _verdict(
        identity, whole, named, total, together, holds=together >= total - _slack((*whole, *named))
    )


def _product(identity: Identity, whole: Sequence[Term], parts: Sequence[Term]) -> Verdict | None:
    stated, factors = _value(whole), [term.value for term in parts if term.value is not None]
    if stated is None or len(factors) < len(parts):
        return None
    expected, highest = Decimal(1), Decimal(1)
    for factor, term in zip(factors, parts, strict=True):
        expected, highest = expected * factor, highest * (factor + term.slack)
    open_by = _slack(whole) + highest - expected
    return _verdict(
        identity, whole, parts, stated, expected, holds=abs(stated - expected) <= open_by, sign="×"
    )


def _share(identity: Identity, whole: Sequence[Term], parts: Sequence[Term]) -> Verdict | None:
    """The wholes are alternative bases: one that fits is enough. Truncated percentages pass too."""
    part = parts[0]
    bases = [base for base in whole if base.value]
    if part.value is None or part.share is None or not bases:
        return None
    digit = _last_digit(part.share)
    shares = [_percentage(part.value, base.value or ZERO) for base in bases]
    open_by = [digit + _percentage(part.slack + base.slack, base.value or ZERO) for base in bases]
    holds = any(abs(share - part.share) < free for share, free in zip(shares, open_by, strict=True))
    expected = shares[0].quantize(digit)
    return _verdict(identity, parts, bases[:1], part.share, expected, holds=holds)


def _shares(identity: Identity, _whole: Sequence[Term], parts: Sequence[Term]) -> Verdict | None:
    printed = [term for term in parts if term.share is not None]
    together = sum((term.share or ZERO for term in printed), ZERO)
    if len(printed) < identity.at_least:
        return None
    if together < HUNDRED - SHARES_TOLERANCE:
        return None  # the list need not be complete
    verdict = _verdict(identity, printed, (), HUNDRED, together, holds=together <= HUNDRED + SHARES_TOLERANCE)
    return verdict._replace(numbers=tuple(term.share or ZERO for term in printed))


def _count(identity: Identity, whole: Sequence[Term], _parts: Sequence[Term]) -> Verdict | None:
    value = _value(whole)
    if value is None:
        return None
    fractional = value != value.to_integral_value() and counts_wholes(whole[0].unit)
    return _verdict(identity, whole, (), value, None, holds=value >= 0 and not fractional)


JUDGES: dict[str, Judge] = {
    "partition": _partition,
    "named": _named,
    "at_most": _at_most,
    "at_least": _at_least,
    "product": _product,
    "share": _share,
    "shares": _shares,
    "count": _count,
}


def _verdict(
    identity: Identity,
    whole: Sequence[Term],
    parts: Sequence[Term],
    stated: Decimal,
    expected: Decimal | None,
    *,
    holds: bool,
    terms: Sequence[Term] = (),
    severity: Severity | None = None,
    sign: str = "+",
) -> Verdict:
    involved = (*whole, *parts)
    if holds:
        return Verdict(holds, identity.kind, identity.severity, involved)  # nobody asks for its numbers
    hedged = any(term.slack for term in involved)
    return Verdict(
        holds=holds,
        kind=identity.kind,
        severity=Severity.NOTICE if hedged else severity or identity.severity,
        terms=involved,
        stated=stated,
        expected=expected,
        numbers=_numbers(parts),
        sign=sign,
        assumed=any(term.value is None for term in terms),
        hedged=hedged,
    )


def _numbers(parts: Sequence[Term]) -> tuple[Decimal, ...]:
    """The parts that change a sum; a lone 0 stays, so that there is something to show."""
    values = [term.value for term in parts if term.value is not None]
    return tuple(value for value in values if value) or tuple(values[:1])


def _sum(terms: Sequence[Term]) -> Decimal:
    return sum((term.value or ZERO for term in terms), ZERO)


def _slack(terms: Sequence[Term]) -> Decimal:
    return sum((term.slack for term in terms), ZERO)


def _value(terms: Sequence[Term]) -> Decimal | None:
    return terms[0].value if len(terms) == 1 else None


def _percentage(part: Decimal, base: Decimal) -> Decimal:
    return EXACT.multiply(EXACT.divide(part, base), HUNDRED)


def _last_digit(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if isinstance(exponent, int) else Decimal(1)
