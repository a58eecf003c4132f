"""Passage → mentions: each quantity with the words it stands among. Phrases are matched against these.

`label` is what stands between the last separator or number and the quantity, without fillers
(`其中,属于已主动公开的86件` → 属于已主动公开); `after` what follows up to the next separator.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from adapters.extract.prose.countable import ENDLESS, borders, countable
from adapters.extract.prose.label import FILLER, SEPARATORS, clean, label_start, lead
from adapters.extract.prose.passage import Passage
from adapters.extract.prose.quantity import Quantity
from adapters.extract.prose.sums import ITEMS, VERB, said_of_all
from adapters.extract.prose.topic import Topics
from adapters.extract.simplified import simplified

_SENTENCE = "。!?"
_REACH = 240
# Labels beyond this are no one's prose; patterns are kept from them.
_LONGEST = 300
_TOTAL = re.compile(r"(?:[大小子]项)?[,;]?(?:全[省市县区州旗盟镇乡])?(?:共计|合计|总计|总共|共)有?")
_LONGEST_TOTAL = 4
_GROUPED = 3
_GROUP = re.compile("[大小子]?[项类]$|大块$|个?(?:栏目|类别|方面)")
# 发布12类文件共160条: the number of all is of what was counted by classes.
_CLASSES = frozenset(["类", "大类"])
_NOUN_OF_ALL = re.compile(r"(?:[^,;。、\d]{0,4}信息|文件)(?:共计|合计|总计|共)")
_VERBS = frozenset(["公开", "主动公开", "发布", "公布"])
_FOLLOWS = re.compile(r"(?:的)?(?:具体)?(?:情况)?(?:如下|为)?$")
_DID = re.compile(
    r"(?:20\d\d年度?|本年度?|今年|全年|年内|(?:我|本|全|该)[局委办厅市县区镇乡街道单位机关省州]{1,3}|政府)*(?:共|总共|累计)?"
    r"(?:收到|受理|接到|接受|接收|新收|办理)?(?:了)?"
)
_MATTER = re.compile(
    r"[^\d]{0,24}?(?:(?:申请|咨询|复议|诉讼|投诉|举报)(?:案件|事项|件)?|主动公开(?:的)?(?:政府)?信息(?:数|数量)?)"
)
_BRACKETED = re.compile(r"[^(),;:]*\)(?:共计|合计|总计|总共|共|计)有?")
# 13件和行政诉讼1件: what a number that follows is said of is not said of the one before.
_AFTER = re.compile(r"(?!、|(?:和|及|与|以及)[^,;:。!?()#\d、]{0,32}\d)[^,;:。!?()#\d]{0,32}")
_SHORT = 14
_MARKER = re.compile(r"^\(?\d{1,2}[、.)]")
_EACH = re.compile(r"^(?P<names>[^,;:]*[、和及与][^,;:]*?)(?:数量|数)?分别(?P<tail>[^,;:、]*)$")
_JOINTS = re.compile(r"[、和及与]")
_NEXT = re.compile(r"\)?,(?:其中|(?:其中|另外?|还|其余)?有)?|以及|[和及与]")
# 其中19件为上门申请: what it is of stands behind it.
_NAMED = re.compile(
    r"[,;](?:其中|包括)[,:]?\d+[^\d,;。]{1,2}?(?:均?为|系|属|是由?|由|通过|以|采[用取])[^,;。]{2}"
)
_COUNTED = re.compile(r"^[^,;。共]{1,12}(?=共(?:计|同)?(?:主动)?(?:公开|发布))")
_COUNT = re.compile(r"(?:数|数量|量|信息|类|总计|共计|合计)(?:分别|均)?(?:为|是|达|有|共|:)*$")
_SHARE = re.compile(r"^\)?[、,(]?(?:其|所|约|各|分别)?(?:占|比例|比重)|^,?(?:政府)?信息公开总[量数]的$")
# 图书馆(室)、阅览室 is one clause.
_GLOSS = re.compile(r"\([^()\d]{1,2}\)")
_CLAUSE = re.compile(r"[,;:。!?()]")


@dataclass(slots=True)
class Mention:
    """`raw` is the label as printed; `start` to `end` the quote in the passage; `sentence` where that starts.

    `share` is the mention of the percentage printed beside it, `previous` that before it in its sentence.
    """

    quantity: Quantity
    passage: Passage
    sentence: int
    start: int
    end: int
    raw: str
    label: str
    after: str
    previous: "Mention | None" = None
    share: "Mention | None" = None
    cache: dict[str, frozenset[str]] = field(default_factory=dict)

    @property
    def bare(self) -> bool:
        """Whether it lacks only its unit: 主动公开信息数:253。"""
        return not self.quantity.unit and not self.after and _COUNT.search(self.raw) is not None

    @property
    def text(self) -> str:
        """What phrases are matched against: label, # for the quantity, what follows."""
        return f"{self.label[-_LONGEST:]}#{self.after}"

    @property
    def lead(self) -> str:
        """The sentence up to the quantity."""
        return self.passage.text[self.sentence : self.quantity.start]

    @property
    def before(self) -> str:
        """What stands before the quantity, over the ends of sentences."""
        start = self.quantity.start
        return self.passage.text[max(0, start - _REACH) : start]

    @property
    def _far(self) -> int:
        return max(0, self.quantity.start - ENDLESS)

    def near(self, family: str, topics: Topics) -> frozenset[str]:
        """The topics of a family that this mention stands under."""
        if family not in self.cache:
            self.cache[family] = topics.near(family, self._clauses(family, topics), self.passage.known)
        return self.cache[family]

    def _clauses(self, family: str, topics: Topics) -> Iterator[str]:
        scope = topics.families[family].scope
        yield self.label
        if scope == "label":
            return
        start = _opened(self.passage.text, self.sentence) if scope == "sentence" else self._far
        before = _GLOSS.sub("", self.passage.text[start : self.quantity.start])
        yield from reversed(_CLAUSE.split(before))
        headings = topics.families[family].headings
        if headings is not None:
            above = (self.passage.heading, simplified(self.passage.section))
            yield from filter(headings.search, above)


