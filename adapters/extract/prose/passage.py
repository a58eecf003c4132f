"""Chapters → passages: the prose of a report under its nearest heading, compact, with the way back.

Called by prose. Portals set blanks anywhere (`2017 年`, `条 2543`), so patterns run over text without
them; `Passage.span` gives the place in `Document.text`. A passage ends where the next heading starts,
even when a whole report stands in one paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from adapters.documents.document import Block, Table
from adapters.extract.chapters import Chapter
from adapters.extract.prose.topic import Known, Topics
from adapters.extract.simplified import simplified
from adapters.extract.unit import load_units

_HALF_WIDTH = str.maketrans("０１２３４５６７８９，：；（）％．！？", "0123456789,:;()%.!?")
_SUBHEADING = re.compile(
    r"(?:(?<![^。;!?:)]))"
    r"(?:(?P<first>\([一二三四五六七八九十]{1,3}\)、?|[一二三四五六七八九十]{1,2}、)|(?P<second>\d{1,2}[.、](?![\d.]))|\(\d{1,2}\))"
    r"(?P<title>[^。,;:!?\d“《(]{2,40}+)(?(first)(?!(?<=类)\d|(?<=类信息)\d)|(?!:?(?:公开|发布|共|有|为)*\d|\([^()]{0,40}\)[^,;。:\d]{0,8}\d))"
)
_NUMBERED = re.compile(r"\d{1,2}[.、](?![\d.])")
# 依申请公开方面,全年收到… begins a part too, within its paragraph.
_ANNOUNCED = re.compile(
    r"(?:^|(?<=[。;]))(?:[一二三四五六七八九十]是)?(?:在|关于)?(?P<title>[^。,;:!?\d“《()]{3,14}?(?:方面|情况)(?=[,:])"
    r"|[做好规范推进加强依法严格办理抓认真畅通完善健全落实切有序持续优化不断进一步高效稳妥提升开展政府信息的]{0,12}依申请公开(?:政府信息)?(?:工作|办理|答复|受理|流程|渠道|机制|程序)*(?=[,:。]))"
)
_INNERMOST = 5
# 2015年,我厅主动公开信息633条 is no longer of 依申请公开, whatever the paragraph has come to.
_RESUMED = re.compile(
    r"(?<=。)(?:20\d\d年度?|全年)(?=[^。\d]{0,160}主动公开(?:政府)?信息\d)(?![^。\d]{0,160}申请)"
)
# Nothing is counted under these.
SILENT_KINDS = frozenset({"annex", "problems"})
_SOLID = re.compile(r"\S+")
_HEADING_LENGTH = 40
# A whole paragraph that answers its heading.
_BARE = re.compile(r"(?:本年度?|均|暂)?(?:无|没有|略|未)(?:发生|出现|产生)?(?:此类|上述|相关)?(?:情况|情形)?")
_SENTENCE_LIKE = re.compile(r"[。;,]|\d")
_MARKER = re.compile(r"^\(?\d{1,2}[).、]")
_PROSE_CELL = 40
# Some tools break the line around every number of a sentence (公开信息\n123\n条).
_UNITS = load_units().pattern
_NUMBER_ALONE = re.compile(rf"\d[\d,.]*(?:[多余]?[万亿])?[多余]?(?:(?:{_UNITS}).*|[,;。)].*)?", re.DOTALL)
# 9 326条, 1 234 567条
_GROUP = re.compile(rf"\d{{3}}(?: \d{{3}})*\s?(?:[余多]?(?:{_UNITS}))")
_BEFORE_GROUP = re.compile(r"(?<!\d)\d{1,3}$")
_GOES_ON = re.compile(rf"(?:{_UNITS}|[多余万亿年月日])")
_CUT_BEFORE = re.compile(r"[^。;!?:\d]$")
# The items of a list, a line each: 其中:机构职能类12条;
_OPEN = re.compile(
    r"\d[^。:]*[,、;]$|\d[^。:]*(?:其中|包括|如下|分别)[^。\d]{0,12}:$|\d[^。:]*。具体[^。:\d]{0,6}如下:$"
)
# An item of a list in a line of its own, behind another or what announces them: 1、工作动态类信息160条。
_DIGITS = frozenset("(123456789")
_ITEM = re.compile(rf"\(?\d{{1,2}}[、.)][^,;。:\d]{{2,24}}\d[\d,]*(?:{_UNITS})[,;。]?$")
_LAST_ITEM = re.compile(rf"(?:^|[:。;])\(?\d{{1,2}}[、.)][^,;。:\d]{{2,24}}\d[\d,]*(?:{_UNITS})[,;。]?$")
# Lines that a tool has cut are this long, and of one length within so many signs.
_FULL = (20, 50, 3)
_WITHIN = re.compile(r"[,。;].*[^\W\d](?<!\d[条件个次份篇期项])$")
# No paragraph that was cut is longer, and so much of it tells how it goes on.
_LONGEST = 20_000
_FEW = 12
_TAIL = 200
_CUT_BEHIND = re.compile(r"\d[万亿]?$")


@dataclass(frozen=True, slots=True)
class Passage:
    """`text` is compact; `offsets[i]` is where its character i stands in the document.

    `section` is the heading of the chapter, `heading` that of the nearest part within it, `kind` what
    they announce (requests, fees …: the kinds of `phrases/topics.toml`), empty when nothing known.
    `page` is that of the document, where it has pages. `known` keeps the topics that its clauses name.
    """

    text: str
    offsets: tuple[int, ...]
    section: str
    heading: str
    kind: str
    page: int | None = None
    known: Known = field(default_factory=dict, init=False, repr=False, compare=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets into the document of the compact characters `start` to `end`."""
        return self.offsets[start], self.offsets[end - 1] + 1


