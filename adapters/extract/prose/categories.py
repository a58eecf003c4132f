"""The breakdown of the disclosed total by kind of content → claims. Called by prose after the wordings.

Known names have codes, all others are `disclosed.category` with their printed label. Which names may
be kinds of content is data: `phrases/categories.toml`. Lists outside the breakdown stay figures.
"""

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from adapters.extract.prose.claim import Claim, claim
from adapters.extract.prose.listing import COUNTS, ISSUES, UNITS, listed, near, nested
from adapters.extract.prose.mention import Mention
from adapters.extract.prose.passage import SILENT_KINDS

CATEGORIES = Path(__file__).parent / "phrases" / "categories.toml"
OPEN = "disclosed.category"
TOTAL = "disclosed"
WAYS = "disclosed.channel."
WEBSITE = "disclosed.channel.website"
_FEW = 4
_LONG = 5
_ALIKE = {"条", "篇", "则"}
_NEARLY = Decimal("0.85")
# Kinds of content with codes of their own.
_WITHIN = ("response.", "proposals.", "disclosed.priority_fields", "disclosed.normative_documents")
_JOINED = re.compile("[、等]")
_DONE = re.compile(r"(?:^|.*[网站栏报台号])(?:公开(?!指南|目录|制度|年|栏)|发布|公布|更新)")
_COLUMN = re.compile(
    r"(?<=类信息)更新$|(?:专栏|栏目)(?:主动)?(?:发布|公开|更新)(?:政府)?(?:信息)?$|(?<=[^各])栏目$"
)
_SAID = re.compile(
    r"^(?:通过[^,、]{2,16}(?:网站?|平台)(?:公布|公开|发布)|(?:20\d\d年度?)?新增|(?:主要)?涉及|内有|内含|分为|主要类别有|(?:政府)?信息[中里])(?=..)"
)
# 公开规划计划3条, 涉及公共服务98条: what was done, and what it was done to.
_SAID_OF = re.compile(
    r"^(?:通过[^,、]{2,16}(?:网站?|平台)(?:公布|公开|发布)|公开发布|(?:20\d\d年度?)?新增|内有|内含|分为|主要类别有|公开的?(?!(?:信息|指南|目录|制度|年报|年度|栏|类|专栏|情况|工作|力度))|(?:主要)?涉及|涵盖|含|属于(?!本|已)"
    r"|(?:政府)?信息[中里]|主动公开的?信息有?|有(?=.{3}))(?=..)"
)
_ANNOUNCES = re.compile(r"主动公开的(?:各类|全部)?(?:政府)?信息[中里][,:](?:其中)?[,:]?$")
# A list that is done with: 包括公告6条、简报8条等;
_ENDED = re.compile(r"\d[^\d,、;。]{0,4}等[;。]")


@dataclass(frozen=True, slots=True)
class Names:
    """The patterns and the names of `categories.toml`."""

    opening: re.Pattern[str]
    alone: re.Pattern[str]
    rest: re.Pattern[str]
    sure: re.Pattern[str]
    likely: re.Pattern[str]
    never: re.Pattern[str]
    bodies: re.Pattern[str]
    body: re.Pattern[str]
    above: re.Pattern[str]
    aside: re.Pattern[str]
    total: re.Pattern[str]
    no_total: re.Pattern[str]
    codes: Mapping[str, str]


@lru_cache(maxsize=1)
def load_names(path: Path = CATEGORIES) -> Names:
    """The shipped names, read once."""
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    codes = {name: entry["indicator"] for entry in data["category"] for name in entry["names"]}
    patterns = {key: re.compile(data[key]) for key in data.keys() - {"category"}}
    return Names(codes=codes, **patterns)