def _opened(text: str, sentence: int) -> int:
    """一是政府网站。全年公开信息1250条 goes on with what a few words before it announce."""
    before = max(text.rfind(stop, 0, max(sentence - 1, 0)) for stop in _SENTENCE) + 1
    announced = _MARKER.sub("", text[before:sentence])
    return before if len(announced) <= _SHORT and not re.search(r"\d", announced) else sentence


def mentions(passage: Passage) -> list[Mention]:
    """The countable quantities of a passage in order; shares are set on the mention they belong to."""
    found: list[Mention] = []
    begins = borders(passage.text)
    for quantity in countable(passage.text):
        sentence = begins[bisect_right(begins, quantity.start) - 1]
        previous = found[-1] if found and found[-1].quantity.start >= sentence else None
        mention = _mention(passage, quantity, sentence, previous)
        owner = _owner(found, mention) if quantity.unit == "%" and previous else None
        if owner:
            owner.share = mention
        else:
            if _TOTAL.fullmatch(mention.raw):
                mention.label = _grouped(found, mention) or _summed(found, mention) or mention.label
            found.append(mention)
    _name_each(found)
    return found


def _name_each(found: Sequence[Mention]) -> None:
    """行政复议、行政诉讼分别为2件和1件: each number gets the name that stands in its place."""
    for at, first in enumerate(found):
        match = _EACH.search(first.raw) if "分别" in first.raw else None
        names = _JOINTS.split(match["names"]) if match else []
        items = found[at : at + len(names)]
        if match and 1 < len(names) == len(items) and all(map(_follows, items, items[1:])):
            for item, name in zip(items, names, strict=True):
                item.label = clean(name) + FILLER.sub("", match["tail"])
            items[-1].share = None  # 占75%、25% are of both


def _follows(item: Mention, following: Mention) -> bool:
    between = item.passage.text[item.quantity.end : following.quantity.start]
    return len(between) == 1 and between in "、和及与,"


def _grouped(found: Sequence[Mention], total: Mention) -> str:
    """公开信息28大项、79小项,共计6657条 — the number of all is of what was counted by groups."""
    groups = [
        m
        for m in found[-_GROUPED:]
        if m.sentence == total.sentence and _GROUP.match(m.quantity.unit + m.after)
    ]
    return groups[0].label if groups and found[-1] in groups else ""


def _summed(found: Sequence[Mention], total: Mention) -> str:
    """在网站发布要闻378条、动态807条,总计1185条 — the sum of all items is of what the first was said of.

    The sum may open the next sentence: 主动公开情况如下:要闻378条;动态807条。共计1185条。
    """
    opens = total.passage.text[total.sentence : total.quantity.start] == total.raw
    sentence = found[-1].sentence if opens and found else total.sentence
    items = [m for m in found if m.sentence == sentence and m.quantity.unit in ITEMS]
    if len(items) < 2 or sum(m.quantity.value for m in items) != total.quantity.value:
        return ""
    first, *others = items
    if said := said_of_all([item.label for item in items]):
        return said
    verb = VERB.match(first.label)
    if verb is None or any(VERB.match(item.label) for item in others):
        return _announced(total.passage.text[sentence : first.quantity.start])
    first.label = first.label[verb.end() :] or first.label
    return verb[0]


