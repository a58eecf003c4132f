"""Mentions and clauses of a passage + wordings → claims: which number is which indicator.

Called by prose for each passage. A claim is not yet a statistic: a report may state one thing twice,
and prose decides which statement counts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from adapters.extract.prose.clause import Clause, clauses
from adapters.extract.prose.foreign import foreign, of_one_level, of_the_past, of_the_whole
from adapters.extract.prose.lexicon import Lexicon
from adapters.extract.prose.mention import Mention
from adapters.extract.prose.passage import SILENT_KINDS, Passage
from adapters.extract.prose.phrase import Phrase
from adapters.extract.prose.topic import Topics
from schema.dictionary.units import counts_wholes
from schema.enums import Applicant, JurisdictionLevel, Qualifier, ReportFormat

_WE = "本单位"
# Beneath any wording: a number of the whole place counts where the body has none of its own.
_OF_ANOTHER = 10
_DIGIT = re.compile(r"\d")
_ITEMS = re.compile(r"\d[\d,]*条")
_OWN = re.compile(r"[^\d,;。]{0,4}\d+[件宗起例次]")
_CONCLUDED = re.compile(r"(?:审结|办结|已结)(?:的|案件)?$")


@dataclass(frozen=True, slots=True)
class Claim:
    """A value for one indicator; `start` to `end` is the quote in the passage, `mention` None for 未收到."""

    indicator: str
    label: str
    value: Decimal
    unit: str
    qualifier: Qualifier
    passage: Passage
    start: int
    end: int
    rank: int
    share: Decimal | None = None
    mention: Mention | None = None
    sums: bool = False
    inferred: bool = False
    applicant: Applicant = Applicant.TOTAL


@dataclass(frozen=True, slots=True)
class Frame:
    """What is the same for all passages of one report; `own` are the names of the body that reports.

    `within` tells that it is one body of its place and not its government, `town` that it is a town's.
    """

    lexicon: Lexicon
    topics: Topics
    format: ReportFormat
    year: int
    level: JurisdictionLevel
    own: re.Pattern[str] | None = None
    within: bool = False
    town: bool = False


def claims(passage: Passage, mentions: Sequence[Mention], frame: Frame) -> list[Claim]:
    """Every claim that the wordings make in this passage, in the order of the text."""
    if passage.kind in SILENT_KINDS:
        return []
    stated = [found for mention in mentions for found in _stated(mention, frame)]
    nothing = frame.lexicon.nothing.search(passage.text)
    said = list(clauses(passage.text)) if nothing or stated else []
    silent = list(_nothing(passage, said, frame)) if nothing else []
    even = list(_evenly(passage, said, mentions, stated, frame)) if stated else []
    return sorted([*stated, *silent, *even], key=lambda found: found.start)


def _stated(mention: Mention, frame: Frame) -> Iterator[Claim]:
    quantity = mention.quantity
    if quantity.value % 1 and (not quantity.unit or counts_wholes(quantity.unit)):
        return  # half a request is a slip, or two numbers: 5. and 6
    if quantity.unit == "项" and _ITEMS.match(mention.passage.text, quantity.end):
        return  # 信息16项65条 are 65
    best: tuple[int, int] = (0, 0)
    chosen: Phrase | None = None
    text = frame.own.sub(_WE, mention.text) if frame.own else mention.text
    units = (quantity.unit, "件") if mention.bare else (quantity.unit,)
    kind = mention.passage.kind
    phrases = frame.lexicon.phrases
    for phrase in phrases.of_number(text, frame.format, kind, units, nought=not quantity.value):
        if chosen is not None and phrase.rank < chosen.rank:
            break
        match = _fits(phrase, mention, text, frame)
        if match is not None:
            weight = (phrase.rank, match.end() - match.start())
            if chosen is None or weight > best:
                best, chosen = weight, phrase
    if chosen is None:
        return
    whole = frame.within and of_the_whole(mention, frame.own)
    if whole and frame.town:
        return
    rank = chosen.rank - (_OF_ANOTHER if whole else 0)
    for indicator in chosen.indicators:
        yield claim(indicator, mention, rank, sums=chosen.sums, applicant=chosen.applicant)


def claim(
    indicator: str, mention: Mention, rank: int, *, sums: bool = False, applicant: Applicant = Applicant.TOTAL
) -> Claim:
    """That the number of `mention` is `indicator`."""
    quantity = mention.quantity
    return Claim(
        indicator=indicator,
        label=mention.label,
        value=quantity.value,
        unit=quantity.unit,
        qualifier=quantity.qualifier,
        passage=mention.passage,
        start=mention.start,
        end=mention.end,
        rank=rank,
        share=mention.share.quantity.value if mention.share else None,
        mention=mention,
        sums=sums,
        applicant=applicant,
    )


def _fits(phrase: Phrase, mention: Mention, text: str, frame: Frame) -> re.Match[str] | None:
    match = phrase.pattern.search(text)
    if match is None or (phrase.never and phrase.never.search(text)):
        return None
    if phrase.whole and _of_kinds(mention, frame):
        return None
    around = (
        _behind_fits(phrase, mention)
        and _near_fits(phrase, mention, frame.topics)
        and _lead_fits(phrase, mention)
    )
    return match if around and (phrase.plain or not _is_foreign(phrase, mention, frame)) else None


def _of_kinds(mention: Mention, frame: Frame) -> bool:
    """网站发布动态61条、公告3条: the first of several kinds."""
    lexicon, text, end = frame.lexicon, mention.passage.text, mention.quantity.end
    if lexicon.next_items.match(text, end) and lexicon.classed.search(mention.label):
        return True
    goes_on = text[end : end + 2].lstrip('"”').startswith(("、", "和"))
    follows = goes_on or lexicon.next_kind.match(text, end) is not None
    return follows and lexicon.kind.search(mention.label) is not None


def _lead_fits(phrase: Phrase, mention: Mention) -> bool:
    asked = phrase.lead if mention.passage.kind not in phrase.home else None
    if asked and not asked.search(_lead(phrase, mention) + mention.text):
        return False
    return not (phrase.never_lead and phrase.never_lead.search(_lead(phrase, mention)))


def _behind_fits(phrase: Phrase, mention: Mention) -> bool:
    text, end = mention.passage.text, mention.quantity.end
    if phrase.behind and not phrase.behind.match(text, end):
        return False
    return not (phrase.never_behind and phrase.never_behind.match(text, end))


def _lead(phrase: Phrase, mention: Mention) -> str:
    return mention.before if phrase.wide else mention.lead


def _is_foreign(phrase: Phrase, mention: Mention, frame: Frame) -> bool:
    lead = _lead(phrase, mention) + mention.label
    return foreign(mention, lead, frame.lexicon, year=frame.year, level=frame.level)


def _near_fits(phrase: Phrase, mention: Mention, topics: Topics) -> bool:
    for family, wanted in phrase.near:
        if _only(mention.near(family, topics), topics.families[family].main) not in wanted:
            return False
    return True


def _only(found: frozenset[str], main: str) -> str:
    """The one topic, or what stands for none and for more than one."""
    if len(found) == 1:
        return next(iter(found))
    return "none" if not found else "several" if main in found else "many"


def _nothing(passage: Passage, said: Sequence[Clause], frame: Frame) -> Iterator[Claim]:
    """未收到, 没有发生, 均为零 … → 0."""
    lexicon = frame.lexicon
    for clause in said:
        if not lexicon.nothing.search(clause.text):
            continue
        sentence = _sentence(passage.text, clause.start)
        if of_the_past(passage.text[sentence : clause.end], frame.year):
            continue
        if "均" not in clause.text and of_one_level(passage.text, sentence, clause.start):
            continue
        for phrase in lexicon.nones.of_clause(clause.text, frame.format, passage.kind):
            if _speaks(phrase, passage, clause.text):
                yield from _zeros(phrase, passage, clause)


def _speaks(phrase: Phrase, passage: Passage, clause: str) -> bool:
    if phrase.heading and not phrase.heading.search(f"{passage.heading} {passage.section}"):
        return False
    return bool(phrase.pattern.search(clause)) and not (phrase.never and phrase.never.search(clause))


def _zeros(phrase: Phrase, passage: Passage, clause: Clause) -> Iterator[Claim]:
    for indicator in phrase.indicators:
        yield Claim(
            indicator=indicator,
            label=clause.text,
            value=Decimal(0),
            unit=phrase.unit,
            qualifier=Qualifier.EXACT,
            passage=passage,
            start=clause.start,
            end=clause.end,
            rank=phrase.rank,
        )


def _evenly(
    passage: Passage,
    said: Sequence[Clause],
    mentions: Sequence[Mention],
    stated: Sequence[Claim],
    frame: Frame,
) -> Iterator[Claim]:
    """3件,均维持 → the last 3 of the sentence once more, for another indicator."""
    for clause in said:
        if not frame.lexicon.evenly.search(clause.text):
            continue
        for phrase in frame.lexicon.evens.of_clause(clause.text, frame.format, passage.kind):
            if _speaks(phrase, passage, clause.text) and not _counts_itself(phrase, clause.text):
                yield from _repeated(phrase, mentions, stated, clause)


def _counts_itself(phrase: Phrase, clause: str) -> bool:
    """行政诉讼结果维持3件 has a number of its own."""
    found = phrase.pattern.search(clause)
    return found is not None and _OWN.match(clause, found.end()) is not None


def _reach(text: str, clause: int) -> int:
    """Where the numbers that a clause may repeat begin: its sentence, or the one before if it has none."""
    begins = _sentence(text, clause)
    return begins if _DIGIT.search(text, begins, clause) else _sentence(text, begins - 1)


def _sentence(text: str, end: int) -> int:
    return max(text.rfind(stop, 0, max(end, 0)) for stop in "。!?") + 1


def _repeated(
    phrase: Phrase,
    mentions: Sequence[Mention],
    stated: Sequence[Claim],
    clause: Clause,
) -> Iterator[Claim]:
    start = _reach(stated[0].passage.text, clause.start)
    before = [c for c in stated if start <= c.start < clause.start]
    owners = [c for c in before if c.indicator in phrase.of and c.applicant is Applicant.TOTAL]
    last = before[-1].start == owners[-1].start if owners else False
    if not owners or (phrase.single and not (last or phrase.named)):
        return
    owner = _concluded(owners[-1], mentions, clause.start)
    between = owner.passage.text[owner.end : clause.start]
    if (phrase.single and owner.value != 1) or (phrase.never_lead and phrase.never_lead.search(between)):
        return
    for indicator in phrase.indicators:
        yield Claim(
            indicator=indicator,
            label=clause.text,
            value=owner.value,
            unit=owner.unit,
            qualifier=owner.qualifier,
            passage=owner.passage,
            start=owner.start,
            end=clause.end,
            rank=phrase.rank,
            applicant=phrase.applicant,
        )


def _concluded(owner: Claim, mentions: Sequence[Mention], end: int) -> Claim:
    """复议8件,审结7件,均维持 speaks of the 7."""
    later = [m for m in mentions if owner.end <= m.start < end and m.quantity.unit == owner.unit]
    if not later or not _CONCLUDED.search(later[-1].label):
        return owner
    return replace(claim(owner.indicator, later[-1], owner.rank), start=owner.start)
