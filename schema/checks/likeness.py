"""Sections → the sentences of a report as hashes, and reports that share them → findings (S-DUP).

Numbers and the body's own name are left out, so that last year's text with another year in it is the same
text. Rows of tables, headings and short phrases are no sentences. Which sentences many bodies use is known
to the store, and is left out there.
"""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from schema.checks.rulebook import Checked, bounds, fails, open_question, worded
from schema.enums import Severity
from schema.records.finding import Finding
from schema.records.report import Section

RULE = "S-DUP"
ENDS = re.compile(r"[。！？；\n]")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
CELLS = " | "


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Another report with how many sentences of this one it shares; `own` for the body's last one."""

    report_id: str
    name: str
    name_en: str
    year: int
    shared: int
    own: bool


def sentences(sections: Sequence[Section], names: Collection[str]) -> dict[int, str]:
    """Hash to sentence, in order; `names` are those by which the report's body calls itself."""
    found: dict[int, str] = {}
    for section in sections:
        for sentence in _sentences(section.text):
            plain = normalised(sentence, names)
            if len(CHINESE.findall(plain)) >= bounds(RULE)["shortest_sentence"]:
                found.setdefault(hashed(plain), sentence)
    return found


def normalised(sentence: str, names: Collection[str]) -> str:
    """Without numbers, punctuation, blanks and the body's own name."""
    text = unicodedata.normalize("NFKC", sentence)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "")
    return "".join(letter for letter in text if unicodedata.category(letter)[0] == "L")


def hashed(text: str) -> int:
    """Signed, so that a database's widest integer holds it."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)


def check_likeness(count: int, alike: Sequence[Alike], quotes: dict[str, tuple[str, ...]]) -> Checked:
    """`count` are the sentences that are not common to many; `quotes` examples by report."""
    if count < bounds(RULE)["least_sentences"]:
        return open_question(RULE)
    found = (_finding(one, count, quotes.get(one.report_id, ())) for one in alike)
    return fails(RULE, (one for one in found if one is not None))


def _finding(one: Alike, count: int, quotes: tuple[str, ...]) -> Finding | None:
    row, share = bounds(RULE), 100 * one.shared / count
    severity = Severity.WARNING if share > row["own_warning" if one.own else "other_warning"] else None
    if severity is None and one.own and share > row["own_notice"]:
        severity = Severity.NOTICE
    if severity is None:
        return None
    texts = [
        {"share": f"{share:.0f}", "year": one.year, "same": one.shared, "all": count, "name": name}
        for name in (one.name, one.name_en)
    ]
    return worded(
        RULE,
        "own_last_year" if one.own else "another_place",
        severity,
        (texts[0], texts[1]),
        "own" if one.own else "other",
        related=(one.report_id,),
        # Which report was copied is the evidence; the share moves a little with what others write.
        basis=(one.report_id, severity),
        quotes=quotes,
    )


def _sentences(text: str) -> Iterator[str]:
    for line in text.split("\n"):
        if CELLS not in line:
            yield from (part.strip() for part in ENDS.split(line) if part.strip())
