"""Numbers beside a number → the list of items that adds up to it, and what is near enough to be one.

Called by categories and total. Which names may be items is theirs to say.
"""

import re
from collections.abc import Iterable
from decimal import Decimal

from adapters.extract.prose.mention import Mention

UNITS = frozenset(["条", "件", "份", "个", "篇", "项", "则", "条次", "条(次)", "篇次"])
ISSUES = "期"
# Units of one kind: 条 among 篇.
_ALIKE = {"条", "篇", "则", "条次", "条(次)", "篇次"}
_ADDED = UNITS | {ISSUES}
_CONTINUES = re.compile(
    r"^(?:其中|在?(?:已|全部)?(?:主动)?公开的|在?[^,。]{0,14}信息中|一是|上述|这些|按|从|分|主要|具体|包括)"
)
# 类信息815条(动态642条,公告148条 — what is broken down within an item is no item.
_NESTED = re.compile(r"\d[^\d(]{0,4}\([^()]*$")
# Shares, and how many kinds there are (180条,分五块:…), stand beside items.
_BESIDE = frozenset(["%", "块", "类", "大类", "种"])
# So many numbers of another sentence do not add up to a total by chance.
_MANY = 5
_SLIP = Decimal("0.01")
# A sum that opens the sentence after its items.
_SUM = re.compile(r"[^。!?]*。(?:以上)?(?:共计|合计|总计|总共|共)[有为]?")
COUNTS = re.compile(r"\d(?![\d.]*%)")
# The sentence after next may still break down the total if it says so.
_RETURNS = re.compile(
    r"(?:主动|政府|公开|信息|的)*(?:主要)?(?:内容|类别|类型)(?:包括|分为|主要|涉及|有|为|是)"
    r"|在(?:已|全部)?(?:主动)?公开的(?:各类|政府|政务)*信息[中里]"
)


def listed(head: Mention, mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions right behind a total that share its unit and add up to it; none if they do not."""
    items: list[Mention] = []
    left = head.quantity.value
    apart = False
    for mention in mentions:
        if mention.quantity.unit in _BESIDE or (nested(mention, head) and not nested(head, None)):
            continue
        continues = near(mention, head)
        if not _share_unit(mention, head) or not (continues or _follows(mention, head)):
            break
        if not left and (mention.quantity.value or not continues):
            break  # it adds up: only kinds that there were none of go on
        apart = apart or not continues
        items.append(mention)
        left -= mention.quantity.value
        if left < 0 and len(items) > 1:
            break
    alike = all(item.quantity.unit == head.quantity.unit for item in items)
    enough = _MANY if apart else 2 if alike else 3
    return items if not left and len(items) >= enough else []


def almost(head: Mention, mentions: Iterable[Mention]) -> bool:
    """Whether a long list right behind a number misses its sum by no more than a slip of the pen."""
    values: list[Decimal] = []
    for mention in mentions:
        if mention.quantity.unit != head.quantity.unit or not near(mention, head):
            break
        values.append(mention.quantity.value)
    slip = abs(sum(values) - head.quantity.value)
    return len(values) > _MANY and slip <= head.quantity.value * _SLIP


def _follows(mention: Mention, head: Mention) -> bool:
    """In the sentence right behind that of the head, which need not say that it goes on with it."""
    between = mention.passage.text[head.quantity.end : mention.sentence]
    return mention.sentence > head.sentence and len(re.findall(r"[。!?]", between)) == 1


def _share_unit(mention: Mention, head: Mention) -> bool:
    """196条,其中公告3个,文件180个: units of items may differ where everything else fits."""
    units = {mention.quantity.unit, head.quantity.unit}
    return len(units) == 1 or units <= _ADDED or (not head.quantity.unit and units <= UNITS | {""})


def alike(mention: Mention, head: Mention) -> bool:
    """Whether both are counted alike: 条 and 条, or 条 and 篇."""
    units = {mention.quantity.unit, head.quantity.unit}
    return len(units) == 1 or units <= _ALIKE


def nested(mention: Mention, head: Mention | None) -> bool:
    """What stands in parentheses behind another item breaks down that one."""
    text, end = mention.passage.text, mention.quantity.start
    start = max(mention.sentence, head.quantity.end if head else 0)
    return text.find("(", start, end) >= 0 and _NESTED.search(text, start, end) is not None


def near(mention: Mention, head: Mention) -> bool:
    """In the sentence of the head, or in one that goes on with it."""
    if mention.sentence == head.sentence:
        return True
    text = mention.passage.text
    if mention.quantity.end < head.quantity.start:
        return _SUM.fullmatch(text, mention.quantity.end, head.quantity.start) is not None
    _, *sentences = re.split(r"[。!?]", text[head.quantity.end : mention.quantity.start])
    if not sentences:
        return False
    *between, last = sentences
    if len(between) <= 1 and _RETURNS.match(last):
        return True
    if len(between) > 1 or any(COUNTS.search(sentence) for sentence in between):
        return False
    return all(_CONTINUES.match(sentence) for sentence in sentences)
