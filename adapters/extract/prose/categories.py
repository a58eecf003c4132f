"""The breakdown of the disclosed total by kind of content → claims. Called by prose after the wordings.

Known names have codes, all others are `disclosed.category` with their printed label. Which names may
be kinds of content is data: `phrases/categories.toml`. Lists outside the breakdown stay figures.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from adapters.extract.prose.claim import Claim, claim
from adapters.extract.prose.itemised import itemised, remarked, vague, within
from adapters.extract.prose.listing import COUNTS, UNITS, alike, near, nested
from adapters.extract.prose.mention import Mention
from adapters.extract.prose.names import FIELDS, OPEN, TOTAL, WAYS, WEBSITE, Names, name_of, stem_of
from adapters.extract.prose.passage import SILENT_KINDS

# So many names of the scheme in one list, and it is that of the codes.
_MOST = 5
_DONE = re.compile(r"(?:^|.*[网站栏报台号])(?:共|累计|主动)*(?:公开(?!指南|目录|制度|年|栏)|发布|公布|更新)")
_COLUMN = re.compile(
    r"(?<=类信息)更新$|(?:专栏|(?<!子)栏目)(?:主动)?(?:发布|公开|更新)(?:政府)?(?:信息)?$|(?<=[^各子])栏目$"
)
_ADDED = re.compile(r"\([^()\d]{1,6}\)$")
_SITE = re.compile("(?:网站|网页?|平台)$")
_PARTS = re.compile(r"[,:(]?(?:其中|内有|内含|包括|包含)")
# A total, even where it adds up with others.
_TOLD = re.compile("(?:公开|发布)(?:政府|政务)信息$")
# What was done, or what opens the list, is not in a name.
_DOING = (
    r"[^,、]{0,12}网页(?:全年|共|主动)*(?:公布|公开|发布)(?:更新)?|通过[^,、]{2,16}(?:网站?|平台)(?:公布|公开|发布)|(?:20\d\d年度?)?新增|内有|内含|分为|主要类别有"
    r"|占(?=规范|政策|工作|通知)|在?(?:已|全部|所有)?(?:主动)?公开的(?:政府)?信息(?:之|当)?[中里]|属于(?:[我本][局委办厅县区市镇乡])?(?!本|已)|(?:主要)?涉及|(?:政府)?信息[中里]|20\d\d年度?"
)
_WHO = re.compile(
    r"^(?:20\d\d年度?)?(?:(?:我|本|全)(?:单位|[局委办厅县区市镇乡街院])(?=公开|发布))?(?:(?:适时|及时|主动|依法|共)*(?:公开(?!指南|目录|制度|年报|年度|栏|类|专栏|情况|工作|力度)|发布|更新)的?(?=..))?"
)
_SAID = re.compile(rf"^(?:{_DOING})(?=..)")
# 公开规划计划3条, 涵盖公共服务98条: what was done, and what it was done to.
_SAID_OF = re.compile(
    rf"^(?:{_DOING}|公开发布|公开的?(?!(?:信息|指南|目录|制度|年报|年度|栏|类|专栏|情况|工作(?!动态|信息|总结|计划)|力度))"
    r"|涵盖|含|属于(?!本|已)|主动公开的?信息有?|有(?=.{3}))(?=..)"
)


def categories(
    mentions: Sequence[Mention], claimed: Sequence[Claim], before: Sequence[Claim], names: Names
) -> list[Claim]:
    """Claims for the unclaimed mentions of one passage that belong to a breakdown of the total.

    That of the website counts where there is no other. Beside ways (网站258条,公告3条) a likely name is none.
    Claims `before` are of the paragraphs before this one.
    """
    breakdown = _Breakdown(names, itemised(mentions, claimed, before, names), claimed)
    for mention in mentions:
        if mention.passage.kind in SILENT_KINDS:
            break
        if not breakdown.passes_over(mention):
            breakdown.take(mention)
    return _by_the_scheme(_told_apart(breakdown.found), names)


class _Breakdown:
    """The kinds of a passage as they are `found`; `head` is the number they are of.

    Where `sure`, only what is surely named like content may be one.
    """

    def __init__(self, names: Names, items: set[int], claimed: Sequence[Claim]) -> None:
        self.names, self.items = names, items
        self.totals = {id(found.mention) for found in claimed if found.indicator == TOTAL}
        self.unsure = {id(found.mention) for found in claimed if vague(found)}
        self.sites = {id(found.mention) for found in claimed if found.indicator == WEBSITE}
        self.ways = {id(found.mention) for found in claimed if found.indicator.startswith(WAYS)}
        self.others = {id(found.mention) for found in claimed} - self.totals
        self.found: list[Claim] = []
        self.head: Mention | None = None
        self.sure = False

    def passes_over(self, mention: Mention) -> bool:
        """Whether it is of another time, or told by the way."""
        names = self.names
        past = names.aside.search(mention.label) or names.past.search(mention.lead)
        return bool(past) or remarked(mention) or _inner(mention, self.found)

    def take(self, mention: Mention) -> None:
        """As what is broken down, as a kind of that, or as a way beside kinds."""
        if mention.raw.startswith("其中"):
            self.sure = False
        head, at = self.head, id(mention)
        if (at in self.totals and not self._is_named(mention)) or (head is None and at in self.sites):
            self.head, self.sure = mention, False
            return
        beside = head is not None and mention.sentence == head.sentence
        if beside and at in self.sites and id(head) in self.totals:
            self.sure = True
        elif kinds := self._kinds(mention):
            self.found += kinds
        elif beside and at in self.ways - self.sites:
            self.sure = True

    def _is_named(self, mention: Mention) -> bool:
        """Whether what may be a total is a kind: 公文发布信息30条."""
        head, told = self.head, _TOLD.search(mention.label)
        smaller = head is None or mention.quantity.value < head.quantity.value
        if id(mention) in self.items and smaller and not told:
            return True
        return id(mention) in self.unsure and head is not None and _named(mention, head, self.names)

    def _kinds(self, mention: Mention) -> list[Claim]:
        head, names, listed = self.head, self.names, id(mention) in self.items
        if head and id(mention) in self.sites and _is_column(mention, head, names):
            return [_kind(mention, names, itemised=False)]
        if head and (shared := _shared(mention, head, names)):
            return shared
        free = id(mention) not in self.others
        if listed or (
            free and (_belongs(mention, head, names, sure=self.sure) or _goes_on(mention, self.found, names))
        ):
            return [_kind(mention, names, itemised=listed)]
        return []


def _told_apart(kinds: Sequence[Claim]) -> list[Claim]:
    """办事事项(居民)105条,办事事项(单位)3条 are two kinds: what brackets add is the name then."""
    labels = [kind.label for kind in kinds]
    return [
        replace(kind, label=f"{kind.label}{said[0]}")
        if labels.count(kind.label) > 1 and kind.mention and (said := _ADDED.search(kind.mention.raw))
        else kind
        for kind in kinds
    ]


def _goes_on(mention: Mention, kinds: Sequence[Claim], names: Names) -> bool:
    """其中:机构类信息5条,包括职能、领导等。政策类信息62条。 — a sentence for each kind."""
    kind = kinds[-1].mention if kinds else None
    if kind is None or kind.quantity.unit != mention.quantity.unit or not names.sure.search(mention.label):
        return False
    between = mention.passage.text[kind.quantity.end : mention.quantity.start]
    ends = sum(map(between.count, "。!?"))
    return ends == 1 and between.endswith(f"。{mention.raw}") and not names.never.search(mention.label)


def _is_column(mention: Mention, head: Mention, names: Names) -> bool:
    """网站发布信息11268条,其中“今日鞍山”栏目发布1611条: a part of what it published, no way of its own."""
    smaller = mention.quantity.value < head.quantity.value
    column = _COLUMN.sub("", mention.label)
    site = _SITE.search(column) or column.startswith("通过")
    return smaller and column != mention.label and not site and within(mention, head, names)


def _inner(mention: Mention, kinds: Sequence[Claim]) -> bool:
    """机构类信息20条,内有领导成员10条、机构职能4条; — parts of a kind are no kinds of the total."""
    kind = kinds[-1].mention if kinds else None
    if kind is None or kind.sentence != mention.sentence:
        return False
    text, end = mention.passage.text, kind.quantity.end
    closing = ")" if text.startswith("(", end) else ";"
    return _PARTS.match(text, end) is not None and closing not in text[end : mention.quantity.start]


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
    name = name_of(mention)
    label = _COLUMN.sub("", name) or name
    told = _SAID_OF.sub("", _WHO.sub("", label)) or label
    surely = names.sure.search(told) or names.likely.search(told)
    label = told if itemised or surely else _SAID.sub("", label) or label
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
    likely = alike(mention, head) and (bool(names.likely.search(label)) or _plainly(mention, head, names))
    return surely or (likely and not sure and not _done(mention, head))


def _plainly(mention: Mention, head: Mention, names: Names) -> bool:
    """1510条,其中惠农补贴100条、科普17条: said to be parts of the total, and named by nothing but a noun."""
    between = mention.passage.text[head.quantity.end : mention.start]
    parts = names.parts.search(between)
    if parts is None or f"{head.quantity.unit}," in f"{between[: parts.start()]},":
        return False
    return mention.quantity.value < head.quantity.value and not names.doing.search(mention.label)


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
