"""Two years of a figure, and how peers moved → findings about jumps (O-JUMP).

A jump is a change by more than a factor, or one that lies far from the peers' changes on a scale of ratios.
"""

import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from statistics import median

from schema.checks.rulebook import Checked, bounds, fails, open_question, worded
from schema.checks.wording import shown
from schema.dictionary.indicators import indicator
from schema.enums import Applicant, Severity
from schema.records.finding import Finding

RULE = "O-JUMP"
CONSISTENT = 1.4826  # makes the median absolute deviation comparable with a standard deviation
LEAST_SPREAD = 0.1  # of logarithms: peers that all moved alike leave some room


def watched_codes() -> tuple[str, ...]:
    return tuple(bounds(RULE)["codes"])


def check_jumps(
    years: Mapping[str, tuple[Decimal, Decimal]], peers: Mapping[str, Sequence[tuple[Decimal, Decimal]]]
) -> Checked:
    """By code the figures of the year before and of this year, where the two are of one kind."""
    large = {code: pair for code, pair in years.items() if _is_large(*pair)}
    if not large:
        return open_question(RULE)
    found = (_finding(code, pair, peers.get(code, ())) for code, pair in large.items())
    return fails(RULE, (one for one in found if one is not None))


def _is_large(before: Decimal, now: Decimal) -> bool:
    return before > 0 and now > 0 and max(before, now) >= bounds(RULE)["least"]


def _finding(
    code: str, pair: tuple[Decimal, Decimal], peers: Sequence[tuple[Decimal, Decimal]]
) -> Finding | None:
    row, moved = bounds(RULE), _moved(pair)
    if abs(moved) >= math.log(row["factor"]):
        return _worded("factor", code, pair, {})
    others = [_moved(one) for one in peers if _is_large(*one)]
    if len(others) < row["peers"] or abs(moved) < math.log(row["peers_factor"]):
        return None
    middle = median(others)
    spread = max(CONSISTENT * median(abs(one - middle) for one in others), LEAST_SPREAD)
    if abs(moved - middle) <= row["deviations"] * spread:
        return None
    return _worded("peers", code, pair, {"number": len(others), "median": f"{math.exp(middle):.2g}"})


def _moved(pair: tuple[Decimal, Decimal]) -> float:
    return math.log(float(pair[1])) - math.log(float(pair[0]))


def _worded(kind: str, code: str, pair: tuple[Decimal, Decimal], more: Mapping[str, object]) -> Finding:
    before, now = pair
    named = indicator(code)
    texts = {
        "label": named.name, "label_en": named.name_en, "before": shown(before), "stated": shown(now), **more
    }  # fmt: skip
    return worded(
        RULE,
        f"far_from_{kind}" if kind == "peers" else "by_a_factor",
        Severity.NOTICE,
        (texts, texts),
        f"{kind}_message",
        terms=((code, Applicant.TOTAL),),
        stated=now,
        expected=before,
    )
