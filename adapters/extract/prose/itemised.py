"""Mentions of a passage → those that are items of a list that breaks down a total. Called by categories.

A list that adds up is one whatever its items are called; a long one that a total opens is one if enough of
its items are named like content. Which names those are is data (names).
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Container, Sequence
from decimal import Decimal

from adapters.extract.prose.claim import Claim
from adapters.extract.prose.listing import ISSUES, UNITS, alike, listed, near, nested
from adapters.extract.prose.mention import Mention
from adapters.extract.prose.names import TOTAL, WAYS, WEBSITE, Names, bare, name_of
from adapters.extract.prose.runs import Run, breaks_down, runs

_FEW = 4
_LONG = 5
_NEARLY = Decimal("0.85")
_GROUPS = frozenset(["个", "项"])
# Kinds of content with codes of their own.
_WITHIN = ("response.", "proposals.", "disclosed.priority_fields", "disclosed.normative_documents")
_DISCLOSED = re.compile("公开.*信息$")
_JOINED = re.compile("[、等]")
_REMARK = re.compile(r"\((?:其中)?(?:含|包含|包括)[^()\d]*")
# A list that is done with: 包括公告6条、简报8条等;
_ENDED = re.compile(r"\d[^\d,、;。]{0,4}等[;。]")


def itemised(
    mentions: Sequence[Mention], claimed: Sequence[Claim], before: Sequence[Claim], names: Names
) -> set[int]:
    """The identities of the items of every such list; `before` are the claims of earlier paragraphs."""
    told = {one.value for one in before if one.indicator in (TOTAL, WEBSITE) and one.rank > 1}
    beside = [one for one in mentions if not (names.aside.search(one.label) or remarked(one))]
    return _partition(mentions, beside, claimed, names) | _runs(beside, claimed, names, told)


def _runs(
    beside: Sequence[Mention], claimed: Sequence[Claim], names: Names, before: Collection[Decimal]
) -> set[int]:
    """The items of runs that break down what was disclosed, decided of each run as a whole."""
    heads = {
        id(one.mention)
        for one in claimed
        if one.indicator in (TOTAL, WEBSITE) and not (one.rank == 1 and names.is_content(bare(one.label)))
    }
    ways = {id(one.mention) for one in claimed if one.indicator.startswith(WAYS)}
    foreign = {id(one.mention) for one in claimed if not _may_be_item(one)}
    told = {id(one.mention) for one in claimed if not vague(one)}
    found: set[int] = set()
    for run in runs(beside, heads, names):
        head = _head(run, beside, heads, ways)
        kinds = [item for item in run.items if id(item) not in told]
        mostly = sum(id(item) in foreign for item in run.items) * _FEW <= len(run.items)
        if mostly and not names.past.search(run.items[0].lead) and breaks_down(run, head, names, before):
            whole = head is None or run.fills(head.quantity.value)
            apart = names.body if whole else names.never
            found |= {id(item) for item in kinds if not apart.search(name_of(item))}
    return found


def _head(
    run: Run, mentions: Sequence[Mention], heads: Container[int], ways: Container[int]
) -> Mention | None:
    """The total before a run: in its sentence, or right before it but for other ways, groups and shares."""
    first = run.items[0]
    for mention in reversed(mentions[: mentions.index(first)]):
        if id(mention) in heads:
            return mention
        counted = mention.quantity.unit in UNITS - _GROUPS and id(mention) not in ways
        if counted and mention.sentence != first.sentence:
            return None
    return None


def remarked(mention: Mention) -> bool:
    """90292条(含重点领域信息17231条): the one number of a remark is no item of what follows."""
    text = mention.passage.text
    opened = text.rfind("(", mention.sentence, mention.quantity.start)
    closed = text.startswith(")", mention.quantity.end)
    return opened >= 0 and closed and _REMARK.fullmatch(text, opened, mention.quantity.start) is not None


def _partition(
    mentions: Sequence[Mention], beside: Sequence[Mention], claimed: Sequence[Claim], names: Names
) -> set[int]:
    """The items of lists that add up to the total before them: whatever they are called, they are its kinds.

    `beside` are the mentions without what is told by the way.

    Many reports count and break down nothing but their website. Lists of bodies (县直部门2.1万条、
    乡镇8600条) and of ways add up too and are none.
    """
    found: set[int] = set()
    heads = {id(one): TOTAL for one in mentions if _without_unit(one)}
    heads |= {id(one.mention): one.indicator for one in claimed if one.indicator in (TOTAL, WEBSITE)}
    foreign = {
        id(one.mention): one.indicator
        for one in claimed
        if not _may_be_item(one) and not _of_a_way_before(one, names)
    }
    starts = [one.quantity.start for one in beside]
    for at, head in enumerate(mentions):
        if id(head) in heads:
            head_of = heads[id(head)]
            rest = beside[bisect_right(starts, head.quantity.start) :]
            items = listed(head, rest)
            if items and not _are_kinds(items, names):
                items = listed(head, [one for one in rest if one.start > items[-1].start]) or items
            if head_of == TOTAL or not (TOTAL in heads.values() or head.lead.startswith("另")):
                items = items or listed(head, mentions[:at][::-1])
            if head_of == TOTAL:
                items = items or _enumerated(head, rest, names)
            items = items or _nearly(head, rest, names)
            kinds = [item for item in items if foreign.get(id(item), head_of) == head_of]
            if (len(items) - len(kinds)) * _FEW <= len(items) and _are_kinds(items, names):
                apart = any(item.quantity.unit == ISSUES for item in items)
                found |= {
                    id(item)
                    for item in kinds
                    if not names.body.search(item.label) and not (apart and not _plainly(item, head))
                }
    return found


def _without_unit(mention: Mention) -> bool:
    """主动公开动态信息47,其中文件类信息12条: what the list adds up to, printed without a unit."""
    return not (mention.quantity.unit or mention.after) and _DISCLOSED.search(mention.label) is not None


def _plainly(item: Mention, head: Mention) -> bool:
    """Where issues are added to items (动态120条、访谈2期), only an item of one name is surely a kind."""
    return item.quantity.unit == head.quantity.unit and not _JOINED.search(item.label)


def _of_a_way_before(one: Claim, names: Names) -> bool:
    """政府网站上,机构职能类4条,权力运行公开4条: what opens the list is no way of this item."""
    return one.indicator.startswith(WAYS) and not names.bodies.search(one.label)


def _may_be_item(one: Claim) -> bool:
    return one.indicator.startswith(_WITHIN) or vague(one)


def vague(one: Claim) -> bool:
    """公文发布信息30条 may be a total or an item."""
    return one.indicator == TOTAL and one.rank <= 1


def _enumerated(head: Mention, mentions: Sequence[Mention], names: Names) -> list[Mention]:
    """A long list that a total opens with 其中, adding up or not, if enough of it is named like content."""
    items: list[Mention] = []
    for mention in mentions:
        if mention.quantity.unit == "%" or nested(mention, head):
            continue
        if not (_alike(mention, head, names) and within(mention, head, names)):
            break
        items.append(mention)
    known = [item for item in items if _is_named(item, names)]
    strange = any(names.bodies.search(item.label) or names.never.search(item.label) for item in items)
    return items if len(items) >= _LONG and (len(known) * 3 >= len(items) or not strange) else []


def _alike(mention: Mention, head: Mention, names: Names) -> bool:
    return mention.quantity.unit == head.quantity.unit or (alike(mention, head) and _is_named(mention, names))


def _is_named(item: Mention, names: Names) -> bool:
    return bool(names.sure.search(item.label) or names.likely.search(item.label))


def _nearly(head: Mention, mentions: Sequence[Mention], names: Names) -> list[Mention]:
    """A long list of what a website published: all of it, but for what a report leaves out or mistakes."""
    items = _enumerated(head, mentions, names)
    told = sum(item.quantity.value for item in items)
    return items if head.quantity.value * _NEARLY <= told <= head.quantity.value / _NEARLY else []


def _are_kinds(items: Sequence[Mention], names: Names) -> bool:
    """One 部门领导信息 in a long list does not make it a list of bodies."""
    bodies = sum(bool(names.bodies.search(item.label)) for item in items)
    return all(item.label for item in items) and bodies * _FEW <= len(items)


def within(mention: Mention, head: Mention, names: Names) -> bool:
    """In the sentence of the total, or in the next one if that goes on with it."""
    between = mention.passage.text[head.quantity.end : mention.quantity.start]
    return bool(names.opening.search(between)) and not _ENDED.search(between) and near(mention, head)