@dataclass(slots=True)
class _Level:
    """The headings that are open at a point of a chapter, outermost first, each with its kind."""

    headings: list[tuple[int, str, str]]

    def enter(self, level: int, title: str, kind: str) -> None:
        kept = [entry for entry in self.headings if entry[0] < level]
        self.headings = [*kept, (level, title, kind or (kept[-1][2] if kept else ""))]


def passages(chapter: Chapter, topics: Topics) -> Iterator[Passage]:
    """The passages of one chapter in order; tables are left to their own readers, prose in cells is not."""
    heading = simplified(chapter.heading)
    level = _Level([(0, heading, topics.kind(heading))])
    for plain, offsets, page in _joined(_runs(chapter.blocks)):
        yield from _parts(Passage(plain, offsets, chapter.heading, "", "", page), level, topics)


def _joined(runs: Iterable[tuple[str, int, int | None]]) -> Iterator[tuple[str, tuple[int, ...], int | None]]:
    """Paragraphs in compact form; lines that a tool has broken within a sentence are one again."""
    texts: list[str] = []
    offsets: list[int] = []
    first: int | None = None
    for text, start, page in runs:
        plain, places = compact(text, start)
        if plain and texts and not (len(offsets) < _LONGEST and _goes_on(texts, plain)):
            yield "".join(texts), tuple(offsets), first
            texts, offsets = [], []
        if plain:
            first = first if texts else page
            texts.append(plain)
            offsets += places
    if texts:
        yield "".join(texts), tuple(offsets), first


def _goes_on(lines: Sequence[str], following: str) -> bool:
    """Whether a sentence goes on from the last of `lines` to the next one."""
    line = "".join(lines[-_FEW:])[-_TAIL:]
    return _cut(line, following) or _wrapped(line, len(lines[-1]), following)


def _cut(line: str, following: str) -> bool:
    """Whether it was cut before or behind a number, or between the items of a list."""
    if following[0] in ",;。、)%":
        return True
    if line[-1] in ",、;:" and _OPEN.search(line) and not _SUBHEADING.match(following):
        return True
    if following[0] in _DIGITS and _ITEM.match(following) and (line[-1] == ":" or _LAST_ITEM.search(line)):
        return True
    if _CUT_BEHIND.search(line[-2:]):
        return _GOES_ON.match(following) is not None
    whole = _NUMBER_ALONE.fullmatch(following) is not None
    return whole and bool(_CUT_BEFORE.search(line)) and not _SUBHEADING.match(line)


