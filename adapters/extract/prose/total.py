"""Mentions of a passage → a total that nothing but its own list shows: 发布信息46条,其中网站30条,公报16条.

Called by prose after the wordings. Words as vague as 发布信息 count all that was disclosed only where the
numbers beside them add up to theirs; which words may is data (`total` in `phrases/categories.toml`).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from adapters.extract.prose.claim import Claim, Frame, claim
from adapters.extract.prose.foreign import foreign
from adapters.extract.prose.listing import almost, listed
from adapters.extract.prose.mention import Mention
from adapters.extract.prose.names import TOTAL, WEBSITE, Names

_SUM = re.compile(r"[,;、。]*(?:以上)?(?:共计|合计|总计|总共)有?")
_ANY_WAY = frozenset(["ways"])


def totals(
    mentions: Sequence[Mention], claimed: Sequence[Claim], names: Names, frame: Frame
) -> Iterator[Claim]:
    """At most one claim, and none where a wording has found a total or a number is of another year."""
    if any(found.indicator == TOTAL for found in claimed):
        return
    taken = {id(found.mention) for found in claimed}
    for at, mention in enumerate(mentions):
        if id(mention) in taken or not _may_be(mention, names, frame):
            continue
        behind = mentions[at + 1 :]
        before = map(mentions.__getitem__, range(at - 1, -1, -1))
        ways = mention.near("channel", frame.topics) - _ANY_WAY
        within = (listed(mention, behind) or almost(mention, behind)) and (not ways or _of_several(ways))
        if within or listed(mention, before):
            yield claim(TOTAL, mention, rank=1)
            return


def sole(kept: Sequence[Claim], names: Names, frame: Frame) -> Claim | None:
    """以网站为主渠道,主动公开信息19条 states all that was disclosed, where the report states no other total.

    通过网站主动公开政府信息139条 does not: what one way has disclosed cannot be compared with all.
    """
    if any(found.indicator == TOTAL for found in kept):
        return None
    for found in kept:
        if found.indicator != WEBSITE or found.mention is None:
            continue
        label = found.mention.label
        whole = names.whole.search(label) or not frame.topics.families["channel"].named(label)
        if whole and names.sole.search(label):
            return replace(found, indicator=TOTAL)
    return None


def _may_be(mention: Mention, names: Names, frame: Frame) -> bool:
    """By its own words; 通过网站公开58条,全年共公开878条 is no longer of the website."""
    if not names.total.search(mention.text) and not _is_sum(mention):
        return False
    own = frame.topics.families["channel"].named(mention.label) - _ANY_WAY
    if not _of_several(own) and (own or names.no_total.search(mention.lead)):
        return False
    return not _of_another_time(mention, frame)


def _is_sum(mention: Mention) -> bool:
    """主动公开的主要内容。概况信息291条,动态210条,共计501条: of what the heading announces."""
    return mention.passage.kind == "disclosure" and _SUM.fullmatch(mention.raw) is not None


def _of_several(ways: frozenset[str]) -> bool:
    """网站及微博、微信共发布 is of all ways together."""
    return len(ways) > 1 and "website" in ways


def _of_another_time(mention: Mention, frame: Frame) -> bool:
    lead = mention.lead + mention.label
    return foreign(mention, lead, frame.lexicon, year=frame.year, level=frame.level)
