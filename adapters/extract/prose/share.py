"""Claims → those whose printed share fits the requests of this report. Called by prose.

A province's report goes on with the requests of its general office (124件,占43%): its shares show that
they are parts of another whole, whatever the words say.
"""

from collections.abc import Sequence
from decimal import Decimal

from adapters.extract.prose.claim import Claim

_WHOLES = ("requests.received", "requests.answered", "outcome.total")
_PARTS = ("requests.received.", "outcome_2008.", "outcome.")
# Shares are slips at times, and of answers where they should be of requests; not by this much.
_FAR = 10


def without_parts_of_others(kept: Sequence[Claim]) -> list[Claim]:
    """Those whose share tells of another whole are left out; all stay where the report tells no whole."""
    wholes = [one.value for one in kept if one.indicator in _WHOLES and one.value]
    return [one for one in kept if not wholes or any(_fits(one, whole) for whole in wholes)]


def _fits(one: Claim, whole: Decimal) -> bool:
    if not one.share or not one.value or one.indicator in _WHOLES or not one.indicator.startswith(_PARTS):
        return True
    shown = one.value * 100 / one.share
    return whole <= _FAR * shown and shown <= _FAR * whole
