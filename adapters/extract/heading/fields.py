"""What stands above a report → its fields by meaning: 索引号, 发布机构, 发布日期 … in every shape.

Rows (`a: | b | c: | d |`), lines (`label: value label: value`), cells without colons, the portal's own
names in an archive's header, and bare values in a fixed order. An empty value never takes the next label.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from adapters.extract.heading.period import read_date

RULES = Path(__file__).parent / "heading.toml"
_INDEX = re.compile(r"[0-9A-Z][0-9A-Z]*(?:[/\-][0-9A-Z]+)+|[0-9A-Z]{8,}")
_NUMBER = re.compile(r"[^\s|]{0,20}[〔\[【﹝(（]\s*\d{4}\s*[〕\]】﹞)）]\s*第?\s*\d+\s*号?")
_LONGEST_VALUE = 80
# What no way of writing a day or an hour contains.
_BESIDE_A_DATE = re.compile(
    r"[^\s\d〇○零一二三四五六七八九十廿年月日号时分秒点:：/.,，。、()（）\[\]TZ+—－-]"
)
_FEW = 4  # 发布于, 星期, a stray label
# Labels of so many characters mean themselves even where the value before them ends without a blank.
_LONG = 4
_INDEX_LINE = re.compile(r"(?m)^\s*([0-9A-Z]{6,}[/-][0-9A-Z/-]*\d)\s*$")
_DATE_LINE = re.compile(
    r"(?m)^\s*((?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?)(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\s*$"
)
_DATE_BEFORE_SOURCE = re.compile(r"((?:19|20)\d{2}[-./年]\d{1,2}[-./月]\d{1,2}日?)[\s\d:]{0,12}来\s*源")
_FIXED_ORDER = re.compile(
    r"(?m)^\s*(\S.{3,40}?|无)\s*\n\s*主动公开\s*\n\s*(\S+)\s*\n\s*(\S{2,30})\s*\n\s*([\d./年月日-]{8,11})\s*$"
)
# Names of meta tags by what they mean, surest first.
META = {
    "title": ("articletitle", "ucaptitle"),
    "published_on": ("pubdate", "publishtime"),
    "publisher": ("contentsource",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What was printed; None where a field is missing, empty or not what its label promises.

    `publisher` is a body named by its own label, `source` one that is only said to be where it came from.
    """

    title: str | None = None
    index_number: str | None = None
    publisher: str | None = None
    source: str | None = None
    published_on: date | None = None
    bad_date: str | None = None
    subject: str | None = None
    document_number: str | None = None


@cache
def rules() -> dict[str, Any]:
    return tomllib.loads(RULES.read_text("utf-8"))


def read_fields(front: str, meta: Mapping[str, str]) -> Fields:
    """`front` is the text above the report, `meta` the page's own metadata by lower-case name."""
    values = [*_labelled(front), *((label, value) for label, value in meta.items() if value)]
    dates = [v for v in _of("published_on", values) if _dated(v)] + [
        meta[n] for n in META["published_on"] if meta.get(n)
    ]
    readable = [found for text in dates if (found := read_date(text))]
    bare = _bare(front)
    bodies = [(label, body) for label, v in _pairs("publisher", values) if (body := body_name(v))]
    said = [meta[name] for name in META["publisher"] if meta.get(name)]
    return Fields(
        title=next((meta[n] for n in META["title"] if meta.get(n)), None) or _first(_of("title", values)),
        index_number=_matching(_INDEX, _of("index_number", values)) or bare.index_number,
        publisher=next((body for label, body in bodies if not _is_source(label)), None) or bare.publisher,
        source=next((body for label, body in bodies if _is_source(label)), None)
        or next((body for v in said if (body := body_name(v))), None),
        published_on=next(iter(readable), None) or bare.published_on,
        bad_date=None if readable else _first(dates),
        subject=_first([v for v in _of("subject", values) if len(v) <= _LONGEST_VALUE]),
        document_number=_matching(_NUMBER, _of("document_number", values)),
    )


def _dated(value: str) -> bool:
    """An attempt at a date. An empty field is followed by the report's own first sentence instead."""
    return bool(value) and len(_BESIDE_A_DATE.findall(value)) <= _FEW


def body_name(text: str) -> str | None:
    """The body a value names: 平潭县人民政府 in 平潭县人民政府 微信 微博; None for 本站 and addresses."""
    if re.search(rules()["nobody"]["pattern"], text):
        return None
    names: list[str] = []
    for word in text.split():
        if not re.search(rules()["body"]["pattern"], word.replace("（", "(").replace("）", ")")):
            break
        names.append(word)
    return " ".join(names) or None


def _is_source(label: str) -> bool:
    return label.endswith("来源")


@cache
def _meanings() -> dict[str, str]:
    return {label: meaning for meaning, labels in rules()["labels"].items() for label in labels}


@cache
def _label_pattern() -> re.Pattern[str]:
    """A label with a colon anywhere, or a whole cell that is a label: both end the value before them."""
    longest_first = sorted(_meanings(), key=len, reverse=True)
    words = "|".join(r"\s*".join(map(re.escape, label)) for label in longest_first)
    start = r"(?:^|(?<=[\s|｜\[【•·\u3000>]))"
    long = "|".join(re.escape(label) for label in longest_first if len(label) >= _LONG)
    bounded = rf"{start}(?P<label>{words})\s*[】\]]?(?:\s*[:：]|(?=\s*\|)|(?<=[】\]]))"
    return re.compile(rf"(?m){bounded}|(?<=[^\s|｜])(?P<stuck>{long})\s*[:：]")


def _labelled(front: str) -> Iterator[tuple[str, str]]:
    """Every label with what follows it up to the next label, cell or line."""
    found = list(_label_pattern().finditer(front))
    for position, match in enumerate(found):
        end = found[position + 1].start() if position + 1 < len(found) else len(front)
        yield "".join((match["label"] or match["stuck"]).split()), _value(front[match.end() : end])


def _value(text: str) -> str:
    """The first cell or line that is not empty, white space squeezed."""
    parts = (" ".join(part.split()) for part in re.split(r"[|｜\n]", text))
    return next((part for part in parts if part), "")


def _pairs(meaning: str, values: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Labels of one meaning with their values, the surest label first."""
    for label in rules()["labels"][meaning]:
        yield from ((label, value) for key, value in values if key == label)


def _of(meaning: str, values: list[tuple[str, str]]) -> list[str]:
    return [value for _, value in _pairs(meaning, values)]


def _first(values: list[str]) -> str | None:
    return next((value for value in values if value), None)


def _matching(pattern: re.Pattern[str], values: list[str]) -> str | None:
    return next((match[0] for value in values if (match := pattern.search(value))), None)


def _bare(front: str) -> Fields:
    """Number, 主动公开, document number, body, date, each on its line without labels (seen at 青浦).

    In any other order a line that is nothing but a number or a date, or a date before 来源, says as much.
    """
    match = _FIXED_ORDER.search(front)
    if match is None:
        index, day = _INDEX_LINE.search(front), _DATE_BEFORE_SOURCE.search(front) or _DATE_LINE.search(front)
        return Fields(
            index_number=index[1] if index else None, published_on=read_date(day[1]) if day else None
        )
    return Fields(
        index_number=_matching(_INDEX, [match[1]]), publisher=match[3], published_on=read_date(match[4])
    )
