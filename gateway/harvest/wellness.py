"""What happened at a portal → the one thing that is wrong with it, if anything is. Pure; `portal` asks.

A portal is unwell when its lists cannot be read, when they lead to far fewer reports than they did, when
half of what they lead to cannot be fetched, or when reports that were read before no longer read.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.errors import DocumentUnreadable, FetchError, LeftAlone, NotAReport, PageMissing
from gateway.store.ledger import Failure

LIST_SHRUNK, READINGS_LOST, CUT_SHORT, ELSEWHERE = "list_shrunk", "readings_lost", "cut_short", "elsewhere"
FIGURES_LOST = "figures_lost"
# Lists lose an old report now and then; losing more than this share, and more than one, is a change.
_USUAL_SHARE = 0.7


def _codes(kind: type[FetchError]) -> set[str]:
    return {kind.code}.union(*(_codes(sub) for sub in kind.__subclasses__()))


_FETCH_CODES = _codes(FetchError)
_NO_LONGER_READ = {NotAReport.code, DocumentUnreadable.code, FIGURES_LOST}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a run saw. `usual` is how many reports the lists led to before, `lost` the addresses of failures
    that gave a report before.
    """

    url: str
    listed: int
    usual: int
    discovered: int
    failures: Sequence[Failure]
    lost: frozenset[str]


def trouble(seen: Seen) -> Failure | None:
    """The gravest thing that is wrong; None for a portal that is well."""
    return _unreachable(seen) or _no_longer_read(seen) or _shrunk(seen)


def _unreachable(seen: Seen) -> Failure | None:
    unfetched = [one for one in seen.failures if one.code in _FETCH_CODES]
    missing = [one for one in unfetched if one.code == PageMissing.code]
    if not unfetched or (len(unfetched) - len(missing)) * 2 < seen.discovered != len(unfetched):
        return None
    told = [one for one in unfetched if one.code != LeftAlone.code] or unfetched
    count = f"{len(unfetched)} of {seen.discovered} reports cannot be fetched"
    return Failure(told[0].url, told[0].code, f"{count}, first: {told[0].message}")


def _no_longer_read(seen: Seen) -> Failure | None:
    lost = [one for one in seen.failures if one.code in _NO_LONGER_READ and one.url in seen.lost]
    if not lost or len(lost) * 2 < seen.discovered:
        return None
    count = f"{len(lost)} of {seen.discovered} reports that were read before no longer read"
    advice = "what was read before stays; look at the pages for a changed layout"
    return Failure(lost[0].url, READINGS_LOST, f"{count}, first: {lost[0].message}; {advice}")


def _shrunk(seen: Seen) -> Failure | None:
    if seen.listed >= seen.usual * _USUAL_SHARE or seen.usual - seen.listed < 2:
        return None
    advice = "what was read before stays; look for a list that moved or a page that is missing"
    message = f"lists lead to {seen.listed} reports, to {seen.usual} before; {advice}"
    return Failure(seen.url, LIST_SHRUNK, message)
