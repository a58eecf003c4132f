"""What stands above a report's first sentence, and the titles found there. Read by `heading`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from adapters.documents.document import Document
from adapters.extract.heading_fields import Fields, rules
from adapters.titles import Title, read_title

_FRONT_LIMIT = 8_000
_LEAD_LIMIT = 3_000
_LONGEST_TITLE = 80
_WORD = r"[^\s,，。;；:：|]"
_INLINE = re.compile(
    rf"{_WORD}{{0,40}}[ \u3000]?20\d{{2}}年(?:度)?{_WORD}{{0,40}}公开{_WORD}{{0,14}}(?:报告|年报)"
)
# 泸州市人民政府门户网站 behind a title, and remarks in brackets that say nothing of year or body.
_REMARK = re.compile(r"[(（][^()（）]*[)）]$")
_SAYS_SOMETHING = re.compile(r"\d{4}|政府|办|局|委|公开")
_SITE = re.compile(r"(?<=[告报)）])\s*[_|\-—–>»].*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Words that may be the report's title, as printed; `title` is None where they say nothing of one."""

    text: str
    title: Title | None
    is_line: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """`head` stands above the first sentence, `lead` follows, as far as period and author are told."""

    head: str
    lead: str


def front_of(document: Document) -> Front:
    """Cut at the first sentence of the report; a page that has none is all head, up to a limit."""
    text = document.text
    found = lead_pattern().search(text, 0, _FRONT_LIMIT)
    start = found.start() if found else min(len(text), _FRONT_LIMIT)
    return Front(head=text[:start], lead=text[start : start + _LEAD_LIMIT])


@cache
def lead_pattern() -> re.Pattern[str]:
    return re.compile(f"(?m){rules()['lead']['pattern']}")


def candidates(document: Document, front: Front, fields: Fields, within: str | None) -> list[Candidate]:
    """By trust: lines of the report itself (the last first), what the page calls it, words in a run of text."""
    lines = [line for line in _lines(_whole_lines(front.head)) if len(line) <= _LONGEST_TITLE]
    own = [
        found for line in _with_line_before(lines) if (found := _candidate(line, within, is_line=True)).title
    ]
    said = [fields.title, document.headline, document.meta.get("title")]
    page = [_candidate(text, within) for text in said if text]
    run = [_candidate(match[0], within) for match in _INLINE.finditer(front.head)]
    return [*reversed(own), *page, *run]


def printed(text: str) -> str:
    """The title as printed, on one line, without the site's name and remarks of whoever copied it."""
    one_line = _SITE.sub("", "".join(text.split()))
    remark = _REMARK.search(one_line)
    if remark and not _SAYS_SOMETHING.search(remark[0]):
        one_line = one_line[: remark.start()]
    return one_line


def _candidate(text: str, within: str | None, *, is_line: bool = False) -> Candidate:
    return Candidate(text=printed(text), title=read_title(printed(text), within=within), is_line=is_line)


def _whole_lines(head: str) -> str:
    """Without the beginning of the line in which the first sentence starts: that is a run of text."""
    return head[: head.rfind("\n") + 1]


def _lines(head: str) -> list[str]:
    """Lines, and the cells of rows: a title may stand in a table of one cell. Labelled fields are none."""
    cells = (cell.strip() for line in head.split("\n") for cell in line.split("|"))
    return [cell for cell in cells if cell and not re.match(r"^[^:：]{2,6}[:：]", cell)]


def _with_line_before(lines: list[str]) -> Iterator[str]:
    """平潭县人民政府 / 2012年…报告 is one title over two lines, where the second names no place."""
    for position, line in enumerate(lines):
        title = read_title(line)
        before = lines[position - 1] if position else ""
        joined = read_title(before + line) if title and not title.named and before else None
        yield before + line if joined and joined.named and not read_title(before) else line