def categories(
    mentions: Sequence[Mention], claimed: Sequence[Claim], names: Names, *, old: bool
) -> list[Claim]:
    """Claims for the unclaimed mentions of one passage that belong to a breakdown of the total.

    That of the website counts where there is no other; since 2019 (not `old`) only where it names kinds
    for certain. Beside ways (网站258条,公告3条) a likely name is none.
    """
    itemised = _partition(mentions, claimed, names) | _announced(mentions, claimed, names)
    totals = {id(found.mention) for found in claimed if found.indicator == TOTAL}
    vague = {id(found.mention) for found in claimed if _vague(found)}
    sites = {id(found.mention) for found in claimed if found.indicator == WEBSITE}
    others = {id(found.mention) for found in claimed} - totals
    ways = {id(found.mention) for found in claimed if found.indicator.startswith(WAYS)} - sites
    found: list[Claim] = []
    head: Mention | None = None
    sure = certain = False
    for mention in mentions:
        if mention.passage.kind in SILENT_KINDS:
            break
        if names.aside.search(mention.label):
            continue
        if mention.raw.startswith("其中"):
            sure = certain
        item = id(mention) in itemised and not mention.label.endswith("信息")
        within = item or (id(mention) in vague and head and _named(mention, head, names))
        total = id(mention) in totals and not within
        if total or (head is None and id(mention) in sites):
            head, sure, certain = mention, *[not (total or old)] * 2
        elif head and id(head) in totals and id(mention) in sites and mention.sentence == head.sentence:
            sure = True
        elif head and (shared := _shared(mention, head, names)):
            found += shared
        elif id(mention) in itemised or (
            id(mention) not in others and _belongs(mention, head, names, sure=sure)
        ):
            found.append(_kind(mention, names, itemised=id(mention) in itemised))
        elif head and mention.sentence == head.sentence and id(mention) in ways:
            sure = True
    return found


def _shared(mention: Mention, head: Mention, names: Names) -> list[Claim]:
    """决策信息、人事信息均为0条: each of them, and all of them named like kinds."""
    label = mention.label.removesuffix("均").removesuffix("都")
    each = re.split("[、和及]", label)
    if mention.quantity.value or len(each) < 2 or label == mention.label or not near(mention, head):
        return []
    named = all(names.sure.search(name) or names.likely.search(name) for name in each)
    kinds = [replace(claim(names.codes.get(name, OPEN), mention, rank=2), label=name) for name in each]
    return kinds if named and mention.quantity.unit == head.quantity.unit else []


def _kind(mention: Mention, names: Names, *, itemised: bool) -> Claim:
    """“工作动态”栏目发布信息30条 are 工作动态; in a list that adds up, what was done is not in the name."""
    label = _COLUMN.sub("", mention.label) or mention.label
    label = (_SAID_OF if itemised else _SAID).sub("", label) or label
    code = names.codes.get(label.removeprefix("发布"), OPEN)
    return replace(claim(code, mention, rank=2), label=label)


def _partition(mentions: Sequence[Mention], claimed: Sequence[Claim], names: Names) -> set[int]:
    """The items of lists that add up to the total before them: whatever they are called, they are its kinds.

    Many reports count and break down nothing but their website. Lists of bodies (县直部门2.1万条、
    乡镇8600条) and of ways add up too and are none.
    """
    found: set[int] = set()
    heads = {id(one.mention): one.indicator for one in claimed if one.indicator in (TOTAL, WEBSITE)}
    foreign = {
        id(one.mention): one.indicator
        for one in claimed
        if not one.indicator.startswith(_WITHIN) and not _vague(one) and not _of_a_way_before(one, names)
    }
    beside = [one for one in mentions if not names.aside.search(one.label)]
    starts = [one.quantity.start for one in beside]
    for at, head in enumerate(mentions):
        if id(head) in heads:
            head_of = heads[id(head)]
            rest = beside[bisect_right(starts, head.quantity.start) :]
            items = listed(head, rest)
            if items and not _are_kinds(items, names):
                items = listed(head, [one for one in rest if one.start > items[-1].start]) or items
            if head_of == TOTAL:
                items = items or listed(head, mentions[:at][::-1])
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


def _announced(mentions: Sequence[Mention], claimed: Sequence[Claim], names: Names) -> set[int]:
    """A long list right behind 主动公开的信息中 tells no total; its items are kinds by their place."""
    taken = {id(one.mention) for one in claimed if not one.indicator.startswith(_WITHIN) and not _vague(one)}
    found: set[int] = set()
    for _, listed_together in groupby(mentions, key=lambda one: one.sentence):
        items = [one for one in listed_together if one.quantity.unit != "%"]
        units = {item.quantity.unit for item in items}
        if len(items) < _LONG or len(units) > 1 or not units <= UNITS:
            continue
        announced = _ANNOUNCES.search(items[0].passage.text[items[0].sentence : items[0].start])
        if announced and _are_kinds(items, names) and not any(id(item) in taken for item in items):
            found |= {id(item) for item in items if not names.body.search(item.label)}
    return found


def _plainly(item: Mention, head: Mention) -> bool:
    """Where issues are added to items (动态120条、访谈2期), only an item of one name is surely a kind."""
    return item.quantity.unit == head.quantity.unit and not _JOINED.search(item.label)


