"""The breakdown of the disclosed total by kind of content → claims. Called by prose after the wordings.

Known names have codes, all others are `disclosed.category` with their printed label. Which names may
be kinds of content is data: `phrases/categories.toml`. Lists outside the breakdown stay figures.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from adapters.extract.prose.claim import Claim, claim
from adapters.extract.prose.itemised import alike, itemised, remarked, vague, within
from adapters.extract.prose.listing import COUNTS, UNITS, near, nested
from adapters.extract.prose.mention import Mention
from adapters.extract.prose.names import FIELDS, OPEN, TOTAL, WAYS, WEBSITE, Names, stem_of
from adapters.extract.prose.passage import SILENT_KINDS

# So many names of the scheme in one list, and it is that of the codes.
_MOST = 5
_DONE = re.compile(r"(?:^|.*[网站栏报台号])(?:公开(?!指南|目录|制度|年|栏)|发布|公布|更新)")
_COLUMN = re.compile(
    r"(?<=类信息)更新$|(?:专栏|栏目)(?:主动)?(?:发布|公开|更新)(?:政府)?(?:信息)?$|(?<=[^各])栏目$"
)
_ADDED = re.compile(r"\([^()\d]{1,6}\)$")
_PARTS = re.compile(r"[,:(]?(?:其中|内有|内含|包括|包含)")
# A total, even where it adds up with others.
_TOLD = re.compile("(?:公开|发布)(?:政府|政务)信息$")
# What was done, or what opens the list, is not in a name.
_DOING = (
    r"通过[^,、]{2,16}(?:网站?|平台)(?:公布|公开|发布)|(?:20\d\d年度?)?新增|内有|内含|分为|主要类别有"
    r"|(?:主要)?涉及|(?:政府)?信息[中里]|20\d\d年度?"
)
_SAID = re.compile(rf"^(?:{_DOING})(?=..)")
# 公开规划计划3条, 涵盖公共服务98条: what was done, and what it was done to.
_SAID_OF = re.compile(
    rf"^(?:{_DOING}|公开发布|公开的?(?!(?:信息|指南|目录|制度|年报|年度|栏|类|专栏|情况|工作|力度))"
    r"|涵盖|含|属于(?!本|已)|主动公开的?信息有?|有(?=.{3}))(?=..)"
)


def categories(mentions: Sequence[Mention], claimed: Sequence[Claim], names: Names) -> list[Claim]:
    """Claims for the unclaimed mentions of one passage that belong to a breakdown of the total.

    That of the website counts where there is no other. Beside ways (网站258条,公告3条) a likely name is none.
    """
    items = itemised(mentions, claimed, names)
    totals = {id(found.mention) for found in claimed if found.indicator == TOTAL}
    unsure = {id(found.mention) for found in claimed if vague(found)}
    sites = {id(found.mention) for found in claimed if found.indicator == WEBSITE}
    others = {id(found.mention) for found in claimed} - totals
    ways = {id(found.mention) for found in claimed if found.indicator.startswith(WAYS)} - sites
    found: list[Claim] = []
    head: Mention | None = None
    sure = False
    for mention in mentions:
        if mention.passage.kind in SILENT_KINDS:
            break
        if names.aside.search(mention.label) or remarked(mention) or _inner(mention, found):
            continue
        if mention.raw.startswith("其中"):
            sure = False
        smaller = head is None or mention.quantity.value < head.quantity.value
        named = id(mention) in items and smaller and not _TOLD.search(mention.label)
        named = named or (id(mention) in unsure and head is not None and _named(mention, head, names))
        total = id(mention) in totals and not named
        if total or (head is None and id(mention) in sites):
            head, sure = mention, False
        elif head and id(head) in totals and id(mention) in sites and mention.sentence == head.sentence:
            sure = True
        elif head and (shared := _shared(mention, head, names)):
            found += shared
        elif id(mention) in items or (
            id(mention) not in others and _belongs(mention, head, names, sure=sure)
        ):
            found.append(_kind(mention, names, itemised=id(mention) in items))
        elif head and mention.sentence == head.sentence and id(mention) in ways:
            sure = True
    return _by_the_scheme(_told_apart(found), names)


def _told_apart(kinds: Sequence[Claim]) -> list[Claim]:
    """办事事项(居民)105条,办事事项(单位)3条 are two kinds: what brackets add is the name then."""
    labels = [kind.label for kind in kinds]
    return [
        replace(kind, label=f"{kind.label}{said[0]}")
        if labels.count(kind.label) > 1 and kind.mention and (said := _ADDED.search(kind.mention.raw))
        else kind
        for kind in kinds
    ]


def _inner(mention: Mention, kinds: Sequence[Claim]) -> bool:
    """机构类信息20条,内有领导成员10条、机构职能4条; — parts of a kind are no kinds of the total."""
    kind = kinds[-1].mention if kinds else None
    if kind is None or kind.sentence != mention.sentence:
        return False
    text, end = mention.passage.text, kind.quantity.end
    return _PARTS.match(text, end) is not None and ";" not in text[end : mention.quantity.start]


def _by_the_scheme(kinds: list[Claim], names: Names) -> list[Claim]:
    """计划总结信息, 人事信息: the names of the codes without their 类, where most of the scheme is listed."""
    stems = [stem_of(kind.label) for kind in kinds]
    if len(names.scheme.keys() & stems) < _MOST:
        return kinds
    codes = (names.scheme.get(stem, kind.indicator) for stem, kind in zip(stems, kinds, strict=True))
    return [replace(kind, indicator=code) for kind, code in zip(kinds, codes, strict=True)]


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
    known = FIELDS if names.fields.search(label) else OPEN
    code = names.codes.get(label.removeprefix("发布"), known)
    return replace(claim(code, mention, rank=2), label=label)


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
    if head is None or not within(mention, head, names):
        # Without a total to share its unit with, a likely name must be counted as disclosed items are.
        named = surely or (mention.quantity.unit == "条" and bool(names.likely.search(label)))
        opened = names.alone.search(mention.lead) or names.above.search(mention.passage.heading)
        return named and (bool(opened) or _opened(mention, names))
    likely = alike(mention, head) and (
        bool(names.likely.search(label)) or _foretold(mention, head) or _plainly(mention, head, names)
    )
    return surely or (likely and not sure and not _done(mention, head))


def _plainly(mention: Mention, head: Mention, names: Names) -> bool:
    """1510条,其中惠农补贴100条、科普17条: said to be parts of the total, and named by nothing but a noun."""
    between = mention.passage.text[head.quantity.end : mention.start]
    smaller = mention.quantity.value < head.quantity.value
    return smaller and names.parts.match(between) is not None and not names.doing.search(mention.label)


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
    smaller = mention.quantity.value < head.quantity.value
    return smaller and within(mention, head, names) and _belongs(mention, head, names)


def _opened(mention: Mention, names: Names) -> bool:
    """A paragraph that begins with 其中, or with 在主动公开的信息中 and comes to numbers only in its 其中."""
    before = mention.passage.text[: mention.sentence]
    goes_on = mention.passage.text.startswith("其中", mention.sentence)
    return goes_on and not COUNTS.search(before) and (not before or names.alone.search(before) is not None)
