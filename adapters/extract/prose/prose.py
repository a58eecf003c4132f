"""Document + chapters → statistics and figures of its running text. Called by extract.

Wordings claim numbers (claim), kinds of content are claimed after them (categories); here it is decided
which claim counts. A report that states one thing twice counts it once; a second, contradictory
statement is kept as a figure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from adapters.documents.document import Document
from adapters.extract.chapters import Chapter
from adapters.extract.prose.categories import categories
from adapters.extract.prose.claim import Claim, Frame, claims
from adapters.extract.prose.figures import read_figures, source
from adapters.extract.prose.lexicon import load_lexicon
from adapters.extract.prose.mention import Mention, mentions
from adapters.extract.prose.names import OPEN, TOTAL, load_names
from adapters.extract.prose.passage import Passage, passages
from adapters.extract.prose.phrase import FORMATS
from adapters.extract.prose.results import of_what_there_was
from adapters.extract.prose.share import without_parts_of_others
from adapters.extract.prose.topic import load_topics
from adapters.extract.prose.total import sole, totals
from schema.enums import Applicant, JurisdictionLevel, ReportFormat
from schema.places.registry import longest_place_in
from schema.records.statistic import Figure, Statistic

# Bodies that report for their place, and those that report for a part of it.
_OF_PLACE = re.compile(r"(?:[省市县区州旗盟]?(?:人民)?政府(?:办公[室厅])?|.*(?:管理委员会|管委会|行政公署))?")
# What is told by its parts first: 县直部门收到45件、乡镇收到8件,全县共53件.
_SUMMED = frozenset(["requests.received", "institution.staff"])
_ALL = re.compile(r"(?:共计|合计|总计|总共|共)[^,;、]*$")
_TOWN = re.compile(r"(?:[镇乡]|街道|苏木)(?:人民政府|政府|办事处|管理处)?$")


@dataclass(frozen=True, slots=True)
class ProseReading:
    """What the running text says: statistics in the order of the text, then every other number."""

    statistics: tuple[Statistic, ...]
    figures: tuple[Figure, ...]


@dataclass(slots=True)
class _Gathered:
    """All numbers of the text and all claims to them, before it is decided which count."""

    mentions: list[Mention] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)


def read_prose(
    document: Document,
    chapters: Sequence[Chapter],
    *,
    format: ReportFormat,  # noqa: A002 — the record's own name for it
    year: int,
    level: JurisdictionLevel,
    organ: str | None = None,
    claimed: Sequence[tuple[int, int]] = (),
) -> ProseReading:
    """`claimed` are spans of the document's text that tables or the annex have read already.

    `organ` is the body that reports, where it is not a place: its own name is that of no part of it.
    """
    bare = _bare(organ)
    frame = Frame(
        load_lexicon(),
        load_topics(),
        format,
        year,
        level,
        own=_own(organ, bare),
        within=_OF_PLACE.fullmatch(bare) is None,
        town=_TOWN.search(bare) is not None,
    )
    gathered = _Gathered()
    for passage in _prose(chapters, frame):
        _gather(passage, frame, claimed, gathered)
    kept, doubled = _settled(gathered.claims)
    kept = without_parts_of_others(kept)
    if only := sole(kept, load_names(), frame):
        kept.append(only)
    taken = {id(claim.mention) for claim in (*kept, *doubled) if claim.mention is not None}
    numbered = any(chapter.number for chapter in chapters)
    # What stands before the first chapter is a preface, unless the report has already begun to count there.
    counting = {id(claim.passage) for claim in kept if claim.mention is not None}
    free = [
        m
        for m in gathered.mentions
        if id(m) not in taken and (m.passage.section or not numbered or id(m.passage) in counting)
    ]
    statistics = tuple(_statistic(claim, document) for claim in sorted(kept, key=_position))
    return ProseReading(statistics, tuple(read_figures(free, document)))


def _bare(organ: str | None) -> str:
    """The name of a body without that of its place; empty where it is the place itself."""
    return organ[match.end :] if organ and (match := longest_place_in(organ)) else organ or ""


def _own(organ: str | None, bare: str) -> re.Pattern[str] | None:
    """和平街道办事处 calls itself so, 和平街道, or 街道."""
    if not organ:
        return None
    short = re.sub(r"(?:人民政府|办事处)+$", "", bare)
    names = [f"[我本]?{re.escape(name)}" for name in (organ, bare, short) if len(name) > 1]
    if short.endswith("街道"):
        names.append(r"[我本]?街道(?:办事处|办)?(?![、和及与])")
    return re.compile(rf"(?<![各个、和及])(?:{'|'.join(names)})")


def _prose(chapters: Iterable[Chapter], frame: Frame) -> Iterator[Passage]:
    """All passages; in the newer reports a chapter ends where its form begins."""
    for chapter in chapters:
        for passage in passages(chapter, frame.topics):
            form = frame.lexicon.tables.search(passage.text) if frame.format in FORMATS["new"] else None
            if form is None:
                yield passage
                continue
            if form.start():
                text, offsets = passage.text[: form.start()], passage.offsets[: form.start()]
                yield replace(passage, text=text, offsets=offsets)
            break


def _gather(passage: Passage, frame: Frame, claimed: Sequence[tuple[int, int]], gathered: _Gathered) -> None:
    found = [mention for mention in mentions(passage) if not _overlaps(mention, claimed)]
    stated = of_what_there_was(claims(passage, found, frame))
    if claimed:
        stated = [claim for claim in stated if not _covered(claim, claimed)]
    stated += totals(found, stated, load_names(), frame)
    kinds = categories(found, stated, gathered.claims, load_names())
    items = {id(kind.mention) for kind in kinds}
    # 政策解读5条 among kinds of content counts as interpretations only where nothing else does, and no kind
    # is at the same time the total, a way or a field of what was disclosed.
    gathered.claims += [
        replace(one, rank=0) if id(one.mention) in items else one
        for one in stated
        if id(one.mention) not in items or not one.indicator.startswith(TOTAL)
    ]
    gathered.claims += kinds
    gathered.mentions += found


def _overlaps(mention: Mention, claimed: Sequence[tuple[int, int]]) -> bool:
    at = mention.passage.offsets[mention.quantity.digits]
    return any(start <= at < end for start, end in claimed)


def _covered(claim: Claim, claimed: Sequence[tuple[int, int]]) -> bool:
    at = claim.passage.offsets[claim.start]
    return any(start <= at < end for start, end in claimed)


def _settled(found: Sequence[Claim]) -> tuple[list[Claim], list[Claim]]:
    """Those that count, and those that only repeat them; the contradictory ones are in neither."""
    groups: dict[tuple[str, Applicant, str], list[Claim]] = {}
    for claim in found:
        name = claim.label if claim.indicator == OPEN else ""
        groups.setdefault((claim.indicator, claim.applicant, name), []).append(claim)
    kept: list[Claim] = []
    doubled: list[Claim] = []
    for group in groups.values():
        best = min(group, key=lambda claim: (-claim.rank, _position(claim)))
        best = _whole(group) or best
        # 上半年未收到申请,下半年收到5件 is 5.
        best = next((one for one in group if not best.mention and _goes_on(best, one)), best)
        parts = [claim for claim in group if claim.sums and best.sums and _together(claim, best)]
        kept.append(_sum(parts) if len(parts) > 1 else best)
        repeats = [one for one in group if one is not best and _same(one, best) and not _together(one, best)]
        doubled += repeats + parts
    return kept, doubled


def _whole(group: Iterable[Claim]) -> Claim | None:
    """县级发布会17场、部门发布会22场,共39场: the first that adds up those before it in its sentence."""
    before: dict[tuple[int, int, int], list[Decimal]] = {}
    for claim in sorted(group, key=_position):
        if claim.mention is None:
            continue
        if claim.indicator in _SUMMED and _adds_up(claim.mention):
            return claim
        sums = before.setdefault((id(claim.passage), claim.mention.sentence, claim.rank), [])
        if len(sums) > 1 and sums[-1] == claim.value:
            return claim
        sums.append(claim.value + (sums[-1] if sums else 0))
    return None


def _adds_up(total: Mention) -> bool:
    """Whether it says that it is all of at least two numbers before it in its sentence, and is."""
    if not _ALL.search(total.raw):
        return False
    count, left, at = 0, total.quantity.value, total.previous
    while at is not None and at.quantity.unit == total.quantity.unit and left > 0:
        count, left, at = count + 1, left - at.quantity.value, at.previous
    return count > 1 and not left


def _goes_on(none: Claim, other: Claim) -> bool:
    """A number in the very sentence that said there was none of some kind."""
    between = other.passage.text[none.end : other.start]
    return (
        other.mention is not None
        and other.passage is none.passage
        and none.end <= other.start
        and "。" not in between
    )


def _together(claim: Claim, other: Claim) -> bool:
    one, two = claim.mention, other.mention
    return bool(one and two and one.passage is two.passage and one.sentence == two.sentence)


def _same(claim: Claim, other: Claim) -> bool:
    return claim.value == other.value and claim.qualifier == other.qualifier


def _sum(parts: Sequence[Claim]) -> Claim:
    """撤销2件、确认违法1件 are 3 corrections, which the report does not print."""
    value = sum((claim.value for claim in parts), Decimal(0))
    label = "、".join(claim.label for claim in parts)
    return replace(parts[0], value=value, label=label, end=parts[-1].end, share=None, inferred=True)


def _position(claim: Claim) -> int:
    return claim.passage.offsets[claim.start]


def _statistic(claim: Claim, document: Document) -> Statistic:
    return Statistic(
        indicator=claim.indicator,
        label=claim.label,
        value=claim.value,
        unit=claim.unit,
        qualifier=claim.qualifier,
        stated_share=claim.share,
        inferred=claim.inferred,
        applicant=claim.applicant,
        source=source(document, claim.passage, claim.start, claim.end),
    )
