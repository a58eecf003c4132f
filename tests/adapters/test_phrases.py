"""Every wording of the phrase files, by its own examples."""

import re
from dataclasses import replace

import pytest

from adapters.documents.document import Paragraph
from adapters.extract.chapters import Chapter
from adapters.extract.prose.claim import Claim, Frame, claims
from adapters.extract.prose.lexicon import Lexicon, load_lexicon
from adapters.extract.prose.mention import mentions
from adapters.extract.prose.passage import Passage, passages
from adapters.extract.prose.phrase import Phrase
from adapters.extract.prose.topic import load_topics
from adapters.extract.prose.wordings import Wordings
from schema.enums import JurisdictionLevel

LEXICON = load_lexicon()
ALL = (*LEXICON.phrases, *LEXICON.nones, *LEXICON.evens)
MARK = re.compile("[【】]")
HEADINGS = {"requests": "政府信息依申请公开情况", "disputes": "行政复议和行政诉讼情况"}


def _claims(phrase: Phrase, text: str, lexicon: Lexicon = LEXICON) -> list[tuple[Passage, Claim]]:
    """What is claimed in `text`; a first line is the heading, and its last year that of the report."""
    *headings, body = text.split("\n")
    heading = headings[0] if headings else HEADINGS.get(phrase.kind, "")
    chapter = Chapter("", heading, (Paragraph(text=body, start=0),), 0, len(body))
    years = re.findall(r"20\d\d", body)
    year = int(years[-1]) if years else 2016
    frame = Frame(lexicon, load_topics(), min(phrase.formats), year, JurisdictionLevel.PREFECTURE)
    return [
        (passage, claim)
        for passage in passages(chapter, frame.topics)
        for claim in claims(passage, mentions(passage), frame)
    ]


def _alone(phrase: Phrase) -> Lexicon:
    """Only this wording; one that repeats a number keeps those that state it."""
    if phrase in LEXICON.evens:
        return replace(LEXICON, nones=Wordings([]), evens=Wordings([phrase]))
    of = {kind: Wordings([p for p in getattr(LEXICON, kind) if p is phrase]) for kind in ("phrases", "nones")}
    return replace(LEXICON, evens=Wordings([]), **of)


def _examples(kind: str) -> list[object]:
    return [
        pytest.param(phrase, text, id=f"{phrase.origin}: {text[:30]}")
        for phrase in ALL
        for text in getattr(phrase, kind)
    ]


@pytest.mark.parametrize(("phrase", "text"), _examples("examples"))
def test_an_example_gives_its_indicator_and_the_marked_number(phrase: Phrase, text: str) -> None:
    plain = MARK.sub("", text)
    found = [
        (claim, passage) for passage, claim in _claims(phrase, plain) if claim.indicator in phrase.indicators
    ]
    assert {claim.indicator for claim, _ in found} == set(phrase.indicators)
    if phrase in LEXICON.nones:
        assert {claim.value for claim, _ in found} == {0}
    if "【" in text:
        marked = text[text.index("【") + 1 : text.index("】")].replace(" ", "").rstrip("件条人次元")
        quotes = [
            passage.text[claim.mention.quantity.start : claim.end]
            for claim, passage in found
            if claim.mention
        ]
        assert any(quote.startswith(marked) for quote in quotes), quotes


@pytest.mark.parametrize(("phrase", "text"), _examples("refuses"))
def test_a_text_to_be_refused_gives_nothing_for_its_indicator(phrase: Phrase, text: str) -> None:
    found = [claim for _, claim in _claims(phrase, text, _alone(phrase))]
    if phrase in LEXICON.evens:
        found = [claim for claim in found if claim.mention is None]
    assert [(claim.indicator, claim.label, claim.value) for claim in found] == []


@pytest.mark.parametrize("phrase", ALL, ids=lambda phrase: phrase.origin)
def test_every_wording_has_two_examples_and_one_refusal(phrase: Phrase) -> None:
    assert len(phrase.examples) >= 2
    assert len(phrase.refuses) >= 1