def _owner(found: Sequence[Mention], share: Mention) -> Mention | None:
    """占12.3% belongs to the figure before it, or before the parentheses that close here.

    A second percentage, or one with a name, is its own figure, and so is one of several (分别占).
    """
    if "分别占" in share.raw:
        return None
    text = share.passage.text
    at = share.quantity.start - len(share.raw)
    if text[share.sentence : at].rstrip(",、").endswith(")") or share.raw.startswith(")"):
        at = text.rfind("(", share.sentence, at)
    owner = next((m for m in reversed(found) if m.quantity.end <= at), None)
    takes = owner and owner.share is None and owner.quantity.unit != "%" and owner.sentence == share.sentence
    return owner if takes and _SHARE.search(share.raw) else None


def _mention(passage: Passage, quantity: Quantity, sentence: int, previous: Mention | None) -> Mention:
    text = passage.text
    last = previous.share or previous if previous else None
    floor = max(sentence, last.quantity.end if last else 0)
    start = label_start(text, floor, quantity.start)
    label = clean(text[start : quantity.start])
    if previous and previous.quantity.end == start:
        label = clean(_COUNTED.sub("", label))  # 12个乡镇共公开120条: the noun of the number before
        if previous.quantity.unit in _CLASSES and _NOUN_OF_ALL.fullmatch(text, start, quantity.start):
            label = previous.label + label
    if label in _VERBS and text[:start].endswith("类:"):
        start = label_start(text, floor, start - 1)
        label = clean(text[start : quantity.start].partition(":")[0])
    while not label and start > floor and text[start - 1] != ";":
        start = label_start(text, floor, start - 1)
        label = clean(text[start : quantity.start].rstrip(SEPARATORS))
    after = _AFTER.match(text, quantity.end)
    said_before = bool(after and after[0]) and _is_behind(previous, text, quantity)
    if said_before or text[start : quantity.start].endswith("、"):
        label = ""  # the noun of the number before: 3个查阅中心、1个专区
    elif not label and previous and previous.quantity.end == start and not _NAMED.match(text, start):
        label = previous.label
    if text[start - 1 : start] == "," and _DID.fullmatch(label):
        label += _said_of(text[max(floor, start - _LONGEST) : start - 1])
    if text.find(")", start, quantity.start) >= 0 and _BRACKETED.fullmatch(text[start : quantity.start]):
        label = _bracketed(text, sentence, quantity.start) or label
    if _TOTAL.fullmatch(text, max(floor, quantity.start - _LONGEST_TOTAL), quantity.start):
        label = _announced(text[sentence : quantity.start]) or label
    return Mention(
        quantity=quantity,
        passage=passage,
        sentence=sentence,
        start=start + len(lead(text[start : quantity.start])),
        end=quantity.end,
        raw=text[start : quantity.start],
        label=label,
        after=_behind(after, text) if after else "",
        previous=previous,
    )


def _behind(after: re.Match[str], text: str) -> str:
    """What follows a number, without the 和 before the next one: 63宗行政复议和42宗行政诉讼."""
    joins = "、和及与" if text[after.end() : after.end() + 1].isdigit() else "、"
    return after[0].rstrip(joins)


def _said_of(before: str) -> str:
    """政府信息公开申请,全市共受理12件 — what was taken stands before who took it."""
    clause = before[max(map(before.rfind, SEPARATORS)) + 1 :]
    return clean(clause) if _MATTER.fullmatch(clause) else ""


def _announced(before: str) -> str:
    """主动公开信息数量为:文件12条,动态56条,共68条 — the sum is of what the colon announced."""
    head, colon, _ = before.partition(":")
    return clean(_FOLLOWS.sub("", head[max(map(head.rfind, SEPARATORS)) + 1 :])) if colon else ""


def _bracketed(text: str, sentence: int, end: int) -> str:
    """公开政务信息(包括4个一级栏目、33个二级栏目)共76855条 — what stands before the parentheses."""
    opening = text.rfind("(", sentence, end)
    if text.count(")", opening, end) != 1:
        return ""
    return clean(text[label_start(text, sentence, opening) : opening])


def _is_behind(previous: Mention | None, text: str, quantity: Quantity) -> bool:
    """3件维持,1件尚未审结: what stands before the comma is said of the number before."""
    if previous is None or not previous.after:
        return False
    between = text[previous.quantity.end + len(previous.after) : quantity.start]
    return _NEXT.fullmatch(between) is not None