def _wrapped(line: str, width: int, following: str) -> bool:
    """Whether it was cut where the line was full: it ends in a word, and the next is no longer."""
    full = _FULL[0] <= width <= _FULL[1] and len(following) <= width + _FULL[2]
    return full and _WITHIN.search(line) is not None and not _SUBHEADING.match(following)


def compact(text: str, start: int) -> tuple[str, tuple[int, ...]]:
    """`text` in simplified characters and half-width signs, without blanks except between Latin words."""
    plain = simplified(text).translate(_HALF_WIDTH)
    kept: list[str] = []
    offsets: list[int] = []
    for solid in _SOLID.finditer(plain):
        latin = kept and _is_latin(kept[-1][-1]) and _is_latin(plain[solid.start()])
        if latin and not _is_grouped(kept, plain, solid.start()):
            kept.append(" ")
            offsets.append(offsets[-1] + 1)
        kept.append(solid[0])
        offsets += range(start + solid.start(), start + solid.end())
    return "".join(kept), tuple(offsets)


def _is_grouped(kept: Sequence[str], plain: str, at: int) -> bool:
    """9 326条 is one number, its digits in groups as the national standard sets them."""
    return _GROUP.match(plain, at) is not None and _BEFORE_GROUP.search(kept[-1]) is not None


def _is_latin(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[str, int, int | None]]:
    for block in blocks:
        if not isinstance(block, Table):
            yield block.text, block.start, block.page
            continue
        for cell in block.cells:
            if len(cell.text) > _PROSE_CELL and "。" in cell.text:
                yield cell.text, cell.start, block.page


def _parts(whole: Passage, level: _Level, topics: Topics) -> Iterator[Passage]:
    plain = whole.text
    if _is_heading(plain):
        level.enter(_depth(plain), plain, topics.kind(plain))
        return
    starts = [match.start() for match in _SUBHEADING.finditer(plain)]
    announced = {m.start(): m["title"] for m in _ANNOUNCED.finditer(plain) if topics.kind(m["title"])}
    resumed = {m.start() for m in _RESUMED.finditer(plain) if announced and m.start() > min(announced)}
    borders = sorted({*starts, *announced, *resumed})
    if 0 not in starts and _NUMBERED.match(plain):
        level.enter(
            _depth("1."), "", ""
        )  # 2、截至12月,共公开48条: no title, but no longer of what 1、 announced
    outer = level.headings
    for start, end in zip([0, *borders], [*borders, len(plain)], strict=True):
        match = _SUBHEADING.match(plain, start)
        if match:
            level.enter(_depth(match[0]), match["title"], topics.kind(match["title"]))
        elif start in announced and level.headings[-1][2] not in SILENT_KINDS:
            level.enter(_INNERMOST, announced[start], topics.kind(announced[start]))
        elif start in resumed:
            level.headings = [entry for entry in level.headings if entry[0] < _INNERMOST]
        _, heading, kind = level.headings[-1]
        if start < end:
            yield Passage(
                plain[start:end], whole.offsets[start:end], whole.section, heading, kind, whole.page
            )
    if starts and plain[starts[0] - 1 : starts[0]] == ":" and _depth(plain[starts[0] :]) > 2:
        level.headings = outer  # 主要有:1、网站公布;2、公告栏公布。 are items of one sentence
    if announced:
        level.headings = [entry for entry in level.headings if entry[0] < _INNERMOST]


def _is_heading(plain: str) -> bool:
    """A short paragraph that says nothing yet; 无 alone is no heading but its answer."""
    short = len(plain) <= _HEADING_LENGTH and not _BARE.fullmatch(plain)
    return short and not _SENTENCE_LIKE.search(_MARKER.sub("", plain))


def _depth(heading: str) -> int:
    match = _SUBHEADING.match(heading)
    if match is None:
        return 1
    if match["first"]:
        return 2 if heading.startswith("(") else 1
    return 3 if match["second"] else 4