def _of_a_way_before(one: Claim, names: Names) -> bool:
    """政府网站上,机构职能类4条,权力运行公开4条: what opens the list is no way of this item."""
    return one.indicator.startswith(WAYS) and not names.bodies.search(one.label)


def _vague(one: Claim) -> bool:
    """公文发布信息30条 may be a total or an item."""
    return one.indicator == TOTAL and one.rank <= 1


def _enumerated(head: Mention, mentions: Sequence[Mention], names: Names) -> list[Mention]:
    """A long list that a total opens with 其中, adding up or not, if enough of it is named like content."""
    items: list[Mention] = []
    for mention in mentions:
        if mention.quantity.unit == "%" or nested(mention, head):
            continue
        units = {mention.quantity.unit, head.quantity.unit}
        if not (len(units) == 1 or units <= _ALIKE) or not _within(mention, head, names):
            break
        items.append(mention)
    known = [item for item in items if names.sure.search(item.label) or names.likely.search(item.label)]
    strange = any(names.bodies.search(item.label) or names.never.search(item.label) for item in items)
    return items if len(items) >= _LONG and (len(known) * 3 >= len(items) or not strange) else []


def _nearly(head: Mention, mentions: Sequence[Mention], names: Names) -> list[Mention]:
    """A long list of what a website published: all of it, but for what a report leaves out or mistakes."""
    items = _enumerated(head, mentions, names)
    told = sum(item.quantity.value for item in items)
    return items if head.quantity.value * _NEARLY <= told <= head.quantity.value / _NEARLY else []


def _are_kinds(items: Sequence[Mention], names: Names) -> bool:
    """One 部门领导信息 in a long list does not make it a list of bodies."""
    bodies = sum(bool(names.bodies.search(item.label)) for item in items)
    return all(item.label for item in items) and bodies * _FEW <= len(items)


def _belongs(mention: Mention, head: Mention | None, names: Names, *, sure: bool = False) -> bool:
    label = mention.label
    if mention.quantity.unit not in UNITS or not label or nested(mention, head):
        return False
    surely = bool(names.rest.search(label))
    if not surely and names.never.search(label):
        return False
    surely = surely or label in names.codes or bool(names.sure.search(label))
    if not surely and names.bodies.search(label):
        return False
    if head is None or not _within(mention, head, names):
        # Without a total to share its unit with, a likely name must be counted as disclosed items are.
        named = surely or (mention.quantity.unit == "条" and bool(names.likely.search(label)))
        opened = names.alone.search(mention.lead) or names.above.search(mention.passage.heading)
        return named and (bool(opened) or _opened(mention, names))
    likely = mention.quantity.unit == head.quantity.unit and (
        bool(names.likely.search(label)) or _foretold(mention, head)
    )
    return surely or (likely and not sure and not _done(mention, head))


def _foretold(mention: Mention, head: Mention) -> bool:
    """公开的主要内容有政策法规、资源交易等,其中资源交易510条."""
    between = mention.passage.text[head.quantity.end : mention.start]
    return re.search(rf"[、有含括为]{re.escape(mention.label)}[、等,]", between) is not None


def _done(mention: Mention, head: Mention) -> bool:
    """通过网站发布预算信息1条,决算信息1条 tells what was done, and the items of that."""
    before = mention.previous
    goes_on = before is not None and before is not head and _DONE.match(before.label) is not None
    return goes_on or _DONE.match(mention.label) is not None


def _named(mention: Mention, head: Mention, names: Names) -> bool:
    """公文发布信息30条 after 其中 is no new total."""
    within = mention.quantity.value < head.quantity.value and _within(mention, head, names)
    return within and _belongs(mention, head, names)


def _opened(mention: Mention, names: Names) -> bool:
    """A paragraph that begins with 其中, or with 在主动公开的信息中 and comes to numbers only in its 其中."""
    before = mention.passage.text[: mention.sentence]
    goes_on = mention.passage.text.startswith("其中", mention.sentence)
    return goes_on and not COUNTS.search(before) and (not before or names.alone.search(before) is not None)


def _within(mention: Mention, head: Mention, names: Names) -> bool:
    """In the sentence of the total, or in the next one if that goes on with it."""
    between = mention.passage.text[head.quantity.end : mention.quantity.start]
    return bool(names.opening.search(between)) and not _ENDED.search(between) and near(mention, head)
