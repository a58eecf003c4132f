"""Results of disputes told behind both totals → those of the one that there was. Called by prose.

行政复议10件,行政诉讼0件,结果维持2件: what comes last would be of the suits, but there were none.
"""

from collections.abc import Sequence
from dataclasses import replace

from adapters.extract.prose.claim import Claim

_OTHER = {"review": "litigation", "litigation": "review"}
_RESULTS = frozenset({"upheld", "corrected", "other", "pending"})


def of_what_there_was(stated: Sequence[Claim]) -> list[Claim]:
    """The same claims; a result above nought of disputes of which there were none is of the other ones."""
    totals: dict[tuple[str, int], bool] = {}
    for claim in stated:
        kind, _, what = claim.indicator.partition(".")
        if what == "total" and kind in _OTHER and claim.mention is not None:
            totals[kind, claim.mention.sentence] = bool(claim.value)
    return [_moved(claim, totals) for claim in stated]


def _moved(claim: Claim, totals: dict[tuple[str, int], bool]) -> Claim:
    kind, _, what = claim.indicator.partition(".")
    if what not in _RESULTS or kind not in _OTHER or not claim.value or claim.mention is None:
        return claim
    at, other = claim.mention.sentence, _OTHER[kind]
    if totals.get((kind, at)) is not False or not totals.get((other, at)):
        return claim
    return replace(claim, indicator=f"{other}.{what}")
