"""Figures of a narrative → whether information by how it may be disclosed adds up to all of it (N-KIND).

The form has no rows for these, so they are figures with the report's own words; the words are data.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from schema.checks.rulebook import Checked, bounds, fails, holds, open_question, worded
from schema.checks.terms import slack
from schema.checks.wording import shown
from schema.enums import Applicant, Severity
from schema.records.statistic import Figure, Statistic

RULE = "N-KIND"
DISCLOSED = "disclosed"
NEAR = 120  # characters: the parts stand in the sentence of the whole


def check_kinds(statistics: Sequence[Statistic], figures: Sequence[Figure]) -> Checked:
    """Judged where the text gives the whole and all three kinds close together."""
    row = bounds(RULE)
    whole = next((one for one in figures if _is(one, row["whole"])), None)
    disclosed = next(
        (one for one in statistics if (one.indicator, one.applicant) == (DISCLOSED, Applicant.TOTAL)), None
    )
    others = [
        next((one for one in figures if _is(one, part) and _beside(one, whole)), None)
        for part in row["parts"]
    ]
    if whole is None or disclosed is None or any(one is None for one in others):
        return open_question(RULE)
    parts: list[Statistic | Figure] = [disclosed, *(one for one in others if one is not None)]
    numbers = [one.value or Decimal(0) for one in parts]
    stated, expected = whole.value or Decimal(0), sum(numbers, Decimal(0))
    free = sum((slack(one.value or Decimal(0), one.qualifier) for one in (whole, *parts)), Decimal(0))
    if abs(stated - expected) <= free:
        return holds(RULE)
    written = "+".join(map(shown, numbers)) + f"={shown(expected)}"
    texts: dict[str, object] = {"stated": shown(stated), "sum": written}
    finding = worded(
        RULE,
        "kinds_do_not_add_up",
        Severity.NOTICE if free else Severity.ERROR,
        (texts, texts),
        terms=((DISCLOSED, Applicant.TOTAL),),
        stated=stated,
        expected=expected,
        quotes=tuple(dict.fromkeys(one.source.quote for one in (whole, *parts))),
    )
    return fails(RULE, [finding])


def _is(figure: Figure, pattern: str) -> bool:
    return figure.value is not None and re.search(pattern, figure.label) is not None


def _beside(figure: Figure, whole: Figure | None) -> bool:
    if whole is None or whole.source.start is None or figure.source.start is None:
        return False
    return 0 <= figure.source.start - whole.source.start <= NEAR
