"""A whole place's figures and those of the places in it → findings where the parts exceed the whole (H-SUM).

Which departments a place has is not known, so a whole above the sum of its places is no contradiction: what
is left may be theirs. A sum above the whole is one.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from schema.checks.rulebook import Checked, bounds, fails, holds, open_question, worded
from schema.checks.wording import shown
from schema.dictionary.indicators import indicator
from schema.enums import Applicant, Severity
from schema.records.finding import Finding

RULE = "H-SUM"


def summed_codes() -> tuple[str, ...]:
    return tuple(bounds(RULE)["codes"])


def check_levels(
    whole: Mapping[str, Decimal],
    below: Sequence[Mapping[str, Decimal]],
    organs: Sequence[Mapping[str, Decimal]],
    *,
    complete: bool,
) -> Checked:
    """`below` are the places in it that reported, `complete` where they all did; `organs` its own."""
    if not complete or not below:
        return open_question(RULE)
    judged, findings = False, []
    for code in summed_codes():
        parts = [one[code] for one in below if code in one]
        if code not in whole or len(parts) < len(below):
            continue
        total = sum(parts, Decimal(0))
        own = sum((one[code] for one in organs if code in one), Decimal(0))
        if total > whole[code]:
            findings.append(_finding(code, whole[code], total, len(below)))
        judged = judged or total > whole[code] or total + own == whole[code]
    return fails(RULE, findings) if findings else holds(RULE) if judged else open_question(RULE)


def _finding(code: str, stated: Decimal, expected: Decimal, number: int) -> Finding:
    named = indicator(code)
    texts: dict[str, object] = {
        "label": named.name,
        "label_en": named.name_en,
        "stated": shown(stated),
        "expected": shown(expected),
        "number": number,
    }
    return worded(
        RULE,
        "parts_exceed_whole",
        Severity.WARNING,
        (texts, texts),
        terms=((code, Applicant.TOTAL),),
        stated=stated,
        expected=expected,
    )
